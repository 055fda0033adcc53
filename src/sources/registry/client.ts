import { checkDigest, digestOf } from '../../supply-chain/image/digest.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { defaultLimits } from '../../supply-chain/image/limits.ts'
import { type Descriptor, isIndex, mediaTypes, parseManifest } from '../../supply-chain/image/manifest.ts'
import { asObject, asTexts } from '../../supply-chain/untrusted.ts'
import { Authentication } from './authentication.ts'
import { type CredentialStore, dockerCredentials } from './credentials.ts'
import type { ImageReference } from './reference.ts'
import { readBody, type Request, Transport, type TransportOptions } from './transport.ts'

export interface ClientOptions extends TransportOptions {
  readonly credentials?: CredentialStore
}

/** A manifest as the registry holds it, byte for byte. */
export interface FetchedManifest {
  readonly bytes: Buffer
  readonly descriptor: Descriptor
}

const accept = [mediaTypes.ociIndex, mediaTypes.dockerList, mediaTypes.ociManifest, mediaTypes.dockerManifest].join(', ')
const MAX_RESUMES = 5
/** Pages of tags that are asked for; a repository with more is not read to the end. */
const MAX_TAG_PAGES = 20

/** Speaks the OCI distribution protocol with one repository. */
export class RegistryClient {
  readonly registry: string
  readonly repository: string
  readonly #transport: Transport
  readonly #authentication: Authentication

  constructor({ registry, repository }: Pick<ImageReference, 'registry' | 'repository'>, { credentials, ...options }: ClientOptions = {}) {
    this.registry = registry
    this.repository = repository
    this.#transport = new Transport(options)
    this.#authentication = new Authentication(this.#transport, credentials ?? dockerCredentials())
  }

