import type { JsonValue, PathEdit } from './edit.ts'
import type { Place } from './location.ts'
import type { Confidence, Severity } from './severity.ts'
import type { Document, ResourceRef } from './subject.ts'
import type { Message, Text } from './text.ts'

/** `fail` is against the recommendation; `unknown` could not be decided, and its message names what would decide it. */
export type FindingOutcome = 'fail' | 'unknown'

/** `safe`: keeps the workload running as before. `review`: right, but something may rely on what it changes. */
export type FixSafety = 'safe' | 'review'

export interface Fix {
  readonly title: Message
  readonly safety: FixSafety
  readonly document: Document
  readonly edits: readonly PathEdit[]
}

/** A second place that explains the first, with a note on what it has to do with it. */
export interface RelatedPlace {
  readonly place: Place
  readonly note: Message
}

export interface Suppressed {
  readonly by: 'comment' | 'annotation' | 'config' | 'baseline'
  readonly reason: string
  /** The last day on which it holds, as `YYYY-MM-DD`. */
  readonly until?: string
}

/** What checks of one area add to their findings in the JSON report, by the name of the field. */
export type FindingDetails = Readonly<Record<string, JsonValue>>

export interface Finding {
  readonly check: string
  /** Further checks that fail for the same cause at the same place, and whose findings this one stands for. */
  readonly also?: readonly string[]
  readonly controls: readonly string[]
  readonly standards: readonly string[]
  readonly outcome: FindingOutcome
  readonly severity: Severity
  readonly confidence: Confidence
  readonly resource: ResourceRef
  readonly message: Message
  readonly title: Text
  readonly place: Place
  readonly related: readonly RelatedPlace[]
  readonly fixes: readonly Fix[]
  readonly suppressed: Suppressed | null
  readonly fingerprint: string
  /** A keyed hash of the secret that it is about. What accepts the finding from within the tree has to name it. */
  readonly secret?: string
  readonly details?: FindingDetails
}
