import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { admissionPolicies, isInCel } from '../../src/admission/export/admission-policies.ts'
import { resourceRulesFor } from '../../src/admission/export/resource-rules.ts'
import { checks } from '../../src/checks/index.generated.ts'
import type { Check } from '../../src/core/check.ts'
import { judge } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import { render } from '../../src/core/text.ts'
import type { KubernetesObject } from '../../src/models/kubernetes/object.ts'
import { readManifests } from '../../src/models/kubernetes/read-manifests.ts'
import { unmark } from '../../src/sdk/marks.ts'
import { readingOf } from '../../src/sources/readers/reading-of-objects.ts'
import { startOrReplayCluster, type Cluster } from '../cluster.ts'
import { kubernetes, manifest, objectOf, scan } from './scanned-manifest.ts'

const clusterWide = new Set(['ClusterRole', 'ClusterRoleBinding', 'Namespace', 'PersistentVolume', 'StorageClass'])

describe('exported policies on a real API server', () => {
  let cluster: Cluster
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
    ['restricted-volumes', 'containers:', 'volumes: [{ name: v, nfs: { server: 10.0.0.4, path: / } }]\n      containers:'],
    ['safe-sysctls', 'containers:', 'securityContext: { sysctls: [{ name: kernel.msgmax, value: "1" }] }\n      containers:'],
    ['no-unconfined-apparmor', 'containers:', 'securityContext: { appArmorProfile: { type: Unconfined } }\n      containers:'],
    ['no-unconfined-seccomp', 'type: RuntimeDefault', 'type: Unconfined'],
    ['no-selinux-options', 'runAsNonRoot: true', 'seLinuxOptions: { type: spc_t }\n            runAsNonRoot: true'],
    ['no-probe-host', 'image:', 'livenessProbe: { httpGet: { host: 10.0.0.1, port: 80 } }\n          image:'],
    ['default-proc-mount-always', 'runAsNonRoot: true', 'procMount: Unmasked\n            runAsNonRoot: true'],
  ]

  /** What only somebody who knows the program can mend. */
  const notFixed = new Set(['no-host-path', 'restricted-volumes'])

  beforeAll(async () => {
    cluster = await startOrReplayCluster('exported-policies')
    for (const [name] of against) await guard(name)
  }, 120_000)
  afterAll(async () => cluster?.stop(), 30_000)

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

  test.each(against)('%s refuses in the words of scan, and admits what fix makes of it', async (name, from, to) => {
    const check = checks.find(({ id }) => id === `pod/${name}`)!
    const text = (name === 'default-proc-mount-always' ? hardened.replace('containers:', 'hostUsers: false\n      containers:') : hardened)
      .replace('namespace: shop', `namespace: for-${name}`)
      .replace(from, to)
    const { sentences, fixed } = await scan(text, [check])
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
    const afterFix = fixed === undefined ? undefined : await cluster.call('POST', path, objectOf(fixed))
    expect(afterFix?.status).toBe(notFixed.has(name) ? undefined : 201)
  })
})

