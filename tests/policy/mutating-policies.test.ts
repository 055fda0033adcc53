import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { withServerDefaults } from '../../src/policy/api-server/defaults.ts'
import { readMutatingPolicy } from '../../src/policy/cel/mutating-policy.ts'
import { admitted, boundMutation, MutationRefused, type BoundMutation } from '../../src/policy/cluster/mutation.ts'
import { readPolicyDocuments } from '../../src/policy/documents.ts'
import { reviewOfRequest } from '../../src/policy/gatekeeper/review.ts'
import type { Untyped } from '../../src/policy/untyped.ts'
import { startOrReplayCluster, type Cluster } from '../cluster.ts'
import { mutationCases, type MutationCase } from './mutation-cases.ts'

const apiVersion = 'admissionregistration.k8s.io/v1'
const resourceRules = [{ apiGroups: ['', 'apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods', 'deployments'] }]
const labelOf = (namespace: string) => ({ 'kubernetes.io/metadata.name': namespace })

/** The policies of a case with their bindings, in effect in a namespace of the case's own. */
function documentsOf({ name: namespace, policies }: MutationCase) {
  return policies.map(({ name, spec, paramRef }) => ({
    policy: {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: `${namespace}-${name}` },
      spec: { matchConstraints: { resourceRules }, failurePolicy: 'Fail', reinvocationPolicy: 'Never', ...spec },
    },
    binding: {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: `${namespace}-${name}` },
      spec: {
        policyName: `${namespace}-${name}`,
        matchResources: { namespaceSelector: { matchLabels: labelOf(namespace) } },
        ...(paramRef === undefined ? {} : { paramRef }),
      },
    },
  }))
}

function configMapsOf({ name: namespace, configMaps = {} }: MutationCase): readonly Untyped[] {
  return Object.entries(configMaps).map(([name, { labels = {}, data }]) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels },
    data,
  }))
}

function objectIn(namespace: string, { kind, spec, metadata = {} }: MutationCase['object']): Untyped {
  return { apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, metadata: { name: 'web', namespace, ...metadata }, spec }
}

const written = (value: object) => readPolicyDocuments({ uri: 'policy.json', text: JSON.stringify(value) }).documents[0]!

/** What the simulator makes of the object of a case, or why it refuses it. */
function simulated(given: MutationCase): Untyped | string {
  const bound = documentsOf(given).map(({ policy, binding }): BoundMutation =>
    boundMutation({ policy: readMutatingPolicy(policy), written: written(policy) }, written(binding)),
  )
  const object = withServerDefaults(objectIn(given.name, given.object))
  const namespaceObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: given.name, labels: labelOf(given.name) } }
  try {
    return admitted(
      { bound, mutators: [], objects: configMapsOf(given) },
      reviewOfRequest({ operation: 'CREATE', object }, { namespaceObject }),
    ).object
  } catch (error) {
    if (error instanceof MutationRefused)
      return `policy '${error.by.name}' with binding '${error.by.through}' denied request: ${error.message}`
    throw error
  }
}

const pathOf = (namespace: string, kind: string) =>
  `${kind === 'Pod' ? '/api/v1' : '/apis/apps/v1'}/namespaces/${namespace}/${kind.toLowerCase()}s?dryRun=All`

/** An answer without what differs from one request to the next. */
function comparable(object: Untyped): Untyped {
  const { uid: _, creationTimestamp: __, managedFields: ___, namespace: ____, ...metadata } = object['metadata'] as Untyped
  return { ...object, metadata }
}

describe('MutatingAdmissionPolicies, as the API server applies them', () => {
  let cluster: Cluster
  const create = async (path: string, body: object) => {
    const answer = await cluster.call('POST', path, body)
    expect([path, answer.status, answer.body.message]).toEqual([path, 201, undefined])
  }
  beforeAll(async () => {
    cluster = await startOrReplayCluster('mutating-policies')
    const namespaces = ['plain', ...mutationCases.map(({ name }) => name)]
    for (const name of namespaces) await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    for (const given of mutationCases) {
      for (const configMap of configMapsOf(given)) await create(`/api/v1/namespaces/${given.name}/configmaps`, configMap)
      for (const { policy, binding } of documentsOf(given)) {
        await create('/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies', policy)
        await create('/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings', binding)
      }
    }
    // The API server takes up policies, and the objects that are their parameters, in its own time.
    await cluster.settled(5_000)
  }, 180_000)
  afterAll(async () => cluster?.stop(), 30_000)

  test.each(mutationCases.map((given) => [given.name, given] as const))('%s', async (_, given) => {
    const answer = await cluster.call('POST', pathOf(given.name, given.object.kind), objectIn(given.name, given.object))
    const theirs = answer.status === 201 ? comparable(answer.body) : answer.body.message
    expect(await outcomeOf(given)).toEqual(theirs)
  })

  /** Why the simulator refuses the object, or what the server makes of its result where no policy is in effect. */
  async function outcomeOf(given: MutationCase): Promise<Untyped | string> {
    const ours = simulated(given)
    if (typeof ours === 'string') return ours
    const moved = { ...ours, metadata: { ...(ours['metadata'] as Untyped), namespace: 'plain' } }
    return comparable((await cluster.call('POST', pathOf('plain', given.object.kind), moved)).body)
  }
})
