import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { FakeGithub, type Route } from '../../../tests/fake-github.ts'
import { runAgainst } from '../../../tests/github-scan.ts'

let github: FakeGithub
let folder: string
beforeAll(async () => {
  github = await FakeGithub.start()
  folder = mkdtempSync(join(tmpdir(), 'breakwater-github-'))
})
afterAll(async () => {
  await github.stop()
  rmSync(folder, { recursive: true, force: true })
})

const breakwater = async (...args: string[]) => runAgainst(github, folder, args)
const scan = async (...args: string[]) => breakwater('scan', 'github', 'contoso/shop', '--format', 'json', ...args)

const R = '/repos/contoso/shop'
const enabled = { status: 'enabled' }
const now = new Date().toISOString()

/** A repository that is as the guidance wants it. */
const sound: Readonly<Record<string, Route>> = {
  [R]: {
    body: {
      full_name: 'contoso/shop',
      default_branch: 'main',
      visibility: 'private',
      owner: { login: 'contoso', type: 'Organization', url: 'https://api.github.com/users/contoso' },
      security_and_analysis: {
        secret_scanning: enabled,
        secret_scanning_push_protection: enabled,
        secret_scanning_delegated_bypass: enabled,
        secret_scanning_non_provider_patterns: enabled,
      },
    },
  },
  [`${R}/rules/branches/main`]: {
    body: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      { type: 'required_linear_history' },
      { type: 'required_signatures' },
      { type: 'code_scanning', parameters: { code_scanning_tools: [{ tool: 'CodeQL', security_alerts_threshold: 'high_or_higher' }] } },
      {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: 2,
          require_code_owner_review: true,
          dismiss_stale_reviews_on_push: true,
          require_last_push_approval: true,
          required_review_thread_resolution: true,
        },
      },
    ],
  },
  // The other half of the policy: both apply.
  [`${R}/branches/main/protection`]: { body: { required_status_checks: { strict: true, contexts: ['breakwater'] } } },
  [`${R}/rulesets`]: { body: [{ id: 1 }, { id: 2 }] },
  [`${R}/rulesets/1`]: { body: { id: 1, name: 'main', target: 'branch', enforcement: 'active', bypass_actors: [], rules: [] } },
  [`${R}/rulesets/2`]: {
    body: {
      id: 2,
      name: 'tags',
      target: 'tag',
      enforcement: 'active',
      bypass_actors: [],
      rules: [{ type: 'deletion' }, { type: 'update' }],
    },
  },
  [`${R}/codeowners/errors`]: { body: { errors: [] } },
  [`${R}/actions/permissions`]: { body: { enabled: true, allowed_actions: 'selected', sha_pinning_required: true } },
  [`${R}/actions/permissions/selected-actions`]: { body: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] } },
  [`${R}/actions/permissions/workflow`]: { body: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false } },
  [`${R}/actions/permissions/fork-pr-contributor-approval`]: { body: { approval_policy: 'all_external_contributors' } },
  [`${R}/actions/permissions/artifact-and-log-retention`]: { body: { days: 90, maximum_allowed_days: 400 } },
  [`${R}/actions/secrets`]: { body: { total_count: 1, secrets: [{ name: 'SIGNING', updated_at: now }] } },
  [`${R}/actions/runners`]: { body: { total_count: 0, runners: [] } },
  [`${R}/environments`]: {
    body: {
      total_count: 1,
      environments: [
        {
          name: 'production',
          can_admins_bypass: false,
          protection_rules: [
            { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team', reviewer: { slug: 'ops' } }] },
          ],
          deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
        },
      ],
    },
  },
  [`${R}/vulnerability-alerts`]: { status: 204 },
  [`${R}/automated-security-fixes`]: { body: { enabled: true, paused: false } },
  [`${R}/private-vulnerability-reporting`]: { body: { enabled: true } },
  [`${R}/immutable-releases`]: { body: { enabled: true, enforced_by_owner: false } },
  [`${R}/code-scanning/default-setup`]: { body: { state: 'configured' } },
  [`${R}/code-scanning/analyses`]: { body: [] },
  [`${R}/secret-scanning/alerts`]: { body: [] },
  [`${R}/collaborators`]: { body: [{ login: 'kato', permissions: { admin: false, push: true } }] },
  [`${R}/keys`]: { body: [{ title: 'flux', key: 'ssh-ed25519 AAAA', read_only: true }] },
  [`${R}/hooks`]: {
    body: [
      {
        name: 'web',
        config: { url: 'https://ci.example/hook?token=topsecret', insecure_ssl: '0', secret: '********' },
        url: `https://x${R}/hooks/1`,
      },
    ],
  },
  '/orgs/contoso': { body: { two_factor_requirement_enabled: true, default_repository_permission: 'read', plan: { name: 'enterprise' } } },
}

