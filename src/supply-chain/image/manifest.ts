import { asObject, asText, asTexts, type UntrustedObject } from '../untrusted.ts'
import { isDigest } from './digest.ts'
import { ImageError } from './image-error.ts'

/** Points at content by digest. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>> | undefined
  readonly artifactType?: string | undefined
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string | undefined } | undefined
}

export interface Manifest {
  readonly mediaType: string
  readonly artifactType?: string | undefined
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
  readonly subject?: Descriptor | undefined
  readonly annotations: Readonly<Record<string, string>>
}

export interface Index {
  readonly manifests: readonly Descriptor[]
  readonly annotations: Readonly<Record<string, string>>
}

/** One step of the image's history, oldest first. */
export interface HistoryStep {
  readonly createdBy: string
  readonly created?: string | undefined
  readonly comment?: string | undefined
  /** Whether the step made no layer. */
  readonly empty: boolean
}

/** What the configuration of an image says. */
export interface ImageConfig {
  readonly os: string
  readonly architecture: string
  readonly created?: string | undefined
  /** Digests of the unpacked layers, lowest first. */
  readonly diffIds: readonly string[]
  readonly history: readonly HistoryStep[]
  readonly user: string
  readonly env: readonly string[]
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly exposedPorts: readonly string[]
  readonly healthcheck: boolean
}

export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  emptyJson: 'application/vnd.oci.empty.v1+json',
} as const

/** Layers that no registry hands out, such as those of Windows bases. */
export function isForeignLayer({ mediaType }: Descriptor): boolean {
  return mediaType.includes('foreign') || mediaType.includes('nondistributable')
}

/**
 * Reads a manifest or an index.
 *
 * @throws {ImageError}
 */
export function parseManifest(bytes: Uint8Array): Manifest | Index {
  const value = parseObject(bytes, 'manifest')
  if (Array.isArray(value['manifests'])) {
    return { manifests: value['manifests'].map((each) => parseDescriptor(each)), annotations: strings(value['annotations']) }
  }
  if (value['schemaVersion'] === 1)
    throw new ImageError('broken-manifest', 'manifests of the first Docker schema are not read; push the image again')
  if (!Array.isArray(value['layers'])) throw new ImageError('broken-manifest', 'the manifest has no layers')
  return {
    mediaType: asText(value['mediaType']) ?? mediaTypes.ociManifest,
    artifactType: asText(value['artifactType']),
    config: parseDescriptor(value['config']),
    layers: value['layers'].map((each) => parseDescriptor(each)),
    subject: value['subject'] === undefined || value['subject'] === null ? undefined : parseDescriptor(value['subject']),
    annotations: strings(value['annotations']),
  }
}

export function isIndex(value: Manifest | Index): value is Index {
  return 'manifests' in value
}

/** @throws {ImageError} */
export function parseConfig(bytes: Uint8Array): ImageConfig {
  const value = parseObject(bytes, 'configuration')
  const config = asObject(value['config'])
  const history = Array.isArray(value['history']) ? value['history'].map(asObject) : []
  return {
    os: asText(value['os']) ?? '',
    architecture: asText(value['architecture']) ?? '',
    created: asText(value['created']),
    diffIds: asTexts(asObject(value['rootfs'])['diff_ids']),
    history: history.map((step) => ({
      createdBy: asText(step['created_by']) ?? '',
      created: asText(step['created']),
      comment: asText(step['comment']),
      empty: step['empty_layer'] === true,
    })),
    user: asText(config['User']) ?? '',
    env: asTexts(config['Env']),
    entrypoint: asTexts(config['Entrypoint']),
    command: asTexts(config['Cmd']),
    labels: strings(config['Labels']),
    exposedPorts: Object.keys(asObject(config['ExposedPorts'])),
    healthcheck: asTexts(asObject(config['Healthcheck'])['Test']).some((each) => each !== 'NONE'),
  }
}

/** The manifest of an index that fits a platform such as `linux/amd64` or `linux/arm64/v8`. */
export function choosePlatform({ manifests }: Index, platform: string): Descriptor {
  const [os = 'linux', architecture = 'amd64', variant] = platform.split('/')
  // Attestations stand in an index beside the images, for an unknown platform.
  const images = manifests.filter((each) => each.platform === undefined || each.platform.os !== 'unknown')
  const fitting = images.find(
    (each) =>
      each.platform?.os === os &&
      each.platform.architecture === architecture &&
      (variant === undefined || each.platform.variant === variant),
  )
  const only = images.length === 1 && images[0]!.platform === undefined ? images[0] : undefined
  const chosen = fitting ?? only
  if (chosen !== undefined) return chosen
  const names = images.map(({ platform: found }) => (found === undefined ? '?' : `${found.os}/${found.architecture}`))
  throw new ImageError('no-platform', `there is no image for ${platform}, only for ${names.join(', ') || 'none'}`)
}

/** The step of the history that made each layer, by the layer's position. */
export function stepsOfLayers({ history }: ImageConfig, layers: number): readonly (HistoryStep | undefined)[] {
  const steps = history.filter((step) => !step.empty)
  return Array.from({ length: layers }, (_, index) => (steps.length === layers ? steps[index] : undefined))
}

function parseDescriptor(value: unknown): Descriptor {
  const found = asObject(value)
  const { digest, size } = found
  if (typeof digest !== 'string' || !isDigest(digest)) throw new ImageError('broken-manifest', 'a descriptor without a digest')
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw new ImageError('broken-manifest', `${digest} has no size`)
  const platform = asObject(found['platform'])
  return {
    mediaType: asText(found['mediaType']) ?? '',
    digest,
    size,
    annotations: found['annotations'] === undefined ? undefined : strings(found['annotations']),
    artifactType: asText(found['artifactType']),
    platform:
      found['platform'] === undefined
        ? undefined
        : { os: asText(platform['os']) ?? '', architecture: asText(platform['architecture']) ?? '', variant: asText(platform['variant']) },
  }
}

function parseObject(bytes: Uint8Array, what: string): UntrustedObject {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    throw new ImageError('broken-manifest', `the ${what} is not valid JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ImageError('broken-manifest', `the ${what} is no object`)
  return value as UntrustedObject
}

function strings(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asObject(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
