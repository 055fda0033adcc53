import { defineCheck, type FixDraft } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { commandLine } from '../../models/workload/command-line.ts'
import { workload } from '../../models/workload/workload.ts'

/** Settings of git-sync that name a program which it runs; those of version 3 are spelt otherwise. */
const flags = /^--?(?:git|exechook-command|sync-hook-command|askpass-url)(?:=|$)/
const variables = new Set([
  'GITSYNC_GIT',
  'GITSYNC_EXECHOOK_COMMAND',
  'GIT_SYNC_GIT',
  'GIT_SYNC_EXECHOOK_COMMAND',
  'GIT_SYNC_HOOK_COMMAND',
  'GIT_SYNC_COMMAND',
])

export const noGitSyncCommand = defineCheck({
  id: 'pod/no-git-sync-command',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  // The settings are also used as they are meant to be.
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'git-sync is not told which program to run', ja: 'git-sync に実行するプログラムを指定しない' }),
  why: text({
    en: 'git-sync runs whatever these settings name, with its own rights. Who may edit the pod, or write to the repository that it fetches, runs code in a container that looks harmless.',
    ja: 'git-sync は、これらの設定が指すプログラムを自身の権限で実行します。Pod を編集できる人や取得元のリポジトリに書き込める人は、無害に見えるコンテナーの中で任意のコードを動かせます。',
  }),
  messages: {
    command: text({
      en: 'git-sync in container {container} runs a program named by {setting}',
      ja: 'コンテナー {container} の git-sync が、{setting} で指定されたプログラムを実行します',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      if (container.image === undefined || !/(?:^|\/)git-sync(?:[:@]|$)/.test(container.image)) continue
      for (const { text: word, at } of commandLine(container)) {
        // A flag whose value is the next word cannot be taken out alone.
        const fix = word.includes('=') ? leavingOut(at) : undefined
        if (flags.test(word)) yield report('command', { container: container.name, setting: shown(word.replace(/=.*$/s, '')) }, { at, fix })
      }
      for (const [index, variable] of container.list('env').entries()) {
        const name = stringAt(variable, ['name']) ?? ''
        if (!variables.has(name)) continue
        const at = container.at('env', index)
        yield report('command', { container: container.name, setting: name }, { at: [...at, 'name'], fix: leavingOut(at) })
      }
    }
  },
  references: ['https://github.com/kubernetes/git-sync'],
  examples: [
    {
      name: 'a hook and another git',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: site
spec:
  containers:
    - name: sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      args: [--repo=https://github.com/example/site, «--exechook-command=/data/site/hook.sh»]
      env:
        - name: GITSYNC_REF
          value: main
        - name: «GITSYNC_GIT»
          value: /data/site/git
`,
      fails: ['command', 'command'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: site
spec:
  containers:
    - name: sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      args: [--repo=https://github.com/example/site]
      env:
        - name: GITSYNC_REF
          value: main
`,
    },
    {
      name: 'fetching, and nothing else',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: site
spec:
  containers:
    - name: sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      args: [--repo=https://github.com/example/site, --git-config=core.autocrlf:false]
    - name: app
      image: registry.example/app:1
      args: [--git=/usr/bin/git]
`,
    },
  ],
})

function leavingOut(at: Path): FixDraft {
  return {
    title: text({ en: 'leave the program to git-sync', ja: 'プログラムの選択を git-sync に任せる' }),
    safety: 'review',
    edits: [remove(at)],
  }
}
