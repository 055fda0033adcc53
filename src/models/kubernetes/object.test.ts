import { expect, test } from 'vitest'

import { Estate } from '../../core/estate.ts'
import type { Document } from '../../core/subject.ts'
import { binding } from '../rbac/role.ts'
import { kubernetesObject, KubernetesObject } from './object.ts'

const document: Document = {
  uri: 'a.yaml',
  place: (path) => ({ source: { uri: 'a.yaml', text: '' }, range: { start: 0, end: 0 }, path }),
  edit: () => undefined,
}

function object(namespace: string | undefined): KubernetesObject {
  return new KubernetesObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace } }, document)
}

test('the namespace of a release without a name is none', () => {
  const { scope, namespace, ref } = object('release-namespace')
  expect({ scope, namespace, ref }).toEqual({ scope: '', namespace: undefined, ref: { apiVersion: 'v1', kind: 'Pod', name: 'web' } })
  expect([object('shop').scope, object('release').scope, object(undefined).scope]).toEqual(['shop', 'release', ''])
})

test('neither is it one in the subject of a binding', () => {
  const value = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'b' },
    roleRef: { kind: 'ClusterRole', name: 'r' },
    subjects: [
      { kind: 'ServiceAccount', name: 'a', namespace: 'release-namespace' },
      { kind: 'ServiceAccount', name: 'b', namespace: 'shop' },
    ],
  }
  const [given] = new Estate([[kubernetesObject, [new KubernetesObject(value, document)]]]).subjects(binding)
  expect(given!.subjects.map(({ namespace }) => namespace)).toEqual([undefined, 'shop'])
})
