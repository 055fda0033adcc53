import { expect, test } from 'vitest'

import { scanText } from './detect.ts'

const classes = {
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  low: 'abcdefghijklmnopqrstuvwxyz0123456789',
  any: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  UP: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  b32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  b64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  dig: '0123456789',
}

/** `{low 32}` becomes 32 characters of a class, drawn the same way every time; `{uuid}` a UUID. No sample stands in this file. */
function drawn(form: string): string {
  let seed = 7
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 8
  const draw = (alphabet: string, count: number): string => Array.from({ length: count }, () => alphabet[next() % alphabet.length]).join('')
  return form
    .replaceAll('{uuid}', () => [8, 4, 4, 4, 12].map((count) => draw(classes.hex, count)).join('-'))
    .replaceAll(/\{(\w+) (\d+)\}/g, (_whole, name: keyof typeof classes, count: string) => draw(classes[name], Number(count)))
}

/** By rule, a text in which it must find something. Forms are those of the issuers' documentation. */
const samples: Readonly<Record<string, string>> = {
  'atlassian-api-token': 'jira_token = {low 20}{hex 4}',
  'atlassian-prefixed-api-token': 'ATATT3{url 186}',
  'authress-service-client-access-key': 'sc_{low 12}.{low 4}.acc-{low 16}.{any 60}',
  'aws-access-token': 'key: AKIA{b32 16}',
  'aws-secret-access-key': 'aws_secret_access_key = {b64 40}',
  'aws-amazon-bedrock-api-key-long-lived': 'ABSK{b64 120}=',
  'aws-amazon-bedrock-api-key-short-lived': ['x=bedrock-api-key-', 'YmVkcm9jay5hbWF6b25hd3MuY29t{b64 60}'].join(''),
  'azure-ad-client-secret': 'secret: {any 3}8Q~{url 34}',
  'clickhouse-cloud-api-secret-key': 'key="4b1d{any 38}"',
  'cloudflare-origin-ca-key': 'v1.0-{hex 24}-{hex 146}',
  'codecov-access-token': 'CODECOV_TOKEN: {low 32}',
  'cohere-api-token': 'CO_API_KEY={any 40}',
  'coinbase-access-token': 'coinbase_token = "{low 64}"',
  'digitalocean-access-token': 'doo_v1_{hex 64}',
  'digitalocean-pat': 'dop_v1_{hex 64}',
  'digitalocean-refresh-token': 'dor_v1_{hex 64}',
  'discord-api-token': 'discordToken = "{hex 64}"',
  'discord-client-id': 'DISCORD_CLIENT_ID={dig 18}',
  'discord-client-secret': 'discord_secret: {low 32}',
  'droneci-access-token': 'DRONECI_TOKEN={low 32}',
  'dropbox-long-lived-api-token': 'dropbox = {low 11}AAAAAAAAAA{low 43}',
  'dropbox-short-lived-api-token': 'dropbox = sl.{low 135}',
  'dynatrace-api-token': 'dt0c01.{UP 24}.{UP 64}',
  'facebook-access-token': 'facebook_token = "{dig 15}|{low 27}"',
  'facebook-page-access-token': 'EAAM{any 120}',
  'facebook-secret': 'FACEBOOK_SECRET={hex 32}',
  'fastly-api-token': 'fastly_key = "{any 32}"',
  'flickr-access-token': 'flickr: {low 32}',
  'flyio-access-token': 'FLY=fo1_{url 43}',
  'frameio-api-token': 'fio-u-{low 64}',
  'freshbooks-access-token': 'freshbooks_token={low 64}',
  'gitter-access-token': 'gitter_token={low 40}',
  'gocardless-api-token': 'gocardless_token = live_{low 40}',
  'hashicorp-tf-api-token': 'token = "{any 14}.atlasv1.{any 67}"',
  'huggingface-access-token': 'hf_{letter 34}',
  'huggingface-organization-api-token': 'api_org_{letter 34}',
  jwt: 'ey{any 18}.ey{any 40}.{url 43}',
  'kucoin-access-token': 'kucoin_key = {hex 24}',
  'kucoin-secret-key': 'kucoin_secret = {uuid}',
  'linear-api-key': 'lin_api_{any 40}',
  'linear-client-secret': 'linear_secret = {hex 32}',
  'mailchimp-api-key': 'mailchimp_key = "{hex 32}-us20"',
  'mapbox-api-token': 'mapbox = pk.{low 60}.{low 22}',
  'mattermost-access-token': 'mattermost_token={low 26}',
  'notion-api-token': 'ntn_{dig 11}{any 35}',
  'okta-access-token': 'OKTA_TOKEN=00{url 40}',
  'openai-api-key': 'sk-proj-{any 74}T3BlbkFJ{any 74}',
  'postman-api-token': 'PMAK-{hex 24}-{hex 34}',
  'prefect-api-token': 'pnu_{low 36}',
  'privateai-api-token': 'privateai_key = {low 32}',
  'sendbird-access-id': 'sendbird_id = {uuid}',
  'sendbird-access-token': 'sendbird_token = {hex 40}',
  'sendinblue-api-token': 'xkeysib-{hex 64}-{low 16}',
  'shippo-api-token': 'shippo_live_{hex 40}',
  'sidekiq-sensitive-url': 'https://{hex 8}:{hex 8}@gems.contribsys.com/',
  'squarespace-access-token': 'squarespace_token = {uuid}',
  'stripe-access-token': 'sk_live_{any 24}',
  'travisci-access-token': 'travis_token={low 22}',
  'vault-batch-token': 'hvb.{url 150}',
  'vault-service-token': 'hvs.{url 95}',
  'vault-legacy-service-token': 'VAULT_TOKEN=s.{any 24}',
  'sentry-org-token': 'sntrys_eyJpYXQiO{b64 12}LCJyZWdpb25fdXJs{b64 90}={b64 0}_{b64 43}',
  'url-credentials': 'amqp://app:{any 16}@mq.example:5672',
  'npmrc-auth': '_authToken={any 40}',
  'azure-shared-access-key': 'SharedAccessKey={b64 43}=',
  'azure-account-key': 'AccountKey={b64 86}==',
  'azure-cosmos-db-legacy-key': 'AccountEndpoint=https://a.documents.azure.com:443/;K={b64 86}==',
  'azure-sas-signature': 'https://a.blob.core.windows.net/c?sv=2024-01-01&se=2027-01-01&sig={any 43}%3D',
  'azure-annotated-key': '{any 52}JQQJ99AB{any 12}AAAAzzzz{any 4}',
  'azure-ai-openai-key': '{any 52}JQQJ99AB{any 12}AAABACOG{any 4}',
  'azure-devops-personal-access-token': '{any 52}JQQJ99AB{any 12}AAAAAZDO{any 4}',
  'azure-client-secret-by-name': 'ARM_CLIENT_SECRET="{any 34}"',
  'dockerhub-token': 'dckr_pat_{url 27}',
  'kubeconfig-credential': '    client-key-data: {b64 400}=',
}

