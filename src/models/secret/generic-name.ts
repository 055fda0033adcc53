/** Words that end a name of a secret: `dbPassword`, `SERVICE_TOKEN`. */
const secretWords = new Set([
  'token', 'tokens', 'secret', 'secrets', 'password', 'passwd', 'passphrase', 'pwd', 'credential', 'credentials', 'creds', 'apikey', 'accesskey', 'secretkey', 'privatekey', 'authkey', 'auth',
]) // prettier-ignore

/** What a `key` must be called to be a secret one; a key of a map, a table or a cache is none. */
const secretKeyWords = new Set([
  'api', 'access', 'secret', 'private', 'auth', 'encryption', 'signing', 'signature', 'master', 'account', 'storage', 'service', 'license', 'licence', 'admin', 'client', 'app', 'application', 'subscription', 'shared', 'function', 'host', 'security', 'crypto', 'cipher', 'hmac', 'jwt', 'webhook', 'integration', 'ingest', 'write', 'management',
]) // prettier-ignore

/** Words after the telling one that leave it a secret: `apiKeyProd`, `token_2`. */
const neutralWords = new Set([
  'value',
  'prod',
  'production',
  'dev',
  'development',
  'staging',
  'stage',
  'test',
  'qa',
  'uat',
  'live',
  'string',
  'str',
  'base64',
  'b64',
  'data',
  'plain',
  'text',
  'default',
  'v1',
  'v2',
  'old',
  'new',
  'current',
  'hex',
  'raw',
  'header',
])

/** Words that make it no secret, wherever they stand. */
const publicWords = new Set([
  'public',
  'pub',
  'csrf',
  'xsrf',
  'antiforgery',
  'next',
  'page',
  'continuation',
  'cancellation',
  'pagination',
  'cursor',
  'sync',
  'foreign',
  'primary',
  'issuer',
  'syntax',
  'lex',
  'lexer',
  'checksum',
  'sha256',
  'sha1',
  'sha512',
  'md5',
  'digest',
  'hash',
  'fingerprint',
  'integrity',
  'idempotency',
  'recaptcha',
  'sitekey',
  'site',
  'vault',
])

/** Whether a name, in whatever style it is written, says that it holds a secret. */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name)
  if (words.some((word) => publicWords.has(word))) return false
  let last = words.length - 1
  while (last > 0 && (neutralWords.has(words[last]!) || /^\d{1,3}$/.test(words[last]!))) last--
  const word = words[last]
  if (word === undefined) return false
  if (word === 'auth') return last > 0
  if (secretWords.has(word)) return true
  return (word === 'key' || word === 'keys') && last > 0 && secretKeyWords.has(words[last - 1]!)
}

/** `apiKeyID` → api, key, id; `X-Api-Key` → x, api, key. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
}
