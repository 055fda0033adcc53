import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noAccountToken = defineCheck({
  id: 'secret/no-account-token',
  controls: ['secret-no-shared-credentials', 'secret-rotation', 'build-manifest-analysis'],
  subject: objectsOfKind('Secret'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Tokens of service accounts are not kept in Secrets', ja: 'サービスアカウントのトークンを Secret に置かない' }),
  why: text({
    en: 'The token in such a Secret never expires and is good from anywhere. Whoever reads it once acts as the account until somebody deletes it. Pods get short-lived tokens without it, and people ask for one by `kubectl create token`.',
    ja: 'このような Secret のトークンには期限がなく、どこからでも使えます。一度読まれると、削除するまでそのアカウントとして操作されます。Pod には短期のトークンが自動で渡り、人は `kubectl create token` で取得できます。',
  }),
  messages: {
    token: text({
      en: 'a token of service account {account} without an end',
      ja: 'サービスアカウント {account} の期限のないトークンです',
    }),
  },
  *evaluate(object, { report }) {
    if (object.get('type') !== 'kubernetes.io/service-account-token') return
    yield report('token', { account: object.annotations['kubernetes.io/service-account.name'] ?? '?' }, { at: ['type'] })
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: "object.?type.orValue('') == 'kubernetes.io/service-account-token'",
        message: 'token',
        args: { account: "object.metadata.?annotations[?'kubernetes.io/service-account.name'].orValue('?')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  examples: [
    {
      name: 'a token for ever',
      source: `apiVersion: v1
kind: Secret
metadata:
  name: deployer-token
  annotations:
    kubernetes.io/service-account.name: deployer
type: «kubernetes.io/service-account-token»
`,
      fails: ['token'],
    },
    {
      name: 'another Secret',
      source: `apiVersion: v1
kind: Secret
metadata:
  name: db
type: Opaque
`,
    },
  ],
})
