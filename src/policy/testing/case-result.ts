import type { HoleValue } from '../../core/text.ts'
/** How one case of a suite of policy tests went. */
export interface CaseResult {
  readonly suite: string
  readonly test: string
  readonly case: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What the first assertion that does not hold asks for. */
  readonly expected?: HoleValue
  readonly got?: HoleValue
  /** Failed because there is no verdict: something that the policy needs is not known here. */
  readonly undecided?: true
  /** Why a case was skipped, where it was not the suite that said so. */
  readonly reason?: HoleValue
}
