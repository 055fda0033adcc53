import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { podSecurityPolicies } from '../../src/cli/policy/pod-security.ts'
import { render } from '../../src/core/text.ts'
import { KubernetesObject } from '../../src/models/kubernetes/object.ts'
import { ClusterJudge } from '../../src/policy/cluster/judge-object.ts'
import { readClusterPolicies } from '../../src/policy/cluster/read-policies.ts'
import { readPolicyDocuments } from '../../src/policy/documents.ts'
import type { Untyped } from '../../src/policy/untyped.ts'
import { startOrReplayCluster, type Cluster } from '../cluster.ts'

const kubernetes = 36

/** `id: path: message` of everything that Pod Security says of an object. */
function said(policies: string, object: Untyped): readonly string[] {
  const { documents } = readPolicyDocuments({ uri: 'policies.yaml', text: policies })
  const { policies: asked, problems } = podSecurityPolicies(documents, { checks, kubernetes, locale: 'en' })
  expect(problems.map(({ error }) => error.message)).toEqual([])
  const judge = new ClusterJudge({ ...readClusterPolicies(documents, new Date('2026-01-01')), policies: asked }, [])
  const [written] = readPolicyDocuments({ uri: 'object.json', text: JSON.stringify(object) }).documents
  return [...judge.judge(new KubernetesObject(written!.value, written!.document))].flatMap(([{ id }, complaints]) =>
    complaints.map(({ message, path }) => `${id}: ${path?.join('.')}: ${typeof message === 'string' ? message : render(message, 'en')}`),
  )
}

const namespace = (labels: string, name = 'shop') => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`
const by = (mode: string, level: string, version?: string) =>
  `pod-security.kubernetes.io/${mode}: ${level}${version === undefined ? '' : `, pod-security.kubernetes.io/${mode}-version: ${version}`}`
const pod = (spec: object, container: object = {}, name = 'web', within = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: within },
  spec: { ...spec, containers: [{ name: 'app', image: 'shop.azurecr.io/web:1', ...container }] },
})
const deployment = (spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: {}, template: { spec: { containers: [{ name: 'app', image: 'shop.azurecr.io/web:1' }], ...spec } } },
})

describe('Pod Security admission', () => {
  test('refuses pods, also those that controllers would make', () => {
    const enforced = namespace(by('enforce', 'baseline'))
    expect(said(enforced, pod({ hostPID: true }))).toEqual([
      'policy/PodSecurity/shop/enforce: spec.hostPID: pod/no-host-pid: the pod shares the process namespace of its node',
    ])
    expect(said(enforced, deployment({ hostPID: true }))).toEqual([
      'policy/PodSecurity/shop/enforce: spec.template.spec.hostPID: pod/no-host-pid: the pod shares the process namespace of its node',
    ])
    expect(said(namespace(by('enforce', 'privileged')), pod({ hostPID: true }))).toEqual([])
    expect(said(enforced, { ...pod({ hostPID: true }), metadata: { name: 'web', namespace: 'other' } })).toEqual([])
  })

  test('says once what several modes are about', () => {
    const labels = `${by('enforce', 'baseline')}, ${by('warn', 'restricted')}, ${by('audit', 'restricted')}`
    const ids = said(namespace(labels), pod({ hostPID: true })).map((line) => line.split(':')[0])
    expect(new Set(ids)).toEqual(new Set(['policy/PodSecurity/shop/enforce', 'policy/PodSecurity/shop/warn']))
  })

  test('goes by the version of the label, and of the cluster at most', () => {
    const probe = { livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }
    expect(said(namespace(by('enforce', 'baseline', 'v1.33')), pod({}, probe))).toEqual([])
    expect(said(namespace(by('enforce', 'baseline', 'v1.99')), pod({}, probe))).toHaveLength(1)
    expect(said(namespace(by('enforce', 'baseline', 'latest')), pod({}, probe))).toHaveLength(1)
  })

  test('goes by the defaults and exemptions of its configuration', () => {
    const configuration = `---
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults: { enforce: baseline }
      exemptions: { namespaces: [free], runtimeClasses: [kata] }
