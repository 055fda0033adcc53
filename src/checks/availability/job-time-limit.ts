import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { number } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { jobSpecAt } from '../../models/workload/job-spec.ts'

export const jobTimeLimit = defineCheck({
  id: 'availability/job-time-limit',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: objectsOfKind('batch/Job', 'batch/CronJob'),
  severity: 'low',
  confidence: 'high',
  // How long a job may take is known to its owner alone; many are bounded by what they do.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Jobs end within a stated time and number of tries', ja: 'Job の実行時間と再試行の回数に上限を設ける' }),
  why: text({
    en: 'A job that hangs keeps its token, its connections and its node, and a node with such a pod is slow to drain. One that is tried again and again is also what guessing a password looks like.',
    ja: '止まったままの Job は、トークン、接続、ノードを占有し続け、ノードのドレインも遅らせます。再試行を繰り返す Job は、パスワードの総当たりと見分けがつきません。',
  }),
  messages: {
    unlimited: text({ en: '{kind} {name} has no time limit', ja: '{kind} {name} に実行時間の上限がありません' }),
    retries: text({
      en: '{kind} {name} is tried {retries} times over, more than {most}',
      ja: '{kind} {name} の再試行は {retries} 回で、上限の {most} 回を超えています',
    }),
  },
  options: {
    seconds: number(3600, text({ en: 'The time limit that the fix writes, in seconds.', ja: '修正で書き込む実行時間の上限（秒）です。' })),
    retries: number(10, text({ en: 'How often a job may be tried again.', ja: '再試行を許す回数です。' })),
  },
  *evaluate(job, { report, options }) {
    const which = { kind: job.kind, name: job.name }
    const spec = jobSpecAt(job)
    const limitAt = [...spec, 'activeDeadlineSeconds']
    if (job.get(...limitAt) === undefined && job.get(...spec, 'template', 'spec', 'activeDeadlineSeconds') === undefined) {
      const title = text({ en: 'end it when the time is up', ja: '時間になったら終了させる' })
      yield report('unlimited', which, { at: limitAt, fix: { title, safety: 'review', edits: [set(limitAt, options.seconds)] } })
    }
    const retriesAt = [...spec, 'backoffLimit']
    const retries = job.get(...retriesAt)
    if (typeof retries !== 'number' || retries <= options.retries) return
    const title = text({ en: 'try it less often', ja: '再試行の回数を減らす' })
    yield report(
      'retries',
      { ...which, retries, most: options.retries },
      { at: retriesAt, fix: { title, safety: 'review', edits: [set(retriesAt, options.retries)] } },
    )
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],
  examples: [
    {
      name: 'no limit, and a hundred tries',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      «template»:
        spec:
          restartPolicy: Never
          containers:
            - name: app
              image: registry.example/app:1
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  activeDeadlineSeconds: 600
  backoffLimit: «100»
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['unlimited', 'retries'],
      fixed: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: app
              image: registry.example/app:1
      activeDeadlineSeconds: 3600
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  activeDeadlineSeconds: 600
  backoffLimit: 10
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
    {
      name: 'ten minutes, for the job or for its pod',
      source: `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  activeDeadlineSeconds: 600
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
  name: seed
spec:
  template:
    spec:
      activeDeadlineSeconds: 600
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
