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
  const branch: JsonValue[] = [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    { type: 'required_linear_history' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: repository.setting('codeowners').state === 'known',
        require_last_push_approval: true,
        required_review_thread_resolution: true,
      },
    },
  ]
  if (contexts.length > 0)
    branch.push({
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: true, required_status_checks: contexts.map((context) => ({ context })) },
    })
  return [
    ruleset('Default branch', 'branch', '~DEFAULT_BRANCH', branch),
    ruleset('Tags', 'tag', '~ALL', [{ type: 'deletion' }, { type: 'update' }, { type: 'non_fast_forward' }]),
  ]
}

function ruleset(name: string, target: string, refs: string, rules: readonly JsonValue[]): JsonValue {
  return { name, target, enforcement: 'active', bypass_actors: [], conditions: { ref_name: { include: [refs], exclude: [] } }, rules }
}

function statusChecks(repository: GithubRepository): readonly string[] {
  const classic = listAt(repository.get('protection'), ['required_status_checks', 'contexts'])
  const ruled = repository
    .entries('rules')
    .flatMap(({ value }) => listAt(value, ['parameters', 'required_status_checks']))
    .map((check) => (check as { readonly context?: unknown } | null)?.context)
  return [...new Set([...classic, ...ruled].filter((context) => typeof context === 'string'))].sort()
}
