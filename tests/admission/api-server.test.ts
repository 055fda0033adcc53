import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { ownCertificates } from '../../src/admission/certificates/certificate-source.ts'
import { publishAuthorities, secretStore } from '../../src/admission/certificates/secret-store.ts'
import { clusterPrograms, startCluster, type Cluster } from '../cluster.ts'
import { renderedChart } from '../deploy/rendered-chart.ts'
import { helmBinary } from '../tools.ts'
import { policiesOf } from './door-policies.ts'
import { manifest, objectOf, scan } from './scanned-manifest.ts'
import { policyWith, startWebhook, type Started } from './webhook.ts'

const deployments = '/apis/apps/v1/namespaces/shop/deployments'

describe.skipIf(clusterPrograms() === undefined)('a real API server', () => {
  let cluster: Cluster
  let webhook: Started | undefined
  beforeAll(async () => {
    cluster = await startCluster()
    for (const name of ['shop', 'breakwater'])
      await cluster.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  }, 120_000)
  afterAll(async () => {
    await webhook?.stop(0, 1000)
    await cluster?.stop()
  }, 30_000)

  test('takes everything that the chart renders', async () => {
    if (helmBinary() === undefined) return
    const paths: Readonly<Record<string, string>> = {
      ServiceAccount: '/api/v1/namespaces/breakwater/serviceaccounts',
      ConfigMap: '/api/v1/namespaces/breakwater/configmaps',
      Secret: '/api/v1/namespaces/breakwater/secrets',
      Service: '/api/v1/namespaces/breakwater/services',
      Deployment: '/apis/apps/v1/namespaces/breakwater/deployments',
      Job: '/apis/batch/v1/namespaces/breakwater/jobs',
      PodDisruptionBudget: '/apis/policy/v1/namespaces/breakwater/poddisruptionbudgets',
      NetworkPolicy: '/apis/networking.k8s.io/v1/namespaces/breakwater/networkpolicies',
      Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/breakwater/roles',
      RoleBinding: '/apis/rbac.authorization.k8s.io/v1/namespaces/breakwater/rolebindings',
      ClusterRole: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      ClusterRoleBinding: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      ValidatingWebhookConfiguration: '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
      MutatingWebhookConfiguration: '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
    }
    const objects = parseAllDocuments(renderedChart('breakwater')).flatMap((document) =>
      document.contents === null ? [] : [document.toJS() as { kind: string; metadata: { name: string } }],
    )
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(Object.keys(paths)))
    const answers: string[] = []
    for (const object of objects) {
      const { status, body } = await cluster.call('POST', `${paths[object.kind]}?dryRun=All&fieldValidation=Strict`, object)
      if (status !== 201) answers.push(`${object.kind} ${object.metadata.name}: ${body.message}`)
    }
    expect(answers).toEqual([])
  })

  test('refuses through the webhook, in the words of scan, what fix then makes right', async () => {
    const secrets = '/api/v1/namespaces/breakwater/secrets'
    expect(
      (await cluster.call('POST', secrets, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tls' }, type: 'Opaque' })).status,
    ).toBe(201)
    const address = { host: '127.0.0.1', port: cluster.port, credentials: cluster.credentials }
    const store = secretStore(address, 'breakwater', 'tls')
    webhook = await startWebhook(
      policyWith(
        {
          rules: [{ mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: () => true }],
          podAccess: [{ mode: 'deny', accesses: ['exec'], namespaces: () => true }],
          mode: 'warn',
        },
        { policies: policiesOf() },
      ),
      { certificates: ownCertificates({ store, names: ['127.0.0.1'], publish: async () => {}, now: () => new Date() }) },
    )
    const rule = (group: string, operations: readonly string[], ...resources: readonly string[]) => ({
      apiGroups: [group],
      apiVersions: ['v1'],
      operations,
      resources,
    })
    const configuration = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'breakwater' },
      webhooks: [
        {
          name: 'validate.breakwater.dev',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Fail',
          timeoutSeconds: 10,
          clientConfig: { url: `https://127.0.0.1:${webhook.port}/validate` },
          namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }] },
          rules: [
            rule('', ['CREATE', 'UPDATE', 'CONNECT'], 'pods', 'pods/exec'),
            rule('', ['CREATE', 'UPDATE', 'DELETE'], 'configmaps'),
            rule('apps', ['CREATE', 'UPDATE'], 'deployments'),
          ],
        },
      ],
    }
    const configurations = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'
    expect((await cluster.call('POST', configurations, configuration)).status).toBe(201)
    await publishAuthorities(address, 'validatingwebhookconfigurations', 'breakwater', (await store.read())!['ca.crt'])

    const { sentences, fixed } = await scan(manifest)
    expect(sentences).toEqual(['container app runs privileged'])
    const refused = await vi.waitFor(
      async () => {
        const answer = await cluster.call('POST', `${deployments}?dryRun=All`, objectOf(manifest))
        expect(answer.status).toBe(403)
        return answer
      },
      { timeout: 20_000, interval: 200 },
    )
    expect(refused.body.message).toBe(
      `admission webhook "validate.breakwater.dev" denied the request: Breakwater refuses Deployment shop/web: 1 to fix
pod/no-privileged: ${sentences[0]!} (spec.template.spec.containers[0].securityContext.privileged)
  fix: set privileged to false
  see: https://kubernetes.io/docs/concepts/security/pod-security-standards/
more on each: breakwater explain ID`,
    )
    expect(webhook.records.at(-1)).toMatchObject({ operation: 'CREATE', dryRun: true, user: 'admin', allowed: false })

    const admitted = await cluster.call('POST', deployments, objectOf(fixed!))
    expect(admitted.status).toBe(201)
    expect(admitted.warnings).toContain('pod/run-as-non-root: container app may run as root')
    for (const warning of admitted.warnings) expect(warning.length).toBeLessThanOrEqual(120)
  }, 60_000)

  test('refuses what policies of other engines are against, in their words', async () => {
    const configMaps = '/api/v1/namespaces/shop/configmaps'
    const configMap = (labels: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels }, data: { size: '7' } })
    const refused = await cluster.call('POST', configMaps, configMap({}))
    expect([refused.status, refused.body.message]).toEqual([
      403,
      expect.stringContaining('policy/Owned/all: c has no owner (metadata.name)'),
    ])
    const admitted = await cluster.call('POST', configMaps, configMap({ owner: 'shop', keep: 'yes' }))
    expect([admitted.status, admitted.warnings]).toEqual([201, ['policy/ValidatingAdmissionPolicy/small: size is too large']])
    const kept = await cluster.call('DELETE', `${configMaps}/c`)
    expect([kept.status, kept.body.message]).toEqual([403, expect.stringContaining('policy/ValidatingPolicy/kept: admin must keep it')])
  })

  test('refuses exec through the webhook', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'shell' },
      spec: { containers: [{ name: 'app', image: 'shop.azurecr.io/web:1' }] },
    }
    expect((await cluster.call('POST', '/api/v1/namespaces/shop/pods', pod)).status).toBe(201)
    const { status, body } = await cluster.call('POST', '/api/v1/namespaces/shop/pods/shell/exec?command=sh&stdout=true')
    expect([status, body.message]).toEqual([403, expect.stringContaining('access/exec: running commands in pod shell is not allowed here')])
  })
})
