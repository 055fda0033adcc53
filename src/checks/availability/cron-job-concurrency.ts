import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const cronJobConcurrency = defineCheck({
  id: 'availability/cron-job-concurrency',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('batch/CronJob'),
  severity: 'low',
  confidence: 'medium',
  // Whether two runs may overlap is known to the program's owner alone.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Runs of a CronJob do not overlap', ja: 'CronJob の実行を重ねない' }),
  why: text({
    en: 'By default the next run starts while the last one hangs. The pile grows until the nodes are full, and what guards the cluster finds no place either.',
    ja: '既定では、前回の実行が終わらなくても次の実行が始まります。積み重なるとノードに空きがなくなり、クラスターを守るワークロードも起動できなくなります。',
  }),
  messages: {
    overlaps: text({ en: 'runs of CronJob {name} may overlap', ja: 'CronJob {name} の実行が重なることがあります' }),
  },
  *evaluate(job, { report }) {
    const at = ['spec', 'concurrencyPolicy']
    const written = job.get(...at)
    if (written !== undefined && written !== 'Allow') return
    const title = text({ en: 'skip a run while the last one is not done', ja: '前回が終わるまで次を実行しない' })
    yield report('overlaps', { name: job.name }, { at, fix: { title, safety: 'review', edits: [set(at, 'Forbid')] } })
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: "object.spec.?concurrencyPolicy.orValue('Allow') == 'Allow'",
        message: 'overlaps',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],
  examples: [
    {
      name: 'the default, and the same written out',
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
  concurrencyPolicy: «Allow»
`,
      fails: ['overlaps', 'overlaps'],
      fixed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
`,
    },
    {
      name: 'the new one takes over',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Replace
`,
    },
  ],
})
