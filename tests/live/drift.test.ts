import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { hasClusterPrograms } from '../cluster-programs.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { create, Workbench } from './live-cluster.ts'

interface Finding {
  readonly check: string
  readonly severity: string
  readonly message: string
  readonly location: { readonly uri: string; readonly startLine: number; readonly path: string }
  readonly related: readonly { readonly location: { readonly uri: string; readonly path: string } }[]
}

const secret = ['hunter', '2-of-the-cluster'].join('')

/** Objects of many kinds, as they are written: with little in them. */
const declared = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: shop.azurecr.io/web:1
          env: [{ name: PASSWORD, value: declared }]
          securityContext:
            runAsNonRoot: true
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector: {}
  ingress: [{ ports: [{ port: 80 }] }]
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
  namespace: shop
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: job, image: shop.azurecr.io/job }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: shop
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: 'shop.azurecr.io/db:1', volumeMounts: [{ name: data, mountPath: /data }] }]
      volumes: [{ name: settings, configMap: { name: db } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1024Mi } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
  namespace: shop
roleRef: { kind: Role, name: web, apiGroup: rbac.authorization.k8s.io }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }, { kind: Group, name: team }]
`

describe.skipIf(!hasClusterPrograms())('drift against a real API server', () => {
  const bench = new Workbench()
  let cluster: Cluster
  const deployment = '/apis/apps/v1/namespaces/shop/deployments/web'

  const drift = async (...args: string[]) => {
    const { code, out } = await bench.run('cluster', 'drift', 'shop.yaml', '--format', 'json', ...args)
    expect(out).not.toContain(secret)
    return { code, findings: (JSON.parse(out) as { findings: readonly Finding[] }).findings }
  }

  beforeAll(async () => {
    cluster = await startCluster()
    await create(cluster, declared)
    bench.write('shop.yaml', declared)
    bench.kubeconfig(cluster)
  }, 120_000)
  afterAll(async () => {
    bench.remove()
    await cluster?.stop()
  }, 30_000)

  test('there is none after everything has been created', async () => {
    expect(await drift()).toEqual({ code: 0, findings: [] })
  })

  test('a changed field is reported at the declared place, the one that matters first', async () => {
    await cluster.call('PATCH', deployment, { spec: { replicas: 3 } })
    const container = {
      name: 'app',
      image: 'shop.azurecr.io/web:1',
      env: [{ name: 'PASSWORD', value: secret }],
      securityContext: { privileged: true },
    }
    await cluster.call('PATCH', deployment, { spec: { template: { spec: { containers: [container] } } } })
    const { code, findings } = await drift()
    expect(code).toBe(1)
    const line = declared.split('\n').findIndex((text) => text.includes('securityContext')) + 1
    expect(findings.map(({ message }) => message)).toEqual([
      'spec.template.spec.containers[0].securityContext.privileged is set in the cluster, and not declared: true',
      'spec.template.spec.containers[0].securityContext.runAsNonRoot is declared, and missing in the cluster',
      'spec.replicas is set in the cluster, and not declared: 3',
      'spec.template.spec.containers[0].env[0].value has another value in the cluster',
    ])
    expect(findings.map(({ severity }) => severity)).toEqual(['high', 'high', 'low', 'low'])
    const privileged = findings.find(({ message }) => message.includes('privileged'))!
    expect(privileged.location).toMatchObject({ uri: 'shop.yaml', path: 'spec.template.spec.containers[0].securityContext.privileged' })
    expect(Math.abs(privileged.location.startLine - line)).toBeLessThanOrEqual(1)
    expect(privileged.related[0]!.location).toMatchObject({
      uri: 'cluster/shop/Deployment/web.json',
      path: 'spec.template.spec.containers[0].securityContext.privileged',
    })
  })

  test('what is gone, and what was made by hand, is told', async () => {
    await cluster.call('DELETE', '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies/web')
    await create(
      cluster,
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: by-hand, namespace: shop }\nroleRef: { kind: ClusterRole, name: cluster-admin, apiGroup: rbac.authorization.k8s.io }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: elsewhere }\n',
    )
    const { findings } = await drift('--only', 'drift/missing', 'drift/unmanaged')
    expect(findings.map(({ check, severity, message, location }) => `${check} ${severity} ${message} ${location.uri}`)).toEqual([
      'drift/unmanaged high RoleBinding by-hand is in the cluster, and not declared cluster/shop/RoleBinding/by-hand.json',
      'drift/missing high NetworkPolicy web is not in the cluster shop.yaml',
    ])
  })

  test('the number of pods of what is scaled is nobody’s drift', async () => {
    const scaler =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }\n'
    await create(cluster, scaler)
    bench.write('shop.yaml', `${declared}---\n${scaler}`)
    const { findings } = await drift('--only', 'drift/changed')
    expect(findings.filter(({ message }) => message.includes('replicas'))).toEqual([])
    expect(findings.length).toBe(3)
    bench.write('shop.yaml', declared)
  })

  test('objects without a namespace are looked for where they are said to land', async () => {
    bench.write('shop.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: elsewhere\n')
    expect((await drift()).findings).toEqual([])
    expect((await drift('--namespace', 'shop', '--only', 'drift/missing')).findings.map(({ message }) => message)).toEqual([
      'ConfigMap elsewhere is not in the cluster',
    ])
  })
})
