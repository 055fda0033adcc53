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

const scan = async (...args: string[]) => runAgainst(github, folder, ['scan', 'github', 'contoso', '--format', 'json', ...args])

const O = '/orgs/contoso'
const refused: Route = {
  status: 403,
  body: { message: 'Resource not accessible by personal access token' },
  headers: { 'x-accepted-github-permissions': 'organization_administration=read' },
}

/** An organisation that is as the guidance wants it. */
const sound: Readonly<Record<string, Route>> = {
  [O]: {
    body: {
      login: 'contoso',
      plan: { name: 'enterprise' },
      two_factor_requirement_enabled: true,
      default_repository_permission: 'read',
      members_can_create_public_repositories: false,
      deploy_keys_enabled_for_repositories: false,
    },
  },
  [`${O}/actions/permissions`]: { body: { enabled_repositories: 'all', allowed_actions: 'selected', sha_pinning_required: true } },
  [`${O}/actions/permissions/workflow`]: { body: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false } },
  [`${O}/code-security/configurations/defaults`]: {
    body: [
      { default_for_new_repos: 'all', configuration: { id: 17, secret_scanning: 'enabled', secret_scanning_push_protection: 'enabled' } },
    ],
  },
  [`${O}/custom-repository-roles`]: {
    body: { total_count: 1, custom_roles: [{ name: 'triage-plus', base_role: 'triage', permissions: ['manage_topics'] }] },
  },
  [`${O}/outside_collaborators`]: { body: [] },
  [`${O}/installations`]: {
    body: { total_count: 1, installations: [{ app_slug: 'breakwater', permissions: { contents: 'read', checks: 'write' } }] },
  },
  [`${O}/personal-access-tokens`]: { body: [] },
  [`${O}/rulesets`]: { body: [{ id: 21 }] },
  [`${O}/rulesets/21`]: {
    body: {
      id: 21,
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [{ type: 'pull_request' }],
    },
  },
  'POST /graphql': {
    body: {
      data: {
        organization: {
          samlIdentityProvider: { issuer: 'https://sts.windows.net/1/', ssoUrl: 'https://login.microsoftonline.com/1/saml2' },
        },
      },
    },
  },
  '/enterprises/contoso-group/audit-log/streams': { body: [{ id: 1, stream_type: 'Azure Event Hubs', enabled: true }] },
}

test('a sound organisation has no findings', async () => {
  github.serve(sound)
  const { code, findings } = await scan('--enterprise', 'contoso-group')
  expect(findings).toEqual([])
  expect(code).toBe(0)
  expect(github.received.find(({ path }) => path === '/graphql')?.body).toMatchObject({ variables: { login: 'contoso' } })
})

test('what is wrong is told at the setting', async () => {
  github.serve({
    ...sound,
    [O]: {
      body: {
        login: 'contoso',
        plan: { name: 'enterprise' },
        two_factor_requirement_enabled: false,
        default_repository_permission: 'write',
      },
    },
    [`${O}/actions/permissions`]: { body: { allowed_actions: 'all', sha_pinning_required: false } },
    [`${O}/code-security/configurations/defaults`]: { body: [] },
    [`${O}/outside_collaborators`]: { body: [{ login: 'kato' }] },
    [`${O}/personal-access-tokens`]: { body: [{ token_name: 'sync', token_expires_at: null }] },
    [`${O}/rulesets`]: { body: [] },
    'POST /graphql': { body: { data: { organization: { samlIdentityProvider: null } } } },
    '/enterprises/contoso-group/audit-log/streams': { body: [] },
  })
  const { code, findings } = await scan('--enterprise', 'contoso-group')
  expect(code).toBe(1)
  expect(findings.map(({ check, outcome, severity, location }) => [severity, outcome, check, location.path])).toEqual([
    ['critical', 'fail', 'organization/two-factor', 'settings.organization.two_factor_requirement_enabled'],
    ['high', 'fail', 'organization/collaborator-two-factor', 'settings.collaboratorsWithoutTwoFactor[0].login'],
    ['high', 'fail', 'organization/base-permission', 'settings.organization.default_repository_permission'],
    ['high', 'fail', 'organization/secret-scanning-default', 'settings.securityDefaults'],
    ['high', 'fail', 'organization/single-sign-on', 'settings.singleSignOn'],
    ['medium', 'fail', 'organization/token-lifetime', 'settings.accessTokens[0].token_expires_at'],
    ['medium', 'fail', 'organization/allowed-actions', 'settings.actions.allowed_actions'],
    ['medium', 'fail', 'organization/pinned-actions', 'settings.actions.sha_pinning_required'],
    ['medium', 'fail', 'organization/audit-log-stream', 'settings.auditLogStreams'],
    ['medium', 'unknown', 'organization/no-public-repository', 'settings.organization.members_can_create_public_repositories'],
    ['medium', 'fail', 'organization/branch-ruleset', 'settings.rulesets'],
    ['low', 'unknown', 'organization/no-deploy-keys', 'settings.organization.deploy_keys_enabled_for_repositories'],
  ])
})

