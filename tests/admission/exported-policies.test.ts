import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { admissionPolicies } from '../../src/admission/export/admission-policies.ts'
import { checks } from '../../src/checks/index.generated.ts'
import { startOrReplayCluster, type Cluster } from '../cluster.ts'
import { kubernetes, manifest, objectOf, scan } from './scanned-manifest.ts'

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
