import type { At, Check, Context, FixDraft, NotApplicable, Report, Target } from './check.ts'
import type { Estate } from './estate.ts'
import type { Finding, Fix } from './finding.ts'
import { fingerprint } from './fingerprint.ts'
import type { Place } from './location.ts'
import { optionValues } from './option.ts'
import type { Severity } from './severity.ts'
import type { Subject } from './subject.ts'
import { message, type Message, type Text } from './text.ts'

export type Outcome = 'pass' | 'fail' | 'unknown' | 'not-applicable' | 'manual' | 'error'

/** One check's verdict on one subject. Every pair has one: nothing is silently skipped. */
export interface Evaluation {
  readonly check: Check
  readonly subject: Subject
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
  /** Places whose text no report may show, such as a password that was found. */
  readonly confidential?: readonly Place[]
  /** Why the question does not arise, for `not-applicable`. */
  readonly reason?: Text
  /** What went wrong in the check itself, for `error`. */
  readonly error?: unknown
}

export interface JudgeOptions {
  readonly target: Target
  /** Options of checks by check id. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Severities that stand in for the checks' own, by check id. */
  readonly severities?: ReadonlyMap<string, Severity>
  /** The day of the run as `YYYY-MM-DD`; the present one where none is given. */
  readonly today?: string
}

/** Judges every subject by every check that is about its kind. A check that throws gives `error` and stops no other. */
export function* judge(checks: readonly Check[], estate: Estate, options: JudgeOptions): Generator<Evaluation> {
  for (const check of checks) {
    const context = contextFor(check, estate, options)
    for (const subject of estate.subjects(check.subject)) yield evaluate(check, subject, context, options.severities?.get(check.id))
  }
}

function contextFor(
  check: Check,
  estate: Estate,
  { target, settings, today = new Date().toISOString().slice(0, 10) }: JudgeOptions,
): Context {
  const draft =
    (outcome: Report['outcome']): Context['report'] =>
    (key, args, rest) => ({ ...rest, outcome, message: message(check.messages[key]!, args) })
  return {
    options: optionValues(check.options ?? {}, settings?.[check.id]) as Context['options'],
    target,
    today,
    get estate(): Estate {
      if (check.reads !== 'estate') throw new TypeError(`${check.id} reads the estate and does not declare it`)
      return estate
    },
    report: draft('fail'),
    unknown: draft('unknown'),
  }
}

function evaluate(check: Check, subject: Subject, context: Context, severity: Severity | undefined): Evaluation {
  const findings: Finding[] = []
  const confidential: Place[] = []
  const places = new Map<string, number>()
  try {
    const reports = check.evaluate(subject, context)
    let step = reports.next()
    for (; step.done !== true; step = reports.next()) {
      const report = severity === undefined ? step.value : { ...step.value, severity }
      findings.push(toFinding(check, subject, report, places))
      if (report.conceal !== undefined) confidential.push(placeOf(report.conceal, report.of ?? subject, {}))
    }
    if (findings.length > 0) {
      const outcome = findings.some((finding) => finding.outcome === 'fail') ? 'fail' : 'unknown'
      return { check, subject, outcome, findings, confidential }
    }
    const verdict: NotApplicable | void = step.value
    return verdict === undefined
      ? { check, subject, outcome: 'pass', findings }
      : { check, subject, outcome: 'not-applicable', findings, reason: verdict.notApplicable }
  } catch (error) {
    return { check, subject, outcome: 'error', findings, error }
  }
}

function toFinding(check: Check, subject: Subject, report: Report, seen: Map<string, number>): Finding {
  const place = placeOf(report.at, report.of ?? subject, report)
  // The ordinal tells apart several findings of one check on one field, such as two wildcards in one rule.
  const spot = `${place.source.uri}\u0000${place.path.join('\u0000')}`
  const ordinal = seen.get(spot) ?? 0
  seen.set(spot, ordinal + 1)
  return {
    check: check.id,
    controls: check.controls,
    standards: check.standards ?? [],
    outcome: report.outcome,
    severity: report.severity ?? check.severity,
    confidence: report.confidence ?? check.confidence,
    resource: subject.ref,
    message: report.message,
    title: check.title,
    place,
    related: (report.related ?? []).map(({ at, of, note }) => ({ place: placeOf(at, of ?? subject, {}), note: toMessage(note) })),
    fixes: report.fix === undefined ? [] : toFixes(report.fix, subject),
    suppressed: null,
    fingerprint: fingerprint(check.id, place.source.uri, subject.ref, place.path, ordinal),
    ...(report.details === undefined ? {} : { details: report.details }),
  }
}

function placeOf(at: At, subject: Subject, { part }: Pick<Report, 'part'>): Place {
  return 'range' in at ? at : subject.document.place(at, part)
}

/** A fix is offered only where the document can be edited without doubt. */
function toFixes(draft: FixDraft, subject: Subject): readonly Fix[] {
  const { document } = draft.subject ?? subject
  if (document.edit(draft.edits) === undefined) return []
  const safety = document.editTarget?.(draft.edits)?.isShared === true ? 'review' : draft.safety
  return [{ title: toMessage(draft.title), safety, document, edits: draft.edits }]
}

function toMessage(words: Message | Text<never>): Message {
  return 'text' in words ? words : { text: words, args: {} }
}