test('a sound repository has no findings', async () => {
  github.serve(sound)
  const { code, findings } = await scan()
  expect(findings).toEqual([])
  expect(code).toBe(0)
  expect(new Set(github.received.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer sample-token']))
})

test('what is wrong is told at the setting', async () => {
  github.serve({
    ...sound,
    [`${R}/actions/permissions/workflow`]: { body: { default_workflow_permissions: 'write', can_approve_pull_request_reviews: false } },
    [`${R}/rules/branches/main`]: { body: [{ type: 'pull_request', parameters: { required_approving_review_count: 0 } }] },
    [`${R}/branches/main/protection`]: { status: 404, body: { message: 'Branch not protected' } },
    [`${R}/vulnerability-alerts`]: { status: 404, body: { message: 'Vulnerability alerts are disabled.' } },
    '/orgs/contoso': { body: { two_factor_requirement_enabled: false, default_repository_permission: 'read' } },
  })
  const { code, findings } = await scan()
  expect(code).toBe(1)
  expect(findings.map(({ check, severity, location }) => [severity, check, location.path])).toEqual([
    ['critical', 'repository/two-factor', 'settings.organization.two_factor_requirement_enabled'],
    ['high', 'repository/dependency-alerts', 'settings.dependencyAlerts.enabled'],
    ['high', 'repository/no-force-push', 'settings.rules'],
    ['high', 'repository/review', 'settings.rules'],
    ['high', 'repository/status-checks', 'settings.rules'],
    ['high', 'repository/read-only-token', 'settings.workflowToken.default_workflow_permissions'],
    ['medium', 'repository/code-owner-review', 'settings.rules'],
    ['medium', 'repository/code-scanning-gate', 'settings.rules'],
    ['medium', 'repository/fresh-review', 'settings.rules'],
    ['medium', 'repository/last-push-review', 'settings.rules'],
    ['medium', 'repository/no-branch-deletion', 'settings.rules'],
    ['low', 'repository/linear-history', 'settings.rules'],
    ['low', 'repository/resolved-conversations', 'settings.rules'],
    ['low', 'repository/signed-commits', 'settings.rules'],
    ['low', 'repository/up-to-date-branch', 'settings.rules'],
  ])
  expect(new Set(findings.map(({ location }) => location.uri))).toEqual(new Set(['github.com/contoso/shop.json']))
})

test('what the token may not see is unknown, with the permission that it lacks, and fails the gate', async () => {
  const refused: Route = {
    status: 403,
    body: { message: 'Resource not accessible by integration' },
    headers: { 'x-accepted-github-permissions': 'administration=read' },
  }
  github.serve({
    ...sound,
    [`${R}/branches/main/protection`]: refused,
    [`${R}/actions/permissions/workflow`]: refused,
    '/orgs/contoso': { body: { login: 'contoso' } },
  })
  const { code, findings } = await scan()
  expect(code).toBe(4)
  expect(findings.map(({ check, outcome, message }) => [check, outcome, message])).toEqual([
    ['repository/two-factor', 'unknown', 'GitHub does not show this to the token, which lacks organization_administration=read'],
    ['repository/base-permission', 'unknown', 'GitHub does not show this to the token, which lacks organization_administration=read'],
    ['repository/status-checks', 'unknown', 'GitHub does not show this to the token, which lacks administration=read'],
    ['repository/no-workflow-approval', 'unknown', 'GitHub does not show this to the token, which lacks administration=read'],
    ['repository/read-only-token', 'unknown', 'GitHub does not show this to the token, which lacks administration=read'],
    ['repository/up-to-date-branch', 'unknown', 'GitHub does not show this to the token, which lacks administration=read'],
  ])
})

test('a snapshot can be judged again without a network, and holds nothing that opens a door', async () => {
  github.serve(sound)
  await scan('--save', 'shop.json')
  const saved = readFileSync(join(folder, 'shop.json'), 'utf8')
  expect(saved).not.toMatch(/topsecret|sample-token|AAAA/)
  expect(saved).toContain('"url": "https://ci.example/hook?…"')
  const again = await breakwater('scan', 'shop.json', '--offline', '--format', 'json')
  expect([again.code, again.findings]).toEqual([0, []])
})

test('a plan says which rulesets are missing, with the status checks that the repository knows', async () => {
  github.serve(sound)
  await scan('--plan', 'plan.json')
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as {
    target: string
    rules: { type: string; parameters?: unknown }[]
  }[]
  expect(plan.map(({ target, rules }) => [target, rules.map(({ type }) => type)])).toEqual([
    ['branch', ['deletion', 'non_fast_forward', 'required_linear_history', 'pull_request', 'required_status_checks']],
    ['tag', ['deletion', 'update', 'non_fast_forward']],
  ])
  expect(plan[0]!.rules[4]!.parameters).toEqual({
    strict_required_status_checks_policy: true,
    required_status_checks: [{ context: 'breakwater' }],
  })
})

test('is refused offline, for names that are none, and for repositories that are not there', async () => {
  github.serve({})
  const offline = await breakwater('scan', 'github', 'contoso/shop', '--offline')
  expect([offline.code, offline.printed]).toEqual([
    2,
    'breakwater: scan github needs the network, which --offline rules out\n  leave --offline out, or judge what an earlier run kept\n',
  ])
  expect(github.received).toEqual([])
  expect((await breakwater('scan', 'github', '../../user')).code).toBe(2)
  const missing = await breakwater('scan', 'github', 'contoso/shop')
  expect([missing.code, missing.printed.split('\n')[0]]).toEqual([
    2,
    'breakwater: there is no repository contoso/shop, or the token may not see it',
  ])
})
