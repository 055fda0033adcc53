import type { Cluster } from '../cluster.ts'
import { create } from './live-cluster.ts'

/** The value of a Secret that nothing may ever show. */
export const hidden = 'cGxlYXNlLWRvLW5vdC1zaG93LW1l'

const workload = `
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          securityContext:
            privileged: true
`

/** What a webhook has put into the pods, and no workload asks for. */
const putIn = `    - name: proxy
      image: shop.azurecr.io/proxy:1
      securityContext:
        privileged: true
`

const shop = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: Secret
metadata:
  name: web
  namespace: shop
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"${hidden}"}}'
data:
  password: ${hidden}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
data:
  LOG_LEVEL: info
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web${workload}---
apiVersion: v1
kind: Namespace
metadata:
  name: tools
---
apiVersion: v1
kind: Pod
metadata:
  name: lonely
  namespace: tools
spec:
  containers:
    - name: app
      image: shop.azurecr.io/tool:1
      securityContext:
        privileged: true
`

/**
 * A Deployment with what its controllers make of it (nobody does here, so the objects are made by hand, with the same
 * owners), a pod of nobody, and a Secret.
 */
export async function createShop(cluster: Cluster): Promise<void> {
  const deployment = (await create(cluster, shop)).find(({ kind }) => kind === 'Deployment')!
  const [replicaSet] = await create(
    cluster,
    `
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web-1
  namespace: shop
  ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: ${uidOf(deployment)}, controller: true }]
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web${workload}`,
  )
  for (const name of ['web-1-a', 'web-1-b'])
    await create(
      cluster,
      `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels:
    app: web
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: ${uidOf(replicaSet!)}, controller: true }]${workload.replaceAll('\n    ', '\n')}${putIn}`,
    )
}

function uidOf(object: Record<string, unknown>): string {
  return (object['metadata'] as { uid: string }).uid
}