describe('every exported policy on a real API server', () => {
  let cluster: Cluster
  const cases = checks.filter(isInCel).flatMap((check) => {
    const objects = refusedExamples(check)
    return objects.length === 0 ? [] : [[check.id, check, objects] as const]
  })
  /** Checks none of whose examples the server takes as they are: they show no more than the check is about. */
  const notTaken: string[] = []
  /** Policies that the server would not have. */
  const refused: string[] = []

  beforeAll(async () => {
    cluster = await startOrReplayCluster('exported-policies-by-example')
    await cluster.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
    await cluster.call('POST', '/api/v1/namespaces/shop/serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    })
    for (const [, check] of cases) refused.push(...(await guard(check)))
  }, 120_000)
  afterAll(async () => cluster?.stop(), 30_000)

  /** Puts one check's policy into effect for the objects that are marked for it, so that no other has the word. */
  async function guard(check: Check): Promise<readonly string[]> {
    const problems: string[] = []
    const [policy, binding] = admissionPolicies([check], { kubernetes, mode: 'deny', locale: 'en', exempt: [] })
    const bound = structuredClone(binding) as { spec: { matchResources?: object } }
    bound.spec.matchResources = { objectSelector: { matchLabels: { for: markOf(check) } } }
    for (const [resource, document] of Object.entries({
      validatingadmissionpolicies: policy,
      validatingadmissionpolicybindings: bound,
    })) {
      const path = `/apis/admissionregistration.k8s.io/v1/${resource}?fieldValidation=Strict`
      const { status, body } = await cluster.call('POST', path, document)
      if (status !== 201) problems.push(`${check.id}: ${body.message}`)
    }
    return problems
  }

  test('there are many, and the server takes them all', () => {
    expect(refused).toEqual([])
    expect(cases.length).toBeGreaterThan(100)
  })

  test.each(cases)('%s refuses its example in the words of scan', async (id, check, objects) => {
    const words = `denied request: ${check.id}: `
    for (const object of objects) {
      const sentence = sentencesOf(check, object).join('; ')
      const { path, value } = requestFor(check, object)
      const status = await vi.waitFor(
        async () => {
          const answer = await cluster.call('POST', path, value)
          const message = answer.body.message ?? ''
          const told = [answer.status, message.slice(message.indexOf(words) + words.length)]
          expect(told).toEqual(answer.status === 422 ? told : [403, sentence])
          return answer.status
        },
        { timeout: 20_000, interval: 300 },
      )
      if (status === 403) return
    }
    notTaken.push(id)
  })

  test('few have examples that the server would not take anyway', () => {
    expect(notTaken).toEqual([
      'account/token-lifetime',
      'availability/cron-job-concurrency',
      'availability/cron-job-deadline',
      'availability/priority-class',
      'image/no-tiller',
      'pod/default-proc-mount',
      'pod/no-host-process',
      'pod/no-mount-propagation',
      'pod/no-sensitive-host-path',
      'service/load-balancer-source-ranges',
    ])
  })

  function sentencesOf(check: Check, object: KubernetesObject): readonly string[] {
    const estate = new Estate(readingOf([object], [], { locale: 'en' }).subjects)
    return [...judge([check], estate, { target: { kubernetes } })].flatMap(({ findings }) =>
      findings.map(({ message }) => render(message, 'en')),
    )
  }

  /** The objects of a check's examples that it fails for one reason, of the built-in kinds. */
  function refusedExamples(check: Check): readonly KubernetesObject[] {
    return check.examples
      .filter(({ options }) => options === undefined)
      .flatMap(({ source }) => readManifests({ uri: 'a.yaml', text: unmark('a.yaml', source).source.text }, 'en').objects)
      .filter((object) => pathOf(check, object) !== undefined && object.apiVersion.split('/').at(-1) === 'v1')
      .filter((object) => sentencesOf(check, object).length === 1)
  }

  function requestFor(check: Check, object: KubernetesObject): { readonly path: string; readonly value: object } {
    const metadata = object.value['metadata'] as { readonly labels?: object }
    const value = { ...object.value, metadata: { ...metadata, namespace: undefined, labels: { ...metadata.labels, for: markOf(check) } } }
    return { path: `${pathOf(check, object)!}?dryRun=All`, value: JSON.parse(JSON.stringify(value)) as object }
  }

  function pathOf(check: Check, { group, kind }: KubernetesObject): string | undefined {
    const plural = kind.endsWith('s') ? `${kind.toLowerCase()}es` : `${kind.toLowerCase().replace(/y$/, 'ie')}s`
    const isKnown = resourceRulesFor(check.subject).some(
      ({ apiGroups, resources }) => apiGroups.includes(group) && resources.includes(plural),
    )
    if (!isKnown || group === 'secrets-store.csi.x-k8s.io') return undefined
    const root = group === '' ? '/api/v1' : `/apis/${group}/v1`
    return clusterWide.has(kind) ? `${root}/${plural}` : `${root}/namespaces/shop/${plural}`
  }
})

/** A label for one check. */
function markOf({ id }: Check): string {
  return id.replace('/', '-')
}
