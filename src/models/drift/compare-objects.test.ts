import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

import { formatPath } from '../../core/location.ts'
import type { JsonObject } from '../kubernetes/json.ts'
import { compareObjects } from './compare-objects.ts'

const object = (text: string) => parse(text) as JsonObject
const differences = (declared: string, live: string) =>
  compareObjects(object(declared), object(live)).map(({ change, path, livePath }) =>
    [change, formatPath(path), ...(formatPath(path) === formatPath(livePath) ? [] : [formatPath(livePath)])].join(' '),
  )

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          ports: [{ containerPort: 80 }]
          env: [{ name: A, value: a }, { name: B, value: b }]
          readinessProbe: { httpGet: { port: 80 } }
          resources: { limits: { cpu: 500m, memory: 1Gi } }
`

/** What the API server made of it, as it was seen to. */
const live = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  uid: 1
  generation: 1
  annotations: { deployment.kubernetes.io/revision: '1' }
spec:
  progressDeadlineSeconds: 600
  replicas: 1
  revisionHistoryLimit: 10
  selector: { matchLabels: { app: web } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% } }
  template:
    metadata: { labels: { app: web }, creationTimestamp: null }
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          imagePullPolicy: IfNotPresent
          ports: [{ containerPort: 80, protocol: TCP }]
          env: [{ name: B, value: b }, { name: A, value: a }]
          readinessProbe: { failureThreshold: 3, httpGet: { path: /, port: 80, scheme: HTTP }, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }
          resources: { limits: { cpu: '0.5', memory: 1024Mi }, requests: { cpu: '0.5', memory: 1024Mi } }
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
      dnsPolicy: ClusterFirst
      restartPolicy: Always
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
status: { replicas: 1 }
`

test('what the server fills in, orders and writes in another way is no difference', () => {
  expect(differences(deployment, live)).toEqual([])
})

describe('a difference', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['changed', 'web:1\n          imagePullPolicy', 'web:2\n          imagePullPolicy', ['changed spec.template.spec.containers[0].image']],
    ['made root', 'securityContext: {}', 'securityContext: { runAsUser: 0 }', ['added spec.template.spec.securityContext']],
    ['set to another default', 'dnsPolicy: ClusterFirst', 'dnsPolicy: Default', ['added spec.template.spec.dnsPolicy']],
    ['pulled otherwise', 'IfNotPresent', 'Always', ['added spec.template.spec.containers[0].imagePullPolicy']],
    ['scaled', 'replicas: 1\n  revision', 'replicas: 3\n  revision', ['added spec.replicas']],
    [
      'taken away',
      'env: [{ name: B, value: b }, ',
      'env: [',
      ['removed spec.template.spec.containers[0].env[1] spec.template.spec.containers[0].env'],
    ],
    [
      'in another position',
      '{ name: A, value: a }',
      '{ name: A, value: z }',
      ['changed spec.template.spec.containers[0].env[0].value spec.template.spec.containers[0].env[1].value'],
    ],
    [
      'a further container',
      'containers:\n',
      'containers:\n        - name: spy\n          image: spy:1\n',
      ['added spec.template.spec.containers spec.template.spec.containers[0]'],
    ],
    [
      'a quantity',
      "limits: { cpu: '0.5'",
      "limits: { cpu: '2'",
      ['changed spec.template.spec.containers[0].resources.limits.cpu', 'added spec.template.spec.containers[0].resources.requests'],
    ],
  ])('is seen where it is %s', (_, from, to, expected) => {
    expect(live).toContain(from)
    expect(differences(deployment, live.replace(from, to))).toEqual(expected)
  })

  test('in labels and annotations counts where it was declared, or decides on security', () => {
    const namespace = (labels: string) => `{ apiVersion: v1, kind: Namespace, metadata: { name: a, labels: { ${labels} } } }`
    expect(differences(namespace('team: a'), namespace('team: b, other: c, kubernetes.io/metadata.name: a'))).toEqual([
      'changed metadata.labels.team',
    ])
    expect(differences(namespace('team: a'), namespace('team: a, pod-security.kubernetes.io/enforce: privileged'))).toEqual([
      'added metadata.labels["pod-security.kubernetes.io/enforce"]',
    ])
    expect(differences(namespace('team: a'), namespace(''))).toEqual(['removed metadata.labels.team'])
  })

  test('between values of Secrets is not looked for', () => {
    const secret = (rest: string) => `{ apiVersion: v1, kind: Secret, metadata: { name: a }, ${rest} }`
    expect(differences(secret('stringData: { a: b }'), secret('type: Opaque'))).toEqual([])
    expect(differences(secret('type: kubernetes.io/tls'), secret('type: Opaque'))).toEqual(['changed type'])
  })

  test('of custom kinds counts where it was declared', () => {
    const rollout = (spec: string) => `{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: a }, spec: { ${spec} } }`
    expect(differences(rollout('paused: true, steps: [a]'), rollout('paused: false, steps: [a, b], filledIn: 3'))).toEqual([
      'changed spec.paused',
      'changed spec.steps',
    ])
  })

  test('in rules of roles is one of the whole list where their number differs', () => {
    const role = (rules: string) => `{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: a }, rules: [${rules}] }`
    expect(differences(role('{ verbs: [get] }'), role('{ verbs: [get] }, { verbs: ["*"] }'))).toEqual(['changed rules'])
    expect(differences(role('{ verbs: [get] }'), role('{ verbs: ["*"] }'))).toEqual(['changed rules[0].verbs[0]'])
  })
})
