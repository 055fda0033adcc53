import type { TarEntry } from '../archive/tar.ts'

/** What the names and modes of a layer's files give away. Paths, without content. */
export interface Traits {
  /** Programs that run with their owner's rights, set-user-id or set-group-id. */
  readonly setuid: string[]
  readonly shells: string[]
  readonly packageManagers: string[]
  /** Files that by their name hold keys or credentials. */
  readonly credentials: string[]
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox'])
const packageManagers = new Set(['apt', 'apt-get', 'dpkg', 'apk', 'rpm', 'dnf', 'tdnf', 'microdnf', 'yum', 'zypper'])
const programFolder = /^(?:usr\/)?(?:local\/)?s?bin\/([^/]+)$/
const credentialFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.git-credentials|\.netrc|\.pgpass|\.docker\/config\.json|\.aws\/credentials|\.azure\/(?:accessTokens|msal_token_cache)\.json|\.kube\/config|[^/]+\.(?:pfx|p12|jks|keystore)|[^/]*private[^/]*\.(?:pem|key))$/i

export function newTraits(): Traits {
  return { setuid: [], shells: [], packageManagers: [], credentials: [] }
}

export function addTrait(traits: Traits, { path, kind, mode }: TarEntry): void {
  if (kind === 'folder' || kind === 'other') return
  if (kind === 'file' && (mode & 0o6000) !== 0 && (mode & 0o111) !== 0) traits.setuid.push(path)
  const program = programFolder.exec(path)?.[1]
  if (program !== undefined && shells.has(program)) traits.shells.push(path)
  if (program !== undefined && packageManagers.has(program)) traits.packageManagers.push(path)
  if (kind === 'file' && credentialFile.test(path)) traits.credentials.push(path)
}
