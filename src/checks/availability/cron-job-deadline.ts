import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** The controller looks every ten seconds; what may start within less may never start. Source: CronJob limitations. */
const shortest = 10

/** Ten minutes: longer than the control plane takes to be upgraded, in seconds. */
const proposed = 600

export const cronJobDeadline = defineCheck({
  id: 'availability/cron-job-deadline',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('batch/CronJob'),
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'CronJobs say how late they may start', ja: 'CronJob の開始の遅れに上限を設ける' }),
  why: text({
    en: 'Runs that were missed during an upgrade are counted. Without a limit they count from the beginning, a late run may start at any time, and many of them at once when the cluster is back.',
    ja: '更新中に実行できなかった回は数えられます。上限がないと最初から数えられ、クラスターの復旧後に、予定外の時刻にまとめて始まることがあります。',
  }),
  messages: {
    none: text({ en: 'CronJob {name} may start however late', ja: 'CronJob {name} は、どれだけ遅れても開始されます' }),
    short: text({
      en: 'CronJob {name} may never start: {seconds} seconds is less than the controller needs to look',
      ja: 'CronJob {name} は開始されないことがあります。{seconds} 秒はコントローラーが確認する間隔より短い値です',
    }),
  },
  *evaluate(job, { report }) {
    const at = ['spec', 'startingDeadlineSeconds']
    const written = job.get(...at)
    const title = text({ en: 'skip a run that is ten minutes late', ja: '10 分遅れた回は実行しない' })
    const fix = { title, safety: 'review', edits: [set(at, proposed)] } as const
    if (written === undefined) yield report('none', { name: job.name }, { at, fix })
    else if (typeof written === 'number' && written < shortest)
      yield report('short', { name: job.name, seconds: written }, { at, fix, severity: 'medium' })
  },
  enforce: {
    cel: [
      { of: 'object', forbids: '!has(object.spec.startingDeadlineSeconds)', message: 'none', args: { name: 'object.metadata.name' } },
      {
        of: 'object',
        forbids: `object.spec.?startingDeadlineSeconds.orValue(${shortest}) < ${shortest}`,
        message: 'short',
        args: { name: 'object.metadata.name', seconds: 'string(object.spec.startingDeadlineSeconds)' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],
  examples: [
    {
      name: 'none, and too little',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  «schedule: "0 3 * * *"»
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: «5»
`,
      fails: ['none', 'short'],
      fixed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 600
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 600
`,
    },
    {
      name: 'an hour',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 3600
`,
    },
  ],
})
