// Made by `npm run generate` from the files of src/checks. Do not edit.
import type { Check } from '../core/check.ts'
import { noAuditOnly as admissionNoAuditOnly } from './admission/no-audit-only.ts'
import { noOpenFailure as admissionNoOpenFailure } from './admission/no-open-failure.ts'
import { noPodSecurityPolicy as admissionNoPodSecurityPolicy } from './admission/no-pod-security-policy.ts'
import { webhookTimeout as admissionWebhookTimeout } from './admission/webhook-timeout.ts'
import { fieldTypes as apiFieldTypes } from './api/field-types.ts'
import { knownFields as apiKnownFields } from './api/known-fields.ts'
import { noDeprecatedVersion as apiNoDeprecatedVersion } from './api/no-deprecated-version.ts'
import { requiredFields as apiRequiredFields } from './api/required-fields.ts'
import { servedVersion as apiServedVersion } from './api/served-version.ts'
import { localAccountsDisabled as clusterLocalAccountsDisabled } from './cluster/local-accounts-disabled.ts'
import { absoluteWorkdir as dockerfileAbsoluteWorkdir } from './dockerfile/absolute-workdir.ts'
import { copyNotAdd as dockerfileCopyNotAdd } from './dockerfile/copy-not-add.ts'
import { ignoreFile as dockerfileIgnoreFile } from './dockerfile/ignore-file.ts'
import { knownStage as dockerfileKnownStage } from './dockerfile/known-stage.ts'
import { minimalBaseImage as dockerfileMinimalBaseImage } from './dockerfile/minimal-base-image.ts'
import { noPackageCache as dockerfileNoPackageCache } from './dockerfile/no-package-cache.ts'
import { noPipedInstaller as dockerfileNoPipedInstaller } from './dockerfile/no-piped-installer.ts'
import { noRecommendedPackages as dockerfileNoRecommendedPackages } from './dockerfile/no-recommended-packages.ts'
import { noRemoteAdd as dockerfileNoRemoteAdd } from './dockerfile/no-remote-add.ts'
import { noSecretArgument as dockerfileNoSecretArgument } from './dockerfile/no-secret-argument.ts'
import { noSecretFile as dockerfileNoSecretFile } from './dockerfile/no-secret-file.ts'
import { noSetuid as dockerfileNoSetuid } from './dockerfile/no-setuid.ts'
import { noSshServer as dockerfileNoSshServer } from './dockerfile/no-ssh-server.ts'
import { noSudo as dockerfileNoSudo } from './dockerfile/no-sudo.ts'
import { noUnverifiedDownload as dockerfileNoUnverifiedDownload } from './dockerfile/no-unverified-download.ts'
import { noWritableFiles as dockerfileNoWritableFiles } from './dockerfile/no-writable-files.ts'
import { nonRootUser as dockerfileNonRootUser } from './dockerfile/non-root-user.ts'
import { oneEntrypoint as dockerfileOneEntrypoint } from './dockerfile/one-entrypoint.ts'
import { pinnedBaseImage as dockerfilePinnedBaseImage } from './dockerfile/pinned-base-image.ts'
import { pinnedPackages as dockerfilePinnedPackages } from './dockerfile/pinned-packages.ts'
import { pipefail as dockerfilePipefail } from './dockerfile/pipefail.ts'
import { trustedBaseImage as dockerfileTrustedBaseImage } from './dockerfile/trusted-base-image.ts'
import { unprivilegedPort as dockerfileUnprivilegedPort } from './dockerfile/unprivileged-port.ts'
import { limitRange as namespaceLimitRange } from './namespace/limit-range.ts'
import { noDefault as namespaceNoDefault } from './namespace/no-default.ts'
import { noSystemNamespace as namespaceNoSystemNamespace } from './namespace/no-system-namespace.ts'
import { podSecurityLevel as namespacePodSecurityLevel } from './namespace/pod-security-level.ts'
import { podSecurityVersion as namespacePodSecurityVersion } from './namespace/pod-security-version.ts'
import { quota as namespaceQuota } from './namespace/quota.ts'
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
import { noSecret as secretNoSecret } from './secret/no-secret.ts'
import { needed as suppressionNeeded } from './suppression/needed.ts'
import { reason as suppressionReason } from './suppression/reason.ts'
import { unexpired as suppressionUnexpired } from './suppression/unexpired.ts'
import { billOfMaterials as workflowBillOfMaterials } from './workflow/bill-of-materials.ts'
import { dependencyReview as workflowDependencyReview } from './workflow/dependency-review.ts'
import { deployEnvironment as workflowDeployEnvironment } from './workflow/deploy-environment.ts'
import { dynamicTest as workflowDynamicTest } from './workflow/dynamic-test.ts'
import { imageScan as workflowImageScan } from './workflow/image-scan.ts'
import { imageSignature as workflowImageSignature } from './workflow/image-signature.ts'
import { leastPermissions as workflowLeastPermissions } from './workflow/least-permissions.ts'
import { lockedPackages as workflowLockedPackages } from './workflow/locked-packages.ts'
import { maskedSecrets as workflowMaskedSecrets } from './workflow/masked-secrets.ts'
import { noCacheInRelease as workflowNoCacheInRelease } from './workflow/no-cache-in-release.ts'
import { noClusterAdminCredential as workflowNoClusterAdminCredential } from './workflow/no-cluster-admin-credential.ts'
import { noDangerousTrigger as workflowNoDangerousTrigger } from './workflow/no-dangerous-trigger.ts'
import { noDeployOnPullRequest as workflowNoDeployOnPullRequest } from './workflow/no-deploy-on-pull-request.ts'
import { noImitatedAction as workflowNoImitatedAction } from './workflow/no-imitated-action.ts'
import { noInheritedSecrets as workflowNoInheritedSecrets } from './workflow/no-inherited-secrets.ts'
import { noInsecureCommands as workflowNoInsecureCommands } from './workflow/no-insecure-commands.ts'
import { noPersistedCredentials as workflowNoPersistedCredentials } from './workflow/no-persisted-credentials.ts'
import { noPlainRegistryPassword as workflowNoPlainRegistryPassword } from './workflow/no-plain-registry-password.ts'
import { noRemoteManifest as workflowNoRemoteManifest } from './workflow/no-remote-manifest.ts'
import { noSelfHostedRunner as workflowNoSelfHostedRunner } from './workflow/no-self-hosted-runner.ts'
import { noSpoofableBotCondition as workflowNoSpoofableBotCondition } from './workflow/no-spoofable-bot-condition.ts'
import { noStoredCloudCredential as workflowNoStoredCloudCredential } from './workflow/no-stored-cloud-credential.ts'
import { noTemplateInjection as workflowNoTemplateInjection } from './workflow/no-template-injection.ts'
import { noUntrustedEnvironmentFile as workflowNoUntrustedEnvironmentFile } from './workflow/no-untrusted-environment-file.ts'
import { noWholeSecrets as workflowNoWholeSecrets } from './workflow/no-whole-secrets.ts'
import { oidcLogin as workflowOidcLogin } from './workflow/oidc-login.ts'
import { pinnedActions as workflowPinnedActions } from './workflow/pinned-actions.ts'
import { pinnedImages as workflowPinnedImages } from './workflow/pinned-images.ts'
import { scopedAppToken as workflowScopedAppToken } from './workflow/scoped-app-token.ts'
import { secretScan as workflowSecretScan } from './workflow/secret-scan.ts'
import { secretsInEnvironment as workflowSecretsInEnvironment } from './workflow/secrets-in-environment.ts'
import { soundCondition as workflowSoundCondition } from './workflow/sound-condition.ts'
import { staticAnalysis as workflowStaticAnalysis } from './workflow/static-analysis.ts'
import { templateScan as workflowTemplateScan } from './workflow/template-scan.ts'
import { tlsVerification as workflowTlsVerification } from './workflow/tls-verification.ts'
import { trustedPublishing as workflowTrustedPublishing } from './workflow/trusted-publishing.ts'

