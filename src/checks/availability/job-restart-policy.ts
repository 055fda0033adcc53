import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { jobSpecAt } from '../../models/workload/job-spec.ts'

export const jobRestartPolicy = defineCheck({
  id: 'availability/job-restart-policy',
  controls: ['build-manifest-analysis'],
  subject: objectsOfKind('batch/Job', 'batch/CronJob'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Jobs say what happens to a pod that fails', ja: 'Job の restartPolicy を指定する' }),
  why: text({
    en: 'The default of pods, Always, is none that a job can have: the API server refuses the Job, and what it was to do, such as a backup or a rotation, is not done.',
    ja: 'Pod の既定値 Always は Job では使えません。API サーバーが Job を拒否し、バックアップやローテーションなど予定していた処理が行われません。',
  }),
  messages: {
    unset: text({
      en: '{kind} {name} leaves restartPolicy to a default that jobs cannot have',
      ja: '{kind} {name} の restartPolicy が、Job では使えない既定値になります',
    }),
    always: text({
      en: 'the pods of {kind} {name} cannot always be restarted',
      ja: '{kind} {name} の Pod を常に再起動することはできません',
    }),
  },
  *evaluate(job, { report }) {
    const podAt = [...jobSpecAt(job), 'template', 'spec']
    const at = [...podAt, 'restartPolicy']
    const written = job.get(...at)
    if (job.get(...podAt) === undefined || (written !== undefined && written !== 'Always')) return
    const title = text({ en: 'start its container again when it fails', ja: '失敗したときだけ再起動する' })
    const fix = { title, safety: 'review', edits: [set(at, 'OnFailure')] } as const
    yield report(written === undefined ? 'unset' : 'always', { kind: job.kind, name: job.name }, { at, fix })
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template'],
  examples: [
    {
      name: 'unsaid, and always',
      source: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          «containers»:
            - name: app
              image: registry.example/app:1
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: «Always»
      containers:
        - name: app
          image: registry.example/app:1
`,
      fails: ['unset', 'always'],
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
          containers:
            - name: app
              image: registry.example/app:1
          restartPolicy: OnFailure
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
    {
      name: 'both ways that there are',
      source: `apiVersion: batch/v1
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
---
apiVersion: batch/v1
kind: Job
metadata:
  name: seed
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
