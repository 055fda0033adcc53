import { attestedControl, type AttestedControl } from './attestation.ts'
import type { Check } from './check.ts'
import { distinctFindings } from './distinct-findings.ts'
import { judge, type Evaluation, type JudgeOptions, type Outcome } from './engine.ts'
import { Estate, type NotAnalysed } from './estate.ts'
import type { Finding, FindingDetails, Suppressed } from './finding.ts'
import { passGate, type FailOn, type Gate } from './gate.ts'
import { maskFindings, type ConfidentialRange } from './masking.ts'
import type { Pace } from './pace.ts'
import type { Progress } from './progress.ts'
import { compareSeverity } from './severity.ts'
import { applySuppressions, judgedSuppression, type JudgedSuppression, type Suppression } from './suppression.ts'

/** Everything that a run judges, with the counts that the report owes its reader. */
export interface Scanned {
  readonly estate: Estate
  readonly suppressions: readonly Suppression[]
  /** What persons have vouched for. */
  readonly attestations?: readonly AttestedControl[]
  /** Files that are of a kind that Breakwater judges. */
  readonly files: number
  /** Those of them that could be read whole. */
  readonly analysed: number
  readonly resources: number
  /** What no report may show, whichever checks run. */
  readonly confidential?: readonly ConfidentialRange[]
}

export interface RunOptions extends JudgeOptions {
  readonly progress?: Progress | undefined
  readonly failOn: FailOn
  readonly allowUnknown: boolean
  /** The day of the run as `YYYY-MM-DD`, against which suppressions expire. */
  readonly today: string
  /** Fingerprints of findings that were there before and do not count. */
  readonly baseline?: ReadonlyMap<string, Suppressed>
  /** Says findings in the light of something that checks do not see, before suppressions apply. */
  readonly amend?: (findings: readonly Finding[]) => readonly Finding[]
  /** `uri`s that may stay unread without failing the gate. */
  readonly allowedNotAnalysed?: (uri: string) => boolean
}

/** A check that broke on a subject: our bug, reported and never swallowed. */
export interface CheckError {
  readonly check: string
  readonly uri: string
  readonly error: unknown
}

/** What a run found: all that any report needs. */
export interface Run {
  readonly inputs: Pick<Scanned, 'files' | 'analysed' | 'resources'> & { readonly notAnalysed: Estate['notAnalysed'] }
  readonly evaluations: Readonly<Record<Outcome, number>>
  /** The same for each check that ran, by its id. */
  readonly evaluationsByCheck: ReadonlyMap<string, Readonly<Record<Outcome, number>>>
  /** Worst first, then by uri, position and check. */
  readonly findings: readonly Finding[]
  readonly errors: readonly CheckError[]
  /** Every suppression that was read, and whether it holds. */
  readonly suppressions: readonly JudgedSuppression[]
  readonly gate: Gate
  /** The checks that ran. */
  readonly checks: readonly Check[]
  /** Facts besides findings for programs that read the JSON report, by the name of the field, such as `dependencies`. */
  readonly details?: FindingDetails
}

