import { expect, test } from 'vitest'

import { withServerDefaults } from './defaults.ts'

const containersOf = (object: unknown) => (object as { spec: { containers: readonly Record<string, unknown>[] } }).spec.containers

test.each([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['registry:5000/nginx', 'Always'],
  ['nginx:1.27', 'IfNotPresent'],
  ['nginx@sha256:00', 'IfNotPresent'],
])('the image %s is pulled %s', (image, imagePullPolicy) => {
  const pod = withServerDefaults({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image }] } })
  expect(containersOf(pod)[0]!['imagePullPolicy']).toBe(imagePullPolicy)
})

test('ports of pods on the network of their node are ports of the node', () => {
  const pod = withServerDefaults({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { hostNetwork: true, containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] },
  })
  expect(containersOf(pod)[0]!['ports']).toEqual([{ protocol: 'TCP', hostPort: 80, containerPort: 80 }])
})

test('the token of the service account is mounted unless the pod does not want it', () => {
  const pod = (spec: object) => withServerDefaults({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'c' }], ...spec } })
  expect(containersOf(pod({}))[0]!['volumeMounts']).toEqual([
    { name: 'kube-api-access', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
  ])
  expect(containersOf(pod({ automountServiceAccountToken: false }))[0]!['volumeMounts']).toBeUndefined()
})

test('objects of namespaces are in one, others are not', () => {
  expect(withServerDefaults({ kind: 'Service', metadata: { name: 's' } })['metadata']).toEqual({ name: 's', namespace: 'default' })
  expect(withServerDefaults({ kind: 'Node', metadata: { name: 'n' } })['metadata']).toEqual({ name: 'n' })
})

test('a Service that does not say so is inside of the cluster only', () => {
  const service = (spec: object) =>
    withServerDefaults({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'n' }, spec })['spec']
  const inside = { sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }
  expect(service({ ports: [{ port: 80 }] })).toEqual({
    ...inside,
    type: 'ClusterIP',
    ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
  })
  expect(service({ type: 'LoadBalancer', ports: [] })).toEqual({
    ...inside,
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Cluster',
    allocateLoadBalancerNodePorts: true,
    ports: [],
  })
  expect(service({ type: 'ExternalName', externalName: 'a.example' })).toEqual({
    sessionAffinity: 'None',
    type: 'ExternalName',
    externalName: 'a.example',
  })
})
