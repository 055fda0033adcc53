import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { ownCertificates } from '../../src/admission/certificates/certificate-source.ts'
import { publishAuthorities, secretStore } from '../../src/admission/certificates/secret-store.ts'
import { hasClusterPrograms } from '../cluster-programs.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { renderedChart } from '../deploy/rendered-chart.ts'
import { helmBinary } from '../tools.ts'
import { manifest, objectOf, scan } from './scanned-manifest.ts'
import { policyWith, startWebhook, type Started } from './webhook.ts'

const deployments = '/apis/apps/v1/namespaces/shop/deployments'

describe.skipIf(!hasClusterPrograms())('a real API server', () => {
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

  test('asks the webhook whose certificate is kept in a Secret, and whose authority is published', async () => {
    const secrets = '/api/v1/namespaces/breakwater/secrets'
    expect(
      (await cluster.call('POST', secrets, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tls' }, type: 'Opaque' })).status,
    ).toBe(201)
    const address = { host: '127.0.0.1', port: cluster.port, credentials: cluster.credentials }
    const store = secretStore(address, 'breakwater', 'tls')
    webhook = await startWebhook(
      policyWith({
        rules: [{ mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: () => true }],
        mode: 'warn',
      }),
      { certificates: ownCertificates({ store, names: ['127.0.0.1'], publish: async () => {}, now: () => new Date() }) },
    )
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
          rules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] }],
        },
      ],
    }
    const configurations = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'
    expect((await cluster.call('POST', configurations, configuration)).status).toBe(201)
    await publishAuthorities(address, 'validatingwebhookconfigurations', 'breakwater', (await store.read())!['ca.crt'])

    await vi.waitFor(async () => expect((await cluster.call('POST', `${deployments}?dryRun=All`, objectOf(manifest))).status).toBe(403), {
      timeout: 20_000,
      interval: 200,
    })
    expect(webhook.records.at(-1)).toMatchObject({ operation: 'CREATE', dryRun: true, user: 'admin', allowed: false })
    const { fixed } = await scan(manifest)
    const admitted = await cluster.call('POST', deployments, objectOf(fixed!))
    expect(admitted.status).toBe(201)
    expect(admitted.warnings).toContain('pod/run-as-non-root: container app may run as root')
    for (const warning of admitted.warnings) expect(warning.length).toBeLessThanOrEqual(120)
  }, 60_000)
})
