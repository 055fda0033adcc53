import type { BaseImage } from '../../models/image/image-chain.ts'
import type { ImageStore } from '../../sources/registry/image-store.ts'
import { parseReference, type ImageReference } from '../../sources/registry/reference.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import { sharedLayers } from '../../supply-chain/image-chain/base-of.ts'
import { newerTags } from '../../supply-chain/image-chain/newer-tags.ts'
import type { BaseCandidate } from '../../supply-chain/image-chain/removal-step.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { type AnalysedImage, analyseImage, type LayerCache, type NamedImage } from '../../supply-chain/image/image.ts'
import { matchPackages } from '../../supply-chain/matching/match.ts'

/** What the stores say of a base today. */
export interface KnownBase {
  /** How many layers of the image are the base's; undefined where the base as it was cannot be read. */
  readonly layers: number | undefined
  readonly candidates: readonly BaseCandidate[]
}

export interface BaseOptions {
  readonly store: ImageStore
  readonly platform: string
  readonly cache: LayerCache | undefined
  readonly advisories: AdvisoryStore
  /** Told of a base that cannot be read. */
  readonly say: (problem: string) => void
}

/** Looks bases up, each once, however many images lie on it. */
export class Bases {
  readonly #options: BaseOptions
  readonly #opened = new Map<string, Promise<NamedImage | undefined>>()
  readonly #candidates = new Map<string, Promise<BaseCandidate | undefined>>()

  constructor(options: BaseOptions) {
    this.#options = options
  }

  /** What an image's base is today: whether its tag has moved, and which newer tags there are. */
  async of(image: AnalysedImage, base: BaseImage): Promise<KnownBase> {
    const { name, digest } = base
    const reference = parseReference(name)
    const former = digest === undefined ? undefined : await this.#open({ ...reference, tag: undefined, digest })
    const present = await this.#open(reference)
    const own = former ?? present
    const layers = own === undefined ? undefined : sharedLayers(image, own.config.diffIds)
    // Without a digest of the past, the layers tell whether the tag is still what was built on.
    const isMoved =
      present !== undefined && (digest === undefined ? sharedLayers(image, present.config.diffIds) === undefined : !isSame(present, digest))
    const tags = reference.tag === undefined ? [] : newerTags(reference.tag, await this.#options.store.tags(reference))
    const names = tags.map((tag) => ({ name: name.replace(/:[^/:]*$/, `:${tag}`), isSameTag: false }))
    const wanted = [...(isMoved ? [{ name, isSameTag: true }] : []), ...names]
    const candidates = await Promise.all(wanted.map((each) => this.#candidate(each.name, each.isSameTag)))
    return { layers, candidates: candidates.filter((candidate) => candidate !== undefined) }
  }

  #open(reference: ImageReference): Promise<NamedImage | undefined> {
    const { store, platform, say } = this.#options
    const key = JSON.stringify(reference)
    let opened = this.#opened.get(key)
    if (opened === undefined) {
      opened = store.open(reference, platform).catch((error: unknown) => {
        if (!(error instanceof ImageError)) throw error
        say(error.message)
        return undefined
      })
      this.#opened.set(key, opened)
    }
    return opened
  }

  #candidate(name: string, isSameTag: boolean): Promise<BaseCandidate | undefined> {
    const key = `${name} ${String(isSameTag)}`
    let candidate = this.#candidates.get(key)
    if (candidate === undefined) this.#candidates.set(key, (candidate = this.#read(name, isSameTag)))
    return candidate
  }

  async #read(name: string, isSameTag: boolean): Promise<BaseCandidate | undefined> {
    const { advisories, cache, say } = this.#options
    const opened = await this.#open(parseReference(name))
    if (opened === undefined) return undefined
    try {
      const { contents } = await analyseImage(opened, cache)
      const found = new Set(matchPackages(contents.packages, advisories).map(({ id, package: of }) => `${of.name}\u0000${id}`))
      return { name, digest: opened.topDigest, isSameTag, has: ({ id, package: of }) => found.has(`${of.name}\u0000${id}`) }
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      say(`${name}: ${error.message}`)
      return undefined
    }
  }

  /** To be called when nothing more is asked. */
  async close(): Promise<void> {
    for (const opened of this.#opened.values()) await (await opened)?.close()
  }
}

/** A label may name the index, or the image for the platform. */
function isSame({ digest, topDigest }: NamedImage, wanted: string): boolean {
  return digest === wanted || topDigest === wanted
}
