// Made by `npm run generate` from the files of src/checks. Do not edit.
import type { Check } from '../core/check.ts'
import { existing as accountExisting } from './account/existing.ts'
import { noAutomount as accountNoAutomount } from './account/no-automount.ts'
import { noDefault as accountNoDefault } from './account/no-default.ts'
import { noDeprecatedField as accountNoDeprecatedField } from './account/no-deprecated-field.ts'
import { tokenAudience as accountTokenAudience } from './account/token-audience.ts'
import { tokenLifetime as accountTokenLifetime } from './account/token-lifetime.ts'
import { anchoredRepositories as admissionAnchoredRepositories } from './admission/anchored-repositories.ts'
import { imageSignatures as admissionImageSignatures } from './admission/image-signatures.ts'
import { knownPolicyFields as admissionKnownPolicyFields } from './admission/known-policy-fields.ts'
import { noAuditOnly as admissionNoAuditOnly } from './admission/no-audit-only.ts'
import { noOpenFailure as admissionNoOpenFailure } from './admission/no-open-failure.ts'
import { noPodSecurityPolicy as admissionNoPodSecurityPolicy } from './admission/no-pod-security-policy.ts'
import { validPolicy as admissionValidPolicy } from './admission/valid-policy.ts'
import { webhookScope as admissionWebhookScope } from './admission/webhook-scope.ts'
import { webhookTimeout as admissionWebhookTimeout } from './admission/webhook-timeout.ts'
import { dnsQueryLog as aksDnsQueryLog } from './aks/dns-query-log.ts'
import { noReservedLabels as aksNoReservedLabels } from './aks/no-reserved-labels.ts'
import { noSystemToleration as aksNoSystemToleration } from './aks/no-system-toleration.ts'
import { fieldTypes as apiFieldTypes } from './api/field-types.ts'
import { knownFields as apiKnownFields } from './api/known-fields.ts'
import { noDeprecatedVersion as apiNoDeprecatedVersion } from './api/no-deprecated-version.ts'
import { requiredFields as apiRequiredFields } from './api/required-fields.ts'
import { servedVersion as apiServedVersion } from './api/served-version.ts'
import { uniqueKeys as apiUniqueKeys } from './api/unique-keys.ts'
import { validLabels as apiValidLabels } from './api/valid-labels.ts'
import { validPorts as apiValidPorts } from './api/valid-ports.ts'
import { unexpired as attestationUnexpired } from './attestation/unexpired.ts'
import { autoscalerTarget as availabilityAutoscalerTarget } from './availability/autoscaler-target.ts'
import { budgetAllowsEviction as availabilityBudgetAllowsEviction } from './availability/budget-allows-eviction.ts'
import { budgetSelectsPods as availabilityBudgetSelectsPods } from './availability/budget-selects-pods.ts'
import { cronJobConcurrency as availabilityCronJobConcurrency } from './availability/cron-job-concurrency.ts'
import { cronJobDeadline as availabilityCronJobDeadline } from './availability/cron-job-deadline.ts'
import { disruptionBudget as availabilityDisruptionBudget } from './availability/disruption-budget.ts'
import { distinctProbes as availabilityDistinctProbes } from './availability/distinct-probes.ts'
import { jobCleanUp as availabilityJobCleanUp } from './availability/job-clean-up.ts'
import { jobRestartPolicy as availabilityJobRestartPolicy } from './availability/job-restart-policy.ts'
import { jobTimeLimit as availabilityJobTimeLimit } from './availability/job-time-limit.ts'
import { livenessProbe as availabilityLivenessProbe } from './availability/liveness-probe.ts'
import { managedPod as availabilityManagedPod } from './availability/managed-pod.ts'
import { matchingSelector as availabilityMatchingSelector } from './availability/matching-selector.ts'
import { noFixedReplicas as availabilityNoFixedReplicas } from './availability/no-fixed-replicas.ts'
import { preStop as availabilityPreStop } from './availability/pre-stop.ts'
import { priorityClass as availabilityPriorityClass } from './availability/priority-class.ts'
import { probePort as availabilityProbePort } from './availability/probe-port.ts'
import { readinessProbe as availabilityReadinessProbe } from './availability/readiness-probe.ts'
import { replicas as availabilityReplicas } from './availability/replicas.ts'
import { rollingUpdate as availabilityRollingUpdate } from './availability/rolling-update.ts'
import { spread as availabilitySpread } from './availability/spread.ts'
import { terminationGrace as availabilityTerminationGrace } from './availability/termination-grace.ts'
import { unhealthyEviction as availabilityUnhealthyEviction } from './availability/unhealthy-eviction.ts'
import { uniqueEnv as availabilityUniqueEnv } from './availability/unique-env.ts'
import { adminGroups as clusterAdminGroups } from './cluster/admin-groups.ts'
import { apiServerSubnet as clusterApiServerSubnet } from './cluster/api-server-subnet.ts'
import { apiVnetIntegration as clusterApiVnetIntegration } from './cluster/api-vnet-integration.ts'
import { auditLogs as clusterAuditLogs } from './cluster/audit-logs.ts'
import { authorizedIpRanges as clusterAuthorizedIpRanges } from './cluster/authorized-ip-ranges.ts'
import { automaticUpgrades as clusterAutomaticUpgrades } from './cluster/automatic-upgrades.ts'
import { azureCni as clusterAzureCni } from './cluster/azure-cni.ts'
import { azurePolicyAddon as clusterAzurePolicyAddon } from './cluster/azure-policy-addon.ts'
import { certificateRotation as clusterCertificateRotation } from './cluster/certificate-rotation.ts'
import { containerInsights as clusterContainerInsights } from './cluster/container-insights.ts'
import { containerInsightsCollected as clusterContainerInsightsCollected } from './cluster/container-insights-collected.ts'
import { containerInsightsWorkspace as clusterContainerInsightsWorkspace } from './cluster/container-insights-workspace.ts'
import { controlPlaneLogs as clusterControlPlaneLogs } from './cluster/control-plane-logs.ts'
import { controlledEgress as clusterControlledEgress } from './cluster/controlled-egress.ts'
import { dedicatedSystemPool as clusterDedicatedSystemPool } from './cluster/dedicated-system-pool.ts'
import { defenderSensor as clusterDefenderSensor } from './cluster/defender-sensor.ts'
import { diskEncryptionSet as clusterDiskEncryptionSet } from './cluster/disk-encryption-set.ts'
import { entraAuthorization as clusterEntraAuthorization } from './cluster/entra-authorization.ts'
import { entraIntegration as clusterEntraIntegration } from './cluster/entra-integration.ts'
import { etcdEncryption as clusterEtcdEncryption } from './cluster/etcd-encryption.ts'
import { etcdKeyPrivate as clusterEtcdKeyPrivate } from './cluster/etcd-key-private.ts'
import { imageCleaner as clusterImageCleaner } from './cluster/image-cleaner.ts'
import { imageCleanerInterval as clusterImageCleanerInterval } from './cluster/image-cleaner-interval.ts'
import { imageIntegrity as clusterImageIntegrity } from './cluster/image-integrity.ts'
import { imdsRestricted as clusterImdsRestricted } from './cluster/imds-restricted.ts'
import { internalIngress as clusterInternalIngress } from './cluster/internal-ingress.ts'
import { internalMeshGateway as clusterInternalMeshGateway } from './cluster/internal-mesh-gateway.ts'
import { keyVaultCsi as clusterKeyVaultCsi } from './cluster/key-vault-csi.ts'
import { keyVaultCsiRotation as clusterKeyVaultCsiRotation } from './cluster/key-vault-csi-rotation.ts'
import { kubernetesRbac as clusterKubernetesRbac } from './cluster/kubernetes-rbac.ts'
import { localAccountsDisabled as clusterLocalAccountsDisabled } from './cluster/local-accounts-disabled.ts'
import { maintenanceWindowLength as clusterMaintenanceWindowLength } from './cluster/maintenance-window-length.ts'
import { maintenanceWindows as clusterMaintenanceWindows } from './cluster/maintenance-windows.ts'
import { managedIdentity as clusterManagedIdentity } from './cluster/managed-identity.ts'
import { matchingNodeVersions as clusterMatchingNodeVersions } from './cluster/matching-node-versions.ts'
import { networkPolicy as clusterNetworkPolicy } from './cluster/network-policy.ts'
import { noForcedUpgrade as clusterNoForcedUpgrade } from './cluster/no-forced-upgrade.ts'
import { noHttpApplicationRouting as clusterNoHttpApplicationRouting } from './cluster/no-http-application-routing.ts'
import { noLeftoverEgressAddress as clusterNoLeftoverEgressAddress } from './cluster/no-leftover-egress-address.ts'
import { noLegacyEntraIntegration as clusterNoLegacyEntraIntegration } from './cluster/no-legacy-entra-integration.ts'
import { noPodIdentity as clusterNoPodIdentity } from './cluster/no-pod-identity.ts'
import { noPublicEgressAddress as clusterNoPublicEgressAddress } from './cluster/no-public-egress-address.ts'
import { noPublicFqdn as clusterNoPublicFqdn } from './cluster/no-public-fqdn.ts'
import { noPublicServiceAddress as clusterNoPublicServiceAddress } from './cluster/no-public-service-address.ts'
import { noRunCommand as clusterNoRunCommand } from './cluster/no-run-command.ts'
import { noServicePrincipal as clusterNoServicePrincipal } from './cluster/no-service-principal.ts'
import { noUserAdministrator as clusterNoUserAdministrator } from './cluster/no-user-administrator.ts'
import { noUserOwner as clusterNoUserOwner } from './cluster/no-user-owner.ts'
import { nodeOsUpgrades as clusterNodeOsUpgrades } from './cluster/node-os-upgrades.ts'
import { nodeReboots as clusterNodeReboots } from './cluster/node-reboots.ts'
import { nodeResourceGroupLocked as clusterNodeResourceGroupLocked } from './cluster/node-resource-group-locked.ts'
import { nodeUpgradeSchedule as clusterNodeUpgradeSchedule } from './cluster/node-upgrade-schedule.ts'
import { oidcIssuer as clusterOidcIssuer } from './cluster/oidc-issuer.ts'
import { ownBootstrapRegistry as clusterOwnBootstrapRegistry } from './cluster/own-bootstrap-registry.ts'
import { privateApiServer as clusterPrivateApiServer } from './cluster/private-api-server.ts'
import { privateBootstrapRegistry as clusterPrivateBootstrapRegistry } from './cluster/private-bootstrap-registry.ts'
import { privateDnsZone as clusterPrivateDnsZone } from './cluster/private-dns-zone.ts'
import { prometheusCollected as clusterPrometheusCollected } from './cluster/prometheus-collected.ts'
import { prometheusMetrics as clusterPrometheusMetrics } from './cluster/prometheus-metrics.ts'
import { routedEgress as clusterRoutedEgress } from './cluster/routed-egress.ts'
import { runCommandHolders as clusterRunCommandHolders } from './cluster/run-command-holders.ts'
import { standardLoadBalancer as clusterStandardLoadBalancer } from './cluster/standard-load-balancer.ts'
import { subnetSecurityGroup as clusterSubnetSecurityGroup } from './cluster/subnet-security-group.ts'
import { supportLasts as clusterSupportLasts } from './cluster/support-lasts.ts'
import { supportedVersion as clusterSupportedVersion } from './cluster/supported-version.ts'
import { upgradeEvents as clusterUpgradeEvents } from './cluster/upgrade-events.ts'
import { upgradeHeadroom as clusterUpgradeHeadroom } from './cluster/upgrade-headroom.ts'
import { vulnerabilityGate as clusterVulnerabilityGate } from './cluster/vulnerability-gate.ts'
import { workloadIdentity as clusterWorkloadIdentity } from './cluster/workload-identity.ts'
import { alertsHandled as defenderAlertsHandled } from './defender/alerts-handled.ts'
import { clusterRecommendations as defenderClusterRecommendations } from './defender/cluster-recommendations.ts'
import { contactAlerts as defenderContactAlerts } from './defender/contact-alerts.ts'
import { contactExists as defenderContactExists } from './defender/contact-exists.ts'
import { contactOwners as defenderContactOwners } from './defender/contact-owners.ts'
import { containersPlan as defenderContainersPlan } from './defender/containers-plan.ts'
import { containersPlanParts as defenderContainersPlanParts } from './defender/containers-plan-parts.ts'
import { devopsConnector as defenderDevopsConnector } from './defender/devops-connector.ts'
import { imageAssessment as defenderImageAssessment } from './defender/image-assessment.ts'
import { imageFindingsFixed as defenderImageFindingsFixed } from './defender/image-findings-fixed.ts'
import { imageVulnerabilitiesFixed as defenderImageVulnerabilitiesFixed } from './defender/image-vulnerabilities-fixed.ts'
import { keyVaultsPlan as defenderKeyVaultsPlan } from './defender/key-vaults-plan.ts'
import { networkRecommendations as defenderNetworkRecommendations } from './defender/network-recommendations.ts'
import { posturePlan as defenderPosturePlan } from './defender/posture-plan.ts'
import { resourceManagerPlan as defenderResourceManagerPlan } from './defender/resource-manager-plan.ts'
import { securityContact as defenderSecurityContact } from './defender/security-contact.ts'
import { allowedLicence as dependencyAllowedLicence } from './dependency/allowed-licence.ts'
import { allowedPackage as dependencyAllowedPackage } from './dependency/allowed-package.ts'
import { noKnownVulnerability as dependencyNoKnownVulnerability } from './dependency/no-known-vulnerability.ts'
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
import { existingBackend as gatewayExistingBackend } from './gateway/existing-backend.ts'
import { existingParent as gatewayExistingParent } from './gateway/existing-parent.ts'
import { grantedReference as gatewayGrantedReference } from './gateway/granted-reference.ts'
import { host as gatewayHost } from './gateway/host.ts'
import { narrowGrant as gatewayNarrowGrant } from './gateway/narrow-grant.ts'
import { ownRoutes as gatewayOwnRoutes } from './gateway/own-routes.ts'
import { tls as gatewayTls } from './gateway/tls.ts'
import { automaticSync as gitopsAutomaticSync } from './gitops/automatic-sync.ts'
import { defaultRole as gitopsDefaultRole } from './gitops/default-role.ts'
import { noAnonymousAccess as gitopsNoAnonymousAccess } from './gitops/no-anonymous-access.ts'
import { noForeignSource as gitopsNoForeignSource } from './gitops/no-foreign-source.ts'
import { noIgnoredSecurityField as gitopsNoIgnoredSecurityField } from './gitops/no-ignored-security-field.ts'
import { noLocalAdmin as gitopsNoLocalAdmin } from './gitops/no-local-admin.ts'
import { noPlainParameter as gitopsNoPlainParameter } from './gitops/no-plain-parameter.ts'
import { noPlainSource as gitopsNoPlainSource } from './gitops/no-plain-source.ts'
import { noSuspension as gitopsNoSuspension } from './gitops/no-suspension.ts'
import { noWebTerminal as gitopsNoWebTerminal } from './gitops/no-web-terminal.ts'
import { ownProject as gitopsOwnProject } from './gitops/own-project.ts'
import { pinnedRevision as gitopsPinnedRevision } from './gitops/pinned-revision.ts'
import { prune as gitopsPrune } from './gitops/prune.ts'
import { reconcilerAccount as gitopsReconcilerAccount } from './gitops/reconciler-account.ts'
import { restrictedProject as gitopsRestrictedProject } from './gitops/restricted-project.ts'
import { selfHeal as gitopsSelfHeal } from './gitops/self-heal.ts'
import { serverTls as gitopsServerTls } from './gitops/server-tls.ts'
import { verifiedSource as gitopsVerifiedSource } from './gitops/verified-source.ts'
import { allowedImagesPolicy as governanceAllowedImagesPolicy } from './governance/allowed-images-policy.ts'
import { assignmentsEffective as governanceAssignmentsEffective } from './governance/assignments-effective.ts'
import { deploymentSafeguards as governanceDeploymentSafeguards } from './governance/deployment-safeguards.ts'
import { exemptionExpiry as governanceExemptionExpiry } from './governance/exemption-expiry.ts'
import { exemptionReason as governanceExemptionReason } from './governance/exemption-reason.ts'
import { fewExcludedNamespaces as governanceFewExcludedNamespaces } from './governance/few-excluded-namespaces.ts'
import { imageIntegrityInitiative as governanceImageIntegrityInitiative } from './governance/image-integrity-initiative.ts'
import { internalLoadBalancerPolicy as governanceInternalLoadBalancerPolicy } from './governance/internal-load-balancer-policy.ts'
import { noPrivilegedPolicy as governanceNoPrivilegedPolicy } from './governance/no-privileged-policy.ts'
import { podSecurityInitiative as governancePodSecurityInitiative } from './governance/pod-security-initiative.ts'
import { policyExtensionDeployed as governancePolicyExtensionDeployed } from './governance/policy-extension-deployed.ts'
import { safeguardsPodSecurity as governanceSafeguardsPodSecurity } from './governance/safeguards-pod-security.ts'
import { safeguardsProfile as governanceSafeguardsProfile } from './governance/safeguards-profile.ts'
import { strictAllowedImages as governanceStrictAllowedImages } from './governance/strict-allowed-images.ts'
import { assignedRole as identityAssignedRole } from './identity/assigned-role.ts'
import { clusterNoPush as identityClusterNoPush } from './identity/cluster-no-push.ts'
import { federatedAccountExists as identityFederatedAccountExists } from './identity/federated-account-exists.ts'
import { federatedIssuer as identityFederatedIssuer } from './identity/federated-issuer.ts'
import { federatedSubject as identityFederatedSubject } from './identity/federated-subject.ts'
import { federatedWorkflow as identityFederatedWorkflow } from './identity/federated-workflow.ts'
import { kubeletPulls as identityKubeletPulls } from './identity/kubelet-pulls.ts'
import { kubeletPullsOnly as identityKubeletPullsOnly } from './identity/kubelet-pulls-only.ts'
import { noBroadRole as identityNoBroadRole } from './identity/no-broad-role.ts'
import { noPodIdentity as identityNoPodIdentity } from './identity/no-pod-identity.ts'
import { noPodIdentityLabel as identityNoPodIdentityLabel } from './identity/no-pod-identity-label.ts'
import { workloadIdentity as identityWorkloadIdentity } from './identity/workload-identity.ts'
import { allowedRegistry as imageAllowedRegistry } from './image/allowed-registry.ts'
import { minimalContents as imageMinimalContents } from './image/minimal-contents.ts'
import { noAzurePullSecret as imageNoAzurePullSecret } from './image/no-azure-pull-secret.ts'
import { noCredentialFile as imageNoCredentialFile } from './image/no-credential-file.ts'
import { noDashboard as imageNoDashboard } from './image/no-dashboard.ts'
import { noIngressNginx as imageNoIngressNginx } from './image/no-ingress-nginx.ts'
import { noKnownVulnerability as imageNoKnownVulnerability } from './image/no-known-vulnerability.ts'
import { noLatest as imageNoLatest } from './image/no-latest.ts'
import { noRetiredRegistry as imageNoRetiredRegistry } from './image/no-retired-registry.ts'
import { noSecretInConfig as imageNoSecretInConfig } from './image/no-secret-in-config.ts'
import { noSecretInLayer as imageNoSecretInLayer } from './image/no-secret-in-layer.ts'
import { noSetuidProgram as imageNoSetuidProgram } from './image/no-setuid-program.ts'
import { noTiller as imageNoTiller } from './image/no-tiller.ts'
import { nonRootUser as imageNonRootUser } from './image/non-root-user.ts'
import { packageDatabaseKept as imagePackageDatabaseKept } from './image/package-database-kept.ts'
import { pinnedDigest as imagePinnedDigest } from './image/pinned-digest.ts'
import { pullPolicy as imagePullPolicy } from './image/pull-policy.ts'
import { pullSecret as imagePullSecret } from './image/pull-secret.ts'
import { recentBuild as imageRecentBuild } from './image/recent-build.ts'
import { supportedBase as imageSupportedBase } from './image/supported-base.ts'
import { existingBackend as ingressExistingBackend } from './ingress/existing-backend.ts'
import { host as ingressHost } from './ingress/host.ts'
import { noDefaultBackend as ingressNoDefaultBackend } from './ingress/no-default-backend.ts'
import { noSnippet as ingressNoSnippet } from './ingress/no-snippet.ts'
import { tls as ingressTls } from './ingress/tls.ts'
import { uniquePath as ingressUniquePath } from './ingress/unique-path.ts'
import { auditLogs as keyVaultAuditLogs } from './key-vault/audit-logs.ts'
import { keyExpiry as keyVaultKeyExpiry } from './key-vault/key-expiry.ts'
import { keyRotation as keyVaultKeyRotation } from './key-vault/key-rotation.ts'
import { narrowAccessPolicies as keyVaultNarrowAccessPolicies } from './key-vault/narrow-access-policies.ts'
import { noPublicNetwork as keyVaultNoPublicNetwork } from './key-vault/no-public-network.ts'
import { privateEndpoint as keyVaultPrivateEndpoint } from './key-vault/private-endpoint.ts'
import { purgeProtection as keyVaultPurgeProtection } from './key-vault/purge-protection.ts'
import { rbacAuthorization as keyVaultRbacAuthorization } from './key-vault/rbac-authorization.ts'
import { secretExpiry as keyVaultSecretExpiry } from './key-vault/secret-expiry.ts'
import { softDelete as keyVaultSoftDelete } from './key-vault/soft-delete.ts'
import { requiredAnnotations as metadataRequiredAnnotations } from './metadata/required-annotations.ts'
import { requiredLabels as metadataRequiredLabels } from './metadata/required-labels.ts'
import { activityLogCollected as monitoringActivityLogCollected } from './monitoring/activity-log-collected.ts'
import { activityLogExport as monitoringActivityLogExport } from './monitoring/activity-log-export.ts'
import { clusterAlerts as monitoringClusterAlerts } from './monitoring/cluster-alerts.ts'
import { diagnosticsEverywhere as monitoringDiagnosticsEverywhere } from './monitoring/diagnostics-everywhere.ts'
import { directoryLogExport as monitoringDirectoryLogExport } from './monitoring/directory-log-export.ts'
import { directoryLogsCollected as monitoringDirectoryLogsCollected } from './monitoring/directory-logs-collected.ts'
import { disabledAccountAlert as monitoringDisabledAccountAlert } from './monitoring/disabled-account-alert.ts'
import { healthAlerts as monitoringHealthAlerts } from './monitoring/health-alerts.ts'
import { healthAlertsExist as monitoringHealthAlertsExist } from './monitoring/health-alerts-exist.ts'
import { logRetention as monitoringLogRetention } from './monitoring/log-retention.ts'
import { sentinel as monitoringSentinel } from './monitoring/sentinel.ts'
import { sentinelRules as monitoringSentinelRules } from './monitoring/sentinel-rules.ts'
import { tableRetention as monitoringTableRetention } from './monitoring/table-retention.ts'
import { limitRange as namespaceLimitRange } from './namespace/limit-range.ts'
import { noDefault as namespaceNoDefault } from './namespace/no-default.ts'
import { noSystemNamespace as namespaceNoSystemNamespace } from './namespace/no-system-namespace.ts'
import { podSecurityLevel as namespacePodSecurityLevel } from './namespace/pod-security-level.ts'
import { podSecurityVersion as namespacePodSecurityVersion } from './namespace/pod-security-version.ts'
import { quota as namespaceQuota } from './namespace/quota.ts'
import { firewallIntrusionPrevention as networkSecurityFirewallIntrusionPrevention } from './network-security/firewall-intrusion-prevention.ts'
import { firewallPolicy as networkSecurityFirewallPolicy } from './network-security/firewall-policy.ts'
import { firewallThreatIntelligence as networkSecurityFirewallThreatIntelligence } from './network-security/firewall-threat-intelligence.ts'
import { flowLogRetention as networkSecurityFlowLogRetention } from './network-security/flow-log-retention.ts'
import { flowLogs as networkSecurityFlowLogs } from './network-security/flow-logs.ts'
import { linkedDnsZone as networkSecurityLinkedDnsZone } from './network-security/linked-dns-zone.ts'
import { managedGroupUntouched as networkSecurityManagedGroupUntouched } from './network-security/managed-group-untouched.ts'
import { noOpenDestinationNat as networkSecurityNoOpenDestinationNat } from './network-security/no-open-destination-nat.ts'
import { noOpenFirewall as networkSecurityNoOpenFirewall } from './network-security/no-open-firewall.ts'
import { noOpenInbound as networkSecurityNoOpenInbound } from './network-security/no-open-inbound.ts'
import { noOpenPort as networkSecurityNoOpenPort } from './network-security/no-open-port.ts'
import { noRemoteAccessFromInternet as networkSecurityNoRemoteAccessFromInternet } from './network-security/no-remote-access-from-internet.ts'
import { noRetiredFlowLog as networkSecurityNoRetiredFlowLog } from './network-security/no-retired-flow-log.ts'
import { privateEndpoint as networkSecurityPrivateEndpoint } from './network-security/private-endpoint.ts'
import { requiredNamesAllowed as networkSecurityRequiredNamesAllowed } from './network-security/required-names-allowed.ts'
import { requiredTrafficAllowed as networkSecurityRequiredTrafficAllowed } from './network-security/required-traffic-allowed.ts'
import { defaultDeny as networkDefaultDeny } from './network/default-deny.ts'
import { noAllowAll as networkNoAllowAll } from './network/no-allow-all.ts'
import { noMetadataEgress as networkNoMetadataEgress } from './network/no-metadata-egress.ts'
import { peerSelectsPods as networkPeerSelectsPods } from './network/peer-selects-pods.ts'
import { podEgressPolicy as networkPodEgressPolicy } from './network/pod-egress-policy.ts'
import { podIngressPolicy as networkPodIngressPolicy } from './network/pod-ingress-policy.ts'
import { policy as networkPolicy } from './network/policy.ts'
import { policySelectsPods as networkPolicySelectsPods } from './network/policy-selects-pods.ts'
import { currentImage as nodePoolCurrentImage } from './node-pool/current-image.ts'
import { dedicatedHosts as nodePoolDedicatedHosts } from './node-pool/dedicated-hosts.ts'
import { hostEncryption as nodePoolHostEncryption } from './node-pool/host-encryption.ts'
import { maxSurge as nodePoolMaxSurge } from './node-pool/max-surge.ts'
import { noPublicIp as nodePoolNoPublicIp } from './node-pool/no-public-ip.ts'
import { noPublicIpPrefix as nodePoolNoPublicIpPrefix } from './node-pool/no-public-ip-prefix.ts'
import { sshDisabled as nodePoolSshDisabled } from './node-pool/ssh-disabled.ts'
import { supportedOs as nodePoolSupportedOs } from './node-pool/supported-os.ts'
import { supportedVersion as nodePoolSupportedVersion } from './node-pool/supported-version.ts'
import { zones as nodePoolZones } from './node-pool/zones.ts'
import { allowedActions as organizationAllowedActions } from './organization/allowed-actions.ts'
import { auditLogStream as organizationAuditLogStream } from './organization/audit-log-stream.ts'
import { basePermission as organizationBasePermission } from './organization/base-permission.ts'
import { branchRuleset as organizationBranchRuleset } from './organization/branch-ruleset.ts'
import { collaboratorTwoFactor as organizationCollaboratorTwoFactor } from './organization/collaborator-two-factor.ts'
import { narrowApps as organizationNarrowApps } from './organization/narrow-apps.ts'
import { noBypassRole as organizationNoBypassRole } from './organization/no-bypass-role.ts'
import { noDeployKeys as organizationNoDeployKeys } from './organization/no-deploy-keys.ts'
import { noPublicRepository as organizationNoPublicRepository } from './organization/no-public-repository.ts'
import { noWorkflowApproval as organizationNoWorkflowApproval } from './organization/no-workflow-approval.ts'
import { pinnedActions as organizationPinnedActions } from './organization/pinned-actions.ts'
import { readOnlyToken as organizationReadOnlyToken } from './organization/read-only-token.ts'
import { secretScanningDefault as organizationSecretScanningDefault } from './organization/secret-scanning-default.ts'
import { singleSignOn as organizationSingleSignOn } from './organization/single-sign-on.ts'
import { tokenLifetime as organizationTokenLifetime } from './organization/token-lifetime.ts'
import { twoFactor as organizationTwoFactor } from './organization/two-factor.ts'
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
import { noBroadDeletion as rbacNoBroadDeletion } from './rbac/no-broad-deletion.ts'
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
import { baseImageTrigger as registryBaseImageTrigger } from './registry/base-image-trigger.ts'
import { logs as registryLogs } from './registry/logs.ts'
import { narrowToken as registryNarrowToken } from './registry/narrow-token.ts'
import { noAdminUser as registryNoAdminUser } from './registry/no-admin-user.ts'
import { noAnonymousPull as registryNoAnonymousPull } from './registry/no-anonymous-pull.ts'
import { noArmAudienceTokens as registryNoArmAudienceTokens } from './registry/no-arm-audience-tokens.ts'
import { noExport as registryNoExport } from './registry/no-export.ts'
import { noLastingToken as registryNoLastingToken } from './registry/no-lasting-token.ts'
import { noOpenNetworkRule as registryNoOpenNetworkRule } from './registry/no-open-network-rule.ts'
import { noPublicNetwork as registryNoPublicNetwork } from './registry/no-public-network.ts'
import { noUserPush as registryNoUserPush } from './registry/no-user-push.ts'
import { ownKey as registryOwnKey } from './registry/own-key.ts'
import { premiumTier as registryPremiumTier } from './registry/premium-tier.ts'
import { privateEndpoint as registryPrivateEndpoint } from './registry/private-endpoint.ts'
import { activeRulesets as repositoryActiveRulesets } from './repository/active-rulesets.ts'
import { allowedActions as repositoryAllowedActions } from './repository/allowed-actions.ts'
import { basePermission as repositoryBasePermission } from './repository/base-permission.ts'
import { codeOwnerReview as repositoryCodeOwnerReview } from './repository/code-owner-review.ts'
import { codeOwners as repositoryCodeOwners } from './repository/code-owners.ts'
import { codeScanning as repositoryCodeScanning } from './repository/code-scanning.ts'
import { codeScanningGate as repositoryCodeScanningGate } from './repository/code-scanning-gate.ts'
import { dependencyAlerts as repositoryDependencyAlerts } from './repository/dependency-alerts.ts'
import { dependencyFixes as repositoryDependencyFixes } from './repository/dependency-fixes.ts'
import { environmentBranches as repositoryEnvironmentBranches } from './repository/environment-branches.ts'
import { environmentReviewers as repositoryEnvironmentReviewers } from './repository/environment-reviewers.ts'
import { forkApproval as repositoryForkApproval } from './repository/fork-approval.ts'
import { freshReview as repositoryFreshReview } from './repository/fresh-review.ts'
import { genericSecretPatterns as repositoryGenericSecretPatterns } from './repository/generic-secret-patterns.ts'
import { immutableReleases as repositoryImmutableReleases } from './repository/immutable-releases.ts'
import { lastPushReview as repositoryLastPushReview } from './repository/last-push-review.ts'
import { linearHistory as repositoryLinearHistory } from './repository/linear-history.ts'
import { logRetention as repositoryLogRetention } from './repository/log-retention.ts'
import { noBranchDeletion as repositoryNoBranchDeletion } from './repository/no-branch-deletion.ts'
import { noDirectAdmin as repositoryNoDirectAdmin } from './repository/no-direct-admin.ts'
import { noEnvironmentBypass as repositoryNoEnvironmentBypass } from './repository/no-environment-bypass.ts'
import { noForcePush as repositoryNoForcePush } from './repository/no-force-push.ts'
import { noOpenSecretAlert as repositoryNoOpenSecretAlert } from './repository/no-open-secret-alert.ts'
import { noPublicRunner as repositoryNoPublicRunner } from './repository/no-public-runner.ts'
import { noRuleBypass as repositoryNoRuleBypass } from './repository/no-rule-bypass.ts'
import { noSelfReview as repositoryNoSelfReview } from './repository/no-self-review.ts'
import { noStoredAzureCredential as repositoryNoStoredAzureCredential } from './repository/no-stored-azure-credential.ts'
import { noWorkflowApproval as repositoryNoWorkflowApproval } from './repository/no-workflow-approval.ts'
import { pinnedActionPolicy as repositoryPinnedActionPolicy } from './repository/pinned-action-policy.ts'
import { privateReporting as repositoryPrivateReporting } from './repository/private-reporting.ts'
import { pullRequest as repositoryPullRequest } from './repository/pull-request.ts'
import { pushProtection as repositoryPushProtection } from './repository/push-protection.ts'
import { readOnlyDeployKeys as repositoryReadOnlyDeployKeys } from './repository/read-only-deploy-keys.ts'
import { readOnlyToken as repositoryReadOnlyToken } from './repository/read-only-token.ts'
import { resolvedConversations as repositoryResolvedConversations } from './repository/resolved-conversations.ts'
import { review as repositoryReview } from './repository/review.ts'
import { reviewedBypass as repositoryReviewedBypass } from './repository/reviewed-bypass.ts'
import { secretScanning as repositorySecretScanning } from './repository/secret-scanning.ts'
import { secureWebhooks as repositorySecureWebhooks } from './repository/secure-webhooks.ts'
import { signedCommits as repositorySignedCommits } from './repository/signed-commits.ts'
import { statusChecks as repositoryStatusChecks } from './repository/status-checks.ts'
import { tagRules as repositoryTagRules } from './repository/tag-rules.ts'
import { twoFactor as repositoryTwoFactor } from './repository/two-factor.ts'
import { upToDateBranch as repositoryUpToDateBranch } from './repository/up-to-date-branch.ts'
import { youngSecrets as repositoryYoungSecrets } from './repository/young-secrets.ts'
import { cpuLimit as resourcesCpuLimit } from './resources/cpu-limit.ts'
import { cpuRequest as resourcesCpuRequest } from './resources/cpu-request.ts'
import { ephemeralStorageLimit as resourcesEphemeralStorageLimit } from './resources/ephemeral-storage-limit.ts'
import { guaranteedMemory as resourcesGuaranteedMemory } from './resources/guaranteed-memory.ts'
import { limitAboveRequest as resourcesLimitAboveRequest } from './resources/limit-above-request.ts'
import { limitRatio as resourcesLimitRatio } from './resources/limit-ratio.ts'
import { maximum as resourcesMaximum } from './resources/maximum.ts'
import { memoryLimit as resourcesMemoryLimit } from './resources/memory-limit.ts'
import { memoryRequest as resourcesMemoryRequest } from './resources/memory-request.ts'
import { externalStore as secretStoreExternalStore } from './secret-store/external-store.ts'
import { noSubpathMount as secretStoreNoSubpathMount } from './secret-store/no-subpath-mount.ts'
import { noSyncedSecret as secretStoreNoSyncedSecret } from './secret-store/no-synced-secret.ts'
import { providerIdentity as secretStoreProviderIdentity } from './secret-store/provider-identity.ts'
import { readableObjects as secretStoreReadableObjects } from './secret-store/readable-objects.ts'
import { rotation as secretStoreRotation } from './secret-store/rotation.ts'
import { noAccountToken as secretNoAccountToken } from './secret/no-account-token.ts'
import { noCommittedData as secretNoCommittedData } from './secret/no-committed-data.ts'
import { noCredentialInAnnotation as secretNoCredentialInAnnotation } from './secret/no-credential-in-annotation.ts'
import { noCredentialInCommand as secretNoCredentialInCommand } from './secret/no-credential-in-command.ts'
import { noCredentialInConfigMap as secretNoCredentialInConfigMap } from './secret/no-credential-in-config-map.ts'
import { noLiteralEnv as secretNoLiteralEnv } from './secret/no-literal-env.ts'
import { noSecret as secretNoSecret } from './secret/no-secret.ts'
import { noSecretEnv as secretNoSecretEnv } from './secret/no-secret-env.ts'
import { allowedPorts as serviceAllowedPorts } from './service/allowed-ports.ts'
import { internalLoadBalancer as serviceInternalLoadBalancer } from './service/internal-load-balancer.ts'
import { loadBalancerSourceRanges as serviceLoadBalancerSourceRanges } from './service/load-balancer-source-ranges.ts'
import { noExposedConsole as serviceNoExposedConsole } from './service/no-exposed-console.ts'
import { noExternalIps as serviceNoExternalIps } from './service/no-external-ips.ts'
import { noLocalExternalName as serviceNoLocalExternalName } from './service/no-local-external-name.ts'
import { noNodePort as serviceNoNodePort } from './service/no-node-port.ts'
import { selectsPods as serviceSelectsPods } from './service/selects-pods.ts'
import { uniqueSelector as serviceUniqueSelector } from './service/unique-selector.ts'
import { validPorts as serviceValidPorts } from './service/valid-ports.ts'
import { csrfProtection as sourceCsrfProtection } from './source/csrf-protection.ts'
import { httpOnlyCookie as sourceHttpOnlyCookie } from './source/http-only-cookie.ts'
import { noCleartextProtocol as sourceNoCleartextProtocol } from './source/no-cleartext-protocol.ts'
import { noCodeInjection as sourceNoCodeInjection } from './source/no-code-injection.ts'
import { noCommandInjection as sourceNoCommandInjection } from './source/no-command-injection.ts'
import { noCrossSiteScripting as sourceNoCrossSiteScripting } from './source/no-cross-site-scripting.ts'
import { noDebugMode as sourceNoDebugMode } from './source/no-debug-mode.ts'
import { noErrorDisclosure as sourceNoErrorDisclosure } from './source/no-error-disclosure.ts'
import { noExternalEntities as sourceNoExternalEntities } from './source/no-external-entities.ts'
import { noHardCodedCredential as sourceNoHardCodedCredential } from './source/no-hard-coded-credential.ts'
import { noHeaderInjection as sourceNoHeaderInjection } from './source/no-header-injection.ts'
import { noInsecureTemporaryFile as sourceNoInsecureTemporaryFile } from './source/no-insecure-temporary-file.ts'
import { noLdapInjection as sourceNoLdapInjection } from './source/no-ldap-injection.ts'
import { noLogInjection as sourceNoLogInjection } from './source/no-log-injection.ts'
import { noNosqlInjection as sourceNoNosqlInjection } from './source/no-nosql-injection.ts'
import { noOpenFileMode as sourceNoOpenFileMode } from './source/no-open-file-mode.ts'
import { noOpenRedirect as sourceNoOpenRedirect } from './source/no-open-redirect.ts'
import { noPathTraversal as sourceNoPathTraversal } from './source/no-path-traversal.ts'
import { noPatternInjection as sourceNoPatternInjection } from './source/no-pattern-injection.ts'
import { noPermissiveCors as sourceNoPermissiveCors } from './source/no-permissive-cors.ts'
import { noPrototypePollution as sourceNoPrototypePollution } from './source/no-prototype-pollution.ts'
import { noRequestForgery as sourceNoRequestForgery } from './source/no-request-forgery.ts'
import { noSensitiveLog as sourceNoSensitiveLog } from './source/no-sensitive-log.ts'
import { noSqlInjection as sourceNoSqlInjection } from './source/no-sql-injection.ts'
import { noStaticIv as sourceNoStaticIv } from './source/no-static-iv.ts'
import { noTemplateInjection as sourceNoTemplateInjection } from './source/no-template-injection.ts'
import { noTrustBoundaryViolation as sourceNoTrustBoundaryViolation } from './source/no-trust-boundary-violation.ts'
import { noUnsafeDeserialisation as sourceNoUnsafeDeserialisation } from './source/no-unsafe-deserialisation.ts'
import { noUnsafeReflection as sourceNoUnsafeReflection } from './source/no-unsafe-reflection.ts'
import { noWeakCipher as sourceNoWeakCipher } from './source/no-weak-cipher.ts'
import { noWeakHash as sourceNoWeakHash } from './source/no-weak-hash.ts'
import { noWeakKey as sourceNoWeakKey } from './source/no-weak-key.ts'
import { noWeakRandom as sourceNoWeakRandom } from './source/no-weak-random.ts'
import { noXpathInjection as sourceNoXpathInjection } from './source/no-xpath-injection.ts'
import { readableSource as sourceReadableSource } from './source/readable-source.ts'
import { secureCookie as sourceSecureCookie } from './source/secure-cookie.ts'
import { verifiedTls as sourceVerifiedTls } from './source/verified-tls.ts'
import { verifiedToken as sourceVerifiedToken } from './source/verified-token.ts'
import { customerManagedKey as storageCustomerManagedKey } from './storage/customer-managed-key.ts'
import { diskKeyRotation as storageDiskKeyRotation } from './storage/disk-key-rotation.ts'
import { doubleEncryption as storageDoubleEncryption } from './storage/double-encryption.ts'
import { encryptedTransport as storageEncryptedTransport } from './storage/encrypted-transport.ts'
import { noDiskExport as storageNoDiskExport } from './storage/no-disk-export.ts'
import { noHostPathVolume as storageNoHostPathVolume } from './storage/no-host-path-volume.ts'
import { noInTreeAzureDriver as storageNoInTreeAzureDriver } from './storage/no-in-tree-azure-driver.ts'
import { noPublicBlob as storageNoPublicBlob } from './storage/no-public-blob.ts'
import { noStoredAccountKey as storageNoStoredAccountKey } from './storage/no-stored-account-key.ts'
import { privateEndpoint as storagePrivateEndpoint } from './storage/private-endpoint.ts'
import { needed as suppressionNeeded } from './suppression/needed.ts'
import { reason as suppressionReason } from './suppression/reason.ts'
import { secret as suppressionSecret } from './suppression/secret.ts'
import { unexpired as suppressionUnexpired } from './suppression/unexpired.ts'
import { codeResult as toolCodeResult } from './tool/code-result.ts'
import { configurationResult as toolConfigurationResult } from './tool/configuration-result.ts'
import { dependencyResult as toolDependencyResult } from './tool/dependency-result.ts'
import { logResult as toolLogResult } from './tool/log-result.ts'
import { secretResult as toolSecretResult } from './tool/secret-result.ts'
import { azureMonitorGate as workflowAzureMonitorGate } from './workflow/azure-monitor-gate.ts'
import { billOfMaterials as workflowBillOfMaterials } from './workflow/bill-of-materials.ts'
import { dependencyReview as workflowDependencyReview } from './workflow/dependency-review.ts'
import { deployEnvironment as workflowDeployEnvironment } from './workflow/deploy-environment.ts'
import { dynamicTest as workflowDynamicTest } from './workflow/dynamic-test.ts'
import { imageScan as workflowImageScan } from './workflow/image-scan.ts'
import { imageSignature as workflowImageSignature } from './workflow/image-signature.ts'
import { leastPermissions as workflowLeastPermissions } from './workflow/least-permissions.ts'
import { lockedPackages as workflowLockedPackages } from './workflow/locked-packages.ts'
import { maskedSecrets as workflowMaskedSecrets } from './workflow/masked-secrets.ts'
import { monitoringGate as workflowMonitoringGate } from './workflow/monitoring-gate.ts'
import { noCacheInRelease as workflowNoCacheInRelease } from './workflow/no-cache-in-release.ts'
import { noClusterAdminCredential as workflowNoClusterAdminCredential } from './workflow/no-cluster-admin-credential.ts'
import { noDangerousTrigger as workflowNoDangerousTrigger } from './workflow/no-dangerous-trigger.ts'
import { noDeployOnPullRequest as workflowNoDeployOnPullRequest } from './workflow/no-deploy-on-pull-request.ts'
import { noImitatedAction as workflowNoImitatedAction } from './workflow/no-imitated-action.ts'
import { noInheritedSecrets as workflowNoInheritedSecrets } from './workflow/no-inherited-secrets.ts'
import { noInsecureCommands as workflowNoInsecureCommands } from './workflow/no-insecure-commands.ts'
import { noLiteralCredential as workflowNoLiteralCredential } from './workflow/no-literal-credential.ts'
import { noPersistedCredentials as workflowNoPersistedCredentials } from './workflow/no-persisted-credentials.ts'
import { noPlainRegistryPassword as workflowNoPlainRegistryPassword } from './workflow/no-plain-registry-password.ts'
import { noPushBesideGitops as workflowNoPushBesideGitops } from './workflow/no-push-beside-gitops.ts'
import { noRemoteManifest as workflowNoRemoteManifest } from './workflow/no-remote-manifest.ts'
import { noRetiredAction as workflowNoRetiredAction } from './workflow/no-retired-action.ts'
import { noSelfHostedRunner as workflowNoSelfHostedRunner } from './workflow/no-self-hosted-runner.ts'
import { noSpoofableBotCondition as workflowNoSpoofableBotCondition } from './workflow/no-spoofable-bot-condition.ts'
import { noStoredCloudCredential as workflowNoStoredCloudCredential } from './workflow/no-stored-cloud-credential.ts'
import { noTemplateInjection as workflowNoTemplateInjection } from './workflow/no-template-injection.ts'
import { noUntrustedEnvironmentFile as workflowNoUntrustedEnvironmentFile } from './workflow/no-untrusted-environment-file.ts'
import { noVulnerableAction as workflowNoVulnerableAction } from './workflow/no-vulnerable-action.ts'
import { noWholeSecrets as workflowNoWholeSecrets } from './workflow/no-whole-secrets.ts'
import { oidcLogin as workflowOidcLogin } from './workflow/oidc-login.ts'
import { pinnedActions as workflowPinnedActions } from './workflow/pinned-actions.ts'
import { pinnedImages as workflowPinnedImages } from './workflow/pinned-images.ts'
import { pinnedTemplates as workflowPinnedTemplates } from './workflow/pinned-templates.ts'
import { pinnedTools as workflowPinnedTools } from './workflow/pinned-tools.ts'
import { plainExpression as workflowPlainExpression } from './workflow/plain-expression.ts'
import { scopedAppToken as workflowScopedAppToken } from './workflow/scoped-app-token.ts'
import { secretScan as workflowSecretScan } from './workflow/secret-scan.ts'
import { secretsInEnvironment as workflowSecretsInEnvironment } from './workflow/secrets-in-environment.ts'
import { soundChoice as workflowSoundChoice } from './workflow/sound-choice.ts'
import { soundCondition as workflowSoundCondition } from './workflow/sound-condition.ts'
import { staticAnalysis as workflowStaticAnalysis } from './workflow/static-analysis.ts'
import { templateScan as workflowTemplateScan } from './workflow/template-scan.ts'
import { tlsVerification as workflowTlsVerification } from './workflow/tls-verification.ts'
import { trustedLogin as workflowTrustedLogin } from './workflow/trusted-login.ts'
import { trustedPublishing as workflowTrustedPublishing } from './workflow/trusted-publishing.ts'

