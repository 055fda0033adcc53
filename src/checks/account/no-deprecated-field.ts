import { defineCheck } from '../../core/check.ts'
import { remove, rename } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const noDeprecatedField = defineCheck({
  id: 'account/no-deprecated-field',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The account stands in serviceAccountName', ja: 'アカウントは serviceAccountName で指定する' }),
  why: text({
    en: '`serviceAccount` is the deprecated name of the field. Policies and tools that look at serviceAccountName alone take the pod for one of the default account.',
    ja: '`serviceAccount` は非推奨のフィールド名です。serviceAccountName だけを見るポリシーやツールは、default アカウントの Pod と見なしてしまいます。',
  }),
  messages: {
    deprecated: text({
      en: 'the account stands in the deprecated field serviceAccount',
      ja: '非推奨のフィールド serviceAccount で指定しています',
    }),
    contradiction: text({
      en: 'serviceAccount says {deprecated}, and serviceAccountName, which counts, says {name}',
      ja: 'serviceAccount は {deprecated} ですが、有効なのは serviceAccountName の {name} です',
    }),
  },
  *evaluate(pod, { report }) {
    const deprecated = pod.get('serviceAccount')
    const name = pod.get('serviceAccountName')
    if (typeof deprecated !== 'string') return
    const at = pod.at('serviceAccount')
    if (typeof name === 'string' && name !== deprecated)
      yield report('contradiction', { deprecated, name }, { at, fix: { title: leaveOut, safety: 'safe', edits: [remove(at)] } })
    // What the API server writes itself, both with one value, comes with every object that is read from a cluster.
    else if (name === undefined)
      yield report(
        'deprecated',
        {},
        { at, part: 'key', fix: { title: useName, safety: 'safe', edits: [rename(at, 'serviceAccountName')] } },
      )
  },
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  examples: [
    {
      name: 'the old name alone, and against the new one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  «serviceAccount»: web
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccount: «shop»
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['deprecated', 'contradiction'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'as the API server writes it',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})

const leaveOut = text({ en: 'leave the deprecated field out', ja: '非推奨のフィールドを削除する' })
const useName = text({ en: 'use serviceAccountName', ja: 'serviceAccountName を使う' })
