import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { ownCertificates } from '../../src/admission/certificates/certificate-source.ts'
import { publishAuthorities, secretStore } from '../../src/admission/certificates/secret-store.ts'
import { admissionPolicies } from '../../src/admission/export/admission-policies.ts'
import { checks } from '../../src/checks/index.generated.ts'
import { applyFixes } from '../../src/core/fixing.ts'
import { run } from '../../src/core/run.ts'
import { render } from '../../src/core/text.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { clusterPrograms, startCluster, type Cluster } from '../cluster.ts'
import { renderedChart } from '../deploy/rendered-chart.ts'
import { helmBinary } from '../tools.ts'
import { policyWith, startWebhook, type Started } from './webhook.ts'

const kubernetes = 36

/** What somebody writes, and what `scan` and `fix` make of it. */
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          securityContext:
            privileged: true
`

const noPrivileged = checks.filter(({ id }) => id === 'pod/no-privileged')

async function scan(text: string, only = noPrivileged) {
  const scanned = await readSources([{ uri: 'web.yaml', text }], { locale: 'en' })
  const options = { target: { kubernetes }, failOn: 'high', allowUnknown: false, today: '2026-06-01' } as const
  const { findings } = run(only, scanned, options)
  const [fixed] = applyFixes(findings, new Set(['safe', 'review'])).files
  return { sentences: findings.map(({ message }) => render(message, 'en')), fixed: fixed?.text }
}

const objectOf = (text: string): object => parseAllDocuments(text)[0]!.toJS() as object
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
      policyWith({
        rules: [{ mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: () => true }],
        podAccess: [{ mode: 'deny', accesses: ['exec'], namespaces: () => true }],
        mode: 'warn',
      }),
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
          rules: [rule('', ['CREATE', 'UPDATE', 'CONNECT'], 'pods', 'pods/exec'), rule('apps', ['CREATE', 'UPDATE'], 'deployments')],
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

  describe('with the exported policies', () => {
    const hardened = manifest.replace(
      'privileged: true',
      `allowPrivilegeEscalation: false
            runAsNonRoot: true
            capabilities: { drop: [ALL] }
            seccompProfile: { type: RuntimeDefault }`,
    )
    const against: readonly [name: string, from: string, to: string][] = [
      ['no-privileged', 'allowPrivilegeEscalation: false', 'privileged: true'],
      ['no-host-pid', 'containers:', 'hostPID: true\n      containers:'],
      ['no-host-ipc', 'containers:', 'hostIPC: true\n      containers:'],
      ['no-host-network', 'containers:', 'hostNetwork: true\n      containers:'],
      ['no-host-path', 'containers:', 'volumes: [{ name: v, hostPath: { path: /etc } }]\n      containers:'],
      ['no-host-port', 'image:', 'ports: [{ containerPort: 80, hostPort: 80 }]\n          image:'],
      ['no-added-capabilities', 'drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN]'],
      ['drop-all-capabilities', '[ALL]', '[NET_RAW]'],
      ['run-as-non-root', 'runAsNonRoot: true', 'runAsUser: 1'],
      ['no-root-user', 'runAsNonRoot: true', 'runAsNonRoot: true\n            runAsUser: 0'],
      ['seccomp-profile', 'seccompProfile: { type: RuntimeDefault }', 'privileged: false'],
      ['no-privilege-escalation', 'allowPrivilegeEscalation: false', 'privileged: false'],
      ['default-proc-mount-always', 'runAsNonRoot: true', 'procMount: Unmasked\n            runAsNonRoot: true'],
    ]

    beforeAll(async () => {
      for (const [name] of against) await guard(name)
    }, 60_000)

    /** Puts one check's policy into effect in a namespace of its own, so that no other has the word. */
    async function guard(name: string): Promise<void> {
      await cluster.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `for-${name}` } })
      const check = checks.find(({ id }) => id === `pod/${name}`)!
      const [policy, binding] = admissionPolicies([check], { kubernetes, mode: 'deny', locale: 'en', exempt: [`for-${name}`] })
      const bound = structuredClone(binding) as {
        spec: { matchResources: { namespaceSelector: { matchExpressions: { operator: string }[] } } }
      }
      bound.spec.matchResources.namespaceSelector.matchExpressions[0]!.operator = 'In'
      for (const [resource, document] of Object.entries({
        validatingadmissionpolicies: policy,
        validatingadmissionpolicybindings: bound,
      })) {
        const path = `/apis/admissionregistration.k8s.io/v1/${resource}?fieldValidation=Strict`
        const { status, body } = await cluster.call('POST', path, document)
        expect([name, status, body.message]).toEqual([name, 201, undefined])
      }
    }

    test.each(against)('%s refuses in the words of scan', async (name, from, to) => {
      const check = checks.find(({ id }) => id === `pod/${name}`)!
      const text = (
        name === 'default-proc-mount-always' ? hardened.replace('containers:', 'hostUsers: false\n      containers:') : hardened
      )
        .replace('namespace: shop', `namespace: for-${name}`)
        .replace(from, to)
      const { sentences } = await scan(text, [check])
      expect(sentences).toHaveLength(1)
      const path = `/apis/apps/v1/namespaces/for-${name}/deployments?dryRun=All`
      await vi.waitFor(
        async () => {
          const { status, body } = await cluster.call('POST', path, objectOf(text))
          expect([status, body.message]).toEqual([
            403,
            `deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'breakwater-pod-${name}' with binding 'breakwater-pod-${name}' denied request: pod/${name}: ${sentences[0]}`,
          ])
        },
        { timeout: 30_000, interval: 300 },
      )
      const good = hardened.replace('namespace: shop', `namespace: for-${name}`)
      expect((await cluster.call('POST', path, objectOf(good))).status).toBe(201)
    })
  })
})
