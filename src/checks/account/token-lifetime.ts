import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { number, type Options } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { projectedTokens } from '../../models/workload/projected-token.ts'
import { workload } from '../../models/workload/workload.ts'

const options = {
  hours: number(24, text({ en: 'the longest lifetime that is accepted, in hours', ja: '許容する最長の有効期間（時間）' })),
} satisfies Options

export const tokenLifetime = defineCheck({
  id: 'account/token-lifetime',
  controls: ['secret-rotation', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Projected tokens are short-lived', ja: '投影するトークンの有効期間を短くする' }),
  why: text({
    en: 'A token that leaks is good until it expires. The kubelet renews it in time, so that a long lifetime serves nobody but a thief.',
    ja: '漏れたトークンは期限まで使えます。kubelet が期限前に更新するため、長い有効期間で得をするのは盗んだ人だけです。',
  }),
  messages: {
    long: text({
      en: 'the token in volume {volume} is good for {hours} hours',
      ja: 'ボリューム {volume} のトークンの有効期間が {hours} 時間です',
    }),
  },
  options,
  *evaluate(pod, { report, options: { hours } }) {
    for (const { volume, spec, at } of projectedTokens(pod)) {
      const seconds = spec['expirationSeconds']
      if (typeof seconds !== 'number' || seconds <= hours * 3600) continue
      const field = [...at, 'expirationSeconds']
      yield report(
        'long',
        { volume, hours: Math.round(seconds / 3600) },
        {
          at: field,
          fix: {
            title: text({ en: 'renew it every hour', ja: '1 時間ごとに更新する' }),
            safety: 'review',
            edits: [set(field, 3600)],
          },
        },
      )
    }
  },
  enforce: {
    celFor: ({ hours }) => [
      {
        of: 'volume',
        each: [{ in: 'volume.?projected.?sources.orValue([])', as: 'source' }],
        forbids: `source.?serviceAccountToken.?expirationSeconds.orValue(0) > ${Math.floor(hours * 3600)}`,
        message: 'long',
        args: { volume: 'volume.name', hours: 'string((source.serviceAccountToken.expirationSeconds + 1800) / 3600)' },
      },
    ],
  },
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection',
  ],
  examples: [
    {
      name: 'a token for a year',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              audience: vault
              expirationSeconds: «31536000»
`,
      fails: ['long'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              audience: vault
              expirationSeconds: 3600
`,
    },
    {
      name: 'a token for a day, and one for the usual hour',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: tokens
      projected:
        sources:
          - serviceAccountToken:
              path: day
              audience: vault
              expirationSeconds: 86400
          - serviceAccountToken:
              path: hour
              audience: vault
`,
    },
  ],
})
