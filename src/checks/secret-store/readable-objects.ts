import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { vaultObjects } from '../../models/secret-provider/vault-objects.ts'

const types = new Set(['secret', 'key', 'cert', 'certificate'])

export const readableObjects = defineCheck({
  id: 'secret-store/readable-objects',
  controls: ['secret-key-vault-csi', 'build-manifest-analysis'],
  subject: objectsOfKind('secrets-store.csi.x-k8s.io/SecretProviderClass'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The objects of a SecretProviderClass can be read', ja: 'SecretProviderClass の objects が読み取れる' }),
  why: text({
    en: 'The list is YAML in a text in YAML. A slip in the inner levels shows only when a pod does not start, and the quick way out is a secret in plain text.',
    ja: 'この一覧は、YAML の文字列の中に書かれた YAML です。内側の誤りは Pod が起動しないときに初めて分かり、その場しのぎに平文のシークレットが使われがちです。',
  }),
  messages: {
    unreadable: text({ en: 'objects of {name} is not a list of YAML texts', ja: '{name} の objects が YAML 文字列の一覧になっていません' }),
    noName: text({ en: 'an object of {name} has no objectName', ja: '{name} の objects に objectName のないものがあります' }),
    wrongType: text({
      en: 'object {object} of {name} has type {type}; it must be secret, key or cert',
      ja: '{name} の {object} の種類が {type} です。secret、key、cert のいずれかにしてください',
    }),
  },
  *evaluate(provider, { report }) {
    if (stringAt(provider.value, ['spec', 'provider']) !== 'azure')
      return notApplicable(text({ en: 'not of the Azure provider', ja: 'Azure のプロバイダーではありません' }))
    const at = ['spec', 'parameters', 'objects']
    const { name } = provider
    const objects = vaultObjects(provider)
    if (objects === undefined) yield report('unreadable', { name }, { at, part: 'key' })
    for (const object of objects ?? []) {
      if (object.name === '') yield report('noName', { name }, { at, part: 'key' })
      else if (!types.has(object.type ?? ''))
        yield report('wrongType', { name, object: object.name, type: object.type ?? '-' }, { at, part: 'key' })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  examples: [
    {
      name: 'no list, and a type that does not exist',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: one
spec:
  provider: azure
  parameters:
    «objects»: |
      - objectName: db
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: two
spec:
  provider: azure
  parameters:
    «objects»: |
      array:
        - |
          objectName: db
          objectType: password
`,
      fails: ['unreadable', 'wrongType'],
    },
    {
      name: 'a secret',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  parameters:
    objects: |
      array:
        - |
          objectName: db
          objectType: secret
`,
    },
  ],
})