`
    expect(said(namespace('') + configuration, pod({ hostPID: true }))).toHaveLength(1)
    expect(said(namespace('') + configuration, pod({ hostPID: true, runtimeClassName: 'kata' }))).toEqual([])
    expect(said(namespace('', 'free') + configuration, pod({ hostPID: true }, {}, 'web', 'free'))).toEqual([])
    expect(said(namespace(by('enforce', 'privileged')) + configuration, pod({ hostPID: true }))).toEqual([])
  })

  test('a label that means nothing is a problem', () => {
    const { documents } = readPolicyDocuments({ uri: 'policies.yaml', text: namespace(by('enforce', 'strict')) })
    const { problems } = podSecurityPolicies(documents, { checks, kubernetes, locale: 'en' })
    expect(problems.map(({ error }) => error.message)).toEqual([
      'Namespace shop: metadata.labels["pod-security.kubernetes.io/enforce"]: must be privileged, baseline or restricted, not "strict"',
    ])
  })
})

const hardened = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}
const specs: Readonly<Record<string, readonly [spec: object, container?: object]>> = {
  bare: [{}],
  hardened: [{}, { securityContext: hardened }],
  'host-network': [{ hostNetwork: true }],
  'host-path': [{ volumes: [{ name: 'v', hostPath: { path: '/etc' } }] }],
  'host-port': [{}, { ports: [{ containerPort: 80, hostPort: 80 }] }],
  nfs: [{ volumes: [{ name: 'v', nfs: { server: '10.0.0.1', path: '/' } }] }, { securityContext: hardened }],
  privileged: [{}, { securityContext: { privileged: true } }],
  capability: [{}, { securityContext: { ...hardened, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } }],
  'more-capability': [{}, { securityContext: { capabilities: { add: ['SYS_TIME'] } } }],
  sysctl: [{ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '1 2 3' }] } }],
  apparmor: [{ securityContext: { appArmorProfile: { type: 'Unconfined' } } }],
  selinux: [{ securityContext: { seLinuxOptions: { type: 'container_engine_t' } } }],
  unconfined: [{ securityContext: { seccompProfile: { type: 'Unconfined' } } }],
  'proc-mount': [{ hostUsers: false }, { securityContext: { ...hardened, procMount: 'Unmasked' } }],
  'root-user': [{ securityContext: { runAsUser: 0 } }, { securityContext: hardened }],
  'probe-host': [{}, { livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }],
  windows: [{ os: { name: 'windows' } }, { securityContext: { runAsNonRoot: true } }],
}

describe('Pod Security admission, as the API server does it', () => {
  const demands = ['baseline', 'restricted'].flatMap((level) => ['v1.24', 'v1.31', 'latest'].map((version) => [level, version] as const))
  const nameOf = (level: string, version: string) => `${level}-${version.replace('.', '-')}`
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startOrReplayCluster('pod-security')
    for (const [level, version] of demands) {
      const { documents } = readPolicyDocuments({ uri: 'n.yaml', text: namespace(by('enforce', level, version), nameOf(level, version)) })
      await cluster.call('POST', '/api/v1/namespaces', documents[0]!.value)
    }
  }, 120_000)
  afterAll(async () => cluster?.stop(), 30_000)

  test.each(demands)('%s:%s', async (level, version) => {
    const name = nameOf(level, version)
    const theirs: Record<string, string> = {}
    const ours: Record<string, string> = {}
    for (const [title, [spec, container]] of Object.entries(specs)) {
      const object = pod(spec, container, title, name)
      const { status, body } = await cluster.call('POST', `/api/v1/namespaces/${name}/pods?dryRun=All`, object)
      theirs[title] = status === 201 ? 'admitted' : /violates PodSecurity/.test(body.message ?? '') ? 'refused' : String(body.message)
      ours[title] = said(namespace(by('enforce', level, version), name), object).length === 0 ? 'admitted' : 'refused'
    }
    expect(ours).toEqual(theirs)
  })
})
