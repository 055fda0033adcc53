import type { Path } from '../../core/location.ts'
import { isObject, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { GithubRepository } from './github-repository.ts'

/** What can be demanded of changes to a branch, named as in rulesets. */
export interface BranchDemand {
  /** How a rule of a ruleset meets it. */
  readonly byRule: (rule: JsonObject) => boolean
  /** How classic branch protection meets it. */
  readonly byProtection: (protection: JsonObject) => boolean
}

/** Whether the default branch meets a demand. The place is what is nearest to the answer. */
export type Verdict =
  | { readonly state: 'met' }
  | { readonly state: 'unmet'; readonly at: Path }
  | { readonly state: 'unknown'; readonly needs: string; readonly at: Path }

/**
 * Judges a demand against the one policy that rulesets (of repository, organisation and enterprise) and classic protection
 * make together: both apply at once, so either of them meets it. `rules` lists active rules only.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
 */
export function judgeBranch(repository: GithubRepository, { byRule, byProtection }: BranchDemand): Verdict {
  if (repository.entries('rules').some(({ value }) => byRule(value))) return { state: 'met' }
  const protection = repository.setting('protection')
  if (protection.state === 'known' && isObject(protection.value) && byProtection(protection.value)) return { state: 'met' }
  const rules = repository.setting('rules')
  for (const known of [protection, rules]) if (known.state === 'hidden') return { state: 'unknown', needs: known.needs, at: known.at }
  return { state: 'unmet', at: protection.state === 'known' ? protection.at : rules.at }
}

/** A parameter of a rule of the given type. */
export function parameterOf(rule: JsonObject, type: string, name: string): unknown {
  return rule['type'] === type ? valueAt(rule, ['parameters', name]) : undefined
}

/** A switch of classic protection, which GitHub gives as an object with `enabled`. */
export function isEnabled(protection: JsonObject, name: string): boolean {
  return valueAt(protection, [name, 'enabled']) === true
}
