import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { secretEntries } from '../../models/workload/secret-data.ts'

export const noCommittedData = defineCheck({
  id: 'secret/no-committed-data',
  controls: ['secret-none-in-code', 'secret-key-vault-csi', 'build-manifest-analysis'],
  subject: objectsOfKind('Secret'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Manifests hold no Secrets with data', ja: '値の入った Secret をマニフェストに含めない' }),
  why: text({
    en: 'Base64 is a way to write bytes, not a way to hide them. Whoever has the file has the secret, in every clone and for good. Key Vault and its CSI driver bring it to the pod without a file.',
    ja: 'base64 はバイト列の表記にすぎず、秘匿にはなりません。ファイルを持つ人は誰でもシークレットを読め、クローンにも残り続けます。Key Vault とその CSI ドライバーなら、ファイルなしで Pod に渡せます。',
  }),
  messages: {
    form: text({ en: '{key} holds a credential: {what}', ja: '{key} に資格情報が入っています: {what}' }),
    value: text({ en: '{key} of this Secret holds a value', ja: 'この Secret の {key} に値が入っています' }),
  },
  *evaluate(object, { report }) {
    for (const { key, at, credential } of secretEntries(object)) {
      if (credential === undefined) yield report('value', { key }, { at, conceal: at, confidence: 'medium' })
      else {
        const { what, severity, confidence } = credential
        yield report('form', { key, what }, { at, conceal: at, severity, confidence })
      }
    }
  },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    'https://learn.microsoft.com/azure/aks/csi-secrets-store-driver',
  ],
  examples: [
    {
      name: 'values in base64 and as text',
      source: `apiVersion: v1
kind: Secret
metadata:
  name: db
data:
  username: c2hvcA==
  password: «aHVudGVyMg==»
stringData:
  url: «postgres://shop:hunter2@db/shop»
  pin: «4711-0815»
`,
      fails: ['form', 'form', 'value'],
    },
    {
      name: 'filled in by somebody else, encrypted, or public',
      source: `apiVersion: v1
kind: Secret
metadata:
  name: empty
---
apiVersion: v1
kind: Secret
metadata:
  name: template
stringData:
  password: \${DB_PASSWORD}
  token: <token>
  host: db.example.com
---
apiVersion: v1
kind: Secret
metadata:
  name: encrypted
data:
  password: ENC[AES256_GCM,data:b3Zlcgo=,iv:YQ==,tag:Yg==,type:str]
sops:
  version: 3.9.0
---
apiVersion: v1
kind: Secret
metadata:
  name: ca
data:
  ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUIKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=
`,
    },
  ],
})
