import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Severity } from '../core/severity.ts'
import { shown, type Text } from '../core/text.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import { githubRepository, type GithubRepository } from '../models/repository/github-repository.ts'
import type { SettingName } from '../models/repository/setting-name.ts'
import { hidden } from './branch-check.ts'
import { hiddenExample } from './repository-example.ts'

export interface RepositoryEntryCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** A setting that is a list. */
  readonly setting: SettingName
  /** The field of the entry that its name in messages comes from. */
  readonly named: string
  /** The field of an entry that is wrong, or undefined where the entry is as it should be. */
  readonly wrong: (entry: JsonObject, repository: GithubRepository) => Path | undefined
  /** Why the question does not arise, or undefined where it does. */
  readonly exempt?: (repository: GithubRepository) => Text<never> | undefined
  readonly fails: Text<'name'>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check of every entry of a list in the settings of a repository: environments, keys, hooks, people. */
export function repositoryEntryCheck({ setting, named, wrong, exempt, fails, examples, ...rest }: RepositoryEntryCheck): Check {
  return defineCheck({
    ...rest,
    subject: githubRepository,
    confidence: 'high',
    messages: { fails, hidden },
    *evaluate(repository, { report, unknown }) {
      const reason = exempt?.(repository)
      if (reason !== undefined) return notApplicable(reason)
      const known = repository.setting(setting)
      if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
      for (const { value, path } of repository.entries(setting)) {
        const field = wrong(value, repository)
        if (field !== undefined) yield report('fails', { name: shown(value[named] ?? '') }, { at: [...path, ...field] })
      }
      return undefined
    },
    // Put together when somebody asks: the bundle keeps examples in a data file.
    get examples() {
      return [...examples, hiddenExample(setting, 'administration=read')]
    },
  })
}
