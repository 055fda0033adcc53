import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { commandLine, wordsAt } from '../../models/workload/command-line.ts'
import { credentialIn, formOfCredential, type Credential } from '../../models/workload/credential.ts'
import { workload } from '../../models/workload/workload.ts'

const places = [
  ['livenessProbe', 'exec', 'command'],
  ['readinessProbe', 'exec', 'command'],
  ['startupProbe', 'exec', 'command'],
  ['lifecycle', 'postStart', 'exec', 'command'],
  ['lifecycle', 'preStop', 'exec', 'command'],
] as const

export const noCredentialInCommand = defineCheck({
  id: 'secret/no-credential-in-command',
  controls: ['secret-none-in-code', 'secret-key-vault-csi', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Commands hold no credentials', ja: 'コマンドに資格情報を書かない' }),
  why: text({
    en: 'Besides standing in the manifest, the words of a command are seen by every process of the container and of the node, and end up in logs of crashes and of audits.',
    ja: 'マニフェストに残るだけでなく、コマンドの引数はコンテナーやノードのすべてのプロセスから見え、障害や監査のログにも記録されます。',
  }),
  messages: {
    literal: text({
      en: 'the command of container {container} holds a credential: {what}',
      ja: 'コンテナー {container} のコマンドに資格情報が書かれています: {what}',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const line of [commandLine(container), ...places.map((path) => wordsAt(container, ...path))]) {
        for (const [index, { text: word, at }] of line.entries()) {
          const credential = credentialOf(word, line[index - 1]?.text)
          if (credential === undefined) continue
          const { what, severity, confidence } = credential
          yield report('literal', { container: container.name, what }, { at, conceal: at, severity, confidence })
        }
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  examples: [
    {
      name: 'in a flag, behind a flag, and in a script',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      args: [«--db-password=hunter2», --redis-password, «hunter2», --port=80]
    - name: helper
      image: registry.example/helper:1
      command: [sh, -c, «pg_dump postgres://shop:hunter2@db/shop»]
`,
      fails: ['literal', 'literal', 'literal'],
    },
    {
      name: 'variables, files, and flags that take nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      args: [--db-password=$(DB_PASSWORD), --token-file=/var/run/token, --no-password, --password, --port, "80"]
`,
    },
  ],
})

/** A credential in a word: by its form, as the value of a flag (`--name=value`), or behind a flag that names one. */
function credentialOf(word: string, before: string | undefined): Credential | undefined {
  const flag = /^--?([\w.-]{1,100})=([^]*)$/.exec(word)
  if (flag !== null) return credentialIn(flag[1]!, flag[2]!)
  const opening = before === undefined ? null : /^--([\w.-]{1,100})$/.exec(before)
  if (opening !== null && !word.startsWith('-')) return credentialIn(opening[1]!, word)
  return formOfCredential(word)
}
