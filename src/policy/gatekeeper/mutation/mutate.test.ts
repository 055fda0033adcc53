import { describe, expect, test } from 'vitest'

import { mutateObject } from './mutate.ts'
import { readMutator } from './mutator.ts'

const pods = [{ groups: [''], versions: ['v1'], kinds: ['Pod'] }]

function mutator(kind: string, location: string, parameters: object, more: object = {}) {
  return readMutator({
    apiVersion: 'mutations.gatekeeper.sh/v1',
    kind,
    metadata: { name: `test-${kind.toLowerCase()}` },
    spec: { ...(kind === 'AssignMetadata' ? {} : { applyTo: pods }), location, parameters, ...more },
  })
}

const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
})

describe('mutators', () => {
  test('Assign sets a field of every element of a list and makes mappings on the way', () => {
    const assign = mutator('Assign', 'spec.containers[name:*].securityContext.privileged', { assign: { value: false } })
    const { object, by } = mutateObject(
      [assign],
      pod({ containers: [{ name: 'a' }, { name: 'b', securityContext: { privileged: true } }] }),
    )
    expect(object['spec']).toEqual({
      containers: [
        { name: 'a', securityContext: { privileged: false } },
        { name: 'b', securityContext: { privileged: false } },
      ],
    })
    expect(by).toEqual([assign])
  })

  test('an object that is as wanted already is given back itself', () => {
    const given = pod({ hostNetwork: false })
    expect(mutateObject([mutator('Assign', 'spec.hostNetwork', { assign: { value: false } })], given).object).toBe(given)
  })

  test('path tests keep what is there', () => {
    const tests = { pathTests: [{ subPath: 'spec.securityContext.seccompProfile', condition: 'MustNotExist' }] }
    const assign = mutator('Assign', 'spec.securityContext.seccompProfile', { ...tests, assign: { value: { type: 'RuntimeDefault' } } })
    expect(mutateObject([assign], pod({})).object['spec']).toEqual({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } })
    const kept = { securityContext: { seccompProfile: { type: 'Localhost' } } }
    expect(mutateObject([assign], pod(kept)).object['spec']).toEqual(kept)
  })

  test('an element that a location names is added where it is missing', () => {
    const assign = mutator('Assign', 'spec.containers[name: sidecar].image', { assign: { value: 'proxy:1' } })
    expect(mutateObject([assign], pod({ containers: [{ name: 'a' }] })).object['spec']).toEqual({
      containers: [{ name: 'a' }, { name: 'sidecar', image: 'proxy:1' }],
    })
  })

  test('AssignMetadata adds a label and never changes one', () => {
    const assign = mutator('AssignMetadata', 'metadata.labels.owner', { assign: { fromMetadata: { field: 'namespace' } } })
    expect(mutateObject([assign], pod({})).object['metadata']).toEqual({ name: 'web', namespace: 'shop', labels: { owner: 'shop' } })
    expect(mutateObject([assign], pod({}, { labels: { owner: 'me' } })).by).toEqual([])
  })

  test('ModifySet merges and prunes', () => {
    const set = (operation: string) =>
      mutator('ModifySet', 'spec.containers[name:*].securityContext.capabilities.drop', { operation, values: { fromList: ['ALL'] } })
    const given = (drop: readonly string[]) => pod({ containers: [{ name: 'a', securityContext: { capabilities: { drop } } }] })
    expect(mutateObject([set('merge')], given(['NET_RAW'])).object).toEqual(given(['NET_RAW', 'ALL']))
    expect(mutateObject([set('prune')], given(['NET_RAW', 'ALL'])).object).toEqual(given(['NET_RAW']))
  })

  test.each([
    ['nginx', 'docker.io/nginx:1'],
    ['library/nginx:2', 'docker.io/library/nginx:1'],
    ['ghcr.io/a/b@sha256:00', 'docker.io/a/b:1'],
    ['localhost:5000/a', 'docker.io/a:1'],
  ])('AssignImage makes %s into %s', (image, expected) => {
    const assign = mutator('AssignImage', 'spec.containers[name:*].image', { assignDomain: 'docker.io', assignTag: ':1' })
    expect(mutateObject([assign], pod({ containers: [{ name: 'a', image }] })).object['spec']).toEqual({
      containers: [{ name: 'a', image: expected }],
    })
  })

  test('mutators that undo each other are refused', () => {
    const set = (name: string, value: string) => ({ ...mutator('Assign', 'spec.priorityClassName', { assign: { value } }), name })
    expect(() => mutateObject([set('a', 'x'), set('b', 'y')], pod({}))).toThrow(
      'Pod web: the mutators do not come to rest: Assign a, Assign b',
    )
  })

  test.each([
    ['metadata.name', 'Assign test-assign: spec.location: metadata can be changed by AssignMetadata only'],
    ['spec..x', 'Assign test-assign: spec.location: unexpected ".x" at position 6 of location "spec..x"'],
    ['spec.', 'Assign test-assign: spec.location: location "spec." ends too early'],
    ['spec.containers[name:*]', 'Assign test-assign: spec.location: must not end with all elements of a list'],
  ])('the location %s is refused', (location, message) => {
    expect(() => mutator('Assign', location, { assign: { value: 1 } })).toThrow(message)
  })
})
