import type { Place, Source } from '../../core/location.ts'
import type { Severity } from '../../core/severity.ts'
import { defineSubject, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { textDocument, type TextDocument } from '../text-document.ts'

/** Something in an image, with the digest of the layer that brought it. */
export interface Trait {
  readonly path: string
  readonly layer: string
}

/** A secret by its place in an image. It carries no part of the value beyond the public mark of its format. */
export interface LayerSecret extends Trait {
  readonly rule: string
  readonly redacted: string
  readonly fingerprint: string
  readonly severity: Severity
}

/** What stands in the history or the environment of an image and is a secret. */
export interface ConfigSecret extends Omit<LayerSecret, 'layer' | 'path'> {
  /** Into the configuration: `['history', 3]`, `['config', 'Env', 0]`. */
  readonly at: readonly (string | number)[]
  /** The layer that the step made, where it made one. */
  readonly layer: string | undefined
}

/** What is known of an image once all its layers have been read. */
export interface ImageFacts {
  readonly name: string
  readonly user: string
  /** When it was built, as ISO 8601. */
  readonly created: string | undefined
  /** Names and values of the environment, `NAME=value`. */
  readonly env: readonly string[]
  /** The distribution, with the last day of its support as `YYYY-MM-DD`, or `rolling` where it has no releases. */
  readonly base: { readonly name: string; readonly version: string; readonly supportedUntil: string | undefined } | undefined
  readonly setuid: readonly Trait[]
  readonly shells: readonly Trait[]
  readonly packageManagers: readonly Trait[]
  readonly credentials: readonly Trait[]
  /** Credentials that a later layer takes away and that an older one still hands to everybody who pulls the image. */
  readonly buriedCredentials: readonly Trait[]
  readonly removedDatabases: readonly Trait[]
  readonly secrets: readonly LayerSecret[]
  readonly configSecrets: readonly ConfigSecret[]
}

/** An image, with its Dockerfile or its history as the text that findings point into. */
export class BuiltImage implements Subject {
  readonly ref: ResourceRef
  readonly document: TextDocument
  readonly facts: ImageFacts
  /** The day of the run as `YYYY-MM-DD`, against which age and ends of life count. */
  readonly today: string
  readonly #placeOfLayer: (digest: string) => Place

  constructor(facts: ImageFacts, source: Source, placeOfLayer: (digest: string) => Place, today: string) {
    this.ref = { type: 'image', name: facts.name }
    this.document = textDocument(source)
    this.facts = facts
    this.today = today
    this.#placeOfLayer = placeOfLayer
  }

  /** The image as a whole: the first line of its text. */
  get top(): Place {
    return this.document.place([])
  }

  /** The instruction that made a layer. */
  placeOfLayer(digest: string): Place {
    return this.#placeOfLayer(digest)
  }

  placeOf({ path, layer }: Trait): Place {
    const place = this.#placeOfLayer(layer)
    return { ...place, path: [...place.path, path] }
  }
}

export const builtImage: SubjectKind<BuiltImage> = defineSubject('built-image')
