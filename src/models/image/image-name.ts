/** The parts of an image reference. */
export interface ImageName {
  /** Host, with a port where one is written; `docker.io` where none is. */
  readonly registry: string
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

const reference =
  /^(?:(?<registry>(?:[A-Za-z0-9-]+(?=:\d+\/)|localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?)\/)?(?<repository>[A-Za-z0-9_./-]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[A-Za-z0-9_+.-]+:[0-9a-fA-F]{32,}))?$/

/**
 * Takes a reference apart as container runtimes do: without a host it is Docker Hub's, without a folder there `library/`.
 * Undefined for what is no reference, such as a variable that a template will fill.
 */
export function parseImageName(written: string): ImageName | undefined {
  if (written.length > 4096) return undefined
  const parts = reference.exec(written.trim())?.groups
  if (parts === undefined) return undefined
  const { registry, tag, digest } = parts
  const path = parts['repository']!
  const isHub = registry === undefined || registry === 'index.docker.io' || registry === 'docker.io'
  return {
    registry: isHub ? 'docker.io' : registry.toLowerCase(),
    repository: isHub && !path.includes('/') ? `library/${path}` : path,
    tag,
    digest,
  }
}

/** Whether the reference can mean another image tomorrow without anybody changing it: the tag moves by its very meaning. */
export function isMoving({ tag, digest }: ImageName): boolean {
  return digest === undefined && (tag === undefined || tag === 'latest')
}

/**
 * Whether an image lies in a registry or below a path of it: `mcr.microsoft.com`, `contoso.azurecr.io/shop`,
 * `*.azurecr.io` for one name before the rest. A pattern is matched from the start of the reference to the end of a step,
 * so that `mcr.microsoft.com` is neither `mcr.microsoft.com.evil.example` nor `evil.example/mcr.microsoft.com`.
 */
export function liesIn({ registry, repository }: ImageName, pattern: string): boolean {
  const [host = '', ...folders] = pattern
    .replace(/^https?:\/\//, '')
    .replace(/\/+(?:\*{1,2})?$/, '')
    .split('/')
  const wanted = host.toLowerCase()
  const isHost = wanted.startsWith('*.')
    ? registry.endsWith(wanted.slice(1)) && !registry.slice(0, 1 - wanted.length).includes('.') && registry.length >= wanted.length
    : registry === wanted
  const path = folders.join('/')
  return isHost && (path === '' || repository === path || repository.startsWith(`${path}/`))
}
