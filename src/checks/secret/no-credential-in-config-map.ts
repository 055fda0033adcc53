import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { credentialIn, credentialInText } from '../../models/workload/credential.ts'

export const noCredentialInConfigMap = defineCheck({
  id: 'secret/no-credential-in-config-map',
  controls: ['secret-none-in-code', 'secret-key-vault-csi', 'build-manifest-analysis'],
  subject: objectsOfKind('ConfigMap'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'ConfigMaps hold no credentials', ja: 'ConfigMap に資格情報を書かない' }),
  why: text({
    en: 'ConfigMaps are for what everybody may read: the view role opens them, they are not encrypted at rest on their own, and tools print them freely.',
    ja: 'ConfigMap は誰が読んでもよい設定のためのものです。閲覧ロールで読め、個別に暗号化されず、多くのツールが内容をそのまま表示します。',
  }),
  messages: {
    value: text({ en: '{key} holds a credential: {what}', ja: '{key} に資格情報が書かれています: {what}' }),
    inside: text({ en: 'the file {key} holds a credential: {what}', ja: 'ファイル {key} の中に資格情報が書かれています: {what}' }),
  },
  *evaluate({ value: object }, { report }) {
    for (const [key, value] of Object.entries(stringMapAt(object, ['data']))) {
      const credential = credentialIn(key, value)
      if (credential !== undefined) {
        const { what, severity, confidence } = credential
        yield report('value', { key, what }, { at: ['data', key], conceal: ['data', key], severity, confidence })
        continue
      }
      // A value over several lines is a file; its own settings are looked through.
      const inside = value.includes('\n') ? credentialInText(value) : undefined
      if (inside === undefined) continue
      const { what, severity, confidence } = inside
      yield report('inside', { key, what }, { at: ['data', key], part: 'key', conceal: ['data', key], severity, confidence })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/configmap/'],
  examples: [
    {
      name: 'a password, an address with one, and a file with one',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  db.password: «hunter2»
  queue: «amqp://guest:guest@rabbitmq:5672/»
  «application.properties»: |
    server.port=8080
    spring.datasource.password=hunter2
`,
      fails: ['value', 'value', 'inside'],
    },
    {
      name: 'settings that only sound like it',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  server-tokens: "false"
  admin_email: admin@example.com
  password-policy: strict
  token-ttl: 24h
  secret-name: shop-credentials
  nginx.conf: |
    server_tokens off;
    ssl_certificate_key /etc/tls/tls.key;
    # password=in a comment
    auth_password=\${AUTH_PASSWORD}
`,
    },
  ],
})
