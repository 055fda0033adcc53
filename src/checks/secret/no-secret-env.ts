import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { variablesOfContainerInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const noSecretEnv = defineCheck({
  id: 'secret/no-secret-env',
  controls: ['secret-key-vault-csi', 'build-manifest-analysis'],
  standards: ['cis-aks/4.5.1'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Secrets reach containers as files', ja: 'シークレットはファイルとして渡す' }),
  why: text({
    en: 'The environment goes to every child process, into crash reports and debug pages, and keeps the old value until a restart. A mounted file is read by who opens it, and follows a rotation.',
    ja: '環境変数は子プロセスすべてに渡り、クラッシュレポートやデバッグ画面にも現れ、再起動するまで古い値のままです。ファイルなら、開いたものだけが読み、ローテーションにも追従します。',
  }),
  messages: {
    variable: text({
      en: '{variable} of container {container} is filled from Secret {secret}',
      ja: 'コンテナー {container} の {variable} に Secret {secret} の値が入ります',
    }),
    all: text({
      en: 'the environment of container {container} is filled from Secret {secret}',
      ja: 'コンテナー {container} の環境変数に Secret {secret} の全内容が入ります',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, variable] of container.list('env').entries()) {
        if (valueAt(variable, ['valueFrom', 'secretKeyRef']) === undefined) continue
        const args = {
          variable: stringAt(variable, ['name']) ?? '?',
          container: container.name,
          secret: stringAt(variable, ['valueFrom', 'secretKeyRef', 'name']) ?? '?',
        }
        yield report('variable', args, { at: container.at('env', index, 'valueFrom', 'secretKeyRef'), part: 'key' })
      }
      for (const [index, from] of container.list('envFrom').entries()) {
        if (valueAt(from, ['secretRef']) === undefined) continue
        const secret = stringAt(from, ['secretRef', 'name']) ?? '?'
        yield report('all', { container: container.name, secret }, { at: container.at('envFrom', index, 'secretRef'), part: 'key' })
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [variablesOfContainerInCel],
        forbids: 'variable.?valueFrom.?secretKeyRef.hasValue()',
        message: 'variable',
        args: { variable: 'variable.name', container: 'container.name', secret: "variable.valueFrom.secretKeyRef.?name.orValue('?')" },
      },
      {
        of: 'container',
        each: [{ in: 'container.?envFrom.orValue([])', as: 'from' }],
        forbids: 'has(from.secretRef)',
        message: 'all',
        args: { container: 'container.name', secret: "from.secretRef.?name.orValue('?')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  examples: [
    {
      name: 'one key, and a whole Secret',
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
            «secretKeyRef»:
              name: db
              key: password
      envFrom:
        - «secretRef»:
            name: mail
`,
      fails: ['variable', 'all'],
    },
    {
      name: 'a file',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: REGION
          valueFrom:
            configMapKeyRef:
              name: settings
              key: region
      volumeMounts:
        - name: db
          mountPath: /etc/db
          readOnly: true
  volumes:
    - name: db
      secret:
        secretName: db
`,
    },
  ],
})
