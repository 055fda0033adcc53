import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { strings, type Options } from '../../core/option.ts'
import { shown, text } from '../../core/text.ts'
import { celTexts } from '../../models/kubernetes/cel-text.ts'
import { workload } from '../../models/workload/workload.ts'

const options = {
  runtimeClasses: strings(
    ['kata-vm-isolation', 'kata-mshv-vm-isolation', 'kata-cc-isolation'],
    text({
      en: 'the runtime classes that isolate pods; the first one is what a fix sets',
      ja: 'Pod を隔離するランタイムクラス。先頭のものが修正で設定されます',
    }),
  ),
} satisfies Options

export const sandboxRuntime = defineCheck({
  id: 'pod/sandbox-runtime',
  controls: ['node-isolation-decision'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  // Only for clusters that run the code of tenants who do not trust each other.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Pods run in a sandbox with a kernel of its own', ja: '専用カーネルを持つサンドボックスで Pod を実行する' }),
  why: text({
    en: 'Containers share the kernel of their node. Where tenants are hostile to each other, pod sandboxing gives each pod a small virtual machine, and a flaw of the kernel stays in it.',
    ja: 'コンテナーはノードのカーネルを共有します。テナント同士を信頼できない環境では、Pod サンドボックスにより Pod ごとに小さな仮想マシンを割り当て、カーネルの欠陥の影響をその中にとどめます。',
  }),
  messages: {
    unset: text({ en: 'the pod shares the kernel of its node', ja: 'Pod がノードのカーネルを共有します' }),
    other: text({ en: 'runtime class {class} is none that isolates', ja: 'ランタイムクラス {class} は隔離するものではありません' }),
  },
  options,
  *evaluate(pod, { report, options: { runtimeClasses } }) {
    const value = pod.get('runtimeClassName')
    if (typeof value === 'string' && runtimeClasses.includes(value)) return
    const at = pod.at('runtimeClassName')
    const sandbox = runtimeClasses[0]
    const fix =
      sandbox === undefined || pod.os === 'windows'
        ? undefined
        : ({
            title: text({ en: 'run it in a sandbox', ja: 'サンドボックスで実行する' }),
            safety: 'review',
            edits: [set(at, sandbox)],
          } as const)
    yield value === undefined ? report('unset', {}, { at, fix }) : report('other', { class: shown(value) }, { at, fix })
  },
  enforce: {
    celFor: ({ runtimeClasses }) => [
      { of: 'pod', forbids: '!has(variables.pod.runtimeClassName)', message: 'unset' },
      {
        of: 'pod',
        forbids: `has(variables.pod.runtimeClassName) && !(variables.pod.runtimeClassName in ${celTexts(runtimeClasses)})`,
        message: 'other',
        args: { class: 'variables.pod.runtimeClassName' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/use-pod-sandboxing'],
  examples: [
    {
      name: 'the runtime of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
  «restartPolicy: Never»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['unset'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: registry.example/app:1
  runtimeClassName: kata-vm-isolation
`,
    },
    {
      name: 'a runtime that is no sandbox',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
  runtimeClassName: «nvidia»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['other'],
    },
    {
      name: 'a sandbox',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
  runtimeClassName: kata-mshv-vm-isolation
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
