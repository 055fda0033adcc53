import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noSharedProcessNamespace = defineCheck({
  id: 'pod/no-shared-process-namespace',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The containers of a pod do not see the processes of each other', ja: 'Pod のコンテナー間でプロセスを共有しない' }),
  why: text({
    en: 'In a shared process namespace a sidecar reads the environment, the memory map and, by /proc/PID/root, the files of the application: the secrets of one container are those of all.',
    ja: 'プロセス名前空間を共有すると、サイドカーがアプリケーションの環境変数やメモリー配置を読め、/proc/PID/root からファイルにも届きます。1 つのコンテナーのシークレットは、全コンテナーのシークレットになります。',
  }),
  messages: {
    shared: text({ en: 'the containers of the pod share their processes', ja: 'Pod のコンテナーがプロセスを共有します' }),
  },
  *evaluate(pod, { report }) {
    if (pod.get('shareProcessNamespace') !== true || pod.containers.length < 2) return
    const at = pod.at('shareProcessNamespace')
    yield report(
      'shared',
      {},
      { at, fix: { title: text({ en: 'keep them apart', ja: '分離する' }), safety: 'review', edits: [remove(at)] } },
    )
  },
  enforce: {
    cel: [
      { of: 'pod', forbids: 'variables.pod.?shareProcessNamespace.orValue(false) && size(variables.containers) > 1', message: 'shared' },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  examples: [
    {
      name: 'an application and its sidecar',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: «true»
  containers:
    - name: app
      image: registry.example/app:1
    - name: helper
      image: registry.example/helper:1
`,
      fails: ['shared'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
    - name: helper
      image: registry.example/helper:1
`,
    },
    {
      name: 'one container has nobody to share with',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
