import { defineCheck, notApplicable } from '../../core/check.ts'
import { message, shown, text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { podIndex } from '../../models/workload/pod-index.ts'

/**
 * Programs that administer or store something and, as their images come, ask nobody who they are: the end of the image's
 * repository.
 */
const consoles: readonly (readonly [end: string, product: string])[] = [
  ['argoproj/argocli', 'Argo Workflows'],
  ['kubernetesui/dashboard', 'Kubernetes Dashboard'],
  ['kubernetesui/dashboard-web', 'Kubernetes Dashboard'],
  ['weaveworks/scope', 'Weave Scope'],
  ['centraldashboard', 'Kubeflow'],
  ['kube-ops-view', 'kube-ops-view'],
  ['apache/nifi', 'Apache NiFi'],
  ['prom/prometheus', 'Prometheus'],
  ['prometheus/prometheus', 'Prometheus'],
  ['prom/alertmanager', 'Alertmanager'],
  ['prometheus/alertmanager', 'Alertmanager'],
  ['jaegertracing/all-in-one', 'Jaeger'],
  ['jaegertracing/jaeger-query', 'Jaeger'],
  ['mongo-express', 'mongo-express'],
  ['adminer', 'Adminer'],
  ['elasticsearch', 'Elasticsearch'],
  ['redis', 'Redis'],
  ['valkey', 'Valkey'],
  ['memcached', 'Memcached'],
  ['etcd', 'etcd'],
]

export const noExposedConsole = defineCheck({
  id: 'service/no-exposed-console',
  controls: ['net-public-services', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  reads: 'estate',
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Consoles and data stores are not published', ja: '管理画面やデータストアを外部に公開しない' }),
  why: text({
    en: 'Many of these programs ask nobody for a password. Whoever reaches one administers what it administers, and there are people who look for nothing else all day.',
    ja: 'これらのプログラムの多くはパスワードを求めません。到達できた相手は、その管理対象を操作できます。公開された管理画面は常に探索されています。',
  }),
  messages: {
    published: text({
      en: 'Service {name} publishes {product} ({image})',
      ja: 'Service {name} が {product}（{image}）を公開します',
    }),
  },
  *evaluate(service, { report, estate }) {
    const type = service.get('spec', 'type')
    const isInternal = service.annotations['service.beta.kubernetes.io/azure-load-balancer-internal'] === 'true'
    if (type !== 'NodePort' && (type !== 'LoadBalancer' || isInternal))
      return notApplicable(text({ en: 'it is not published', ja: '外部に公開されません' }))
    const selector = service.get('spec', 'selector')
    if (!isObject(selector) || Object.keys(selector).length === 0)
      return notApplicable(text({ en: 'it selects no pods by label', ja: 'ラベルで Pod を選択しません' }))
    for (const pod of estate.view(podIndex).in(service.scope)) {
      if (!selects({ matchLabels: selector }, pod.podLabels)) continue
      for (const { written, name, at } of imagesOf(pod)) {
        const product = productOf(name.repository)
        if (product === undefined) continue
        const related = [{ of: pod, at, note: message(text({ en: 'what it leads to', ja: '公開されるもの' }), {}) }]
        yield report('published', { name: service.name, product, image: shown(written) }, { at: ['spec', 'type'], related })
        return undefined
      }
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/alerts-containers'],
  examples: [
    {
      name: 'a data store on a public address',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: cache
  labels:
    app: cache
spec:
  containers:
    - name: app
      image: registry.example/library/redis:7.4
---
apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  type: «LoadBalancer»
  selector:
    app: cache
`,
      fails: ['published'],
    },
    {
      name: 'inside the network, inside the cluster, and a program of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: cache
  labels:
    app: cache
spec:
  containers:
    - name: app
      image: registry.example/library/redis:7.4
---
apiVersion: v1
kind: Service
metadata:
  name: cache
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
  selector:
    app: cache
---
apiVersion: v1
kind: Service
metadata:
  name: cache-inside
spec:
  selector:
    app: cache
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: app
      image: registry.example/shop/redis-web:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  selector:
    app: web
`,
    },
  ],
})

function productOf(repository: string): string | undefined {
  return consoles.find(([end]) => repository === end || repository.endsWith(`/${end}`))?.[1]
}