/** Every check, in order of id. */
export const checks: readonly Check[] = [
  accountExisting,
  accountNoAutomount,
  accountNoDefault,
  accountNoDeprecatedField,
  accountTokenAudience,
  accountTokenLifetime,
  admissionAnchoredRepositories,
  admissionImageSignatures,
  admissionKnownPolicyFields,
  admissionNoAuditOnly,
  admissionNoOpenFailure,
  admissionNoPodSecurityPolicy,
  admissionValidPolicy,
  admissionWebhookScope,
  admissionWebhookTimeout,
  aksDnsQueryLog,
  aksNoReservedLabels,
  aksNoSystemToleration,
  apiFieldTypes,
  apiKnownFields,
  apiNoDeprecatedVersion,
  apiRequiredFields,
  apiServedVersion,
  apiUniqueKeys,
  apiValidLabels,
  apiValidPorts,
  attestationUnexpired,
  availabilityAutoscalerTarget,
  availabilityBudgetAllowsEviction,
  availabilityBudgetSelectsPods,
  availabilityCronJobConcurrency,
  availabilityCronJobDeadline,
  availabilityDisruptionBudget,
  availabilityDistinctProbes,
  availabilityJobCleanUp,
  availabilityJobRestartPolicy,
  availabilityJobTimeLimit,
  availabilityLivenessProbe,
  availabilityManagedPod,
  availabilityMatchingSelector,
  availabilityNoFixedReplicas,
  availabilityPreStop,
  availabilityPriorityClass,
  availabilityProbePort,
  availabilityReadinessProbe,
  availabilityReplicas,
  availabilityRollingUpdate,
  availabilitySpread,
  availabilityTerminationGrace,
  availabilityUnhealthyEviction,
  availabilityUniqueEnv,
  clusterAdminGroups,
  clusterApiServerSubnet,
  clusterApiVnetIntegration,
  clusterAuditLogs,
  clusterAuthorizedIpRanges,
  clusterAutomaticUpgrades,
  clusterAzureCni,
  clusterAzurePolicyAddon,
  clusterCertificateRotation,
  clusterContainerInsights,
  clusterContainerInsightsCollected,
  clusterContainerInsightsWorkspace,
  clusterControlPlaneLogs,
  clusterControlledEgress,
  clusterDedicatedSystemPool,
  clusterDefenderSensor,
  clusterDiskEncryptionSet,
  clusterEntraAuthorization,
  clusterEntraIntegration,
  clusterEtcdEncryption,
  clusterEtcdKeyPrivate,
  clusterImageCleaner,
  clusterImageCleanerInterval,
  clusterImageIntegrity,
  clusterImdsRestricted,
  clusterInternalIngress,
  clusterInternalMeshGateway,
  clusterKeyVaultCsi,
  clusterKeyVaultCsiRotation,
  clusterKubernetesRbac,
  clusterLocalAccountsDisabled,
  clusterMaintenanceWindowLength,
  clusterMaintenanceWindows,
  clusterManagedIdentity,
  clusterMatchingNodeVersions,
  clusterNetworkPolicy,
  clusterNoForcedUpgrade,
  clusterNoHttpApplicationRouting,
  clusterNoLeftoverEgressAddress,
  clusterNoLegacyEntraIntegration,
  clusterNoPodIdentity,
  clusterNoPublicEgressAddress,
  clusterNoPublicFqdn,
  clusterNoPublicServiceAddress,
  clusterNoRunCommand,
  clusterNoServicePrincipal,
  clusterNoUserAdministrator,
  clusterNoUserOwner,
  clusterNodeOsUpgrades,
  clusterNodeReboots,
  clusterNodeResourceGroupLocked,
  clusterNodeUpgradeSchedule,
  clusterOidcIssuer,
  clusterOwnBootstrapRegistry,
  clusterPrivateApiServer,
  clusterPrivateBootstrapRegistry,
  clusterPrivateDnsZone,
  clusterPrometheusCollected,
  clusterPrometheusMetrics,
  clusterRoutedEgress,
  clusterRunCommandHolders,
  clusterStandardLoadBalancer,
  clusterSubnetSecurityGroup,
  clusterSupportLasts,
  clusterSupportedVersion,
  clusterUpgradeEvents,
  clusterUpgradeHeadroom,
  clusterVulnerabilityGate,
  clusterWorkloadIdentity,
  defenderAlertsHandled,
  defenderClusterRecommendations,
  defenderContactAlerts,
  defenderContactExists,
  defenderContactOwners,
  defenderContainersPlan,
  defenderContainersPlanParts,
  defenderDevopsConnector,
  defenderImageAssessment,
  defenderImageFindingsFixed,
  defenderImageVulnerabilitiesFixed,
  defenderKeyVaultsPlan,
  defenderNetworkRecommendations,
  defenderPosturePlan,
  defenderResourceManagerPlan,
  defenderSecurityContact,
  dependencyAllowedLicence,
  dependencyAllowedPackage,
  dependencyNoKnownVulnerability,
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
  gatewayExistingBackend,
  gatewayExistingParent,
  gatewayGrantedReference,
  gatewayHost,
  gatewayNarrowGrant,
  gatewayOwnRoutes,
  gatewayTls,
  gitopsAutomaticSync,
  gitopsDefaultRole,
  gitopsNoAnonymousAccess,
  gitopsNoForeignSource,
  gitopsNoIgnoredSecurityField,
  gitopsNoLocalAdmin,
  gitopsNoPlainParameter,
  gitopsNoPlainSource,
  gitopsNoSuspension,
  gitopsNoWebTerminal,
  gitopsOwnProject,
  gitopsPinnedRevision,
  gitopsPrune,
  gitopsReconcilerAccount,
  gitopsRestrictedProject,
  gitopsSelfHeal,
  gitopsServerTls,
  gitopsVerifiedSource,
  governanceAllowedImagesPolicy,
  governanceAssignmentsEffective,
  governanceDeploymentSafeguards,
  governanceExemptionExpiry,
  governanceExemptionReason,
  governanceFewExcludedNamespaces,
  governanceImageIntegrityInitiative,
  governanceInternalLoadBalancerPolicy,
  governanceNoPrivilegedPolicy,
  governancePodSecurityInitiative,
  governancePolicyExtensionDeployed,
  governanceSafeguardsPodSecurity,
  governanceSafeguardsProfile,
  governanceStrictAllowedImages,
  identityAssignedRole,
  identityClusterNoPush,
  identityFederatedAccountExists,
  identityFederatedIssuer,
  identityFederatedSubject,
  identityFederatedWorkflow,
  identityKubeletPulls,
  identityKubeletPullsOnly,
  identityNoBroadRole,
  identityNoPodIdentity,
  identityNoPodIdentityLabel,
  identityWorkloadIdentity,
  imageAllowedRegistry,
  imageMinimalContents,
  imageNoAzurePullSecret,
  imageNoCredentialFile,
  imageNoDashboard,
  imageNoIngressNginx,
  imageNoKnownVulnerability,
  imageNoLatest,
  imageNoRetiredRegistry,
  imageNoSecretInConfig,
  imageNoSecretInLayer,
  imageNoSetuidProgram,
  imageNoTiller,
  imageNonRootUser,
  imagePackageDatabaseKept,
  imagePinnedDigest,
  imagePullPolicy,
  imagePullSecret,
  imageRecentBuild,
  imageSupportedBase,
  ingressExistingBackend,
  ingressHost,
  ingressNoDefaultBackend,
  ingressNoSnippet,
  ingressTls,
  ingressUniquePath,
  keyVaultAuditLogs,
  keyVaultKeyExpiry,
  keyVaultKeyRotation,
  keyVaultNarrowAccessPolicies,
  keyVaultNoPublicNetwork,
  keyVaultPrivateEndpoint,
  keyVaultPurgeProtection,
  keyVaultRbacAuthorization,
  keyVaultSecretExpiry,
  keyVaultSoftDelete,
  metadataRequiredAnnotations,
  metadataRequiredLabels,
  monitoringActivityLogCollected,
  monitoringActivityLogExport,
  monitoringClusterAlerts,
  monitoringDiagnosticsEverywhere,
  monitoringDirectoryLogExport,
  monitoringDirectoryLogsCollected,
  monitoringDisabledAccountAlert,
  monitoringHealthAlerts,
  monitoringHealthAlertsExist,
  monitoringLogRetention,
  monitoringSentinel,
  monitoringSentinelRules,
  monitoringTableRetention,
  namespaceLimitRange,
  namespaceNoDefault,
  namespaceNoSystemNamespace,
  namespacePodSecurityLevel,
  namespacePodSecurityVersion,
  namespaceQuota,
  networkSecurityFirewallIntrusionPrevention,
  networkSecurityFirewallPolicy,
  networkSecurityFirewallThreatIntelligence,
  networkSecurityFlowLogRetention,
  networkSecurityFlowLogs,
  networkSecurityLinkedDnsZone,
  networkSecurityManagedGroupUntouched,
  networkSecurityNoOpenDestinationNat,
  networkSecurityNoOpenFirewall,
  networkSecurityNoOpenInbound,
  networkSecurityNoOpenPort,
  networkSecurityNoRemoteAccessFromInternet,
  networkSecurityNoRetiredFlowLog,
  networkSecurityPrivateEndpoint,
  networkSecurityRequiredNamesAllowed,
  networkSecurityRequiredTrafficAllowed,
  networkDefaultDeny,
  networkNoAllowAll,
  networkNoMetadataEgress,
  networkPeerSelectsPods,
  networkPodEgressPolicy,
  networkPodIngressPolicy,
  networkPolicy,
  networkPolicySelectsPods,
  nodePoolCurrentImage,
  nodePoolDedicatedHosts,
  nodePoolHostEncryption,
  nodePoolMaxSurge,
  nodePoolNoPublicIp,
  nodePoolNoPublicIpPrefix,
  nodePoolSshDisabled,
  nodePoolSupportedOs,
  nodePoolSupportedVersion,
  nodePoolZones,
  organizationAllowedActions,
  organizationAuditLogStream,
  organizationBasePermission,
  organizationBranchRuleset,
  organizationCollaboratorTwoFactor,
  organizationNarrowApps,
  organizationNoBypassRole,
  organizationNoDeployKeys,
  organizationNoPublicRepository,
  organizationNoWorkflowApproval,
  organizationPinnedActions,
  organizationReadOnlyToken,
  organizationSecretScanningDefault,
  organizationSingleSignOn,
  organizationTokenLifetime,
  organizationTwoFactor,
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
  rbacNoBroadDeletion,
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
  registryBaseImageTrigger,
  registryLogs,
  registryNarrowToken,
  registryNoAdminUser,
  registryNoAnonymousPull,
  registryNoArmAudienceTokens,
  registryNoExport,
  registryNoLastingToken,
  registryNoOpenNetworkRule,
  registryNoPublicNetwork,
  registryNoUserPush,
  registryOwnKey,
  registryPremiumTier,
  registryPrivateEndpoint,
  repositoryActiveRulesets,
  repositoryAllowedActions,
  repositoryBasePermission,
  repositoryCodeOwnerReview,
  repositoryCodeOwners,
  repositoryCodeScanning,
  repositoryCodeScanningGate,
  repositoryDependencyAlerts,
  repositoryDependencyFixes,
  repositoryEnvironmentBranches,
  repositoryEnvironmentReviewers,
  repositoryForkApproval,
  repositoryFreshReview,
  repositoryGenericSecretPatterns,
  repositoryImmutableReleases,
  repositoryLastPushReview,
  repositoryLinearHistory,
  repositoryLogRetention,
  repositoryNoBranchDeletion,
  repositoryNoDirectAdmin,
  repositoryNoEnvironmentBypass,
  repositoryNoForcePush,
  repositoryNoOpenSecretAlert,
  repositoryNoPublicRunner,
  repositoryNoRuleBypass,
  repositoryNoSelfReview,
  repositoryNoStoredAzureCredential,
  repositoryNoWorkflowApproval,
  repositoryPinnedActionPolicy,
  repositoryPrivateReporting,
  repositoryPullRequest,
  repositoryPushProtection,
  repositoryReadOnlyDeployKeys,
  repositoryReadOnlyToken,
  repositoryResolvedConversations,
  repositoryReview,
  repositoryReviewedBypass,
  repositorySecretScanning,
  repositorySecureWebhooks,
  repositorySignedCommits,
  repositoryStatusChecks,
  repositoryTagRules,
  repositoryTwoFactor,
  repositoryUpToDateBranch,
  repositoryYoungSecrets,
  resourcesCpuLimit,
  resourcesCpuRequest,
  resourcesEphemeralStorageLimit,
  resourcesGuaranteedMemory,
  resourcesLimitAboveRequest,
  resourcesLimitRatio,
  resourcesMaximum,
  resourcesMemoryLimit,
  resourcesMemoryRequest,
  secretStoreExternalStore,
  secretStoreNoSubpathMount,
  secretStoreNoSyncedSecret,
  secretStoreProviderIdentity,
  secretStoreReadableObjects,
  secretStoreRotation,
  secretNoAccountToken,
  secretNoCommittedData,
  secretNoCredentialInAnnotation,
  secretNoCredentialInCommand,
  secretNoCredentialInConfigMap,
  secretNoLiteralEnv,
  secretNoSecret,
  secretNoSecretEnv,
  serviceAllowedPorts,
  serviceInternalLoadBalancer,
  serviceLoadBalancerSourceRanges,
  serviceNoExposedConsole,
  serviceNoExternalIps,
  serviceNoLocalExternalName,
  serviceNoNodePort,
  serviceSelectsPods,
  serviceUniqueSelector,
  serviceValidPorts,
  sourceCsrfProtection,
  sourceHttpOnlyCookie,
  sourceNoCleartextProtocol,
  sourceNoCodeInjection,
  sourceNoCommandInjection,
  sourceNoCrossSiteScripting,
  sourceNoDebugMode,
  sourceNoErrorDisclosure,
  sourceNoExternalEntities,
  sourceNoHardCodedCredential,
  sourceNoHeaderInjection,
  sourceNoInsecureTemporaryFile,
  sourceNoLdapInjection,
  sourceNoLogInjection,
  sourceNoNosqlInjection,
  sourceNoOpenFileMode,
  sourceNoOpenRedirect,
  sourceNoPathTraversal,
  sourceNoPatternInjection,
  sourceNoPermissiveCors,
  sourceNoPrototypePollution,
  sourceNoRequestForgery,
  sourceNoSensitiveLog,
  sourceNoSqlInjection,
  sourceNoStaticIv,
  sourceNoTemplateInjection,
  sourceNoTrustBoundaryViolation,
  sourceNoUnsafeDeserialisation,
  sourceNoUnsafeReflection,
  sourceNoWeakCipher,
  sourceNoWeakHash,
  sourceNoWeakKey,
  sourceNoWeakRandom,
  sourceNoXpathInjection,
  sourceReadableSource,
  sourceSecureCookie,
  sourceVerifiedTls,
  sourceVerifiedToken,
  storageCustomerManagedKey,
  storageDiskKeyRotation,
  storageDoubleEncryption,
  storageEncryptedTransport,
  storageNoDiskExport,
  storageNoHostPathVolume,
  storageNoInTreeAzureDriver,
  storageNoPublicBlob,
  storageNoStoredAccountKey,
  storagePrivateEndpoint,
  suppressionNeeded,
  suppressionReason,
  suppressionSecret,
  suppressionUnexpired,
  toolCodeResult,
  toolConfigurationResult,
  toolDependencyResult,
  toolLogResult,
  toolSecretResult,
  workflowAzureMonitorGate,
  workflowBillOfMaterials,
  workflowDependencyReview,
  workflowDeployEnvironment,
  workflowDynamicTest,
  workflowImageScan,
  workflowImageSignature,
  workflowLeastPermissions,
  workflowLockedPackages,
  workflowMaskedSecrets,
  workflowMonitoringGate,
  workflowNoCacheInRelease,
  workflowNoClusterAdminCredential,
  workflowNoDangerousTrigger,
  workflowNoDeployOnPullRequest,
  workflowNoImitatedAction,
  workflowNoInheritedSecrets,
  workflowNoInsecureCommands,
  workflowNoLiteralCredential,
  workflowNoPersistedCredentials,
  workflowNoPlainRegistryPassword,
  workflowNoPushBesideGitops,
  workflowNoRemoteManifest,
  workflowNoRetiredAction,
  workflowNoSelfHostedRunner,
  workflowNoSpoofableBotCondition,
  workflowNoStoredCloudCredential,
  workflowNoTemplateInjection,
  workflowNoUntrustedEnvironmentFile,
  workflowNoVulnerableAction,
  workflowNoWholeSecrets,
  workflowOidcLogin,
  workflowPinnedActions,
  workflowPinnedImages,
  workflowPinnedTemplates,
  workflowPinnedTools,
  workflowPlainExpression,
  workflowScopedAppToken,
  workflowSecretScan,
  workflowSecretsInEnvironment,
  workflowSoundChoice,
  workflowSoundCondition,
  workflowStaticAnalysis,
  workflowTemplateScan,
  workflowTlsVerification,
  workflowTrustedLogin,
  workflowTrustedPublishing,
]
