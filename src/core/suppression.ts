import type { Finding, Suppressed } from './finding.ts'
import { lineAt, positionAt, type Place, type Source } from './location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from './subject.ts'

/**
 * A word that a finding is known and accepted. All three places where it can stand (a comment, an annotation, the
 * configuration) are read into this one shape.
 */
export interface Suppression {
  readonly by: Exclude<Suppressed['by'], 'baseline'>
  /** Check ids, or an area with `/*`, such as `pod/*`. */
  readonly checks: readonly string[]
  readonly reason: string
  /** The last day on which it holds, as `YYYY-MM-DD`. */
  readonly until?: string
  /** The secret that is accepted: its keyed hash, or the first twelve digits of it or more. */
  readonly secret?: string
  /** Who answers for it; only the configuration names one. */
  readonly owner?: string
  /** Where it is written. */
  readonly place: Place
  /** Whether a finding is in its reach. */
  readonly covers: (finding: Finding) => boolean
}

/** How a suppression stands after a run. */
export type SuppressionState = 'in-force' | 'expired' | 'unused' | 'without-reason' | 'without-secret'

/** A suppression as something to judge: one that expired, that nothing needs, or that says no reason is a finding itself. */
export class JudgedSuppression implements Subject {
  readonly suppression: Suppression
  readonly state: SuppressionState
  /** The secrets that it reaches and does not name. */
  readonly unnamed: readonly string[]
  readonly ref: ResourceRef
  readonly document: Document

  constructor(suppression: Suppression, state: SuppressionState, unnamed: readonly string[] = []) {
    this.suppression = suppression
    this.state = state
    this.unnamed = unnamed
    const { place } = suppression
    this.ref = { type: 'suppression', name: suppression.checks.join(', ') }
    this.document = { uri: place.source.uri, place: () => place, edit: () => undefined }
  }
}

export const judgedSuppression: SubjectKind<JudgedSuppression> = defineSubject('suppression')

/**
 * Applies suppressions to findings.
 *
 * A suppression holds up to and including its `until` day, needs a reason, and counts as unused when no finding
 * was in its reach; what it covers stays in the report, marked. One that stands in the tree accepts a secret only by
 * naming it: else it would go on hiding whatever value comes to stand there.
 *
 * @param today the day of the run as `YYYY-MM-DD`
 * @param judged ids of the checks that ran; a suppression of checks that did not run is not called unused
 */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
  judged: ReadonlySet<string>,
): { findings: readonly Finding[]; suppressions: readonly JudgedSuppression[] } {
  if (suppressions.length === 0) return { findings, suppressions: [] }
  const used = new Set<Suppression>()
  const unnamed = new Map<Suppression, string[]>()
  const marked = findings.map((finding) => {
    const near = suppressions.filter((suppression) => reaches(suppression, finding))
    for (const suppression of near) used.add(suppression)
    const reaching = near.filter((suppression) => acceptsSecret(suppression, finding))
    if (finding.secret !== undefined)
      for (const suppression of near)
        if (!acceptsSecret(suppression, finding)) unnamed.set(suppression, [...(unnamed.get(suppression) ?? []), finding.secret])
    const holding = reaching.find((suppression) => suppression.reason !== '' && !isExpired(suppression, today))
    if (holding === undefined) return finding
    const { by, reason, until } = holding
    return { ...finding, suppressed: { by, reason, ...(until === undefined ? {} : { until }) } }
  })
  return {
    findings: marked,
    suppressions: suppressions.map((suppression) => {
      const secrets = unnamed.get(suppression)
      const state = stateOf(suppression, used, today, judged)
      return new JudgedSuppression(suppression, state === 'in-force' && secrets !== undefined ? 'without-secret' : state, secrets)
    }),
  }
}

function stateOf(suppression: Suppression, used: ReadonlySet<Suppression>, today: string, judged: ReadonlySet<string>): SuppressionState {
  if (suppression.reason === '') return 'without-reason'
  if (!used.has(suppression)) return suppression.checks.some((id) => matchesAny(id, judged)) ? 'unused' : 'in-force'
  return isExpired(suppression, today) ? 'expired' : 'in-force'
}

/** Of a secret with another hash a suppression says nothing. */
function acceptsSecret({ by, secret }: Suppression, finding: Finding): boolean {
  return by === 'config' || finding.secret === undefined || (secret !== undefined && finding.secret.startsWith(secret))
}

