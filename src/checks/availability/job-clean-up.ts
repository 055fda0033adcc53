import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { celTexts } from '../../models/kubernetes/cel-text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** A day, in seconds: long enough for somebody to read the logs. */
const aDay = 86_400

/** Who else takes finished Jobs away: the tools that run them as a step of their own. */
const hooks = ['helm.sh/hook', 'argocd.argoproj.io/hook']

export const jobCleanUp = defineCheck({
  id: 'availability/job-clean-up',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('batch/Job'),
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Jobs are cleaned up after they finish', ja: '終了した Job を削除する' }),
  why: text({
    en: 'A finished Job stays with its pods, their logs and their environment until somebody deletes it.',
    ja: '終了した Job は、Pod、ログ、環境変数とともに、誰かが削除するまで残ります。',
  }),
  messages: {
    stays: text({ en: 'Job {name} stays after it has finished', ja: 'Job {name} は終了しても残ります' }),
  },
  *evaluate(job, { report }) {
    if (hooks.some((hook) => job.annotations[hook] !== undefined))
      return notApplicable(text({ en: 'the tool that runs it cleans it up', ja: '実行するツールが削除します' }))
    const at = ['spec', 'ttlSecondsAfterFinished']
    if (job.get(...at) !== undefined) return undefined
    const title = text({ en: 'delete it a day after it has finished', ja: '終了の 1 日後に削除する' })
    yield report('stays', { name: job.name }, { at, fix: { title, safety: 'review', edits: [set(at, aDay)] } })
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: `!has(object.spec.ttlSecondsAfterFinished) && !${celTexts(hooks)}.exists(hook, hook in object.metadata.?annotations.orValue({}))`,
        message: 'stays',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
  examples: [
    {
      name: 'it stays',
      source: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  «template»:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['stays'],
      fixed: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
  ttlSecondsAfterFinished: 86400
`,
    },
    {
      name: 'it goes after an hour, and one that Helm runs',
      source: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  ttlSecondsAfterFinished: 3600
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: batch/v1
kind: Job
metadata:
  name: install
  annotations:
    helm.sh/hook: pre-install
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
