import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { accountOf, serviceAccounts } from '../../models/workload/service-account.ts'
import { workload } from '../../models/workload/workload.ts'

/** The label by which a pod asks the webhook of Azure Workload Identity for a token. */
const useLabel = 'azure.workload.identity/use'
/** The annotation by which a service account names the application or managed identity that it stands for. */
const clientIdAnnotation = 'azure.workload.identity/client-id'

export const workloadIdentity = defineCheck({
  id: 'identity/workload-identity',
  controls: ['identity-federation-consistent', 'identity-workload-identity', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Pod label and service account of a workload identity belong together',
    ja: 'ワークロード ID のラベルとサービスアカウントを一致させる',
  }),
  why: text({
    en: 'The webhook gives a token only to pods with the label, and Entra ID only to accounts with a client id. With one of the two missing the application falls back to the identity of the node, or fails.',
    ja: 'トークンは、ラベルのある Pod にだけ渡され、クライアント ID のあるアカウントにだけ Entra ID から発行されます。片方が欠けると、ノードの ID が使われるか、認証に失敗します。',
  }),
  messages: {
    noLabel: text({
      en: 'the account {account} has a workload identity, and the pod lacks the label that asks for it',
      ja: 'アカウント {account} にワークロード ID がありますが、Pod に要求のラベルがありません',
    }),
    labelNotTrue: text({
      en: 'the label must be the text "true", not {value}',
      ja: 'ラベルの値は {value} ではなく、文字列の "true" にしてください',
    }),
    defaultAccount: text({
      en: 'the pod asks for a workload identity and names no service account of its own',
      ja: 'Pod がワークロード ID を要求していますが、専用のサービスアカウントを指定していません',
    }),
    noClientId: text({
      en: 'the pod asks for a workload identity, and its account {account} names no client id',
      ja: 'Pod がワークロード ID を要求していますが、アカウント {account} にクライアント ID がありません',
    }),
    notGuid: text({
      en: 'the client id of account {account} is not a GUID',
      ja: 'アカウント {account} のクライアント ID が GUID ではありません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const label = pod.object.get(...pod.metadataPath, 'labels', useLabel)
    const accountName = accountOf(pod).name
    const account = estate.view(serviceAccounts).find(pod.scope, accountName)
    const clientId = account?.annotations[clientIdAnnotation]
    if (label === undefined) {
      if (clientId === undefined) return notApplicable(text({ en: 'no workload identity', ja: 'ワークロード ID を使っていません' }))
      const at = pod.atMetadata('labels', useLabel)
      yield report(
        'noLabel',
        { account: accountName },
        { at, fix: { title: text({ en: 'add the label', ja: 'ラベルを付ける' }), safety: 'review', edits: [set(at, 'true')] } },
      )
      return undefined
    }
    const at = pod.atMetadata('labels', useLabel)
    if (label !== 'true') {
      yield report(
        'labelNotTrue',
        { value: JSON.stringify(label) },
        {
          at,
          fix: {
            title: text({ en: 'write "true"', ja: '"true" と書く' }),
            safety: label === true ? 'safe' : 'review',
            edits: [set(at, 'true')],
          },
        },
      )
    }
    if (accountName === 'default') yield report('defaultAccount', {}, { at: pod.at('serviceAccountName') })
    else if (account !== undefined && clientId === undefined) {
      // The client id can also come from the environment of the application, so this is no more than a likely mistake.
      yield report(
        'noClientId',
        { account: accountName },
        { of: account, at: ['metadata', 'annotations', clientIdAnnotation], confidence: 'medium', severity: 'low' },
      )
    }
    if (account !== undefined && clientId !== undefined && !guid.test(clientId)) {
      yield report('notGuid', { account: accountName }, { of: account, at: ['metadata', 'annotations', clientIdAnnotation] })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-overview'],
  examples: [
    {
      name: 'the account is ready, the pod does not ask',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    «app: web»
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['noLabel'],
      fixed: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    app: web
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'a boolean label, the default account, and an id that is none',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    azure.workload.identity/use: «true»
spec:
  «containers»:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  annotations:
    azure.workload.identity/client-id: «shop-identity»
---
apiVersion: v1
kind: Pod
metadata:
  name: api
  labels:
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: api
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['labelNotTrue', 'defaultAccount', 'notGuid'],
    },
    {
      name: 'both, and an account that is kept elsewhere',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  annotations:
    azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: registry.example/app:1
---
apiVersion: v1
kind: Pod
metadata:
  name: api
  labels:
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: api
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
