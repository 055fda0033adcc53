// Made by `npm run generate` from the files of src/checks. Do not edit.
import type { Check } from '../core/check.ts'
import { adminGroups as clusterAdminGroups } from './cluster/admin-groups.ts'
import { apiVnetIntegration as clusterApiVnetIntegration } from './cluster/api-vnet-integration.ts'
import { authorizedIpRanges as clusterAuthorizedIpRanges } from './cluster/authorized-ip-ranges.ts'
import { automaticUpgrades as clusterAutomaticUpgrades } from './cluster/automatic-upgrades.ts'
import { azureCni as clusterAzureCni } from './cluster/azure-cni.ts'
import { azurePolicyAddon as clusterAzurePolicyAddon } from './cluster/azure-policy-addon.ts'
import { containerInsights as clusterContainerInsights } from './cluster/container-insights.ts'
import { controlledEgress as clusterControlledEgress } from './cluster/controlled-egress.ts'
import { defenderSensor as clusterDefenderSensor } from './cluster/defender-sensor.ts'
import { diskEncryptionSet as clusterDiskEncryptionSet } from './cluster/disk-encryption-set.ts'
import { entraAuthorization as clusterEntraAuthorization } from './cluster/entra-authorization.ts'
import { entraIntegration as clusterEntraIntegration } from './cluster/entra-integration.ts'
import { etcdEncryption as clusterEtcdEncryption } from './cluster/etcd-encryption.ts'
import { imageCleaner as clusterImageCleaner } from './cluster/image-cleaner.ts'
import { imdsRestricted as clusterImdsRestricted } from './cluster/imds-restricted.ts'
import { internalIngress as clusterInternalIngress } from './cluster/internal-ingress.ts'
import { keyVaultCsi as clusterKeyVaultCsi } from './cluster/key-vault-csi.ts'
import { keyVaultCsiRotation as clusterKeyVaultCsiRotation } from './cluster/key-vault-csi-rotation.ts'
import { kubernetesRbac as clusterKubernetesRbac } from './cluster/kubernetes-rbac.ts'
import { localAccountsDisabled as clusterLocalAccountsDisabled } from './cluster/local-accounts-disabled.ts'
import { managedIdentity as clusterManagedIdentity } from './cluster/managed-identity.ts'
import { networkPolicy as clusterNetworkPolicy } from './cluster/network-policy.ts'
import { noForcedUpgrade as clusterNoForcedUpgrade } from './cluster/no-forced-upgrade.ts'
import { noHttpApplicationRouting as clusterNoHttpApplicationRouting } from './cluster/no-http-application-routing.ts'
import { noPodIdentity as clusterNoPodIdentity } from './cluster/no-pod-identity.ts'
import { noPublicFqdn as clusterNoPublicFqdn } from './cluster/no-public-fqdn.ts'
import { noRunCommand as clusterNoRunCommand } from './cluster/no-run-command.ts'
import { nodeOsUpgrades as clusterNodeOsUpgrades } from './cluster/node-os-upgrades.ts'
import { nodeResourceGroupLocked as clusterNodeResourceGroupLocked } from './cluster/node-resource-group-locked.ts'
import { oidcIssuer as clusterOidcIssuer } from './cluster/oidc-issuer.ts'
import { ownBootstrapRegistry as clusterOwnBootstrapRegistry } from './cluster/own-bootstrap-registry.ts'
import { privateApiServer as clusterPrivateApiServer } from './cluster/private-api-server.ts'
import { prometheusMetrics as clusterPrometheusMetrics } from './cluster/prometheus-metrics.ts'
import { standardLoadBalancer as clusterStandardLoadBalancer } from './cluster/standard-load-balancer.ts'
import { vulnerabilityGate as clusterVulnerabilityGate } from './cluster/vulnerability-gate.ts'
import { workloadIdentity as clusterWorkloadIdentity } from './cluster/workload-identity.ts'
import { noPublicNetwork as keyVaultNoPublicNetwork } from './key-vault/no-public-network.ts'
import { purgeProtection as keyVaultPurgeProtection } from './key-vault/purge-protection.ts'
import { rbacAuthorization as keyVaultRbacAuthorization } from './key-vault/rbac-authorization.ts'
import { softDelete as keyVaultSoftDelete } from './key-vault/soft-delete.ts'
import { hostEncryption as nodePoolHostEncryption } from './node-pool/host-encryption.ts'
import { noPublicIp as nodePoolNoPublicIp } from './node-pool/no-public-ip.ts'
import { sshDisabled as nodePoolSshDisabled } from './node-pool/ssh-disabled.ts'
import { supportedOs as nodePoolSupportedOs } from './node-pool/supported-os.ts'
import { zones as nodePoolZones } from './node-pool/zones.ts'
import { defaultProcMount as podDefaultProcMount } from './pod/default-proc-mount.ts'
import { defaultProcMountAlways as podDefaultProcMountAlways } from './pod/default-proc-mount-always.ts'
import { dropAllCapabilities as podDropAllCapabilities } from './pod/drop-all-capabilities.ts'
import { noAddedCapabilities as podNoAddedCapabilities } from './pod/no-added-capabilities.ts'
import { noHostIpc as podNoHostIpc } from './pod/no-host-ipc.ts'
import { noHostNetwork as podNoHostNetwork } from './pod/no-host-network.ts'
import { noHostPath as podNoHostPath } from './pod/no-host-path.ts'
import { noHostPid as podNoHostPid } from './pod/no-host-pid.ts'
import { noHostPort as podNoHostPort } from './pod/no-host-port.ts'
import { noHostProcess as podNoHostProcess } from './pod/no-host-process.ts'
import { noPrivilegeEscalation as podNoPrivilegeEscalation } from './pod/no-privilege-escalation.ts'
import { noPrivileged as podNoPrivileged } from './pod/no-privileged.ts'
import { noProbeHost as podNoProbeHost } from './pod/no-probe-host.ts'
import { noRootUser as podNoRootUser } from './pod/no-root-user.ts'
import { noSelinuxOptions as podNoSelinuxOptions } from './pod/no-selinux-options.ts'
import { noUnconfinedApparmor as podNoUnconfinedApparmor } from './pod/no-unconfined-apparmor.ts'
import { noUnconfinedSeccomp as podNoUnconfinedSeccomp } from './pod/no-unconfined-seccomp.ts'
import { restrictedVolumes as podRestrictedVolumes } from './pod/restricted-volumes.ts'
import { runAsNonRoot as podRunAsNonRoot } from './pod/run-as-non-root.ts'
import { safeSysctls as podSafeSysctls } from './pod/safe-sysctls.ts'
import { seccompProfile as podSeccompProfile } from './pod/seccomp-profile.ts'
import { noConfigmapWrite as rbacNoConfigmapWrite } from './rbac/no-configmap-write.ts'
import { noCsrApproval as rbacNoCsrApproval } from './rbac/no-csr-approval.ts'
import { noEndpointsWrite as rbacNoEndpointsWrite } from './rbac/no-endpoints-write.ts'
import { noEphemeralContainers as rbacNoEphemeralContainers } from './rbac/no-ephemeral-containers.ts'
import { noEventDeletion as rbacNoEventDeletion } from './rbac/no-event-deletion.ts'
import { noImpersonation as rbacNoImpersonation } from './rbac/no-impersonation.ts'
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
import { noWebhookWrite as rbacNoWebhookWrite } from './rbac/no-webhook-write.ts'
import { noWorkloadCreation as rbacNoWorkloadCreation } from './rbac/no-workload-creation.ts'
import { noAdminUser as registryNoAdminUser } from './registry/no-admin-user.ts'
import { noAnonymousPull as registryNoAnonymousPull } from './registry/no-anonymous-pull.ts'
import { noArmAudienceTokens as registryNoArmAudienceTokens } from './registry/no-arm-audience-tokens.ts'
import { noExport as registryNoExport } from './registry/no-export.ts'
import { noPublicNetwork as registryNoPublicNetwork } from './registry/no-public-network.ts'
import { ownKey as registryOwnKey } from './registry/own-key.ts'
import { needed as suppressionNeeded } from './suppression/needed.ts'
import { reason as suppressionReason } from './suppression/reason.ts'
import { unexpired as suppressionUnexpired } from './suppression/unexpired.ts'

