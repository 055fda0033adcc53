import { describe, expect, it } from 'vitest'

import { credentialIn, formOfCredential } from './credential.ts'

/** Fakes, put together so that this file holds nothing that looks issued. */
const key64 = `${'aB3dE5gH7jK9mN1pQ'.repeat(6).slice(0, 86)}==`
const key32 = `${'aB3dE5gH7jK9mN1pQ'.repeat(3).slice(0, 43)}=`
const pem = ['-----BEGIN RSA PRIVATE', 'KEY-----\nMIIE\n'].join(' ')
const githubToken = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
const clientSecret = ['abc8Q', 'x1Y2z3W4v5U6'.repeat(3).slice(0, 33)].join('~')

describe('what is a credential', () => {
  it.each([
    ['DB_PASSWORD', 'hunter2', 'password'],
    ['RABBITMQ_DEFAULT_PASS', 'password', 'password'],
    ['MYSQL_ROOT_PASSWORD', '123456', 'password'],
    ['dbPassword', 'S3cure!', 'password'],
    ['spring.datasource.password', 'kawaii-neko', 'password'],
    ['password_prod', 'x9', 'password'],
    ['SERVER_PASSWORD', 'correct horse battery staple', 'password'],
    ['API_KEY', 'k3J9sQ2mX7vB1nL5', 'key or token'],
    ['STRIPE_SECRET', 'q8W3e9R2t5Y7u1I4', 'key or token'],
    ['jwtSigningKey', 'Zm9vYmFyYmF6cXV4MTIzNDU2', 'key or token'],
    ['AUTH_TOKEN', '9f86d081884c7d659a2feaa0c55ad015', 'key or token'],
    ['ACCOUNT_KEY', key64, 'key or token'],
    ['anything', pem, 'private key'],
    [
      'anything',
      `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${key64};EndpointSuffix=core.windows.net`,
      'Azure Storage connection string',
    ],
    [
      'anything',
      `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key32}`,
      'Azure Service Bus connection string',
    ],
    [
      'anything',
      `https://shop.blob.core.windows.net/x?sv=2022-11-02&sig=${'aB3dE5gH7jK9mN1pQ'.repeat(3).slice(0, 43)}%3D`,
      'Azure shared access signature',
    ],
    ['anything', 'Server=tcp:shop.database.windows.net;User ID=sa;Password=hunter2;Encrypt=true', 'connection string with a password'],
    ['anything', 'postgres://shop:hunter2@db:5432/shop', 'address with a password'],
    ['anything', 'amqp://guest:guest@rabbitmq', 'credentials in a URL'],
    ['anything', 'redis://:hunter2@redis:6379', 'address with a password'],
    ['anything', `Authorization: Bearer ${githubToken}`, 'GitHub personal access token'],
    ['anything', clientSecret, 'Microsoft Entra ID client secret'],
  ])('%s', (name, value, what) => expect(credentialIn(name, value)?.what.en).toBe(what))
})

