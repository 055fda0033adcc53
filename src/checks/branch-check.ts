import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { judgeBranch, type BranchDemand } from '../models/repository/branch-policy.ts'
import { githubRepository } from '../models/repository/github-repository.ts'
import { hidden } from './github-setting-check.ts'
import { hiddenExample } from './repository-example.ts'

export interface BranchCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly demand: BranchDemand
  /** Takes `{branch}`. */
  readonly fails: Text<'branch'>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check of one demand on changes to the default branch, whether a ruleset or classic protection meets it. */
export function branchCheck({ demand, fails, references, examples, ...rest }: BranchCheck): Check {
  return defineCheck({
    ...rest,
    subject: githubRepository,
    confidence: 'high',
    messages: { fails, hidden },
    *evaluate(repository, { report, unknown }) {
      const verdict = judgeBranch(repository, demand)
      if (verdict.state === 'unmet') yield report('fails', { branch: repository.defaultBranch }, { at: verdict.at })
      if (verdict.state === 'unknown') yield unknown('hidden', { needs: verdict.needs }, { at: verdict.at })
    },
    references: [
      'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets',
      ...references,
    ],
    // Put together when somebody asks: the bundle keeps examples in a data file.
    get examples() {
      return [...examples, hiddenExample('protection', 'administration=read')]
    },
  })
}
