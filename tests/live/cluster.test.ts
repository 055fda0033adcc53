import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseAllDocuments } from 'yaml'

import { hasClusterPrograms } from '../cluster-programs.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { addressOf, create, Workbench } from './live-cluster.ts'
import { createShop, hidden } from './shop.ts'

interface Report {
  readonly inputs: {
    readonly resources: number
    readonly notAnalysed: readonly { readonly uri: string; readonly reason: string; readonly message: string }[]
  }
  readonly findings: readonly {
    readonly check: string
    readonly location: { readonly uri: string; readonly path: string }
    readonly fixes: readonly unknown[]
  }[]
  readonly cluster: {
    readonly version: string
    readonly images: readonly { readonly reference: string; readonly usedBy: readonly { readonly name: string }[] }[]
  }
}

/** The fields of the API for results that are written, so that the server refuses any other. */
const reportsDefinition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: reports.openreports.io
spec:
  group: openreports.io
  scope: Namespaced
  names: { kind: Report, listKind: ReportList, plural: reports, singular: report }
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            scope:
              type: object
              properties: { apiVersion: { type: string }, kind: { type: string }, namespace: { type: string }, name: { type: string } }
            summary:
              type: object
              properties: { fail: { type: integer }, error: { type: integer }, skip: { type: integer } }
            results:
              type: array
              items:
                type: object
                required: [policy]
                properties:
                  source: { type: string }
                  policy: { type: string }
                  category: { type: string }
                  severity: { type: string, enum: [critical, high, low, medium, info] }
                  result: { type: string, enum: [pass, fail, warn, error, skip] }
                  scored: { type: boolean }
                  message: { type: string }
                  properties: { type: object, additionalProperties: { type: string } }
