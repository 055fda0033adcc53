import type { At, Attested, Check, Context, FixDraft, NotApplicable, Report, Target } from './check.ts'
import { dayOf } from './day.ts'
import type { Estate } from './estate.ts'
import type { Finding, Fix, RelatedPlace } from './finding.ts'
import { fingerprint } from './fingerprint.ts'
import type { Path, Place } from './location.ts'
import { optionValues } from './option.ts'
import type { Severity } from './severity.ts'
import { canEdit, type Subject } from './subject.ts'
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
  /** The subject had more findings than were asked for. */
  readonly isCut?: true
}

export interface JudgeOptions {
  readonly target: Target
  /** Options of checks by check id. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Severities that stand in for the checks' own, by check id. */
  readonly severities?: ReadonlyMap<string, Severity>
  /** Findings of one check on one subject after which it is asked for no more, for callers that have little time. */
  readonly mostFindings?: number
  /** The identity of a secret, which says nothing of it: so a finding about one ends with the value, and not with the line. */
  readonly identify?: (secret: string) => string
  /** The day of the run as `YYYY-MM-DD`; the present one where none is given. */
  readonly today?: string
}

/**
 * Judges every subject by every check that is about its kind. A check that throws gives `error` and stops no other.
 *
 * @param today the day as `YYYY-MM-DD`, for those who keep their options for longer than one
 */
export function* judge(
  checks: readonly Check[],
  estate: Estate,
  options: JudgeOptions,
  today: string = options.today ?? dayOf(new Date()),
): Generator<Evaluation> {
  const contexts = sharedContexts(options, today)
  for (const check of checks) {
    const subjects = estate.subjects(check.subject)
    if (subjects.length === 0) continue
    const context = check.reads === 'estate' ? contextFor(check, options, today, estate) : sharedContext(check, options, contexts)
    for (const subject of subjects) yield evaluate(check, subject, context, options)
  }
}

/** What checks see on one day. */
interface SharedContexts {
  readonly today: string
  readonly byCheck: Map<Check, Context>
}

const contextsOf = new WeakMap<JudgeOptions, SharedContexts>()

/**
 * What checks see that do not look at the estate is the same for all estates that are judged by the same options, until the
 * day ends: a webhook keeps its options for as long as its policy holds.
 */
function sharedContexts(options: JudgeOptions, today: string): SharedContexts {
  let contexts = contextsOf.get(options)
  if (contexts?.today !== today) contextsOf.set(options, (contexts = { today, byCheck: new Map() }))
  return contexts
}

function sharedContext(check: Check, options: JudgeOptions, { today, byCheck }: SharedContexts): Context {
  let context = byCheck.get(check)
  if (context === undefined) byCheck.set(check, (context = contextFor(check, options, today)))
  return context
}

function contextFor(check: Check, { target, settings }: JudgeOptions, today: string, estate?: Estate): Context {
  const draft =
    (outcome: Report['outcome']): Context['report'] =>
    (key, args, rest) => ({ ...rest, outcome, message: message(check.messages[key]!, args) })
  return {
    options: optionValues(check.options ?? {}, settings?.[check.id]) as Context['options'],
    target,
    today,
    get estate(): Estate {
      if (estate === undefined) throw new TypeError(`${check.id} reads the estate and does not declare it`)
      return estate
    },
    report: draft('fail'),
    unknown: draft('unknown'),
  }
}

