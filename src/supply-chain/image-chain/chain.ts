import type { PackageList } from '../../models/dependency/package-list.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import type { DockerBuild } from '../../models/dockerfile/docker-build.ts'
import type { BaseImage, ImageChain, ImageUser } from '../../models/image/image-chain.ts'
import type { ImageText } from '../image/image-text.ts'
import type { AnalysedImage } from '../image/image.ts'
import { type BaseCandidate, removalStep } from './removal-step.ts'

/** What is known of an image besides what is in it. */
export interface ImageSurroundings {
  readonly words: ImageText
  readonly build: DockerBuild | undefined
  readonly base: BaseImage | undefined
  /** How many of the lowest layers are the base's, where its layers have been compared. */
  readonly baseLayers: number | undefined
  readonly candidates: readonly BaseCandidate[]
  readonly lists: readonly PackageList[]
  readonly owner: string | undefined
  readonly users: readonly ImageUser[]
}

/** From a vulnerability to the layer that brought it, those who run it and the step that removes it. */
export function chainOf(vulnerability: Vulnerability, image: AnalysedImage, surroundings: ImageSurroundings): ImageChain {
  const { words, build, base, owner, users } = surroundings
  const layer = vulnerability.package.layer ?? ''
  const instruction = words.instructionOf(layer)
  const origin = originOf(layer, image, surroundings)
  return {
    image: image.name,
    digest: image.digest,
    origin,
    base,
    dockerfile: build?.source.uri,
    owner,
    users,
    step: removalStep(vulnerability, { ...surroundings, origin, instruction }),
  }
}

/** Compared layers have the word; else what stands in the Dockerfile is the image's own, and the rest the base's. */
function originOf(layer: string, { layers }: AnalysedImage, { baseLayers, build, words }: ImageSurroundings): ImageChain['origin'] {
  const index = layers.findIndex(({ digest }) => digest === layer)
  if (index === -1) return undefined
  if (baseLayers !== undefined) return index < baseLayers ? 'base' : 'own'
  if (build === undefined) return undefined
  return words.instructionOf(layer) === undefined ? 'base' : 'own'
}
