import { describe, expect, test } from 'vitest'

import { render } from '../../core/text.ts'
import { readManifests } from '../../models/kubernetes/read-manifests.ts'
import { readPolicyDocuments } from '../documents.ts'
import { ClusterJudge } from './judge-object.ts'
import { readClusterPolicies } from './read-policies.ts'

const pods = { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }] }

const mutating = (spec: object = {}, kind = 'MutatingPolicy') => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind,
  metadata: { name: 'non-root', ...(kind.startsWith('Namespaced') ? { namespace: 'shop' } : {}) },
  spec: {
    matchConstraints: pods,
    mutations: [
      {
        patchType: 'ApplyConfiguration',
        applyConfiguration: {
          expression: 'Object{ spec: Object.spec{ securityContext: Object.spec.securityContext{ runAsNonRoot: true } } }',
        },
      },
    ],
    ...spec,
  },
})

const demand = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name: 'demand' },
  spec: {
    matchConstraints: pods,
    validations: [{ expression: 'object.spec.?securityContext.?runAsNonRoot.orValue(false) == true', message: 'runs as root' }],
  },
}

const exception = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'PolicyException',
  metadata: { name: 'legacy', namespace: 'shop' },
  spec: { policyRefs: [{ name: 'non-root', kind: 'MutatingPolicy' }] },
}

const pod = (namespace = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace },
  spec: { containers: [{ name: 'app', image: 'a:1' }] },
})

const { containers } = pod().spec
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
  },
}

function read(policies: readonly object[]) {
  return readClusterPolicies(readPolicyDocuments({ uri: 'policies.json', text: JSON.stringify(policies) }).documents, new Date(0))
}

/** What the policies say of an object, as `policy: message`. */
function said(policies: readonly object[], object: object): readonly string[] {
  const cluster = read(policies)
  expect(cluster.problems.map(({ error }) => error.message)).toEqual([])
  const { objects } = readManifests({ uri: 'a.json', text: JSON.stringify(object) }, 'en')
  return [...new ClusterJudge(cluster, objects).judge(objects[0]!)].flatMap(([{ name }, complaints]) =>
    complaints.map(({ message }) => `${name}: ${typeof message === 'string' ? message : render(message, 'en')}`),
  )
}

describe('policies of Kyverno that change objects', () => {
  test.each([
    ['no policy changes it', [demand], pod(), ['demand: runs as root']],
    ['one does, before others judge', [demand, mutating()], pod(), []],
    ['so for the pods of a workload', [demand, mutating()], deployment, []],
    [
      'a condition does not hold',
      [demand, mutating({ matchConditions: [{ name: 'a', expression: "object.metadata.name == 'other'" }] })],
      pod(),
      ['demand: runs as root'],
    ],
    ['an exception lets it be', [demand, mutating(), exception], pod(), ['demand: runs as root']],
    ['of its own namespace', [demand, mutating({}, 'NamespacedMutatingPolicy')], pod(), []],
    ['of another namespace', [demand, mutating({}, 'NamespacedMutatingPolicy')], pod('other'), ['demand: runs as root']],
    [
      'by a JSON patch, with variables',
      [
        demand,
        mutating({
          variables: [{ name: 'context', expression: "{'runAsNonRoot': true}" }],
          mutations: [
            {
              patchType: 'JSONPatch',
              jsonPatch: { expression: "[JSONPatch{ op: 'add', path: '/spec/securityContext', value: variables.context }]" },
            },
          ],
        }),
      ],
      pod(),
      [],
    ],
  ])('%s', (_, policies, object, wanted) => {
    expect(said(policies, object)).toEqual(wanted)
  })

  test('a mutation that fails refuses, unless the policy says otherwise', () => {
    const broken = { mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{ op: 'remove', path: '/spec/none' }]" } }] }
    const [first] = said([demand, mutating(broken)], pod())
    expect(first).toMatch(/^non-root: /)
    expect(said([demand, mutating({ ...broken, failurePolicy: 'Ignore' })], pod())).toEqual(['demand: runs as root'])
  })

  test.each([
    [mutating({ evaluation: { mode: 'JSON' } }), 'spec.evaluation.mode: JSON objects are not judged here'],
    [
      mutating({ evaluation: { mutateExisting: { enabled: true } } }),
      'spec.evaluation.mutateExisting: objects that already exist are not changed here',
    ],
    [mutating({ targetMatchConstraints: pods }), 'spec.targetMatchConstraints: objects that already exist are not changed here'],
    [
      mutating({ variables: [{ name: 'a', expression: "resource.Get('v1', 'configmaps', 'a', 'b')" }] }),
      'spec.variables[0].expression: resource.Get asks the API server for other objects',
    ],
    [mutating({}, 'DeletingPolicy'), 'kind: DeletingPolicy deletes objects on a schedule and judges none'],
    [mutating({}, 'GeneratingPolicy'), 'kind: GeneratingPolicy makes further objects, which is not done here'],
    [
      mutating({}, 'NamespacedImageValidatingPolicy'),
      'kind: NamespacedImageValidatingPolicy asks a registry for signatures and attestations, which is not done here',
    ],
    [mutating({}, 'NewPolicy'), 'kind: NewPolicy is not evaluated here'],
  ])('what is not done is refused by name', (policy, reason) => {
    expect(read([policy]).problems.map(({ error }) => error.message)).toEqual([`${(policy as { kind: string }).kind} non-root: ${reason}`])
  })
})
