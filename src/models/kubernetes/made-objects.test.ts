import { expect, test } from 'vitest'

import type { JsonObject } from './json.ts'
import { changedPods, withoutMade } from './made-objects.ts'

const owned = (kind: string, uid: string) => [{ apiVersion: 'apps/v1', kind, name: uid, uid, controller: true }]
const container = (name: string, image = `${name}:1`) => ({ name, image })

const deployment: JsonObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', uid: 'd' }, spec: {} }
const replicaSet: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web-1', uid: 'r', ownerReferences: owned('Deployment', 'd') },
  spec: { template: { spec: { initContainers: [container('setup')], containers: [container('app')] } } },
}
const pod = (name: string, spec: object): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name, ownerReferences: owned('ReplicaSet', 'r') },
  spec: { initContainers: [container('setup')], containers: [container('app')], ...spec },
})

test('a pod that is as its workload says is judged in the workload', () => {
  const objects = [deployment, replicaSet, pod('a', {})]
  expect(withoutMade(objects)).toEqual([deployment])
  expect(changedPods(objects)).toEqual([])
})

test('an image by digest is the same container', () => {
  expect(changedPods([replicaSet, pod('a', { containers: [container('app', 'app:1@sha256:0')] })])).toEqual([])
})

test('what was put into all pods of a workload is given once, what is in one of them there', () => {
  const containers = [container('proxy'), container('app')]
  const first = pod('a', { containers })
  const second = pod('b', { containers })
  const third = pod('c', { containers, ephemeralContainers: [container('debugger')], initContainers: [container('app')] })
  expect(changedPods([deployment, replicaSet, first, second, third])).toEqual([
    { pod: first, makers: [replicaSet, deployment], containers: [['spec', 'containers', 0]] },
    {
      pod: third,
      makers: [replicaSet, deployment],
      containers: [
        ['spec', 'initContainers', 0],
        ['spec', 'ephemeralContainers', 0],
      ],
    },
  ])
})

test('pods of nobody, of owners that are not known and of kinds without one template are left alone', () => {
  const lonely = { ...pod('a', {}), metadata: { name: 'a' } }
  const orphan = pod('b', { containers: [container('other')] })
  const workflow: JsonObject = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { uid: 'r' }, spec: {} }
  expect(changedPods([lonely, orphan])).toEqual([])
  expect(changedPods([workflow, orphan])).toEqual([])
})

test('objects that own each other come to an end', () => {
  const loop = { ...deployment, metadata: { name: 'web', uid: 'd', ownerReferences: owned('ReplicaSet', 'r') } }
  const odd = pod('a', { containers: [container('proxy')] })
  expect(changedPods([loop, replicaSet, odd])).toEqual([{ pod: odd, makers: [replicaSet, loop], containers: [['spec', 'containers', 0]] }])
})
