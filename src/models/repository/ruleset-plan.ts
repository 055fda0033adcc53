import type { JsonValue } from '../../core/edit.ts'
import { listAt } from '../kubernetes/json.ts'
import type { GithubRepository } from './github-repository.ts'

/**
 * Rulesets that meet what the checks demand of branches and tags, as `POST /repos/{owner}/{repo}/rulesets` takes them.
 * They add to what is there: rulesets and classic protection all apply at once. Status checks are demanded by name only
 * where the repository knows their names already, because a name that no job reports would block every merge.
 */
export function rulesetPlan(repository: GithubRepository): readonly JsonValue[] {
  const contexts = statusChecks(repository)
  const branch = [...branchRules(repository.setting('codeowners').state === 'known')]
  if (contexts.length > 0)
    branch.push({
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: true, required_status_checks: contexts.map((context) => ({ context })) },
    })
  return [ruleset('Default branch', 'branch', '~DEFAULT_BRANCH', branch), tagRuleset]
}

/** The same for every repository of an organisation, as `POST /orgs/{org}/rulesets` takes them. Status checks differ too much to be demanded of all. */
export function organizationRulesetPlan(): readonly JsonValue[] {
  const everywhere = { repository_name: { include: ['~ALL'], exclude: [] } }
  const branch = ruleset('Default branches', 'branch', '~DEFAULT_BRANCH', branchRules(true))
  return [branch, tagRuleset].map((plan) => ({ ...plan, conditions: { ...plan.conditions, ...everywhere } }))
}

function branchRules(byCodeOwners: boolean): readonly JsonValue[] {
  return [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    { type: 'required_linear_history' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: byCodeOwners,
        require_last_push_approval: true,
        required_review_thread_resolution: true,
      },
    },
  ]
}

interface RulesetPlan {
  readonly [key: string]: JsonValue
  readonly conditions: { readonly [key: string]: JsonValue }
}

function ruleset(name: string, target: string, refs: string, rules: readonly JsonValue[]): RulesetPlan {
  return { name, target, enforcement: 'active', bypass_actors: [], conditions: { ref_name: { include: [refs], exclude: [] } }, rules }
}

const tagRuleset = ruleset('Tags', 'tag', '~ALL', [{ type: 'deletion' }, { type: 'update' }, { type: 'non_fast_forward' }])

function statusChecks(repository: GithubRepository): readonly string[] {
  const classic = listAt(repository.get('protection'), ['required_status_checks', 'contexts'])
  const ruled = repository
    .entries('rules')
    .flatMap(({ value }) => listAt(value, ['parameters', 'required_status_checks']))
    .map((check) => (check as { readonly context?: unknown } | null)?.context)
  return [...new Set([...classic, ...ruled].filter((context) => typeof context === 'string'))].sort()
}
