import type { ConfigSecret } from '../../models/image/built-image.ts'
import { searchConfig } from './config-secrets.ts'
import { type ImageContents, layContents, type PlacedLayer } from './contents.ts'
import { CheckedBlob } from './digest.ts'
import { ImageError } from './image-error.ts'
import { analyseLayer, type LayerReport } from './layer.ts'
import { defaultLimits, type ImageLimits } from './limits.ts'
import { type Descriptor, type ImageConfig, isForeignLayer, type Manifest, stepsOfLayers } from './manifest.ts'

/** An image somewhere: a registry, a folder, an archive. Manifest and configuration are checked; layers are when they are read. */
export interface OpenImage {
  /** As the user named it. */
  readonly name: string
  /** Digest of the manifest; undefined for forms that have none. */
  readonly digest: string | undefined
  readonly manifest: Manifest
  readonly config: ImageConfig
  /** The bytes of a layer's blob. */
  openLayer(layer: Descriptor): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** An image that was found by its name. */
export interface NamedImage extends OpenImage {
  /** Digest of what the name itself stands for: the index where there is one. */
  readonly topDigest: string
}

/** Where the reports of layers are kept, by digest. */
export interface LayerCache {
  get(digest: string): LayerReport | undefined
  set(digest: string, report: LayerReport): void
}

/** One layer of an analysed image. */
export interface ImageLayer {
  readonly digest: string
  readonly diffId: string
  /** Unpacked size in bytes. */
  readonly size: number
  /** The instruction that made it, as the image's history has it; undefined where the history does not tell. */
  readonly instruction: string | undefined
  readonly created: string | undefined
}

export interface AnalysedImage {
  readonly name: string
  readonly digest: string | undefined
  readonly config: ImageConfig
  /** Of the manifest. */
  readonly annotations: Readonly<Record<string, string>>
  readonly layers: readonly ImageLayer[]
  readonly contents: ImageContents
  /** Secrets in history and environment; `config` and `layers` no longer show them. */
  readonly configSecrets: readonly ConfigSecret[]
}

/**
 * Reads all layers of an image, each only where its report is not known yet.
 *
 * @throws {ImageError} where any byte is not what its digest says, or a limit is hit
 */
export async function analyseImage(
  image: OpenImage,
  cache: LayerCache | undefined,
  limits: ImageLimits = defaultLimits,
): Promise<AnalysedImage> {
  const { manifest } = image
  if (manifest.layers.length > limits.layers) throw new ImageError('limit', `the image has more than ${limits.layers} layers`)
  const placed: PlacedLayer[] = []
  const layers: ImageLayer[] = []
  const written = stepsOfLayers(image.config, manifest.layers.length)
  const { config, secrets } = searchConfig(image.config, (step) => manifest.layers[written.indexOf(step)]?.digest)
  const steps = stepsOfLayers(config, manifest.layers.length)
  for (const [index, layer] of manifest.layers.entries()) {
    if (isForeignLayer(layer)) continue
    const report = await reportOf(image, layer, config.diffIds[index], cache, limits)
    const step = steps[index]
    placed.push({ digest: layer.digest, report })
    layers.push({
      digest: layer.digest,
      diffId: report.diffId,
      size: report.size,
      instruction: instructionOf(step?.createdBy),
      created: step?.created,
    })
  }
  const { name, digest } = image
  return { name, digest, config, annotations: manifest.annotations, layers, contents: layContents(placed), configSecrets: secrets }
}

async function reportOf(
  image: OpenImage,
  layer: Descriptor,
  diffId: string | undefined,
  cache: LayerCache | undefined,
  limits: ImageLimits,
): Promise<LayerReport> {
  const known = cache?.get(layer.digest)
  if (known !== undefined) return known
  const blob = new CheckedBlob(image.openLayer(layer), layer)
  const report = await analyseLayer(blob, layer.digest, limits)
  if (!blob.verified) throw new ImageError('broken-layer', `layer ${layer.digest} goes on after the end of its compressed data`)
  if (diffId !== undefined && diffId !== report.diffId)
    throw new ImageError('digest-mismatch', `layer ${layer.digest} unpacks into ${report.diffId}, and the configuration says ${diffId}`)
  cache?.set(layer.digest, report)
  return report
}

/** The instruction as it would stand in a Dockerfile; builders wrap it in words of their own. */
export function instructionOf(createdBy: string | undefined): string | undefined {
  if (createdBy === undefined || createdBy === '') return undefined
  const plain = createdBy
    .replace(/\s*# buildkit$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const shell = /^(?:RUN )?(?:\|\d+ (?:\S+=\S* )*)?\/bin\/(?:ba)?sh -e?c (.*)$/.exec(plain)?.[1]
  if (shell === undefined) return plain
  return shell.startsWith('#(nop)') ? shell.slice('#(nop)'.length).trim() : `RUN ${shell}`
}