function evaluate(
  check: Check,
  subject: Subject,
  context: Context,
  { severities, mostFindings = Infinity, identify }: JudgeOptions,
): Evaluation {
  const severity = severities?.get(check.id)
  // Most evaluations find nothing, and then none of these is made.
  let findings: Finding[] | undefined
  let confidential: Place[] | undefined
  let seen: Map<string, number> | undefined
  try {
    const reports = check.evaluate(subject, context)
    let step = reports.next()
    for (; step.done !== true && (findings?.length ?? 0) < mostFindings; step = reports.next()) {
      const report = severity === undefined ? step.value : { ...step.value, severity }
      ;(findings ??= []).push(toFinding(check, subject, report, (seen ??= new Map()), identify))
      if (report.conceal !== undefined) (confidential ??= []).push(placeOf(report.conceal, report.of ?? subject, {}))
    }
    if (findings !== undefined) {
      const outcome = findings.some((finding) => finding.outcome === 'fail') ? 'fail' : 'unknown'
      return { check, subject, outcome, findings, confidential: confidential ?? none, ...(step.done === true ? {} : { isCut: true }) }
    }
    const verdict: NotApplicable | Attested | void = step.done === true ? step.value : undefined
    if (verdict === undefined) return { check, subject, outcome: 'pass', findings: none }
    if ('attested' in verdict) return { check, subject, outcome: 'manual', findings: none }
    return { check, subject, outcome: 'not-applicable', findings: none, reason: verdict.notApplicable }
  } catch (error) {
    return { check, subject, outcome: 'error', findings: findings ?? none, error }
  }
}

/** @param seen how many findings of the same evaluation have each identity */
function toFinding(check: Check, subject: Subject, report: Report, seen: Map<string, number>, identify: JudgeOptions['identify']): Finding {
  const place = placeOf(report.at, report.of ?? subject, report)
  const secret = secretOf(report, subject, identify)
  return {
    check: check.id,
    controls: check.controls,
    standards: report.standards === undefined ? (check.standards ?? none) : [...(check.standards ?? none), ...report.standards],
    outcome: report.outcome,
    severity: report.severity ?? check.severity,
    confidence: report.confidence ?? check.confidence,
    resource: subject.ref,
    message: report.message,
    title: check.title,
    place,
    related: report.related === undefined ? none : toRelated(report.related, subject),
    fixes: report.fix === undefined ? none : toFixes(report.fix, subject),
    suppressed: null,
    fingerprint: fingerprintOf(check, subject, secret === undefined ? place.path : [...place.path, secret], place, seen),
    ...(secret === undefined ? {} : { secret }),
    ...(report.details === undefined ? {} : { details: report.details }),
  }
}

/** One list for all the findings that have nothing of a kind. */
const none: readonly never[] = []

/** Several findings of one check on one field, such as two wildcards in one rule, are told apart by their number. */
function fingerprintOf(check: Check, subject: Subject, path: Path, { source }: Place, seen: Map<string, number>): string {
  const first = fingerprint(check.id, source.uri, subject.ref, path, 0)
  const ordinal = seen.get(first) ?? 0
  seen.set(first, ordinal + 1)
  return ordinal === 0 ? first : fingerprint(check.id, source.uri, subject.ref, path, ordinal)
}

function secretOf({ secret, conceal, of }: Report, subject: Subject, identify: JudgeOptions['identify']): string | undefined {
  if (secret !== undefined || conceal === undefined || identify === undefined) return secret
  const { source, range } = placeOf(conceal, of ?? subject, {})
  return identify(source.text.slice(range.start, range.end).replace(/^["']|["']$/g, ''))
}

function toRelated(related: NonNullable<Report['related']>, subject: Subject): readonly RelatedPlace[] {
  return related.map(({ at, of, note }) => ({ place: placeOf(at, of ?? subject, {}), note: toMessage(note) }))
}

function placeOf(at: At, subject: Subject, { part }: Pick<Report, 'part'>): Place {
  return 'range' in at ? at : subject.document.place(at, part)
}

/** A fix is offered only where the document can be edited without doubt. */
function toFixes(draft: FixDraft, subject: Subject): readonly Fix[] {
  const { document } = draft.subject ?? subject
  if (!canEdit(document, draft.edits)) return []
  const safety = document.editTarget?.(draft.edits)?.isShared === true ? 'review' : draft.safety
  return [{ title: toMessage(draft.title), safety, document, edits: draft.edits }]
}

function toMessage(words: Message | Text<never>): Message {
  return 'text' in words ? words : { text: words, args: {} }
}
