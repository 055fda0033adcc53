import type { Check } from '../core/check.ts'
import { githubRepository, type GithubRepository } from '../models/repository/github-repository.ts'
import type { SettingName } from '../models/repository/setting-name.ts'
import { entryCheck, switchCheck, type EntryCheck, type SettingCheck, type SettingsOf } from './github-setting-check.ts'
import { hiddenExample } from './repository-example.ts'

const ofRepositories: SettingsOf<GithubRepository> = { subject: githubRepository, hiddenExample }

/** A check of one switch of a repository. */
export function repositorySettingCheck(check: SettingCheck<SettingName, GithubRepository>): Check {
  return switchCheck(ofRepositories, check)
}

/** A check of every entry of a list in the settings of a repository. */
export function repositoryEntryCheck(check: EntryCheck<SettingName, GithubRepository>): Check {
  return entryCheck(ofRepositories, check)
}