`

const recording = join(import.meta.dirname, 'recorded', 'shop.json')
const placesOf = ({ findings }: Report, check: string) =>
  findings.filter((finding) => finding.check === check).map(({ location: { uri, path } }) => `${uri} ${path}`)

/** What both the real server and the recording of it have to lead to. */
function expectShop(report: Report): void {
  expect(report.inputs.notAnalysed).toEqual([])
  expect(placesOf(report, 'pod/no-privileged')).toEqual([
    'cluster/shop/Deployment/web.json spec.template.spec.containers[0].securityContext.privileged',
    'cluster/shop/Pod/web-1-a.json spec.containers[1].securityContext.privileged',
    'cluster/tools/Pod/lonely.json spec.containers[0].securityContext.privileged',
  ])
  expect(report.findings.flatMap(({ fixes }) => fixes)).toEqual([])
  expect(report.cluster.version).toBe('1.36')
  expect(report.cluster.images).toEqual([
    {
      reference: 'shop.azurecr.io/proxy:1',
      digests: [],
      usedBy: [{ namespace: 'shop', kind: 'Deployment', name: 'web', container: 'proxy' }],
    },
    { reference: 'shop.azurecr.io/tool:1', digests: [], usedBy: [{ namespace: 'tools', kind: 'Pod', name: 'lonely', container: 'app' }] },
    { reference: 'shop.azurecr.io/web:1', digests: [], usedBy: [{ namespace: 'shop', kind: 'Deployment', name: 'web', container: 'app' }] },
  ])
  expect(JSON.stringify(report)).not.toContain(hidden)
}

describe('a recording', () => {
  const bench = new Workbench()
  afterAll(() => bench.remove())

  test('is judged without any network', async () => {
    const { code, out } = await bench.run('scan', 'cluster', '--replay', recording, '--offline', '--format', 'json')
    expect(code).toBe(1)
    expectShop(JSON.parse(out) as Report)
  })

  test('nothing is said to be missing among what could not be read', async () => {
    const { answers, ...rest } = JSON.parse(readFileSync(recording, 'utf8')) as { answers: Record<string, object> }
    const replayedWithout = async (resource: string) => {
      const less = { ...answers, [`/apis/networking.k8s.io/v1/${resource}?limit=500`]: { status: 403, body: '{}' } }
      bench.write('less.json', JSON.stringify({ ...rest, answers: less }))
      return bench.run('scan', 'cluster', '--replay', 'less.json', '--only', 'network/policy', '--format', 'concise')
    }
    const whole = await replayedWithout('ingresses')
    expect(whole.out).toContain('network/policy no network policy for the workloads of namespace shop')
    const without = await replayedWithout('networkpolicies')
    expect([without.code, without.out]).toEqual([
      4,
      `cluster/_/NetworkPolicy not-analysed permission-missing networkpolicies.networking.k8s.io could not be read: the account lacks the verb list on networkpolicies.networking.k8s.io\nGate failed: 1 not evaluated\n`,
    ])
  })

  test('a namespace that is not there is told', async () => {
    const { answers, ...rest } = JSON.parse(readFileSync(recording, 'utf8')) as { answers: Record<string, object> }
    const gone = { ...answers, '/api/v1/namespaces/shp': { status: 404, body: '{}' } }
    for (const path of Object.keys(answers).filter((key) => key.includes('?limit='))) {
      const [list, query] = path.split('?')
      const at = list!.lastIndexOf('/')
      Object.assign(gone, { [`${list!.slice(0, at)}/namespaces/shp${list!.slice(at)}?${query}`]: { status: 200, body: '{"items":[]}' } })
    }
    bench.write('gone.json', JSON.stringify({ ...rest, answers: gone }))
    const { code, said } = await bench.run('scan', 'cluster', '--replay', 'gone.json', '--namespace', 'shp', '--lang', 'ja')
    expect([code, said]).toEqual([2, 'breakwater: クラスター test に名前空間 shp がありません\n  名前と --context を確かめてください\n'])
  })

  test('a watch needs a report that goes on, and its own permission', async () => {
    const json = await bench.run('cluster', 'audit', '--watch', '--replay', recording, '--format', 'json')
    expect([json.code, json.said.split('\n')[0]]).toEqual([2, 'breakwater: --watch --format takes pretty, concise, not json'])
    const replay = await bench.run('cluster', 'audit', '--watch', '--replay', recording)
    expect([replay.code, replay.said.split('\n')[0]]).toEqual([2, 'breakwater: --watch + --replay | --record'])
    const verbs = async (...args: string[]) => [
      ...new Set((await bench.run('cluster', 'rbac', ...args)).out.match(/^ +- (?:list|watch|get)$/gm)),
    ]
    expect([await verbs(), await verbs('--watch')]).toEqual([['      - list'], ['      - list', '      - watch']])
  })

  test('no error steers the terminal', async () => {
    const { code, said } = await bench.run('scan', 'cluster', '--kubeconfig', 'no\u001b[31msuch')
    expect(code).toBe(2)
    expect(said).toContain('/no␛[31msuch does not exist\n')
    expect(said).not.toContain('\u001b')
  })

  test('how long it took is told', async () => {
    const { out } = await bench.run('cluster', 'audit', '--replay', recording)
    const [, resources, seconds] = /^(\d+) resources  \d+ checks  (\d+\.\d) s$/m.exec(out)!
    expect([Number(resources) > 0, Number(seconds) < 60]).toEqual([true, true])
  })

  test('holds no value of a Secret', () => {
    expect(readFileSync(recording, 'utf8')).not.toContain(hidden)
  })
})

describe.skipIf(!hasClusterPrograms())('a real API server', () => {
  const bench = new Workbench()
  let cluster: Cluster
  let roles: readonly { readonly kind: string; readonly rules?: { resources: string[] }[] }[]
  const json = async (...args: string[]) => {
    const { code, out, said } = await bench.run(...args, '--format', 'json')
    return { code, said, report: JSON.parse(out) as Report }
  }

  beforeAll(async () => {
    cluster = await startCluster()
    await createShop(cluster)
    await create(
      cluster,
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: breakwater\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: reader\n  namespace: breakwater\n',
    )
    bench.kubeconfig(cluster)
  }, 120_000)
  afterAll(async () => {
    bench.remove()
    await cluster?.stop()
  }, 30_000)

  /** Lets the service account in with the roles that are printed, changed as asked, and a token of the server's own. */
  async function asReader(args: readonly string[], change: (resources: string[]) => string[] = (same) => same): Promise<void> {
    const { out } = await bench.run('cluster', 'rbac', '--account', 'breakwater/reader', ...args)
    roles = parseAllDocuments(out).map((document) => document.toJS() as (typeof roles)[number])
    for (const role of roles) {
      for (const rule of role.rules ?? []) rule.resources = change(rule.resources)
      const manifest = role as unknown as Parameters<typeof addressOf>[0]
      await cluster.call('DELETE', `${addressOf(manifest)}/${manifest.metadata.name}`)
      expect((await cluster.call('POST', addressOf(manifest), manifest)).status).toBe(201)
    }
    const issued = await cluster.call('POST', '/api/v1/namespaces/breakwater/serviceaccounts/reader/token', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    })
    bench.kubeconfig(cluster, { token: (issued.body['status'] as { token: string }).token })
    // The authorizer hears of new roles by a watch.
    await expect
      .poll(
        async () =>
          (await bench.run('scan', 'cluster', '--exit-zero', ...args.slice(0, 2).filter((word) => /namespace|shop/.test(word)))).out,
        { timeout: 10_000 },
      )
      .toMatch(/no-privileged/)
  }

  test('is scanned, and a finding is reported once, at the owner', async () => {
    bench.kubeconfig(cluster)
    const { code, said, report } = await json('scan', 'cluster')
    expect(code).toBe(1)
    expect(said).toMatch(/^\d+ objects that Kubernetes and AKS make themselves were left out; --include-platform judges them too\n$/)
    expectShop(report)
    const all = await json('scan', 'cluster', '--include-platform')
    expect(all.said).toBe('')
    expect(all.report.inputs.resources).toBeGreaterThan(report.inputs.resources + 100)
  })

  test('is recorded for its owner alone, without values of Secrets, and judged again the same', async () => {
    bench.kubeconfig(cluster)
    const live = await json('cluster', 'audit', '--record', 'shop.json')
    const path = join(bench.folder, 'shop.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).not.toContain(hidden)
    expect((await json('cluster', 'audit', '--replay', 'shop.json')).report).toEqual(live.report)
    if (process.env['RECORD'] === '1') copyFileSync(path, recording)
  })

  test('needs exactly the permissions that are printed', async () => {
    await asReader([])
    expectShop((await json('cluster', 'audit')).report)
    expect(
      roles.flatMap(({ rules = [] }) => rules as unknown as { verbs: string[] }[]).every(({ verbs }) => verbs.join(',') === 'list'),
    ).toBe(true)
    await asReader([], (resources) => resources.filter((name) => name !== 'networkpolicies' && name !== 'secrets'))
    const less = await json('cluster', 'audit')
    expect(less.report.inputs.notAnalysed).toEqual([
      {
        uri: 'cluster/_/Secret',
        reason: 'permission-missing',
        message: 'secrets could not be read: the account lacks the verb list on secrets',
      },
      {
        uri: 'cluster/_/NetworkPolicy',
        reason: 'permission-missing',
        message:
          'networkpolicies.networking.k8s.io could not be read: the account lacks the verb list on networkpolicies.networking.k8s.io',
      },
    ])
    expect((await json('cluster', 'audit', '--fail-on', 'never', '--no-secrets')).report.inputs.notAnalysed.length).toBe(1)
    expect((await json('scan', 'cluster', '--skip', 'pod/*', 'api/*', '--only', 'secret/no-account-token')).code).toBe(4)
  })

  test('needs nothing of the whole cluster for one namespace', async () => {
    await cluster.call('DELETE', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/breakwater-reader')
    await asReader(['--namespace', 'shop', '--for', 'scan'])
    expect(roles.map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding'])
    const { report } = await json('scan', 'cluster', '--namespace', 'shop')
    expect(report.inputs.notAnalysed).toEqual([])
    expect(placesOf(report, 'pod/no-privileged')).toEqual([
      'cluster/shop/Deployment/web.json spec.template.spec.containers[0].securityContext.privileged',
      'cluster/shop/Pod/web-1-a.json spec.containers[1].securityContext.privileged',
    ])
    expect(placesOf(report, 'namespace/pod-security-level')).toEqual([
      'cluster/_/Namespace/shop.json metadata.labels["pod-security.kubernetes.io/enforce"]',
    ])
    const other = await json('scan', 'cluster', '--namespace', 'tools')
    expect(other.report.inputs.notAnalysed[0]!.message).toBe(
      'configmaps could not be read: the account lacks the verb list on configmaps in the namespace tools',
    )
  })

  test('says that it does not know somebody', async () => {
    bench.kubeconfig(cluster, { token: 'nobody' })
    const { code, said } = await bench.run('scan', 'cluster')
    expect(code).toBe(4)
    expect(said).toMatch(/^breakwater: 127\.0\.0\.1:\d+ does not accept the credentials: HTTP 401: Unauthorized\n/)
  })

  test('is audited by the policies in it, and keeps the results as objects of its own', async () => {
    bench.kubeconfig(cluster)
    await create(
      cluster,
      `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: team-label
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: "has(object.metadata.labels) && 'team' in object.metadata.labels"
      message: which team is it?
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: team-label
spec:
  policyName: team-label
  validationActions: [Audit]