  /**
   * The manifest or index of a tag or digest, checked against the digest where one was asked for.
   *
   * @throws {ImageError}
   */
  async manifest(reference: string): Promise<FetchedManifest> {
    const response = await this.#send(`manifests/${reference}`, { headers: { accept } })
    if (response.status === 404) throw await this.#failure(response, 'not-found', `${reference} is not there`)
    if (!response.ok) throw await this.#failure(response, 'registry', `${reference} cannot be read`)
    const bytes = await readBody(response, defaultLimits.manifest)
    const digest = reference.includes(':') ? reference : digestOf(bytes)
    if (reference.includes(':')) checkDigest(bytes, reference)
    const announced = response.headers.get('docker-content-digest')
    if (announced !== null && announced.startsWith('sha256:') && announced !== digestOf(bytes))
      throw new ImageError('digest-mismatch', `${this.registry} announces ${announced} and sends ${digestOf(bytes)}`)
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]!.trim()
    return { bytes, descriptor: { mediaType, digest, size: bytes.length } }
  }

  /** A small blob as a whole, checked. */
  async blob(descriptor: Descriptor): Promise<Buffer> {
    if (descriptor.size > defaultLimits.manifest)
      throw new ImageError('limit', `${descriptor.digest} is larger than ${defaultLimits.manifest} bytes`)
    const pieces: Uint8Array[] = []
    for await (const piece of this.openBlob(descriptor)) pieces.push(piece)
    const bytes = Buffer.concat(pieces)
    if (bytes.length !== descriptor.size)
      throw new ImageError('size-mismatch', `${descriptor.digest} has ${bytes.length} bytes, not ${descriptor.size}`)
    checkDigest(bytes, descriptor.digest)
    return bytes
  }

  /**
   * A blob piece by piece, unchecked. When the connection breaks, the rest is asked for from where it broke.
   */
  async *openBlob({ digest, size }: Descriptor): AsyncGenerator<Uint8Array> {
    let seen = 0
    for (let resumes = 0; ; resumes++) {
      const headers: Record<string, string> = seen === 0 ? {} : { range: `bytes=${seen}-` }
      const response = await this.#send(`blobs/${digest}`, { headers })
      if (response.status === 404) throw await this.#failure(response, 'not-found', `${digest} is not there`)
      if (!response.ok) throw await this.#failure(response, 'registry', `${digest} cannot be read`)
      // A registry that knows no ranges sends the whole again.
      let skip = seen > 0 && response.status !== 206 ? seen : 0
      try {
        for await (const piece of response.body ?? []) {
          const rest = skip === 0 ? piece : piece.subarray(Math.min(skip, piece.length))
          skip -= piece.length - rest.length
          seen += rest.length
          // Never more than was announced, whatever the registry sends.
          if (seen > size) throw new ImageError('size-mismatch', `${digest} is larger than the ${size} bytes that are announced`)
          if (rest.length > 0) yield rest
        }
        return
      } catch (error) {
        if (error instanceof ImageError || resumes >= MAX_RESUMES) throw error
      }
    }
  }

  /**
   * The artefacts that refer to a manifest, such as its signatures: by the referrers API, or by the index under the
   * digest's tag where the registry does not know that.
   */
  async referrers(digest: string): Promise<readonly Descriptor[]> {
    const response = await this.#send(`referrers/${digest}`, { headers: { accept: mediaTypes.ociIndex } })
    const type = response.headers.get('content-type') ?? ''
    if (response.ok && type.startsWith(mediaTypes.ociIndex)) {
      const parsed = parseManifest(await readBody(response, defaultLimits.manifest))
      return isIndex(parsed) ? parsed.manifests : []
    }
    await response.body?.cancel()
    if (response.status === 401 || response.status === 403) throw new ImageError('unauthorised', `${this.registry} does not show referrers`)
    return (await this.#fallbackIndex(digest)) ?? []
  }

  /** The tags of the repository, as far as the registry lists them. */
  async tags(): Promise<readonly string[]> {
    const tags: string[] = []
    let path = 'tags/list?n=1000'
    for (let page = 0; page < MAX_TAG_PAGES; page++) {
      const response = await this.#send(path, {})
      if (!response.ok) throw await this.#failure(response, response.status === 404 ? 'not-found' : 'registry', 'the tags cannot be listed')
      tags.push(...tagsIn(await readBody(response, defaultLimits.manifest)))
      const last = /[?&]last=([^&>]+)[^>]*>\s*;\s*rel="?next/.exec(response.headers.get('link') ?? '')?.[1]
      if (last === undefined) break
      path = `tags/list?n=1000&last=${last}`
    }
    return tags
  }

  /** Uploads a blob unless it is there already. */
  async pushBlob(bytes: Uint8Array, mediaType: string): Promise<Descriptor> {
    const descriptor: Descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length }
    const known = await this.#send(`blobs/${descriptor.digest}`, { method: 'HEAD' }, 'pull,push')
    if (known.ok) return descriptor
    const started = await this.#send('blobs/uploads/', { method: 'POST' }, 'pull,push')
    const location = started.headers.get('location')
    if (started.status !== 202 || location === null) throw await this.#failure(started, 'registry', 'the upload is refused')
    await started.body?.cancel()
    const url = new URL(location, this.#transport.baseUrl(this.registry))
    // An upload elsewhere would carry the credentials along.
    if (url.origin !== new URL(this.#transport.baseUrl(this.registry)).origin)
      throw new ImageError('registry', `${this.registry} wants the upload at ${url.host}`)
    url.searchParams.set('digest', descriptor.digest)
    const headers = { 'content-type': 'application/octet-stream' }
    const done = await this.#authentication.send(this.registry, this.#scope('pull,push'), url.href, { method: 'PUT', headers, body: bytes })
    if (done.status !== 201) throw await this.#failure(done, 'registry', 'the upload failed')
    return descriptor
  }

  /**
   * Uploads a manifest. One that refers to another is entered into that one's index where the registry has no
   * referrers API.
   */
  async pushManifest(bytes: Uint8Array, mediaType: string, tag?: string): Promise<Descriptor> {
    const digest = digestOf(bytes)
    const parsed = parseManifest(bytes)
    const headers = { 'content-type': mediaType }
    const response = await this.#send(`manifests/${tag ?? digest}`, { method: 'PUT', headers, body: bytes }, 'pull,push')
    if (!response.ok) throw await this.#failure(response, 'registry', 'the manifest is refused')
    await response.body?.cancel()
    const descriptor: Descriptor = { mediaType, digest, size: bytes.length }
    const subject = isIndex(parsed) ? undefined : parsed.subject
    if (!isIndex(parsed) && subject !== undefined && response.headers.get('oci-subject') === null) {
      const artifactType = parsed.artifactType ?? parsed.config.mediaType
      await this.#enterReferrer(subject.digest, { ...descriptor, artifactType, annotations: parsed.annotations })
    }
    return descriptor
  }

  async #enterReferrer(subject: string, entry: Descriptor): Promise<void> {
    const known = (await this.#fallbackIndex(subject)) ?? []
    if (known.some(({ digest }) => digest === entry.digest)) return
    const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [...known, entry] }
    await this.pushManifest(Buffer.from(JSON.stringify(index)), mediaTypes.ociIndex, tagOf(subject))
  }

  async #fallbackIndex(digest: string): Promise<readonly Descriptor[] | undefined> {
    try {
      const parsed = parseManifest((await this.manifest(tagOf(digest))).bytes)
      return isIndex(parsed) ? parsed.manifests : undefined
    } catch (error) {
      if (error instanceof ImageError && error.code === 'not-found') return undefined
      throw error
    }
  }

  async #send(path: string, request: Request, actions = 'pull'): Promise<Response> {
    const url = `${this.#transport.baseUrl(this.registry)}/v2/${this.repository}/${path}`
    return this.#authentication.send(this.registry, this.#scope(actions), url, request)
  }

  #scope(actions: string): string {
    return `repository:${this.repository}:${actions}`
  }

  async #failure(response: Response, code: 'not-found' | 'registry', message: string): Promise<ImageError> {
    await response.body?.cancel()
    return new ImageError(code, `${this.registry}/${this.repository}: ${message} (status ${response.status})`)
  }
}

function tagsIn(body: Buffer): readonly string[] {
  try {
    return asTexts(asObject(JSON.parse(body.toString('utf8')))['tags'])
  } catch {
    throw new ImageError('registry', 'the list of tags is not valid JSON')
  }
}

/** The tag under which registries without a referrers API keep the list: `sha256-…`. */
function tagOf(digest: string): string {
  return digest.replace(':', '-')
}
