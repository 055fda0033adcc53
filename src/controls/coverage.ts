import type { Text } from '../core/text.ts'
import type { Control, Mappings, Role, Stage } from './control.ts'
import type { DocumentId } from './guidance.ts'

/** In the order in which they are listed: what judges, what watches, what refuses, and what a person vouches for. */
export const proofKinds = ['check', 'detection', 'policy', 'attestation'] as const
export type ProofKind = (typeof proofKinds)[number]

/** Something that answers controls. The proof names the controls; a control does not know its proofs. */
export interface Proof {
  readonly kind: ProofKind
  readonly id: string
  /** Ids of the controls that it answers. */
  readonly controls: readonly string[]
  /** Of an attestation: who vouches for what, and how long it counts. One that does not count answers nothing, and is still listed. */
  readonly attested?: AttestedJson
}

/** A person's word as it stands in JSON; days are `YYYY-MM-DD`. */
export interface AttestedJson {
  readonly owner: string
  readonly statement: string
  readonly evidence: string | null
  readonly on: string
  readonly until: string
  readonly state: 'in-force' | 'expired' | 'not-yet'
}

/**
 * `proven`: something that runs decides it. `manual`: a person has attested it, or only a person can.
 * `unproven`: nothing answers it yet.
 */
export type ControlState = 'proven' | 'manual' | 'unproven'

/** A text as it stands in JSON. */
export interface BilingualJson {
  readonly en: string
  readonly ja: string
}

export interface SourceJson {
  readonly document: DocumentId
  readonly heading: BilingualJson
}

export interface ControlCoverage {
  readonly id: string
  readonly title: BilingualJson
  readonly stage: Stage
  readonly roles: readonly Role[]
  /** The most telling place in the guidance: the first of `sources`. */
  readonly source: SourceJson
  readonly sources: readonly SourceJson[]
  readonly mappings: Mappings
  readonly proofs: readonly { readonly kind: ProofKind; readonly id: string; readonly attested?: AttestedJson }[]
  readonly state: ControlState
}

export interface CoverageSummary {
  readonly controls: number
  readonly proven: number
  readonly manual: number
  readonly unproven: number
}

/** What `controls --format json` prints. */
export interface CoverageReport {
  readonly version: 1
  readonly summary: CoverageSummary
  readonly controls: readonly ControlCoverage[]
}

/**
 * Each control with the proofs that name it, in the order of `controls`. Proofs stand by kind and id, each once.
 * A proof may name controls that are not among `controls`, as when only one stage is asked for: see {@link danglingProofs}.
 */
export function coverage(controls: readonly Control[], proofs: Iterable<Proof>): ControlCoverage[] {
  const proofsOf = new Map<string, Proof[]>(controls.map(({ id }) => [id, []]))
  for (const proof of proofs) {
    for (const id of new Set(proof.controls)) proofsOf.get(id)?.push(proof)
  }
  return controls.map((control) => cover(control, proofsOf.get(control.id)!))
}

/** How many controls are in which state. */
export function summarise(covered: readonly ControlCoverage[]): CoverageSummary {
  const count = (state: ControlState) => covered.filter((control) => control.state === state).length
  return { controls: covered.length, proven: count('proven'), manual: count('manual'), unproven: count('unproven') }
}

/** The coverage as programs read it. */
export function coverageReport(controls: readonly Control[], proofs: Iterable<Proof>): CoverageReport {
  const covered = coverage(controls, proofs)
  return { version: 1, summary: summarise(covered), controls: covered }
}

/** What proofs claim to answer and `controls` does not hold: a misspelt id, when asked of the whole catalogue. */
export function danglingProofs(controls: readonly Control[], proofs: Iterable<Proof>): { proof: Proof; control: string }[] {
  const known = new Set(controls.map(({ id }) => id))
  return [...proofs].flatMap((proof) => proof.controls.filter((id) => !known.has(id)).map((control) => ({ proof, control })))
}

function cover(control: Control, proofs: readonly Proof[]): ControlCoverage {
  const sources = control.source.map(({ document, heading }) => ({ document, heading: bilingual(heading) }))
  return {
    id: control.id,
    title: bilingual(control.title),
    stage: control.stage,
    roles: control.roles,
    source: sources[0]!,
    sources,
    mappings: control.mappings,
    proofs: distinct(proofs),
    state: stateOf(control, proofs),
  }
}

function distinct(proofs: readonly Proof[]): ControlCoverage['proofs'] {
  const byKey = new Map(
    proofs.map(({ kind, id, attested }) => [`${kind} ${id}`, { kind, id, ...(attested === undefined ? {} : { attested }) }]),
  )
  return [...byKey.values()].sort((a, b) => proofKinds.indexOf(a.kind) - proofKinds.indexOf(b.kind) || compareIds(a.id, b.id))
}

/** By code unit, so that the order is the same on every machine whatever its locale. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function stateOf(control: Control, proofs: readonly Proof[]): ControlState {
  if (proofs.some(({ kind }) => kind !== 'attestation')) return 'proven'
  const isVouchedFor = proofs.some(({ attested }) => attested === undefined || attested.state === 'in-force')
  return control.proof === 'manual' || isVouchedFor ? 'manual' : 'unproven'
}

function bilingual({ en, ja }: Text<never>): BilingualJson {
  return { en, ja }
}
