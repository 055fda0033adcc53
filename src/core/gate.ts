import type { Finding } from './finding.ts'
import { compareSeverity, type Severity } from './severity.ts'

/** The severity from which findings fail the gate; `never` lets everything pass. */
export type FailOn = Exclude<Severity, 'info'> | 'never'

export const failOnLevels = ['critical', 'high', 'medium', 'low', 'never'] as const satisfies readonly FailOn[]

export interface Gate {
  readonly verdict: 'pass' | 'fail'
  readonly failOn: FailOn
  /** How many findings count against the gate. */
  readonly counted: number
  /** How many things could not be evaluated and were not allowed to be so. */
  readonly notEvaluated: number
}

export interface GateInput {
  readonly findings: readonly Finding[]
  /** Inputs that could not be analysed, without those that were allowed by name. */
  readonly notAnalysed: number
  /** Checks that broke. */
  readonly errors: number
}

/**
 * The verdict. A suppressed finding never counts. What could not be evaluated fails the gate as well, because an
 * empty report on an input that was not read is not a pass.
 */
export function passGate({ findings, notAnalysed, errors }: GateInput, failOn: FailOn, allowUnknown: boolean): Gate {
  const counts = (finding: Finding) => failOn !== 'never' && finding.suppressed === null && compareSeverity(finding.severity, failOn) <= 0
  const counted = findings.filter((finding) => finding.outcome === 'fail' && counts(finding)).length
  const unknown = findings.filter((finding) => finding.outcome === 'unknown' && counts(finding)).length
  const notEvaluated = (allowUnknown ? 0 : unknown + notAnalysed) + errors
  return { verdict: counted + notEvaluated > 0 && failOn !== 'never' ? 'fail' : 'pass', failOn, counted, notEvaluated }
}

/** The exit code that says the verdict: 0 passed, 1 failed by findings, 4 failed by what could not be evaluated. */
export function exitCodeOf(gate: Gate): 0 | 1 | 4 {
  if (gate.verdict === 'pass') return 0
  return gate.counted > 0 ? 1 : 4
}