/** Judges what was scanned, applies suppressions and baseline, and passes the gate. */
export function run(checks: readonly Check[], scanned: Scanned, options: RunOptions): Run {
  const steps = runSteps(checks, scanned, options)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** The same with pauses. A run that is stopped reports what it has found, and that it was stopped. */
export async function runAtPace(checks: readonly Check[], scanned: Scanned, options: RunOptions, pace: Pace): Promise<Run> {
  const steps = runSteps(checks, scanned, options)
  let isStopped = await pace.turn()
  let step = steps.next(isStopped)
  while (step.done !== true) {
    isStopped ||= pace.due() && (await pace.turn())
    step = steps.next(isStopped)
  }
  return step.value
}

/** Yields between checks. It is told whether to leave out the others. */
function* runSteps(checks: readonly Check[], scanned: Scanned, options: RunOptions): Generator<undefined, Run, boolean | undefined> {
  const evaluationsByCheck = new Map(checks.map(({ id }) => [id, noEvaluations()]))
  const errors: CheckError[] = []
  const confidential: ConfidentialRange[] = [...(scanned.confidential ?? [])]
  const collect = (evaluated: Iterable<Evaluation>): Finding[] => {
    const findings: Finding[] = []
    let counted: Check | undefined
    let counts = noEvaluations()
    for (const evaluation of evaluated) {
      if (evaluation.check !== counted) {
        counted = evaluation.check
        counts = evaluationsByCheck.get(counted.id)!
      }
      counts[evaluation.outcome]++
      if (evaluation.outcome === 'pass') continue
      const { check, subject, outcome, findings: found, confidential: concealed, error } = evaluation
      for (const finding of found) findings.push(finding)
      for (const { source, range } of concealed ?? []) confidential.push({ uri: source.uri, range })
      if (outcome === 'error') errors.push({ check: check.id, uri: subject.document.uri, error })
    }
    return findings
  }

  const judgedFindings: Finding[] = []
  let done = 0
  for (; done < checks.length && (yield) !== true; done++) {
    options.progress?.('judging', done, checks.length)
    for (const finding of collect(judge([checks[done]!], scanned.estate, options))) judgedFindings.push(finding)
  }
  const judgedBy = checks.slice(0, done)
  const judgedIds = new Set(judgedBy.map(({ id }) => id))
  const found = options.amend?.(judgedFindings) ?? judgedFindings
  const { findings, suppressions } = applySuppressions(found, scanned.suppressions, options.today, judgedIds)
  const words = new Estate([
    [judgedSuppression, suppressions],
    [attestedControl, scanned.attestations ?? []],
  ])
  const aboutWords = collect(judge(judgedBy, words, options))
  // Before the baseline, which is written from a report and knows only what stands in one.
  const distinct = distinctFindings([...findings, ...aboutWords], checks)
  const judged = applyBaseline(distinct, options.baseline).sort(compareFindings)
  const all = maskFindings(judged, confidential)

  const { estate, files, analysed, resources } = scanned
  const notAllowed = estate.notAnalysed.filter(({ uri }) => !(options.allowedNotAnalysed?.(uri) ?? false))
  const isWhole = done === checks.length
  const unknown = { notAnalysed: notAllowed.length, errors: errors.length + (isWhole ? 0 : 1) }
  const gate = passGate({ findings: all, ...unknown }, options.failOn, options.allowUnknown)
  return {
    inputs: {
      files,
      analysed,
      resources,
      notAnalysed: isWhole ? estate.notAnalysed : [...estate.notAnalysed, interruption(done, checks.length)],
    },
    evaluations: sumOf(evaluationsByCheck.values()),
    evaluationsByCheck,
    findings: all,
    errors,
    suppressions,
    gate,
    checks,
  }
}

const interrupted = 'interrupted'

/** Whether somebody stopped the run before its end. */
export function isInterrupted({ inputs }: Run): boolean {
  return inputs.notAnalysed.some(({ reason }) => reason === interrupted)
}

function interruption(done: number, all: number): NotAnalysed {
  return { uri: '.', reason: interrupted, message: `stopped after ${done} of ${all} checks; what is reported is not all` }
}

function sumOf(counts: Iterable<Readonly<Record<Outcome, number>>>): Record<Outcome, number> {
  const sum = noEvaluations()
  const outcomes = Object.keys(sum) as Outcome[]
  for (const count of counts) for (const outcome of outcomes) sum[outcome] += count[outcome]
  return sum
}

function noEvaluations(): Record<Outcome, number> {
  return { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0, manual: 0, error: 0 }
}

function applyBaseline(findings: readonly Finding[], baseline: RunOptions['baseline']): Finding[] {
  if (baseline === undefined) return [...findings]
  return findings.map((finding) =>
    finding.suppressed === null ? { ...finding, suppressed: baseline.get(finding.fingerprint) ?? null } : finding,
  )
}

/** The order of reports: by severity, then uri, position and check; code units, so that every machine agrees. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareStrings(a.place.source.uri, b.place.source.uri) ||
    a.place.range.start - b.place.range.start ||
    a.place.range.end - b.place.range.end ||
    compareStrings(a.check, b.check) ||
    compareStrings(a.fingerprint, b.fingerprint)
  )
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
