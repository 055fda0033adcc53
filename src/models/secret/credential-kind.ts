import { text, type Text } from '../../core/text.ts'

/** What sort of thing a secret is; with the product's name it makes the name that people read. */
const kinds = {
  'api-key': ['API key', 'API キー'],
  'api-token': ['API token', 'API トークン'],
  'access-token': ['access token', 'アクセストークン'],
  'personal-access-token': ['personal access token', '個人用アクセストークン'],
  'refresh-token': ['refresh token', '更新トークン'],
  'service-token': ['service token', 'サービストークン'],
  'deploy-token': ['deploy token', 'デプロイトークン'],
  'runner-token': ['runner token', 'ランナートークン'],
  'session-cookie': ['session cookie', 'セッション Cookie'],
  'client-id': ['client ID', 'クライアント ID'],
  'account-id': ['account ID', 'アカウント ID'],
  'client-secret': ['client secret', 'クライアントシークレット'],
  'secret-key': ['secret key', 'シークレットキー'],
  'access-key': ['access key', 'アクセスキー'],
  'access-key-id': ['access key ID', 'アクセスキー ID'],
  'admin-key': ['admin key', '管理者キー'],
  'query-key': ['query key', 'クエリキー'],
  'public-key': ['public key', '公開鍵'],
  'private-key': ['private key', '秘密鍵'],
  'encryption-key': ['encryption key', '暗号化キー'],
  'signing-key': ['signing key', '署名キー'],
  'license-key': ['licence key', 'ライセンスキー'],
  'connection-string': ['connection string', '接続文字列'],
  'webhook-url': ['webhook URL', 'Webhook URL'],
  'url-credentials': ['credentials in a URL', 'URL 内の資格情報'],
  'shared-access-signature': ['shared access signature', 'Shared Access Signature (SAS)'],
  password: ['password', 'パスワード'],
  credentials: ['credentials', '資格情報'],
  certificate: ['certificate with private key', '秘密鍵付き証明書'],
  token: ['token', 'トークン'],
  secret: ['secret', 'シークレット'],
} as const satisfies Record<string, readonly [string, string]>

export type CredentialKind = keyof typeof kinds

/** `GitHub personal access token`. An empty product gives the kind alone. */
export function credentialName(product: string, kind: CredentialKind): Text<never> {
  const [en, ja] = kinds[kind]
  return product === '' ? text({ en, ja }) : { en: `${product} ${en}`, ja: `${product} の${ja}` }
}