describe('what is none', () => {
  it.each([
    // Names with a telling word that say something else.
    ['server-tokens', 'false'],
    ['server-tokens', 'Apache2Product99'],
    ['admin_email', 'admin@example.com'],
    ['secretReplicas', '3'],
    ['TOKEN_REPLICAS', '2'],
    ['max_tokens', '4096'],
    ['MAX_TOKENS', 'a1b2c3d4e5f6g7h8'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['ALLOW_ANONYMOUS_LOGIN', 'yes'],
    ['REQUIRE_PASSWORD', 'sometimes'],
    ['PASSWORD_FILE', '/run/secrets/db'],
    ['POSTGRES_PASSWORD_FILE', '/run/secrets/db'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['PASSWORD_POLICY', 'strict'],
    ['TOKEN_URL', 'https://login.example.com/token'],
    ['TOKEN_TTL', '3600'],
    ['TOKEN_EXPIRATION', '24h'],
    ['AUTH_TOKEN_HEADER', 'X-Auth-Token-4711-aB'],
    ['SECRET_NAME', 'k3J9sQ2mX7vB1nL5'],
    ['secretKeyRef', 'db-credentials'],
    ['ACCESS_KEY_ID', 'k3J9sQ2mX7vB1nL5'],
    ['KEY_VAULT_NAME', 'kv-shop-prod-001'],
    ['AZURE_CLIENT_ID', '00000000-0000-4000-8000-000000000001'],
    ['PUBLIC_KEY', 'k3J9sQ2mX7vB1nL5'],
    ['CSRF_TOKEN', 'k3J9sQ2mX7vB1nL5'],
    ['sort-key', 'k3J9sQ2mX7vB1nL5'],
    ['cacheKey', 'k3J9sQ2mX7vB1nL5'],
    ['BYPASS', 'localhost'],
    ['compass', 'north'],
    ['PASS_THROUGH', 'headers'],
    // Values that stand for one, or lead to one.
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '   '],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['DB_PASSWORD', '$(DB_PASSWORD)'],
    ['DB_PASSWORD', '$DB_PASSWORD'],
    ['DB_PASSWORD', '{{ .Values.db.password }}'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', '<your password>'],
    ['DB_PASSWORD', '#{dbPassword}#'],
    ['DB_PASSWORD', '__DB_PASSWORD__'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', 'change-me'],
    ['DB_PASSWORD', 'REPLACE_ME'],
    ['DB_PASSWORD', 'your-password'],
    ['DB_PASSWORD', 'YOUR_PASSWORD_HERE'],
    ['DB_PASSWORD', 'xxxxxxxx'],
    ['DB_PASSWORD', '********'],
    ['DB_PASSWORD', 'TODO'],
    ['DB_PASSWORD', 'placeholder'],
    ['DB_PASSWORD', '@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/db)'],
    ['DB_PASSWORD', 'vault:secret/data/shop#password'],
    ['DB_PASSWORD', 'ENC[AES256_GCM,data:abc,iv:def]'],
    ['DB_PASSWORD', '/mnt/secrets/db-password'],
    ['DB_PASSWORD', 'true'],
    ['DB_PASSWORD', 'none'],
    ['DB_PASSWORD', '30s'],
    ['DB_PASSWORD', '12'],
    ['API_KEY', 'disabled'],
    ['API_KEY', 'my-api-key'],
    ['CLIENT_SECRET', 'web-client-secret'],
    ['CLIENT_SECRET', 'ingress-nginx/default-tls-2'],
    ['OAUTH_TOKEN', 'argocd.argoproj.io/secret-type'],
    ['SIGNING_KEY', '/etc/tls/signing.key'],
    ['PRIVATE_KEY', 'tls.key'],
    ['WEBHOOK_SECRET', '1.2.3-beta.1'],
    ['API_KEY', 'https://shop.vault.azure.net/secrets/api-key'],
    // Forms that hold a reference.
    ['anything', 'postgres://shop:$(DB_PASSWORD)@db:5432/shop'],
    ['anything', 'postgres://shop:${DB_PASSWORD}@db:5432/shop'],
    ['anything', 'postgres://shop@db:5432/shop'],
    ['anything', 'Server=db;User ID=sa;Password=${PASSWORD}'],
    ['anything', 'Server=db;Authentication=Active Directory Default'],
    ['anything', 'http://localhost:8080/a:b@c'],
    ['anything', '-----BEGIN CERTIFICATE-----\nMIIE\n'],
    ['anything', '-----BEGIN PUBLIC KEY-----\nMIIE\n'],
    ['anything', 'sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015'],
  ])('%s=%s', (name, value) => expect(credentialIn(name, value)).toBeUndefined())
})

describe('formOfCredential', () => {
  it('says what it is and never what it holds', () => {
    expect(formOfCredential(pem)).toEqual({
      what: { en: 'private key', ja: '秘密鍵' },
      severity: 'high',
      confidence: 'high',
    })
  })

  it.each([
    'a'.repeat(2_000_000),
    'eyJ'.repeat(100_000),
    'password='.repeat(50_000),
    'a://b:'.repeat(60_000),
    '-----BEGIN '.repeat(40_000),
  ])('takes bounded time over %.20s', (value) => {
    const started = performance.now()
    formOfCredential(value)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
