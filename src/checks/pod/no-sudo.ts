import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { commandLine, programName } from '../../models/workload/command-line.ts'
import { workload } from '../../models/workload/workload.ts'

/** `sudo` where a shell starts a command: at the start of a line, or behind `;`, `&`, `|`, `(`, `` ` `` or `then`. */
const sudoInScript = /(?:^|[\n;&|(`]|\b(?:then|do|else|exec)\b)[ \t]*(?:\/usr\/bin\/)?sudo[ \t]/

export const noSudo = defineCheck({
  id: 'pod/no-sudo',
  controls: ['pod-no-privilege-escalation', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Containers do not start programs by sudo', ja: 'コンテナーで sudo を使わない' }),
  why: text({
    en: 'Whoever takes over a container in which sudo works is root in it with one word. It also fails as soon as privilege escalation is refused.',
    ja: 'sudo が使えるコンテナーを乗っ取れば、その一語で root になれます。また、特権の昇格を禁止すると動かなくなります。',
  }),
  messages: {
    sudo: text({ en: 'container {container} starts a program by sudo', ja: 'コンテナー {container} が sudo でプログラムを起動します' }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, { text: word, at }] of commandLine(container).entries()) {
        const isWord = index === 0 && programName(word) === 'sudo'
        if (!isWord && !sudoInScript.test(word)) continue
        const fix = {
          title: text({ en: 'start it without sudo', ja: 'sudo なしで起動する' }),
          safety: 'review',
          edits: [remove(at)],
        } as const
        yield report('sudo', { container: container.name }, { at, fix: isWord ? fix : undefined })
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'the whole command, and one of a script',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      command: [«sudo», /app/server]
    - name: helper
      image: registry.example/helper:1
      args:
        - -c
        - «cd /tmp && sudo chown app data»
`,
      fails: ['sudo', 'sudo'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      command: [/app/server]
    - name: helper
      image: registry.example/helper:1
      args:
        - -c
        - cd /tmp && sudo chown app data
`,
    },
    {
      name: 'a word of another program',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      command: [/app/server, --path, /etc/sudo, --note, no sudo here, sudo]
`,
    },
  ],
})
