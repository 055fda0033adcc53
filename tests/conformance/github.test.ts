import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { formatPath } from '../../src/core/location.ts'
import { run } from '../../src/core/run.ts'
import { GithubRepository, githubRepository } from '../../src/models/repository/github-repository.ts'
import { GithubClient } from '../../src/sources/github/client.ts'
import { readRepository } from '../../src/sources/github/read-repository.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'
import { FakeGithub, type Route } from '../fake-github.ts'

const folder = corpus('pipeline')

interface Documented {
  readonly path: string
  readonly example: unknown
}

/** The example answers of GitHub's own description of its API, served as they are. */
describe.skipIf(folder === undefined)("GitHub's documented answers", () => {
  let github: FakeGithub
  beforeAll(async () => {
    github = await FakeGithub.start()
  })
  afterAll(async () => github.stop())

  test('are understood', async () => {
    const documented = JSON.parse(readFileSync(join(folder!, 'github', 'rest-examples.json'), 'utf8')) as readonly Documented[]
    const routes: Record<string, Route> = {}
    for (const { path, example } of documented) {
      const filled = path
        .replace('{owner}/{repo}', 'octocat/Hello-World')
        .replace('{branch}', 'master')
        .replace('{org}', 'octocat')
        .replace('{ruleset_id}', '42')
      routes[filled] = { body: withOwner(path, example) }
    }
    github.serve(routes)
    const source = await readRepository(
      new GithubClient({ url: github.url, token: undefined }),
      'octocat/Hello-World',
      new Date('2026-10-01'),
    )
    const scanned = await readSources([source], { locale: 'en' })
    const [repository] = scanned.estate.subjects(githubRepository)
    expect(repository).toBeInstanceOf(GithubRepository)
    expect(scanned.estate.notAnalysed).toEqual([])

    const selected = checks.filter(({ id }) => id.startsWith('repository/'))
    const { findings, errors } = run(selected, scanned, {
      target: { kubernetes: 35 },
      failOn: 'high',
      allowUnknown: false,
      today: '2026-10-01',
    })
    expect(errors).toEqual([])
    // What the examples show, read by a person.
    expect(findings.map(({ check, outcome, place }) => `${outcome} ${check} ${formatPath(place.path)}`)).toEqual([
      'fail repository/dependency-alerts settings.dependencyAlerts.enabled',
      'fail repository/no-force-push settings.protection',
      'unknown repository/push-protection settings.repository.security_and_analysis.secret_scanning_push_protection.status',
      'unknown repository/secret-scanning settings.repository.security_and_analysis.secret_scanning.status',
      'fail repository/no-rule-bypass settings.rulesets[0].bypass_actors[0].bypass_mode',
      'fail repository/no-public-runner settings.runners[0].name',
      'fail repository/no-public-runner settings.runners[1].name',
      'fail repository/no-workflow-approval settings.workflowToken.can_approve_pull_request_reviews',
      'fail repository/code-owners settings.codeowners.errors[0].kind',
      'fail repository/code-owners settings.codeowners.errors[1].kind',
      'fail repository/no-self-review settings.environments[0].protection_rules[1].prevent_self_review',
      'fail repository/fork-approval settings.forkApproval.approval_policy',
      'fail repository/code-scanning-gate settings.protection',
      'fail repository/no-branch-deletion settings.protection',
      'fail repository/tag-rules settings.rulesets',
      'fail repository/active-rulesets settings.rulesets[1].enforcement',
      'fail repository/secure-webhooks settings.webhooks[0].config.secret',
      'fail repository/young-secrets settings.actionsSecrets[0].updated_at',
      'fail repository/young-secrets settings.actionsSecrets[1].updated_at',
      'fail repository/signed-commits settings.protection',
      'fail repository/up-to-date-branch settings.protection',
      'unknown repository/generic-secret-patterns settings.repository.security_and_analysis.secret_scanning_non_provider_patterns.status',
      'unknown repository/reviewed-bypass settings.repository.security_and_analysis.secret_scanning_delegated_bypass.status',
    ])
  })
})

/** The example of a repository belongs to a person; settings of organisations are asked for organisations only. */
function withOwner(path: string, example: unknown): unknown {
  if (path !== '/repos/{owner}/{repo}') return example
  const { owner, ...rest } = example as { owner: object }
  return { ...rest, owner: { ...owner, type: 'Organization' } }
}