test('what the token may not see is unknown, with what it lacks, and fails the gate', async () => {
  github.serve({
    [O]: { body: { login: 'contoso' } },
    ...Object.fromEntries(
      ['actions/permissions', 'actions/permissions/workflow', 'installations', 'rulesets'].map((path) => [`${O}/${path}`, refused]),
    ),
    'POST /graphql': {
      body: {
        data: { organization: { samlIdentityProvider: null } },
        errors: [{ type: 'FORBIDDEN', path: ['organization', 'samlIdentityProvider'] }],
      },
    },
  })
  const { code, findings } = await scan()
  expect(code).toBe(4)
  expect(new Set(findings.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']))
  const said = new Map(findings.map(({ check, message }) => [check.replace('organization/', ''), message.replace(/^.*lacks /, '')]))
  expect(Object.fromEntries(said)).toEqual({
    'allowed-actions': 'organization_administration=read',
    'audit-log-stream': '--enterprise NAME',
    'base-permission': 'organization_administration=read',
    'branch-ruleset': 'organization_administration=read',
    'collaborator-two-factor': 'members=read, of an owner',
    'narrow-apps': 'organization_administration=read',
    'no-deploy-keys': 'organization_administration=read',
    'no-public-repository': 'organization_administration=read',
    'no-workflow-approval': 'organization_administration=read',
    'pinned-actions': 'organization_administration=read',
    'read-only-token': 'organization_administration=read',
    'secret-scanning-default': 'organization_administration=read',
    'single-sign-on': 'admin:org',
    'token-lifetime': 'organization_personal_access_tokens=read',
    'two-factor': 'organization_administration=read',
  })
})

test('a snapshot can be judged again, and a plan holds for every repository', async () => {
  github.serve(sound)
  await scan('--enterprise', 'contoso-group', '--save', 'contoso.json', '--plan', 'plan.json')
  const again = await runAgainst(github, folder, ['scan', 'contoso.json', '--offline', '--format', 'json'])
  expect([again.code, again.findings]).toEqual([0, []])
  expect(readFileSync(join(folder, 'contoso.json'), 'utf8')).not.toContain('sample-token')
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { target: string; conditions: unknown }[]
  expect(plan.map(({ target, conditions }) => [target, conditions])).toEqual([
    ['branch', { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] }, repository_name: { include: ['~ALL'], exclude: [] } }],
    ['tag', { ref_name: { include: ['~ALL'], exclude: [] }, repository_name: { include: ['~ALL'], exclude: [] } }],
  ])
})

test('names that are none, and organisations that are not there', async () => {
  github.serve({})
  const missing = await scan()
  expect([missing.code, missing.printed.split('\n')[0]]).toEqual([
    2,
    'breakwater: there is no organisation contoso, or the token may not see it',
  ])
  const odd = await scan('--enterprise', '../x')
  expect(odd.code).toBe(2)
  expect((await runAgainst(github, folder, ['scan', 'github', '-x-'])).code).toBe(2)
})
