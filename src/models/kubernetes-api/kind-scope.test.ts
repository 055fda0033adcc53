import { describe, expect, it } from 'vitest'

import { groupOf, isBuiltInGroup, isNamespaced } from './kind-scope.ts'
import { removals } from './removals.ts'

describe('isNamespaced', () => {
  it.each([
    ['v1', 'Pod', true],
    ['v1', 'Node', false],
    ['apps/v1', 'Deployment', true],
    ['apps/v1beta1', 'Deployment', true],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
    ['storage.k8s.io/v1', 'CSIStorageCapacity', true],
    ['apps/v1', 'Pod', undefined],
    ['v1', 'constructor', undefined],
    ['constructor/v1', 'Pod', undefined],
    ['gateway.networking.k8s.io/v1', 'Gateway', undefined],
  ])('%s %s: %s', (apiVersion, kind, expected) => {
    expect(isNamespaced(apiVersion, kind)).toBe(expected)
  })

  it('knows every kind that was removed', () => {
    const unknown = removals.flatMap(({ apiVersion, kinds }) => kinds.filter((kind) => isNamespaced(apiVersion, kind) === undefined))
    expect(unknown).toEqual([])
  })
})

it('tells the group of an apiVersion', () => {
  expect(['v1', 'apps/v1', ''].map(groupOf)).toEqual(['', 'apps', ''])
  expect(['v1', 'batch/v9', 'metrics.k8s.io/v1', 'snapshot.storage.k8s.io/v1'].map(isBuiltInGroup)).toEqual([true, true, false, false])
})
