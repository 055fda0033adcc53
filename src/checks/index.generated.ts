// Made by `npm run generate` from the files of src/checks. Do not edit.
import type { Check } from '../core/check.ts'
import { existing as accountExisting } from './account/existing.ts'
import { noAutomount as accountNoAutomount } from './account/no-automount.ts'
import { noDefault as accountNoDefault } from './account/no-default.ts'
import { noDeprecatedField as accountNoDeprecatedField } from './account/no-deprecated-field.ts'
import { tokenAudience as accountTokenAudience } from './account/token-audience.ts'
import { tokenLifetime as accountTokenLifetime } from './account/token-lifetime.ts'
import { noAuditOnly as admissionNoAuditOnly } from './admission/no-audit-only.ts'
import { noOpenFailure as admissionNoOpenFailure } from './admission/no-open-failure.ts'
import { noPodSecurityPolicy as admissionNoPodSecurityPolicy } from './admission/no-pod-security-policy.ts'
import { webhookTimeout as admissionWebhookTimeout } from './admission/webhook-timeout.ts'
import { fieldTypes as apiFieldTypes } from './api/field-types.ts'
import { knownFields as apiKnownFields } from './api/known-fields.ts'
import { noDeprecatedVersion as apiNoDeprecatedVersion } from './api/no-deprecated-version.ts'
import { requiredFields as apiRequiredFields } from './api/required-fields.ts'
import { servedVersion as apiServedVersion } from './api/served-version.ts'
import { budgetAllowsEviction as availabilityBudgetAllowsEviction } from './availability/budget-allows-eviction.ts'
import { disruptionBudget as availabilityDisruptionBudget } from './availability/disruption-budget.ts'
import { distinctProbes as availabilityDistinctProbes } from './availability/distinct-probes.ts'
import { livenessProbe as availabilityLivenessProbe } from './availability/liveness-probe.ts'
import { probePort as availabilityProbePort } from './availability/probe-port.ts'
import { readinessProbe as availabilityReadinessProbe } from './availability/readiness-probe.ts'
import { replicas as availabilityReplicas } from './availability/replicas.ts'
import { localAccountsDisabled as clusterLocalAccountsDisabled } from './cluster/local-accounts-disabled.ts'
import { noPodIdentity as identityNoPodIdentity } from './identity/no-pod-identity.ts'
import { noPodIdentityLabel as identityNoPodIdentityLabel } from './identity/no-pod-identity-label.ts'
import { allowedRegistry as imageAllowedRegistry } from './image/allowed-registry.ts'
import { noAzurePullSecret as imageNoAzurePullSecret } from './image/no-azure-pull-secret.ts'
import { noDashboard as imageNoDashboard } from './image/no-dashboard.ts'
import { noIngressNginx as imageNoIngressNginx } from './image/no-ingress-nginx.ts'
import { noLatest as imageNoLatest } from './image/no-latest.ts'
import { noRetiredRegistry as imageNoRetiredRegistry } from './image/no-retired-registry.ts'
import { noTiller as imageNoTiller } from './image/no-tiller.ts'
import { pinnedDigest as imagePinnedDigest } from './image/pinned-digest.ts'
import { pullPolicy as imagePullPolicy } from './image/pull-policy.ts'
import { limitRange as namespaceLimitRange } from './namespace/limit-range.ts'
import { noDefault as namespaceNoDefault } from './namespace/no-default.ts'
import { noSystemNamespace as namespaceNoSystemNamespace } from './namespace/no-system-namespace.ts'
import { podSecurityLevel as namespacePodSecurityLevel } from './namespace/pod-security-level.ts'
import { podSecurityVersion as namespacePodSecurityVersion } from './namespace/pod-security-version.ts'
import { quota as namespaceQuota } from './namespace/quota.ts'
import { defaultDeny as networkDefaultDeny } from './network/default-deny.ts'
import { noAllowAll as networkNoAllowAll } from './network/no-allow-all.ts'
import { noMetadataEgress as networkNoMetadataEgress } from './network/no-metadata-egress.ts'
import { peerSelectsPods as networkPeerSelectsPods } from './network/peer-selects-pods.ts'
import { podEgressPolicy as networkPodEgressPolicy } from './network/pod-egress-policy.ts'
import { podIngressPolicy as networkPodIngressPolicy } from './network/pod-ingress-policy.ts'
import { policy as networkPolicy } from './network/policy.ts'
import { policySelectsPods as networkPolicySelectsPods } from './network/policy-selects-pods.ts'
import { apparmorProfile as podApparmorProfile } from './pod/apparmor-profile.ts'
import { defaultProcMount as podDefaultProcMount } from './pod/default-proc-mount.ts'
import { defaultProcMountAlways as podDefaultProcMountAlways } from './pod/default-proc-mount-always.ts'
import { dropAllCapabilities as podDropAllCapabilities } from './pod/drop-all-capabilities.ts'
import { effectiveEscalationBan as podEffectiveEscalationBan } from './pod/effective-escalation-ban.ts'
import { linuxHardening as podLinuxHardening } from './pod/linux-hardening.ts'
import { noAddedCapabilities as podNoAddedCapabilities } from './pod/no-added-capabilities.ts'
import { noFlexVolume as podNoFlexVolume } from './pod/no-flex-volume.ts'
import { noGitSyncCommand as podNoGitSyncCommand } from './pod/no-git-sync-command.ts'
import { noHostAliases as podNoHostAliases } from './pod/no-host-aliases.ts'
import { noHostIpc as podNoHostIpc } from './pod/no-host-ipc.ts'
import { noHostNetwork as podNoHostNetwork } from './pod/no-host-network.ts'
import { noHostPath as podNoHostPath } from './pod/no-host-path.ts'
import { noHostPid as podNoHostPid } from './pod/no-host-pid.ts'
import { noHostPort as podNoHostPort } from './pod/no-host-port.ts'
import { noHostProcess as podNoHostProcess } from './pod/no-host-process.ts'
import { noInTreeAzureVolume as podNoInTreeAzureVolume } from './pod/no-in-tree-azure-volume.ts'
import { noInteractiveTerminal as podNoInteractiveTerminal } from './pod/no-interactive-terminal.ts'
import { noLowGroup as podNoLowGroup } from './pod/no-low-group.ts'
import { noLowUser as podNoLowUser } from './pod/no-low-user.ts'
import { noMountPropagation as podNoMountPropagation } from './pod/no-mount-propagation.ts'
import { noPrivilegeEscalation as podNoPrivilegeEscalation } from './pod/no-privilege-escalation.ts'
import { noPrivileged as podNoPrivileged } from './pod/no-privileged.ts'
import { noProbeHost as podNoProbeHost } from './pod/no-probe-host.ts'
import { noProbeShell as podNoProbeShell } from './pod/no-probe-shell.ts'
import { noRawSockets as podNoRawSockets } from './pod/no-raw-sockets.ts'
import { noRootGroup as podNoRootGroup } from './pod/no-root-group.ts'
import { noRootUser as podNoRootUser } from './pod/no-root-user.ts'
import { noRuntimeSocket as podNoRuntimeSocket } from './pod/no-runtime-socket.ts'
import { noSelinuxOptions as podNoSelinuxOptions } from './pod/no-selinux-options.ts'
import { noSensitiveHostPath as podNoSensitiveHostPath } from './pod/no-sensitive-host-path.ts'
import { noSharedProcessNamespace as podNoSharedProcessNamespace } from './pod/no-shared-process-namespace.ts'
import { noSshPort as podNoSshPort } from './pod/no-ssh-port.ts'
import { noSudo as podNoSudo } from './pod/no-sudo.ts'
import { noUnconfinedApparmor as podNoUnconfinedApparmor } from './pod/no-unconfined-apparmor.ts'
import { noUnconfinedSeccomp as podNoUnconfinedSeccomp } from './pod/no-unconfined-seccomp.ts'
import { noWindowsAdministrator as podNoWindowsAdministrator } from './pod/no-windows-administrator.ts'
import { noWritableHostPath as podNoWritableHostPath } from './pod/no-writable-host-path.ts'
import { readOnlyRoot as podReadOnlyRoot } from './pod/read-only-root.ts'
import { restrictedVolumes as podRestrictedVolumes } from './pod/restricted-volumes.ts'
import { runAsNonRoot as podRunAsNonRoot } from './pod/run-as-non-root.ts'
import { safeSysctls as podSafeSysctls } from './pod/safe-sysctls.ts'
import { sandboxRuntime as podSandboxRuntime } from './pod/sandbox-runtime.ts'
import { scratchSizeLimit as podScratchSizeLimit } from './pod/scratch-size-limit.ts'
import { seccompProfile as podSeccompProfile } from './pod/seccomp-profile.ts'
import { securityContext as podSecurityContext } from './pod/security-context.ts'
import { unprivilegedPort as podUnprivilegedPort } from './pod/unprivileged-port.ts'
import { userNamespace as podUserNamespace } from './pod/user-namespace.ts'
import { entraGroupIds as rbacEntraGroupIds } from './rbac/entra-group-ids.ts'
import { existingRole as rbacExistingRole } from './rbac/existing-role.ts'
import { noAccountGroupBinding as rbacNoAccountGroupBinding } from './rbac/no-account-group-binding.ts'
import { noAnonymousBinding as rbacNoAnonymousBinding } from './rbac/no-anonymous-binding.ts'
import { noAuthenticatedBinding as rbacNoAuthenticatedBinding } from './rbac/no-authenticated-binding.ts'
import { noClusterAdmin as rbacNoClusterAdmin } from './rbac/no-cluster-admin.ts'
import { noConfigmapWrite as rbacNoConfigmapWrite } from './rbac/no-configmap-write.ts'
import { noCsrApproval as rbacNoCsrApproval } from './rbac/no-csr-approval.ts'
import { noDefaultAccountBinding as rbacNoDefaultAccountBinding } from './rbac/no-default-account-binding.ts'
import { noEndpointsWrite as rbacNoEndpointsWrite } from './rbac/no-endpoints-write.ts'
import { noEphemeralContainers as rbacNoEphemeralContainers } from './rbac/no-ephemeral-containers.ts'
import { noEventDeletion as rbacNoEventDeletion } from './rbac/no-event-deletion.ts'
import { noImpersonation as rbacNoImpersonation } from './rbac/no-impersonation.ts'
import { noMastersBinding as rbacNoMastersBinding } from './rbac/no-masters-binding.ts'
import { noNetworkObjectWrite as rbacNoNetworkObjectWrite } from './rbac/no-network-object-write.ts'
import { noNodesProxy as rbacNoNodesProxy } from './rbac/no-nodes-proxy.ts'
import { noPersistentVolumeCreation as rbacNoPersistentVolumeCreation } from './rbac/no-persistent-volume-creation.ts'
import { noPodExec as rbacNoPodExec } from './rbac/no-pod-exec.ts'
import { noPortForward as rbacNoPortForward } from './rbac/no-port-forward.ts'
import { noRoleEscalation as rbacNoRoleEscalation } from './rbac/no-role-escalation.ts'
import { noRoleWrite as rbacNoRoleWrite } from './rbac/no-role-write.ts'
import { noSecretsRead as rbacNoSecretsRead } from './rbac/no-secrets-read.ts'
import { noSecretsWrite as rbacNoSecretsWrite } from './rbac/no-secrets-write.ts'
import { noServiceStatusWrite as rbacNoServiceStatusWrite } from './rbac/no-service-status-write.ts'
import { noTokenCreation as rbacNoTokenCreation } from './rbac/no-token-creation.ts'
import { noUserBinding as rbacNoUserBinding } from './rbac/no-user-binding.ts'
import { noWebhookWrite as rbacNoWebhookWrite } from './rbac/no-webhook-write.ts'
import { noWildcardGroups as rbacNoWildcardGroups } from './rbac/no-wildcard-groups.ts'
import { noWildcardResources as rbacNoWildcardResources } from './rbac/no-wildcard-resources.ts'
import { noWildcardVerbs as rbacNoWildcardVerbs } from './rbac/no-wildcard-verbs.ts'
import { noWorkloadCreation as rbacNoWorkloadCreation } from './rbac/no-workload-creation.ts'
import { cpuLimit as resourcesCpuLimit } from './resources/cpu-limit.ts'
import { cpuRequest as resourcesCpuRequest } from './resources/cpu-request.ts'
import { ephemeralStorageLimit as resourcesEphemeralStorageLimit } from './resources/ephemeral-storage-limit.ts'
import { memoryLimit as resourcesMemoryLimit } from './resources/memory-limit.ts'
import { memoryRequest as resourcesMemoryRequest } from './resources/memory-request.ts'
import { noAccountToken as secretNoAccountToken } from './secret/no-account-token.ts'
import { noCommittedData as secretNoCommittedData } from './secret/no-committed-data.ts'
import { noCredentialInAnnotation as secretNoCredentialInAnnotation } from './secret/no-credential-in-annotation.ts'
import { noCredentialInCommand as secretNoCredentialInCommand } from './secret/no-credential-in-command.ts'
import { noCredentialInConfigMap as secretNoCredentialInConfigMap } from './secret/no-credential-in-config-map.ts'
import { noLiteralEnv as secretNoLiteralEnv } from './secret/no-literal-env.ts'
import { noSecret as secretNoSecret } from './secret/no-secret.ts'
import { noSecretEnv as secretNoSecretEnv } from './secret/no-secret-env.ts'
import { internalLoadBalancer as serviceInternalLoadBalancer } from './service/internal-load-balancer.ts'
import { loadBalancerSourceRanges as serviceLoadBalancerSourceRanges } from './service/load-balancer-source-ranges.ts'
import { noExternalIps as serviceNoExternalIps } from './service/no-external-ips.ts'
import { noLocalExternalName as serviceNoLocalExternalName } from './service/no-local-external-name.ts'
import { noNodePort as serviceNoNodePort } from './service/no-node-port.ts'
import { customerManagedKey as storageCustomerManagedKey } from './storage/customer-managed-key.ts'
import { noHostPathVolume as storageNoHostPathVolume } from './storage/no-host-path-volume.ts'
import { noInTreeAzureDriver as storageNoInTreeAzureDriver } from './storage/no-in-tree-azure-driver.ts'
import { needed as suppressionNeeded } from './suppression/needed.ts'
import { reason as suppressionReason } from './suppression/reason.ts'
import { unexpired as suppressionUnexpired } from './suppression/unexpired.ts'

