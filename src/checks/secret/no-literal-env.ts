import { defineCheck } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { credentialIn } from '../../models/workload/credential.ts'
import { workload } from '../../models/workload/workload.ts'

export const noLiteralEnv = defineCheck({
  id: 'secret/no-literal-env',
  controls: ['secret-none-in-code', 'secret-key-vault-csi', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Environment variables hold no written-out credentials', ja: '環境変数に資格情報を直接書かない' }),
  why: text({
    en: 'What stands in a manifest is read by everybody with the repository, the view role of the cluster, or a backup of either, and cannot be changed without a deployment.',
    ja: 'マニフェストに書いた値は、リポジトリやそのバックアップ、クラスターの閲覧権限を持つ全員に読まれ、デプロイし直さなければ変更できません。',
  }),
  messages: {
    literal: text({
      en: '{variable} of container {container} holds a credential: {what}',
      ja: 'コンテナー {container} の {variable} に資格情報が書かれています: {what}',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, variable] of container.list('env').entries()) {
        const name = stringAt(variable, ['name']) ?? ''
        const value = stringAt(variable, ['value'])
        const credential = value === undefined ? undefined : credentialIn(name, value)
        if (credential === undefined) continue
        const { what, severity, confidence } = credential
        const at = container.at('env', index)
        yield report(
          'literal',
          { variable: name, container: container.name, what },
          {
            at: [...at, 'value'],
            conceal: [...at, 'value'],
            severity,
            confidence,
            fix: {
              title: text({ en: 'take it from a Secret, which you have to provide', ja: 'Secret から取得する（Secret は別途用意します）' }),
              safety: 'review',
              edits: [
                remove([...at, 'value']),
                set([...at, 'valueFrom'], { secretKeyRef: { name: pod.object.name || 'credentials', key: name } }),
              ],
            },
          },
        )
      }
    }
  },
  references: [
    'https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security',
    'https://learn.microsoft.com/azure/aks/csi-secrets-store-driver',
  ],
  examples: [
    {
      name: 'a password by name, and one in an address',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: DB_PASSWORD
          value: «hunter2»
        - name: QUEUE
          value: «amqp://guest:guest@rabbitmq:5672/»
`,
      fails: ['literal', 'literal'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: web
              key: DB_PASSWORD
        - name: QUEUE
          valueFrom:
            secretKeyRef:
              name: web
              key: QUEUE
`,
    },
    {
      name: 'references, switches, files, and names that only sound like it',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db
              key: password
        - name: DB_URL
          value: postgres://shop:$(DB_PASSWORD)@db:5432/shop
        - name: ALLOW_EMPTY_PASSWORD
          value: "yes"
        - name: TOKEN_FILE
          value: /var/run/secrets/token
        - name: MAX_TOKENS
          value: "4096"
        - name: ADMIN_EMAIL
          value: admin@example.com
        - name: API_KEY
          value: \${API_KEY}
`,
    },
  ],
})
