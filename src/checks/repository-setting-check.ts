import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { githubRepository, type GithubRepository } from '../models/repository/github-repository.ts'
import type { SettingName } from '../models/repository/setting-name.ts'
import { hidden } from './branch-check.ts'
import { hiddenExample } from './repository-example.ts'

export interface RepositorySettingCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly setting: SettingName
  readonly field: Path
  readonly accepts: (value: unknown) => boolean
  /** The permission that shows a field which GitHub leaves out for others; without it a missing field fails. */
  readonly shownWith?: string
  /** Why the question does not arise, or undefined where it does. */
  readonly exempt?: (repository: GithubRepository) => Text<never> | undefined
  readonly fails: Text<never>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check of one switch of a repository. */
export function repositorySettingCheck(check: RepositorySettingCheck): Check {
  const { setting, field, accepts, shownWith, exempt, fails, examples, ...rest } = check
  return defineCheck({
    ...rest,
    subject: githubRepository,
    confidence: 'high',
    messages: { fails, hidden },
    *evaluate(repository, { report, unknown }) {
      const reason = exempt?.(repository)
      if (reason !== undefined) return notApplicable(reason)
      const known = repository.setting(setting, ...field)
      if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
      else if (known.state === 'absent' && shownWith !== undefined) yield unknown('hidden', { needs: shownWith }, { at: known.at })
      else if (!accepts(known.state === 'known' ? known.value : undefined)) yield report('fails', {}, { at: known.at })
      return undefined
    },
    // Put together when somebody asks: the bundle keeps examples in a data file.
    get examples() {
      return [...examples, ...(exempt === undefined ? [hiddenExample(setting, 'administration=read')] : [])]
    },
  })
}
