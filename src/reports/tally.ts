import type { Finding } from '../core/finding.ts'
import type { Run } from '../core/run.ts'
import { severities, type Severity } from '../core/severity.ts'

/** What a report counts. */
export interface Tally {
  /** Failures that nothing suppresses. */
  readonly failures: number
  readonly bySeverity: Readonly<Record<Severity, number>>
  /** Failures that a fix can be made for without anybody's judgement, and those for which somebody has to look. */
  readonly safelyFixable: number
  readonly reviewFixable: number
  /** Questions that stayed open, and nothing suppresses. */
  readonly unknown: number
  readonly suppressed: number
  /** Suppressions that no longer hold. */
  readonly expired: number
  /** All that was not evaluated: open questions, inputs that could not be read, checks that broke. */
  readonly notEvaluated: number
}

/** Counts what a run found, for the closing lines of reports. */
export function tally(run: Run): Tally {
  const bySeverity = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>
  let failures = 0
  let safelyFixable = 0
  let reviewFixable = 0
  let unknown = 0
  let suppressed = 0
  for (const finding of run.findings) {
    if (finding.suppressed !== null) suppressed++
    else if (finding.outcome === 'unknown') unknown++
    else {
      failures++
      bySeverity[finding.severity]++
      if (finding.fixes.some(({ safety }) => safety === 'safe')) safelyFixable++
      else if (finding.fixes.length > 0) reviewFixable++
    }
  }
  return {
    failures,
    bySeverity,
    safelyFixable,
    reviewFixable,
    unknown,
    suppressed,
    expired: run.suppressions.filter(({ state }) => state === 'expired').length,
    notEvaluated: unknown + run.inputs.notAnalysed.length + run.errors.length,
  }
}

/** How many findings each check has, most first, then by id. */
export function countByCheck(findings: readonly Finding[]): readonly (readonly [check: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const { check } of findings) counts.set(check, (counts.get(check) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
}
