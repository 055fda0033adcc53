/**
 * The allowed values of string fields. Kubernetes publishes them only in the OpenAPI document of 1.23; in all others
 * they stand in the prose of the descriptions, from which this table is written, together with the API's own validation.
 * Left out on purpose: fields whose set is open, such as `emptyDir.medium` with its huge-page sizes or the types of a
 * LimitRange, and everything in a `status`.
 *
 * A key is `Type.field` for all API versions, or `group.version.Type.field` for one. A value that came later than
 * 1.11 is followed by the minor version that brought it.
 */
export const enums: Readonly<Record<string, readonly string[]>> = {
  // admissionregistration.k8s.io
  'MutatingWebhook.failurePolicy': ['Fail', 'Ignore'],
  'MutatingWebhook.matchPolicy': ['Equivalent', 'Exact'],
  'MutatingWebhook.reinvocationPolicy': ['IfNeeded', 'Never'],
  'MutatingWebhook.sideEffects': ['None', 'NoneOnDryRun', 'Some', 'Unknown'],
  'admissionregistration.v1.MutatingWebhook.sideEffects': ['None', 'NoneOnDryRun'],
  'ValidatingWebhook.failurePolicy': ['Fail', 'Ignore'],
  'ValidatingWebhook.matchPolicy': ['Equivalent', 'Exact'],
  'ValidatingWebhook.sideEffects': ['None', 'NoneOnDryRun', 'Some', 'Unknown'],
  'admissionregistration.v1.ValidatingWebhook.sideEffects': ['None', 'NoneOnDryRun'],
  'RuleWithOperations.operations': ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'],
  'RuleWithOperations.scope': ['*', 'Cluster', 'Namespaced'],
  'NamedRuleWithOperations.operations': ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'],
  'NamedRuleWithOperations.scope': ['*', 'Cluster', 'Namespaced'],
  'MatchResources.matchPolicy': ['Equivalent', 'Exact'],
  'ParamRef.parameterNotFoundAction': ['Allow', 'Deny'],
  'ValidatingAdmissionPolicySpec.failurePolicy': ['Fail', 'Ignore'],
  'ValidatingAdmissionPolicyBindingSpec.validationActions': ['Audit', 'Deny', 'Warn'],
  'MutatingAdmissionPolicySpec.failurePolicy': ['Fail', 'Ignore'],
  'MutatingAdmissionPolicySpec.reinvocationPolicy': ['IfNeeded', 'Never'],
  'Mutation.patchType': ['ApplyConfiguration', 'JSONPatch'],

  // apiextensions.k8s.io
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'CustomResourceConversion.strategy': ['None', 'Webhook'],
  'JSONSchemaProps.x-kubernetes-list-type': ['atomic', 'map', 'set'],
  'JSONSchemaProps.x-kubernetes-map-type': ['atomic', 'granular'],

  // apps
  'DaemonSetUpdateStrategy.type': ['OnDelete', 'RollingUpdate'],
  'DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'StatefulSetUpdateStrategy.type': ['OnDelete', 'RollingUpdate'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Delete', 'Retain'],
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Delete', 'Retain'],

  // autoscaling
  'MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'HPAScalingPolicy.type': ['Percent', 'Pods'],
  'HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],

  // batch
  'CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'JobSpec.completionMode': ['Indexed', 'NonIndexed'],
  'JobSpec.podReplacementPolicy': ['Failed', 'TerminatingOrFailed'],
  'PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'PodFailurePolicyRule.action': ['Count', 'FailIndex 28', 'FailJob', 'Ignore'],

  // certificates.k8s.io
  'CertificateSigningRequestSpec.usages': [
    'any',
    'cert sign',
    'client auth',
    'code signing',
    'content commitment',
    'crl sign',
    'data encipherment',
    'decipher only',
    'digital signature',
    'email protection',
    'encipher only',
    'ipsec end system',
    'ipsec tunnel',
    'ipsec user',
    'key agreement',
    'key encipherment',
    'microsoft sgc',
    'netscape sgc',
    'ocsp signing',
    's/mime',
    'server auth',
    'signing',
    'timestamping',
  ],

  // core: pods
  'AppArmorProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'Container.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'ContainerPort.protocol': ['SCTP', 'TCP', 'UDP'],
  'ContainerResizePolicy.resourceName': ['cpu', 'memory'],
  'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'ContainerRestartRule.action': ['Restart', 'RestartAllContainers 35'],
  'ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'EphemeralContainer.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'EphemeralContainer.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'NodeSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'],
  'PodOS.name': ['linux', 'windows'],
  'PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'PodSpec.preemptionPolicy': ['Never', 'PreemptLowerPriority'],
  'PodSpec.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'SeccompProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'SecurityContext.procMount': ['Default', 'Unmasked'],
  'Taint.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  'Toleration.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  'Toleration.operator': ['Equal', 'Exists', 'Gt 35', 'Lt 35'],
  'TopologySpreadConstraint.nodeAffinityPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.nodeTaintsPolicy': ['Honor', 'Ignore'],
  'TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],

  // core: volumes
  'AzureDiskVolumeSource.cachingMode': ['None', 'ReadOnly', 'ReadWrite'],
  'AzureDiskVolumeSource.kind': ['Dedicated', 'Managed', 'Shared'],
  'HostPathVolumeSource.type': ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
  'ImageVolumeSource.pullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'PersistentVolumeClaimSpec.accessModes': ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod 22'],
  'PersistentVolumeClaimSpec.volumeMode': ['Block', 'Filesystem'],
  'PersistentVolumeSpec.accessModes': ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod 22'],
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': ['Delete', 'Recycle', 'Retain'],
  'PersistentVolumeSpec.volumeMode': ['Block', 'Filesystem'],
  'PodCertificateProjection.keyType': ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096'],
  'VolumeMount.bindMountOptions': ['nodev', 'noexec', 'nosuid'],
  'VolumeMount.mountPropagation': ['Bidirectional', 'HostToContainer', 'None'],
  'VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],

  // core: services and quotas; discovery.k8s.io
  'EndpointPort.protocol': ['SCTP', 'TCP', 'UDP'],
  'EndpointSlice.addressType': ['FQDN', 'IPv4', 'IPv6'],
  'ResourceQuotaSpec.scopes': [
    'BestEffort',
    'CrossNamespacePodAffinity 21',
    'NotBestEffort',
    'NotTerminating',
    'PriorityClass',
    'Terminating',
    'VolumeAttributesClass 34',
  ],
  'ScopedResourceSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'ScopedResourceSelectorRequirement.scopeName': [
    'BestEffort',
    'CrossNamespacePodAffinity 21',
    'NotBestEffort',
    'NotTerminating',
    'PriorityClass',
    'Terminating',
    'VolumeAttributesClass 34',
  ],
  'ServicePort.protocol': ['SCTP', 'TCP', 'UDP'],
  'ServiceSpec.externalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.internalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec.ipFamilies': ['IPv4', 'IPv6'],
  'ServiceSpec.ipFamilyPolicy': ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
  'ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameNode 33', 'PreferSameZone 33'],
  'ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],

  // flowcontrol.apiserver.k8s.io
  'FlowDistinguisherMethod.type': ['ByNamespace', 'ByUser'],
  'LimitResponse.type': ['Queue', 'Reject'],
  'PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'],

  // networking.k8s.io
  'HTTPIngressPath.pathType': ['Exact', 'ImplementationSpecific', 'Prefix'],
  'IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'NetworkPolicyPort.protocol': ['SCTP', 'TCP', 'UDP'],
  'NetworkPolicySpec.policyTypes': ['Egress', 'Ingress'],

  // policy, rbac.authorization.k8s.io, scheduling.k8s.io, storage.k8s.io
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
  'RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'RoleRef.kind': ['ClusterRole', 'Role'],
  'Subject.kind': ['Group', 'ServiceAccount', 'User'],
  'PriorityClass.preemptionPolicy': ['Never', 'PreemptLowerPriority'],
  'CSIDriverSpec.fsGroupPolicy': ['File', 'None', 'ReadWriteOnceWithFSType'],
  'CSIDriverSpec.volumeLifecycleModes': ['Ephemeral', 'Persistent'],
  'StorageClass.reclaimPolicy': ['Delete', 'Retain'],
  'StorageClass.volumeBindingMode': ['Immediate', 'WaitForFirstConsumer'],
}
