import { parseBaseImage } from '../../models/dockerfile/base-image.ts'
import type { DockerBuild, Stage } from '../../models/dockerfile/docker-build.ts'
import type { BaseImage } from '../../models/image/image-chain.ts'
import { parseImageName } from '../../models/image/image-name.ts'
import { isDigest } from '../image/digest.ts'
import type { AnalysedImage } from '../image/image.ts'

const nameLabel = 'org.opencontainers.image.base.name'
const digestLabel = 'org.opencontainers.image.base.digest'

/**
 * The image that an image was built on: what the FROM of its Dockerfile names, or else its labels and annotations. The
 * digest is what FROM pins; a label has the word only where it names the same image, because images inherit the labels of
 * their bases.
 */
export function baseOf({ config: { labels }, annotations }: AnalysedImage, build: DockerBuild | undefined): BaseImage | undefined {
  const facts = { ...labels, ...annotations }
  const labelled = withoutDigest(facts[nameLabel])
  const labelledDigest = facts[digestLabel] !== undefined && isDigest(facts[digestLabel]) ? facts[digestLabel] : undefined
  const stage = build === undefined ? undefined : lowestStage(build)
  const name = withoutDigest(stage?.image)
  if (build === undefined || stage?.base === undefined || name === undefined)
    return labelled === undefined ? undefined : { name: labelled, digest: labelledDigest, place: undefined }
  const pinned = parseImageName(stage.image)?.digest
  const inherited = name === labelled ? labelledDigest : undefined
  return { name, digest: pinned ?? inherited, place: build.at(stage.from, stage.base.range) }
}

/** The stage on whose base the image's own lines lie. */
function lowestStage(build: DockerBuild): Stage | undefined {
  const { finalStage } = build
  return finalStage === undefined ? undefined : build.lineage(finalStage).at(-1)
}

function withoutDigest(written: string | undefined): string | undefined {
  if (written === undefined || written.toLowerCase() === 'scratch' || written.includes('$') || parseBaseImage(written) === undefined)
    return undefined
  return written.replace(/@.*$/, '')
}

/**
 * How many of an image's lowest layers are those of its base; undefined where the base is another one than was built on.
 *
 * @param base digests of the base's unpacked layers, lowest first
 */
export function sharedLayers(image: Pick<AnalysedImage, 'layers'>, base: readonly string[]): number | undefined {
  if (base.length === 0 || base.length > image.layers.length) return undefined
  return base.every((diffId, index) => image.layers[index]?.diffId === diffId) ? base.length : undefined
}
