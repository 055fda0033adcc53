import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { projectedTokens } from '../../models/workload/projected-token.ts'
import { accountOf, serviceAccounts } from '../../models/workload/service-account.ts'
import { workload } from '../../models/workload/workload.ts'

export const tokenAudience = defineCheck({
  id: 'account/token-audience',
  controls: ['secret-no-shared-credentials', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  // It may be meant for the API server, by a pod that has its roles elsewhere.
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Projected tokens name their audience', ja: '投影するトークンに audience を指定する' }),
  why: text({
    en: 'Without an audience the token is good for the API server. A service that it is handed to can then act in the cluster as the pod.',
    ja: 'audience を指定しないトークンは API サーバーで使えます。トークンを渡した相手のサービスが、Pod としてクラスターを操作できてしまいます。',
  }),
  messages: {
    missing: text({
      en: 'the token of {account} in volume {volume} names no audience',
      ja: 'ボリューム {volume} にある {account} のトークンに audience の指定がありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    for (const { volume, spec, at } of projectedTokens(pod)) {
      if (stringAt(spec, ['audience']) !== undefined || estate.view(serviceAccounts).hasRole(pod)) continue
      yield report('missing', { account: accountOf(pod).name, volume }, { at: [...at, 'audience'] })
    }
  },
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection',
  ],
  examples: [
    {
      name: 'a token for whoever gets it',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: vault-token
      projected:
        sources:
          - serviceAccountToken:
              «path: token»
              expirationSeconds: 3600
`,
      fails: ['missing'],
    },
    {
      name: 'a token for one service',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: azure-token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              audience: api://AzureADTokenExchange
`,
    },
  ],
})
