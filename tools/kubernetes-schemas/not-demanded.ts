/**
 * Fields that OpenAPI documents call required although the API server fills them in or accepts their zero value, so a
 * manifest without them is served. Several were corrected upstream in later documents (named with that version); the
 * server's behaviour did not change then, so the correction holds for earlier versions too.
 *
 * A key is `Type.field` for all groups and versions, or `group.version.Type.field` for one.
 */
export const notDemanded: ReadonlySet<string> = new Set([
  // Corrected upstream.
  'PriorityClass.value', // 1.36
  'NetworkPolicySpec.podSelector', // 1.34
  'PodFailurePolicyOnPodConditionsPattern.status', // 1.35
  'PodFailurePolicyRule.onPodConditions', // 1.29
  'ProjectedVolumeSource.sources', // 1.20
  'RoleRef.apiGroup', // 1.36: defaulted
  'StatefulSetSpec.serviceName', // 1.33
  'EndpointSlice.endpoints', // 1.36
  'ControllerRevision.revision', // 1.37

  // Defaulted, or zero is a value: not checked by the API's validation.
  'HTTPHeader.value',
  'Sysctl.value',
  'ISCSIVolumeSource.lun',
  'ISCSIPersistentVolumeSource.lun',
  'SleepAction.seconds',
  'PreferredSchedulingTerm.preference',
  'LimitRangeSpec.limits',
  'CustomResourceDefinitionVersion.served',
  'CustomResourceDefinitionVersion.storage',
  'CSIDriver.spec',
  'CSINode.spec',
  'CSINodeSpec.drivers',
  'apiextensions.v1beta1.CustomResourceDefinitionSpec.scope',
])