const files: Readonly<Record<string, string>> = { 'npmrc-auth': '.npmrc' }

test.each(Object.entries(samples))('%s finds a value of its form', (rule, form) => {
  const text = `before\n${drawn(form)}\nafter\n`
  expect(scanText({ uri: files[rule] ?? 'app.txt', text }).map((match) => match.rule)).toEqual([rule])
})

test('a value of little form counts beside the identifier that it belongs to', () => {
  const find = (form: string) => scanText({ uri: 'app.txt', text: drawn(form) }).map((match) => match.rule)
  expect(find('id = "AKIA{b32 16}"\nsecret = "{b64 40}"')).toEqual(['aws-access-token', 'aws-secret-near-key-id'])
  expect(find('secret = "{b64 40}"')).toEqual(['generic-api-key'])
  expect(find('sid = AC{hex 32}\nauthToken = {hex 32}')).toEqual(['twilio-account-sid', 'twilio-token-near-sid'])
  expect(
    find(
      'sid = AC{hex 32}\n{low 30} {low 30} {low 30} {low 30} {low 30} {low 30} {low 30} {low 30} {low 30} {low 30} {low 30}\ntok = {hex 32}',
    ),
  ).toEqual(['twilio-account-sid'])
})

test('values of other forms are no secrets', () => {
  const texts = [
    'const key = "AKIAIOSFODNN7EXAMPLE"',
    'key = AKIAXXXXXXXXXXXXXXXX',
    's.thisstringisalllowercase s.ThisStringIsUpperAndLower',
    'hvs.CAESIxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    drawn('task_test_{low 30}'),
    'password = "${aws_db_instance.default.password}"',
    drawn('sha512-{b64 86}=='),
    drawn('image: app@sha256:{hex 64}'),
    drawn('commit = "{hex 40}"'),
    'token: ${{ secrets.GITHUB_TOKEN }}',
    'password: "{{ .Values.password }}"',
    'PASSWORD=$(cat /run/secrets/password)',
    'api_key = os.environ["API_KEY"]',
    'apiKey: process.env.API_KEY_2024',
    'public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"',
    '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----',
    '-----BEGIN PRIVATE KEY-----\nanything\n-----END PRIVATE KEY-----',
  ]
  for (const text of texts) expect([text, scanText({ uri: 'src/app.txt', text })]).toEqual([text, []])
})
