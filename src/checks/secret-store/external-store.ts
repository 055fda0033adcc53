import { defineCheck, notApplicable } from '../../core/check.ts'
import { defineView } from '../../core/estate.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { namespaceScope } from '../../models/kubernetes/namespace-scope.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { role } from '../../models/rbac/role.ts'
import { podIndex } from '../../models/workload/pod-index.ts'
import { secretUses } from '../../models/workload/secret-uses.ts'

/** Groups whose objects bring secrets from a store outside the cluster, or out of what is encrypted. */
const storeGroups = new Set([
  'secrets-store.csi.x-k8s.io',
  'external-secrets.io',
  'secrets.hashicorp.com',
  'spv.no',
  'bitnami.com',
  'isindir.github.com',
])

/** What clusters before 1.24 called the token that they made for every account. */
const accountToken = /-token-[a-z0-9]{5}$/

/** Namespaces in which something brings secrets from a store; the empty name stands for all of them as well. */
const servedNamespaces = defineView('namespaces-served-by-stores', (estate) => {
  const served = new Set<string>()
  for (const { group, scope } of estate.subjects(kubernetesObject)) if (storeGroups.has(group)) served.add(scope)
  return served
})

/** Namespaces in which a role lets programs create Secrets. */
const secretMakers = defineView('namespaces-with-secret-makers', (estate) => {
  const creating = estate
    .subjects(role)
    .filter((subject) => !subject.grants({ group: '', resources: ['secrets'], verbs: ['create'] }).next().done)
  return new Set(creating.filter(({ isClusterWide }) => !isClusterWide).map(({ object }) => object.scope))
})

export const externalStore = defineCheck({
  id: 'secret-store/external-store',
  controls: ['secret-key-vault-csi', 'kv-csi', 'build-manifest-analysis'],
  subject: namespaceScope,
  reads: 'estate',
  severity: 'low',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'Secrets come from a store outside the cluster', ja: 'シークレットをクラスターの外のストアから取得する' }),
  why: text({
    en: 'A Secret that somebody creates by hand is copied to wherever it was created from, is rotated when somebody remembers, and nobody sees who reads it. Key Vault keeps, rotates and logs.',
    ja: '手で作成した Secret は、作成元に写しが残り、ローテーションは担当者の記憶に頼り、誰が読んだかも分かりません。Key Vault なら、保管、ローテーション、記録を任せられます。',
  }),
  messages: {
    none: text({
      en: 'nothing in the scanned set brings the Secret {secret} from a store',
      ja: 'Secret {secret} をストアから取得する設定が検査対象にありません',
    }),
    several: text({
      en: 'nothing in the scanned set brings the Secret {secret} and {more} more that are used here from a store',
      ja: 'ここで使われる Secret（{secret} ほか {more} 件）をストアから取得する設定が検査対象にありません',
    }),
  },
  *evaluate({ name, members }, { report, estate }) {
    const served = estate.view(servedNamespaces)
    if (served.has(name) || (name !== '' && served.has('')))
      return notApplicable(text({ en: 'a store serves it', ja: 'ストアから取得しています' }))
    const made = new Set(members.flatMap(madeSecret))
    const written = new Set(members.filter(({ groupKind }) => groupKind === 'Secret').map((secret) => secret.name))
    // A program that may create Secrets here, such as one that makes its own certificate, may well make those that nobody wrote.
    const canMakeMore = estate.view(secretMakers).has(name)
    const names = new Set<string>()
    let first: { readonly of: KubernetesObject; readonly at: readonly (string | number)[]; readonly secret: string } | undefined
    for (const pod of estate.view(podIndex).in(name)) {
      for (const { name: secret, at } of secretUses(pod)) {
        if (made.has(secret) || accountToken.test(secret) || (canMakeMore && !written.has(secret))) continue
        names.add(secret)
        first ??= { of: pod.object, at, secret }
      }
    }
    if (first === undefined) return notApplicable(text({ en: 'no Secrets are used in it', ja: 'Secret を使っていません' }))
    const { secret, of, at } = first
    if (names.size === 1) yield report('none', { secret }, { of, at })
    else yield report('several', { secret, more: names.size - 1 }, { of, at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-driver'],
  examples: [
    {
      name: 'two that somebody has created by hand: one finding',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example/app:1
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: «db»
              key: password
  volumes:
    - name: mail
      secret:
        secretName: mail
`,
      fails: ['several'],
    },
    {
      name: 'one that somebody has created by hand',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: mail
      secret:
        secretName: «mail»
`,
      fails: ['none'],
    },
    {
      name: 'a program that makes its own certificate',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: certificate
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, create]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: certificate
      secret:
        secretName: web-certificate
`,
    },
    {
      name: 'what a store brings, what is made in the cluster, and what may be missing',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: db
  namespace: shop
spec:
  provider: azure
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example/app:1
      envFrom:
        - secretRef:
            name: db
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: mail
  namespace: mail
spec:
  secretName: mail-tls
---
apiVersion: v1
kind: Pod
metadata:
  name: mail
  namespace: mail
spec:
  containers:
    - name: app
      image: registry.example/mail:1
      envFrom:
        - secretRef:
            name: overrides
            optional: true
  volumes:
    - name: tls
      secret:
        secretName: mail-tls
`,
    },
  ],
})

/** Secrets that are made in the cluster and hold nothing that anybody has written: certificates and tokens of accounts. */
function madeSecret(object: KubernetesObject): readonly string[] {
  if (object.groupKind === 'cert-manager.io/Certificate') return [stringAt(object.value, ['spec', 'secretName']) ?? '']
  return object.groupKind === 'Secret' && stringAt(object.value, ['type']) === 'kubernetes.io/service-account-token' ? [object.name] : []
}
