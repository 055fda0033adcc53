import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { policiesOf, policyText } from './door-policies.ts'
import { call, policyWith, reviewOf, startWebhook, type Started } from './webhook.ts'

interface Answer {
  readonly allowed: boolean
  readonly status?: { readonly message: string }
  readonly warnings?: readonly string[]
  readonly auditAnnotations?: Readonly<Record<string, string>>
}

const configMap = (metadata: object = {}, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'shop', ...metadata },
  data,
})

async function ask(webhook: Started, object: object | undefined, fields: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const resource = { group: '', version: 'v1', resource: 'configmaps' }
  const kind = { group: '', version: 'v1', kind: 'ConfigMap' }
  const { body } = await call(webhook, '/validate', reviewOf(object, { kind, resource, ...fields }))
  return (JSON.parse(body) as { response: Answer }).response
}

describe('policies of other engines at the door', () => {
  let webhook: Started
  beforeAll(async () => {
    webhook = await startWebhook(policyWith({ mode: 'off' }, { policies: policiesOf() }))
  })
  afterAll(async () => webhook.stop(0, 1000))

  test('refuse in the words of policy eval', async () => {
    const { allowed, status } = await ask(webhook, configMap())
    expect([allowed, status?.message]).toEqual([
      false,
      'Breakwater refuses ConfigMap shop/c: 1 to fix\npolicy/Owned/all: c has no owner (metadata.name)\nmore on each: breakwater explain ID',
    ])
  })

  test('warn, and are told in the audit log of the cluster', async () => {
    const answer = await ask(webhook, configMap({ labels: { owner: 'x' } }, { size: '7' }))
    expect(answer).toMatchObject({
      allowed: true,
      warnings: ['policy/ValidatingAdmissionPolicy/small: size is too large'],
      auditAnnotations: { grounds: 'judged', warned: 'policy/ValidatingAdmissionPolicy/small' },
    })
  })

  test('leave alone what they are not about', async () => {
    expect(await ask(webhook, configMap({ namespace: 'free' }), { namespace: 'free' })).toMatchObject({ allowed: true })
    expect(await ask(webhook, configMap({ deletionTimestamp: '2026-01-01T00:00:00Z' }), { operation: 'UPDATE' })).toMatchObject({
      allowed: true,
    })
    expect(await ask(webhook, configMap({ labels: { owner: 'x' } }), { subResource: 'status', operation: 'UPDATE' })).toMatchObject({
      allowed: true,
    })
  })

  test('judge deletions, and who asks for them', async () => {
    const gone = (labels: object) => ask(webhook, undefined, { operation: 'DELETE', name: 'c', oldObject: configMap({ labels }) })
    expect(await gone({ owner: 'x' })).toMatchObject({ allowed: true })
    const { allowed, status } = await gone({ owner: 'x', keep: 'yes' })
    expect([allowed, status?.message]).toEqual([
      false,
      expect.stringContaining('policy/ValidatingPolicy/kept: kubernetes-admin must keep it'),
    ])
  })

  test('do less where a rule says so, never more', async () => {
    const rule = (mode: 'audit' | 'deny') => ({
      rules: [{ mode, checks: (id: string) => id.startsWith('policy/'), namespaces: () => true }],
    })
    const [lower, higher] = await Promise.all(
      (['audit', 'deny'] as const).map(async (mode) => startWebhook(policyWith(rule(mode), { checks: [], policies: policiesOf() }))),
    )
    expect(await ask(lower!, configMap())).toMatchObject({ allowed: true, auditAnnotations: { audited: 'policy/Owned/all' } })
    expect(await ask(higher!, configMap({ labels: { owner: 'x' } }, { size: '7' }))).toMatchObject({ allowed: true })
    await Promise.all([lower!.stop(0, 1000), higher!.stop(0, 1000)])
  })

  test('are counted, and those that would change objects are named', async () => {
    const mutator =
      '---\napiVersion: mutations.gatekeeper.sh/v1\nkind: AssignMetadata\nmetadata: { name: m }\nspec: { location: metadata.labels.a, parameters: { assign: { value: b } } }\n'
    const started = await startWebhook(policyWith({}, { policies: policiesOf(policyText + mutator) }))
    expect(started.notices).toContainEqual(expect.objectContaining({ what: 'ready', policies: 3 }))
    expect(started.notices).toContainEqual({ what: 'mutating-policies', names: ['AssignMetadata m'] })
    expect((await call(started, '/metrics')).body).toContain('breakwater_admission_policies 3\n')
    await started.stop(0, 1000)
  })
})

