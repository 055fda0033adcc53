import { parseImageName } from '../../models/image/image-name.ts'
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
/** Docker Hub answers at another name than the one in its references. */
const hubHost = 'registry-1.docker.io'

/**
 * The image that a reference names, as a registry has to be asked for it: without a tag or digest it is `latest`.
 *
 * @throws {ImageError} for what no registry would take
 */
export function parseReference(text: string): ImageReference {
  const name = parseImageName(text)
  if (name === undefined || !repositoryPattern.test(name.repository) || name.repository.length > 255)
    throw new ImageError('reference', `${JSON.stringify(text)} is no image reference`)
  const { repository, tag, digest } = name
  if (digest !== undefined && !isDigest(digest)) throw new ImageError('reference', `${JSON.stringify(text)}: the digest is not valid`)
  const registry = name.registry === 'docker.io' ? hubHost : name.registry
  return { registry, repository, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest }
}

/** The reference in full; `docker.io` for Docker Hub. */
export function formatReference({ registry, repository, tag, digest }: ImageReference): string {
  const host = registry === hubHost ? 'docker.io' : registry
  return `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
