// Made by `npm run generate` from the files of src/checks. Do not edit.
import type { Check } from '../core/check.ts'
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
import { noSecret as secretNoSecret } from './secret/no-secret.ts'
import { needed as suppressionNeeded } from './suppression/needed.ts'
import { reason as suppressionReason } from './suppression/reason.ts'
import { unexpired as suppressionUnexpired } from './suppression/unexpired.ts'

/** Every check, in order of id. */
export const checks: readonly Check[] = [
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
  secretNoSecret,
  suppressionNeeded,
  suppressionReason,
  suppressionUnexpired,
]