`,
    )
    const { report } = await json('cluster', 'audit', '--only', 'policy/*', 'pod/no-privileged')
    expect(placesOf(report, 'policy/ValidatingAdmissionPolicy/team-label')).toEqual(['cluster/shop/Deployment/web.json metadata.labels'])
    expect(placesOf(report, 'pod/no-privileged').length).toBe(3)

    const { out } = await bench.run('cluster', 'audit', '--format', 'openreports', '--only', 'pod/no-privileged')
    const { items } = JSON.parse(out) as { items: { kind: string; metadata: { namespace: string; name: string } }[] }
    expect(items.map(({ kind, metadata }) => `${metadata.namespace} ${kind}`)).toEqual(['shop Report', 'shop Report', 'tools Report'])
    await create(cluster, reportsDefinition)
    for (const item of items) {
      const path = `/apis/openreports.io/v1alpha1/namespaces/${item.metadata.namespace}/reports?fieldValidation=Strict`
      await expect.poll(async () => (await cluster.call('POST', path, item)).status, { timeout: 10_000 }).toBe(201)
    }
  })

  test('a watch names what it may not watch, and ends where that is everything', async () => {
    await asReader([])
    const { said } = await bench.run('cluster', 'audit', '--watch', '--only', 'pod/no-host-pid', '--format', 'concise')
    expect(said).toMatch(/^changes of .*\bdeployments\b.* are not seen: the account lacks the verb watch on them$/m)
    bench.kubeconfig(cluster)
  }, 60_000)

  test('a watch tells what changes bring and end, and sees no status', async () => {
    const { ended, printed } = bench.start('cluster', 'audit', '--watch', '--only', 'pod/no-host-pid', '--format', 'concise')
    await vi.waitFor(() => expect(printed.said).toContain('watching test'), 60_000)
    const audited = printed.out
    const manifest = (hostPID: boolean) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: peeping, namespace: tools }\nspec:\n  hostPID: ${hostPID}\n  containers: [{ name: app, image: shop.azurecr.io/tool:1 }]\n`
    await create(cluster, manifest(true))
    const line = 'cluster/tools/Pod/peeping.json:24:16 high pod/no-host-pid the pod shares the process namespace of its node'
    await vi.waitFor(() => expect(printed.out.slice(audited.length)).toContain('peeping'), 60_000)
    await cluster.call('DELETE', '/api/v1/namespaces/tools/pods/peeping?gracePeriodSeconds=0')
    await vi.waitFor(() => expect(printed.out.slice(audited.length)).toContain('- cluster/tools/Pod/peeping'), 60_000)
    process.emit('SIGINT')
    const { code } = await ended
    const told = printed.out
      .slice(audited.length)
      .split('\n')
      .filter((one) => /^[+-]/.test(one))
    expect({ code, told }).toEqual({ code: 0, told: [`+ ${line}`, `- ${line}`] })
  }, 120_000)
})