/** Every check, in order of id. */
export const checks: readonly Check[] = [
  accountExisting,
  accountNoAutomount,
  accountNoDefault,
  accountNoDeprecatedField,
  accountTokenAudience,
  accountTokenLifetime,
  admissionNoAuditOnly,
  admissionNoOpenFailure,
  admissionNoPodSecurityPolicy,
  admissionWebhookTimeout,
  apiFieldTypes,
  apiKnownFields,
  apiNoDeprecatedVersion,
  apiRequiredFields,
  apiServedVersion,
  availabilityBudgetAllowsEviction,
  availabilityDisruptionBudget,
  availabilityDistinctProbes,
  availabilityLivenessProbe,
  availabilityProbePort,
  availabilityReadinessProbe,
  availabilityReplicas,
  clusterLocalAccountsDisabled,
  identityNoPodIdentity,
  identityNoPodIdentityLabel,
  imageAllowedRegistry,
  imageNoAzurePullSecret,
  imageNoDashboard,
  imageNoIngressNginx,
  imageNoLatest,
  imageNoRetiredRegistry,
  imageNoTiller,
  imagePinnedDigest,
  imagePullPolicy,
  namespaceLimitRange,
  namespaceNoDefault,
  namespaceNoSystemNamespace,
  namespacePodSecurityLevel,
  namespacePodSecurityVersion,
  namespaceQuota,
  networkDefaultDeny,
  networkNoAllowAll,
  networkNoMetadataEgress,
  networkPeerSelectsPods,
  networkPodEgressPolicy,
  networkPodIngressPolicy,
  networkPolicy,
  networkPolicySelectsPods,
  podApparmorProfile,
  podDefaultProcMount,
  podDefaultProcMountAlways,
  podDropAllCapabilities,
  podEffectiveEscalationBan,
  podLinuxHardening,
  podNoAddedCapabilities,
  podNoFlexVolume,
  podNoGitSyncCommand,
  podNoHostAliases,
  podNoHostIpc,
  podNoHostNetwork,
  podNoHostPath,
  podNoHostPid,
  podNoHostPort,
  podNoHostProcess,
  podNoInTreeAzureVolume,
  podNoInteractiveTerminal,
  podNoLowGroup,
  podNoLowUser,
  podNoMountPropagation,
  podNoPrivilegeEscalation,
  podNoPrivileged,
  podNoProbeHost,
  podNoProbeShell,
  podNoRawSockets,
  podNoRootGroup,
  podNoRootUser,
  podNoRuntimeSocket,
  podNoSelinuxOptions,
  podNoSensitiveHostPath,
  podNoSharedProcessNamespace,
  podNoSshPort,
  podNoSudo,
  podNoUnconfinedApparmor,
  podNoUnconfinedSeccomp,
  podNoWindowsAdministrator,
  podNoWritableHostPath,
  podReadOnlyRoot,
  podRestrictedVolumes,
  podRunAsNonRoot,
  podSafeSysctls,
  podSandboxRuntime,
  podScratchSizeLimit,
  podSeccompProfile,
  podSecurityContext,
  podUnprivilegedPort,
  podUserNamespace,
  rbacEntraGroupIds,
  rbacExistingRole,
  rbacNoAccountGroupBinding,
  rbacNoAnonymousBinding,
  rbacNoAuthenticatedBinding,
  rbacNoClusterAdmin,
  rbacNoConfigmapWrite,
  rbacNoCsrApproval,
  rbacNoDefaultAccountBinding,
  rbacNoEndpointsWrite,
  rbacNoEphemeralContainers,
  rbacNoEventDeletion,
  rbacNoImpersonation,
  rbacNoMastersBinding,
  rbacNoNetworkObjectWrite,
  rbacNoNodesProxy,
  rbacNoPersistentVolumeCreation,
  rbacNoPodExec,
  rbacNoPortForward,
  rbacNoRoleEscalation,
  rbacNoRoleWrite,
  rbacNoSecretsRead,
  rbacNoSecretsWrite,
  rbacNoServiceStatusWrite,
  rbacNoTokenCreation,
  rbacNoUserBinding,
  rbacNoWebhookWrite,
  rbacNoWildcardGroups,
  rbacNoWildcardResources,
  rbacNoWildcardVerbs,
  rbacNoWorkloadCreation,
  resourcesCpuLimit,
  resourcesCpuRequest,
  resourcesEphemeralStorageLimit,
  resourcesMemoryLimit,
  resourcesMemoryRequest,
  secretNoAccountToken,
  secretNoCommittedData,
  secretNoCredentialInAnnotation,
  secretNoCredentialInCommand,
  secretNoCredentialInConfigMap,
  secretNoLiteralEnv,
  secretNoSecret,
  secretNoSecretEnv,
  serviceInternalLoadBalancer,
  serviceLoadBalancerSourceRanges,
  serviceNoExternalIps,
  serviceNoLocalExternalName,
  serviceNoNodePort,
  storageCustomerManagedKey,
  storageNoHostPathVolume,
  storageNoInTreeAzureDriver,
  suppressionNeeded,
  suppressionReason,
  suppressionUnexpired,
]
