import type { Source } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { scanText, type ScanOptions, type SecretMatch } from './detect.ts'

/** Where in a repository's history a secret came from. */
export interface SecretOrigin {
  readonly commit: string
  readonly author: string
  /** ISO 8601. */
  readonly date: string
  /** Whether HEAD still holds it. */
  readonly atHead: boolean
}

export interface FoundSecret {
  readonly match: SecretMatch
  readonly origin?: SecretOrigin
}

/** A text that was searched for secrets, and what was found in it. */
export class SearchedText implements Subject {
  readonly source: Source
  readonly secrets: readonly FoundSecret[]
  readonly ref: ResourceRef
  readonly document: Document

  constructor(source: Source, secrets: readonly FoundSecret[]) {
    this.source = source
    this.secrets = secrets
    this.ref = { type: 'file', name: source.uri }
    this.document = { uri: source.uri, place: (path) => ({ source, range: { start: 0, end: 0 }, path }), edit: () => undefined }
  }

  static search(source: Source, options: ScanOptions): SearchedText {
    return new SearchedText(
      source,
      scanText(source, options).map((match) => ({ match })),
    )
  }
}

export const searchedText: SubjectKind<SearchedText> = defineSubject('searched-text')