/** Every check, in order of id. */
export const checks: readonly Check[] = [
  admissionNoAuditOnly,
  admissionNoOpenFailure,
  admissionNoPodSecurityPolicy,
  admissionWebhookTimeout,
  apiFieldTypes,
  apiKnownFields,
  apiNoDeprecatedVersion,
  apiRequiredFields,
  apiServedVersion,
  clusterLocalAccountsDisabled,
  dockerfileAbsoluteWorkdir,
  dockerfileCopyNotAdd,
  dockerfileIgnoreFile,
  dockerfileKnownStage,
  dockerfileMinimalBaseImage,
  dockerfileNoPackageCache,
  dockerfileNoPipedInstaller,
  dockerfileNoRecommendedPackages,
  dockerfileNoRemoteAdd,
  dockerfileNoSecretArgument,
  dockerfileNoSecretFile,
  dockerfileNoSetuid,
  dockerfileNoSshServer,
  dockerfileNoSudo,
  dockerfileNoUnverifiedDownload,
  dockerfileNoWritableFiles,
  dockerfileNonRootUser,
  dockerfileOneEntrypoint,
  dockerfilePinnedBaseImage,
  dockerfilePinnedPackages,
  dockerfilePipefail,
  dockerfileTrustedBaseImage,
  dockerfileUnprivilegedPort,
  namespaceLimitRange,
  namespaceNoDefault,
  namespaceNoSystemNamespace,
  namespacePodSecurityLevel,
  namespacePodSecurityVersion,
  namespaceQuota,
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
  secretNoSecret,
  suppressionNeeded,
  suppressionReason,
  suppressionUnexpired,
  workflowBillOfMaterials,
  workflowDependencyReview,
  workflowDeployEnvironment,
  workflowDynamicTest,
  workflowImageScan,
  workflowImageSignature,
  workflowLeastPermissions,
  workflowLockedPackages,
  workflowMaskedSecrets,
  workflowNoCacheInRelease,
  workflowNoClusterAdminCredential,
  workflowNoDangerousTrigger,
  workflowNoDeployOnPullRequest,
  workflowNoImitatedAction,
  workflowNoInheritedSecrets,
  workflowNoInsecureCommands,
  workflowNoPersistedCredentials,
  workflowNoPlainRegistryPassword,
  workflowNoRemoteManifest,
  workflowNoSelfHostedRunner,
  workflowNoSpoofableBotCondition,
  workflowNoStoredCloudCredential,
  workflowNoTemplateInjection,
  workflowNoUntrustedEnvironmentFile,
  workflowNoWholeSecrets,
  workflowOidcLogin,
  workflowPinnedActions,
  workflowPinnedImages,
  workflowScopedAppToken,
  workflowSecretScan,
  workflowSecretsInEnvironment,
  workflowSoundCondition,
  workflowStaticAnalysis,
  workflowTemplateScan,
  workflowTlsVerification,
  workflowTrustedPublishing,
]
