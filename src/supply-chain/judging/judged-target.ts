import type { Place, Source } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject } from '../../core/subject.ts'
import type { AnalysedImage } from '../image/image.ts'
import type { Vulnerability } from '../matching/vulnerability.ts'

/** A vulnerability at the place that brought it: an instruction, or an entry of a lock file. */
export interface PlacedVulnerability {
  readonly vulnerability: Vulnerability
  readonly place: Place
  /** The instruction that made the layer, for images. */
  readonly instruction?: string | undefined
}

/** Something with packages in it: an image, a lock file, a bill of materials, a root file system. */
export class JudgedPackages implements Subject {
  readonly ref: ResourceRef
  readonly document: Document
  readonly vulnerabilities: readonly PlacedVulnerability[]

  constructor(
    kind: 'image' | 'lock file' | 'bill of materials' | 'root file system',
    source: Source,
    name: string,
    vulnerabilities: readonly PlacedVulnerability[],
  ) {
    this.ref = { type: kind, name }
    this.document = documentOf(source)
    this.vulnerabilities = vulnerabilities
  }
}

/** An image, with its history as the text that findings point into. */
export class JudgedImage implements Subject {
  readonly ref: ResourceRef
  readonly document: Document
  readonly image: AnalysedImage
  readonly #placeOfLayer: (digest: string) => Place
  /** The day of the run as `YYYY-MM-DD`, against which ends of life count. */
  readonly today: string

  constructor(image: AnalysedImage, source: Source, placeOfLayer: (digest: string) => Place, today: string) {
    this.ref = { type: 'image', name: image.name }
    this.document = documentOf(source)
    this.image = image
    this.#placeOfLayer = placeOfLayer
    this.today = today
  }

  /** The instruction that made a layer. */
  placeOfLayer(digest: string): Place {
    return this.#placeOfLayer(digest)
  }
}

export const judgedPackages = defineSubject<JudgedPackages>('packages')
export const judgedImage = defineSubject<JudgedImage>('image')

/** What is found is not mended by editing this text, so nothing in it can be edited. */
function documentOf(source: Source): Document {
  return {
    uri: source.uri,
    place: (path) => ({ source, range: { start: 0, end: Math.max(source.text.indexOf('\n'), 0) }, path }),
    edit: () => undefined,
  }
}
