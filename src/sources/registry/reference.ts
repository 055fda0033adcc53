import { isDigest } from '../../supply-chain/image/digest.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'

/** The name of an image in a registry, in full. */
export interface ImageReference {
  /** Host, with a port where one is written: `registry-1.docker.io`, `localhost:5000`. */
  readonly registry: string
  readonly repository: string
  readonly tag?: string | undefined
  readonly digest?: string | undefined
}

const repositoryPattern = /^[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*)*$/
const hostPattern = /^(?:[a-zA-Z\d](?:[a-zA-Z\d.-]*[a-zA-Z\d])?|\[[a-fA-F\d:]+\])(?::\d{1,5})?$/
const tagPattern = /^\w[\w.-]{0,127}$/

/**
 * Reads an image reference as Docker does: without a host it is Docker Hub's, without a tag or digest it is `latest`.
 *
 * @throws {ImageError}
 */
export function parseReference(text: string): ImageReference {
  const [beforeDigest, digest] = splitOnce(text, '@')
  if (digest !== undefined && !isDigest(digest)) throw new ImageError('reference', `${JSON.stringify(text)}: the digest is not valid`)
  const slash = beforeDigest.indexOf('/')
  const first = slash < 0 ? '' : beforeDigest.slice(0, slash)
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost'
  const rest = hasHost ? beforeDigest.slice(slash + 1) : beforeDigest
  const colon = rest.lastIndexOf(':')
  const tagged = colon > rest.lastIndexOf('/')
  const path = tagged ? rest.slice(0, colon) : rest
  const tag = tagged ? rest.slice(colon + 1) : undefined
  const hub = !hasHost || first === 'docker.io' || first === 'index.docker.io'
  const repository = hub && !path.includes('/') ? `library/${path}` : path
  const registry = hub ? 'registry-1.docker.io' : first
  if (!repositoryPattern.test(repository) || repository.length > 255 || !hostPattern.test(registry))
    throw new ImageError('reference', `${JSON.stringify(text)} is no image reference`)
  if (tag !== undefined && !tagPattern.test(tag)) throw new ImageError('reference', `${JSON.stringify(text)}: the tag is not valid`)
  return { registry, repository, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest }
}

/** The reference in full; `docker.io` for Docker Hub. */
export function formatReference({ registry, repository, tag, digest }: ImageReference): string {
  const host = registry === 'registry-1.docker.io' ? 'docker.io' : registry
  return `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