/** Every check, in order of id. */
export const checks: readonly Check[] = [
  clusterAdminGroups,
  clusterApiVnetIntegration,
  clusterAuthorizedIpRanges,
  clusterAutomaticUpgrades,
  clusterAzureCni,
  clusterAzurePolicyAddon,
  clusterContainerInsights,
  clusterControlledEgress,
  clusterDefenderSensor,
  clusterDiskEncryptionSet,
  clusterEntraAuthorization,
  clusterEntraIntegration,
  clusterEtcdEncryption,
  clusterImageCleaner,
  clusterImdsRestricted,
  clusterInternalIngress,
  clusterKeyVaultCsi,
  clusterKeyVaultCsiRotation,
  clusterKubernetesRbac,
  clusterLocalAccountsDisabled,
  clusterManagedIdentity,
  clusterNetworkPolicy,
  clusterNoForcedUpgrade,
  clusterNoHttpApplicationRouting,
  clusterNoPodIdentity,
  clusterNoPublicFqdn,
  clusterNoRunCommand,
  clusterNodeOsUpgrades,
  clusterNodeResourceGroupLocked,
  clusterOidcIssuer,
  clusterOwnBootstrapRegistry,
  clusterPrivateApiServer,
  clusterPrometheusMetrics,
  clusterStandardLoadBalancer,
  clusterVulnerabilityGate,
  clusterWorkloadIdentity,
  keyVaultNoPublicNetwork,
  keyVaultPurgeProtection,
  keyVaultRbacAuthorization,
  keyVaultSoftDelete,
  nodePoolHostEncryption,
  nodePoolNoPublicIp,
  nodePoolSshDisabled,
  nodePoolSupportedOs,
  nodePoolZones,
  podDefaultProcMount,
  podDefaultProcMountAlways,
  podDropAllCapabilities,
  podNoAddedCapabilities,
  podNoHostIpc,
  podNoHostNetwork,
  podNoHostPath,
  podNoHostPid,
  podNoHostPort,
  podNoHostProcess,
  podNoPrivilegeEscalation,
  podNoPrivileged,
  podNoProbeHost,
  podNoRootUser,
  podNoSelinuxOptions,
  podNoUnconfinedApparmor,
  podNoUnconfinedSeccomp,
  podRestrictedVolumes,
  podRunAsNonRoot,
  podSafeSysctls,
  podSeccompProfile,
  rbacNoConfigmapWrite,
  rbacNoCsrApproval,
  rbacNoEndpointsWrite,
  rbacNoEphemeralContainers,
  rbacNoEventDeletion,
  rbacNoImpersonation,
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
  rbacNoWebhookWrite,
  rbacNoWorkloadCreation,
  registryNoAdminUser,
  registryNoAnonymousPull,
  registryNoArmAudienceTokens,
  registryNoExport,
  registryNoPublicNetwork,
  registryOwnKey,
  suppressionNeeded,
  suppressionReason,
  suppressionUnexpired,
]