const mutating = (expression: string, rest = '') => `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: { name: team }
spec:
  ${rest}
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps] }]
  mutations:
    - patchType: ApplyConfiguration
      applyConfiguration: { expression: '${expression}' }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: { name: team }
spec: { policyName: team${rest === '' ? '' : ', paramRef: { name: p, namespace: shop, parameterNotFoundAction: Deny }'} }
---
apiVersion: mutations.gatekeeper.sh/v1
kind: AssignMetadata
metadata: { name: owner }
spec:
  match: { kinds: [{ apiGroups: [""], kinds: [ConfigMap] }] }
  location: metadata.labels.owner
  parameters: { assign: { value: platform } }
`

const teamOf = 'Object{metadata: Object.metadata{labels: {"team": request.userInfo.username}}}'

describe('policies that change objects, at the door', () => {
  const started: Started[] = []
  afterAll(async () => Promise.all(started.map((webhook) => webhook.stop(0, 1000))))

  /** What `/mutate` answers, with its patch read. */
  async function mutated(text: string, object: object, settings: Parameters<typeof policyWith>[0] = {}) {
    const webhook = await startWebhook(policyWith(settings, { policies: policiesOf(text) }))
    started.push(webhook)
    const resource = { group: '', version: 'v1', resource: 'configmaps' }
    const kind = { group: '', version: 'v1', kind: 'ConfigMap' }
    const { body } = await call(webhook, '/mutate', reviewOf(object, { kind, resource, namespace: 'shop' }))
    const { response } = JSON.parse(body) as { response: Answer & { readonly patch?: string } }
    const patch = response.patch === undefined ? [] : (JSON.parse(Buffer.from(response.patch, 'base64').toString()) as unknown)
    return { ...response, patch }
  }

  test('do so, with what they know of the request', async () => {
    const { allowed, patch, auditAnnotations } = await mutated(mutating(teamOf), configMap())
    expect({ allowed, patch, auditAnnotations }).toEqual({
      allowed: true,
      patch: [{ op: 'add', path: '/metadata/labels', value: { team: 'kubernetes-admin', owner: 'platform' } }],
      auditAnnotations: { fixed: 'policy/AssignMetadata/owner,policy/MutatingAdmissionPolicy/team' },
    })
  })

  test('have nothing to do a second time, and nothing with what is exempt', async () => {
    const labels = { team: 'kubernetes-admin', owner: 'platform' }
    expect((await mutated(mutating(teamOf), configMap({ labels }))).patch).toEqual([])
    expect((await mutated(mutating(teamOf), configMap(), { exemptNamespaces: (name) => name === 'shop' })).patch).toEqual([])
  })

  test('refuse what they must change and cannot', async () => {
    const { allowed, status } = await mutated(
      mutating('Object{metadata: Object.metadata{labels: {"a": object.data.missing}}}'),
      configMap(),
    )
    expect([allowed, status?.message]).toEqual([
      false,
      `Breakwater refuses ConfigMap shop/c: 1 to fix\npolicy/MutatingAdmissionPolicy/team: a change that must be made cannot be: expression 'Object{metadata: Object.metadata{labels: {"a": object.data.missing}}}' resulted in error: no such key: missing\nmore on each: breakwater explain ID`,
    ])
  })

  test('leave it to the failure policy where their parameters are not known', async () => {
    const text = mutating(teamOf, 'paramKind: { apiVersion: v1, kind: ConfigMap }')
    const failing = { failurePolicy: [{ namespaces: () => true, policy: 'fail' as const }] }
    expect(await mutated(text, configMap())).toMatchObject({ allowed: true, patch: [] })
    expect(await mutated(text, configMap(), failing)).toMatchObject({ allowed: false, patch: [] })
  })
})