function isExpired({ until }: Suppression, today: string): boolean {
  return until !== undefined && until < today
}

function reaches(suppression: Suppression, finding: Finding): boolean {
  return suppression.checks.some((id) => matchesCheck(id, finding.check)) && suppression.covers(finding)
}

/** Whether `pattern`, a check id or `area/*`, names the check. */
export function matchesCheck(pattern: string, check: string): boolean {
  return pattern === check || (pattern.endsWith('/*') && check.startsWith(pattern.slice(0, -1)))
}

function matchesAny(pattern: string, judged: ReadonlySet<string>): boolean {
  return judged.has(pattern) || (pattern.endsWith('/*') && [...judged].some((id) => matchesCheck(pattern, id)))
}

const commentPattern = /(?:^|[\s;])(?:#|\/\/|--)[ \t]*breakwater:[ \t]*ignore\[([^\]\r\n]{1,1000})\]([^\r\n]{0,2000})/g

/**
 * The suppressions written as comments: `# breakwater: ignore[pod/no-privileged] until=2027-03-31 reason…`. One reaches
 * findings that start on its own line; standing alone on a line, those on the next line that is not a comment itself.
 */
export function commentSuppressions(source: Source): readonly Suppression[] {
  if (!source.text.includes('breakwater:')) return []
  const codeLines = new Map<number, number>()
  const inReverse = [...source.text.matchAll(commentPattern)].toReversed().map((found): Suppression => {
    const marker = found[0].search(/#|\/\/|--/)
    const start = found.index + marker
    const { line, column } = positionAt(source, start)
    const standsAlone = source.text.slice(start - (column - 1), start).trim() === ''
    const reached = standsAlone ? nextCodeLine(source, line, codeLines) : line
    const terms = readTerms(found[2]!)
    return {
      by: 'comment',
      checks: splitIds(found[1]!),
      ...terms,
      place: { source, range: { start, end: found.index + found[0].trimEnd().length }, path: [] },
      covers: ({ place, secret: about }) => {
        if (place.source.uri !== source.uri) return false
        // A secret that is named may move to another line; beside another one the comment is left over.
        if (about !== undefined && terms.secret !== undefined) return about.startsWith(terms.secret)
        return positionAt(place.source, place.range.start).line === reached
      },
    }
  })
  return inReverse.toReversed()
}

/**
 * The entries of a `breakwater.dev/ignore` annotation: one a line, or parted by semicolons, each
 * `pod/no-privileged[, …] until=2027-03-31 reason…`; the ids may stand in brackets as in a comment.
 */
export function readAnnotation(value: string): readonly Pick<Suppression, 'checks' | 'reason' | 'until' | 'secret'>[] {
  return value
    .split(/[\n;]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const parts = /^(?:ignore)?(?:\[([^\]]*)\]|([\w*/-]+(?:\s*,\s*[\w*/-]+)*))(.*)$/s.exec(entry)
      if (parts === null) return { checks: [entry], reason: '' }
      const [, bracketed, bare, rest] = parts
      return { checks: splitIds(bracketed ?? bare ?? ''), ...readTerms(rest ?? '') }
    })
}

/** @param known what was found for lines further down, so that a long row of comments is gone through once */
function nextCodeLine(source: Source, line: number, known: Map<number, number>): number {
  let next = line + 1
  while (!known.has(next) && /^\s*(?:#|\/\/|--)/.test(lineAt(source, next) ?? '')) next++
  const found = known.get(next) ?? next
  known.set(line, found)
  return found
}

function splitIds(list: string): readonly string[] {
  return list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

function readTerms(terms: string): Pick<Suppression, 'reason' | 'until' | 'secret'> {
  const until = /(?:^|\s)until=(\d{4}-\d{2}-\d{2})(?=\s|$)/.exec(terms)
  const secret = /(?:^|\s)value=([0-9a-f]{12,64})(?=\s|$)/.exec(terms)
  const reason = terms
    .replace(/(?:^|\s)until=\S*/, ' ')
    .replace(/(?:^|\s)value=\S*/, ' ')
    .replace(/^\s*reason[=:]\s*/, '')
    .trim()
  return { reason, ...(until === null ? {} : { until: until[1]! }), ...(secret === null ? {} : { secret: secret[1]! }) }
}
