import type { Place } from './location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from './subject.ts'

/** A person's word that a control holds, for what no machine can tell: who said it, when, and until when it counts. */
export interface Attestation {
  /** Id of the control. */
  readonly control: string
  /** Who answers for it. */
  readonly owner: string
  /** What is attested, in the owner's words. */
  readonly statement: string
  /** Where the proof is kept: an address or a path. */
  readonly evidence?: string
  /** The day on which it was attested, as `YYYY-MM-DD`. */
  readonly on: string
  /** The last day on which it counts, as `YYYY-MM-DD`. */
  readonly until: string
  /** Where it is written. */
  readonly place: Place
}

/** How the word stands on a day (`YYYY-MM-DD`): it counts neither before it was given nor after its last day. */
export function stateOn({ on, until }: Pick<Attestation, 'on' | 'until'>, today: string): 'in-force' | 'expired' | 'not-yet' {
  if (today > until) return 'expired'
  return today < on ? 'not-yet' : 'in-force'
}

/** An attestation as something to judge. */
export class AttestedControl implements Subject {
  readonly attestation: Attestation
  readonly ref: ResourceRef
  readonly document: Document

  constructor(attestation: Attestation) {
    this.attestation = attestation
    const { control, place } = attestation
    this.ref = { type: 'attestation', name: control }
    this.document = { uri: place.source.uri, place: () => place, edit: () => undefined }
  }
}

export const attestedControl: SubjectKind<AttestedControl> = defineSubject('attestation')
