import type { Range } from '../../../core/location.ts'
import { nameAround } from '../assignment.ts'
import { namesSecret, wordsOf } from '../generic-name.ts'
import { isPlaceholder, isSampleWord, readsLikeWords } from '../placeholder.ts'
import { family, type SecretRule } from '../rule.ts'
import { hasDigit } from '../value-checks.ts'

const { token, assigned, search, file } = family('generic')

/** Files in which high-entropy values are the normal case: lock files, snapshots, translations, prose. */
const prose =
  /(?:^|\/)(?:[^/]*\.(?:lock|lockb|snap|md|mdx|rst|adoc|po|pot|svg|map|min\.js|csv|ipynb|sum)|package-lock\.json|pnpm-lock\.yaml|npm-shrinkwrap\.json|CHANGELOG[^/]*)$/i
const notProse = new RegExp(`^(?!.*${prose.source})`, 'i')

/** Files that hold settings and nothing else, where a short password is telling enough. */
const settings =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.env|values[^/]*\.ya?ml|[^/]*\.properties|appsettings[^/]*\.json|(?:docker-)?compose[^/]*\.ya?ml|[^/]*\.tfvars(?:\.json)?|[^/]*\.ini|[^/]*\.cfg|[^/]*\.conf|web\.config|local\.settings\.json|[^/]*\.bicepparam|[^/]*parameters[^/]*\.json)$/i

export const genericRules: readonly SecretRule[] = [
  search('private-key', '', 'private-key', {
    marks: ['-----begin'],
    find: privateKey,
    severity: 'critical',
    confidence: 'high',
    accepts: (value) => !/\.\.\.|\*\*\*|<[^>]*>/.test(value),
  }),
  search('putty-private-key', 'PuTTY', 'private-key', {
    marks: ['putty-user-key-file-'],
    find: puttyKey,
    severity: 'critical',
    confidence: 'high',
  }),
  token('pkcs12-base64', 'PKCS #12', 'certificate', {
    marks: ['ibazcc'],
    before: 6,
    form: 'MI[I-L][0-9A-Za-z/+]{2}[AQgw]IBAzCC[0-9A-Za-z/+\\r\\n]{200,60000}={0,2}',
    beside: '\\w+/',
    severity: 'critical',
  }),
  file('pkcs12-file', 'PKCS #12', 'certificate', /\.p(?:12|fx)$/i),
  token('jwt', 'JSON Web Token', 'token', {
    marks: ['ey'],
    form: 'ey[A-Za-z0-9]{17,2000}\\.ey[A-Za-z0-9/\\\\_-]{17,8000}\\.(?:[A-Za-z0-9/\\\\_-]{10,2000}={0,2})?',
    beside: '\\w',
    entropy: 3,
    shown: 2,
    severity: 'medium',
    accepts: isJoseHeader,
  }),
  token('jwt-base64', 'JSON Web Token', 'token', {
    marks: ['zxlk'],
    form: 'ZXlK(?:[A-Za-z0-9+/_-]{2,4})[A-Za-z0-9+/\\\\_-]{40,8000}={0,2}',
    beside: '\\w+/',
    entropy: 2,
    shown: 4,
    severity: 'medium',
    accepts: (value) => Buffer.from(value, 'base64').toString('latin1').startsWith('ey'),
  }),
  token('age-secret-key', 'age', 'private-key', {
    marks: ['age-secret-key-1'],
    form: 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
    severity: 'critical',
  }),
  search('curl-auth-user', 'curl', 'credentials', { marks: ['curl'], find: curlUser, entropy: 2 }),
  search('curl-auth-header', 'curl', 'credentials', { marks: ['curl'], find: curlHeader, entropy: 2.75 }),
  token('url-credentials', '', 'url-credentials', {
    marks: ['://'],
    form: '://[^\\s:@/"\'`<>{}$|\\\\]{1,100}:([^\\s:@/"\'`<>|\\\\]{3,200})@[A-Za-z0-9.-]{2,200}',
    beside: '',
    shown: 0,
    severity: 'high',
    confidence: 'medium',
    entropy: 2,
    accepts: acceptsPassword,
  }),
  token('connection-string-password', '', 'connection-string', {
    marks: ['password=', 'pwd='],
    form: '(?:password|pwd)=([^\\s;,()"\'<>&|$\\\\]{6,128})(?:;|["\'])',
    beside: '',
    ignoreCase: true,
    shown: 0,
    severity: 'high',
    confidence: 'medium',
    entropy: 2,
    accepts: (value, text, range) =>
      acceptsPassword(value, text, range) &&
      /(?:server|data source|host|user id|uid|initial catalog|database|jdbc:|endpoint)\s{0,3}=?/i.test(
        text.slice(Math.max(0, range.start - 300), range.end + 200),
      ),
  }),
  assigned('docker-config-auth', 'container registry', 'credentials', {
    names: ['"auth"', 'identitytoken'],
    value: '[A-Za-z0-9+/=_.-]{12,2000}',
    entropy: 3,
    paths: /(?:config\.json|\.dockercfg|\.dockerconfigjson|auth\.json|#decoded)$/i,
  }),
  assigned('kubeconfig-credential', 'kubeconfig', 'credentials', {
    names: ['client-key-data'],
    value: '[A-Za-z0-9+/]{100,20000}={0,2}',
    severity: 'critical',
    confidence: 'high',
  }),
  search('netrc-password', 'netrc', 'password', { marks: ['machine '], find: netrcPassword, paths: /(?:^|\/)[._]netrc$/, entropy: 2 }),
  assigned('config-password', '', 'password', {
    names: ['password', 'passwd', 'pwd', 'passphrase', 'secret'],
    value: '[^\\s"\'`,;<>{}\\[\\]]{8,128}',
    anywhere: true,
    paths: settings,
    entropy: 2.5,
    severity: 'medium',
    accepts: acceptsSetting,
  }),
  assigned('terraform-state-secret', 'Terraform state', 'credentials', {
    names: [
      'access_key',
      'connection_string',
      'admin_password',
      'administrator_login_password',
      'client_secret',
      'client_key',
      'kube_config_raw',
      'sas_token',
      'shared_key',
      'instrumentation_key',
      'private_key_pem',
      'secret_value',
      'auth_token',
    ],
    value: '(?<=")[^"]{8,20000}(?=")',
    anywhere: true,
    paths: /\.tfstate(?:\.backup|\.json)?$/i,
    severity: 'critical',
    confidence: 'high',
    accepts: (value) => !isPlaceholder(value) && !/^(?:true|false|null|\d+)$/.test(value),
  }),
  assigned('generic-api-key', '', 'secret', {
    names: ['access', 'api', 'auth', 'key', 'credential', 'creds', 'passwd', 'password', 'secret', 'token', 'pwd', 'passphrase'],
    value: '[\\w.=+/~-]{10,200}',
    anywhere: true,
    paths: notProse,
    entropy: 3.5,
    severity: 'medium',
    accepts: acceptsGeneric,
  }),
]

const uuidOnly = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const versionOrFile = /^v?\d+\.\d+|SNAPSHOT|\.(?:pem|cer|crt|key|p12|pfx|jks|json|ya?ml|keytab|txt|js|ts|py|go|java|com|net|io|org|local)$/i

/** The name must say that it holds a secret, and the value must look drawn at random. */
function acceptsGeneric(value: string, text: string, range: Range): boolean {
  if (!hasDigit(value) || !/[a-z]/i.test(value) || isPlaceholder(value)) return false
  if (/^[./~-]|:\/\/|^\w+\.\w+\(/.test(value) || versionOrFile.test(value)) return false
  // A value that itself says `password` is the name of a variable.
  if (/passw(?:or)?d|secret|token|credential|api[-_]?key/i.test(value)) return false
  const name = nameBefore(text, range.start)
  if (!namesSecret(name)) return false
  if (uuidOnly.test(value)) return /(?:key|secret|password|token)$/.test(wordsOf(name).join(''))
  return !readsLikeWords(value)
}

function acceptsSetting(value: string, text: string, range: Range): boolean {
  const words = wordsOf(nameBefore(text, range.start))
  const last = words.at(-1) ?? ''
  return (
    /^(?:password|passwd|pwd|passphrase|secret)$/.test(last) && acceptsPassword(value, text, range) && !/^(?:\/|\.\/|https?:)/.test(value)
  )
}

function acceptsPassword(value: string, _text: string, _range: Range): boolean {
  return !isPlaceholder(value) && !isSampleWord(value) && !/^[$%{<*]|[}>*]$/.test(value)
}

/** The name to whose right the value stands. */
function nameBefore(text: string, valueStart: number): string {
  let end = valueStart
  while (end > 0 && valueStart - end < 40 && !/\w/.test(text[end - 1]!)) end--
  let name = nameAround(text, end, end)
  // `String apiKey string = "…"`: a type may stand between name and operator.
  if (/^(?:string|str|text|var|const)$/i.test(name)) {
    let before = end - name.length
    while (before > 0 && /[\s]/.test(text[before - 1]!)) before--
    name = nameAround(text, before, before)
  }
  return name
}

function isJoseHeader(value: string): boolean {
  return /^\s*\{/.test(Buffer.from(value.slice(0, value.indexOf('.')), 'base64url').toString('latin1'))
}

const keyHeader = /-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----/iy

/** From the header to its footer, which must stand within 20 000 characters with something between them. */
function privateKey(text: string, hit: Range): readonly Range[] {
  keyHeader.lastIndex = hit.start
  const header = keyHeader.exec(text)
  if (header === null) return []
  const from = hit.start + header[0].length
  const body = text.slice(from, from + 20_000)
  const footer = body.search(/-----END[ A-Z0-9_-]{0,100}KEY/i)
  const end = footer === -1 ? undefined : body.indexOf('-----', footer + 8)
  if (end === undefined || footer < 40) return []
  return [{ start: hit.start, end: from + (end === -1 ? footer : end + 5) }]
}

function puttyKey(text: string, hit: Range): readonly Range[] {
  const found = /^PuTTY-User-Key-File-\d: [\s\S]{0,4000}?Private-Lines: \d{1,4}\r?\n[A-Za-z0-9+/=\r\n]{64,8000}/.exec(
    text.slice(hit.start, hit.start + 12_000),
  )
  return found === null ? [] : [{ start: hit.start, end: hit.start + found[0].trimEnd().length }]
}

function netrcPassword(text: string, hit: Range): readonly Range[] {
  const found = /^machine\s+\S{1,200}(?:\s+(?:login|account)\s+\S{1,200}){0,2}\s+password\s+(\S{3,200})/.exec(
    text.slice(hit.start, hit.start + 900),
  )
  if (found === null) return []
  const end = hit.start + found[0].length
  return [{ start: end - found[1]!.length, end }]
}

/** The rest of a shell command: up to a line end that no backslash continues, at most 1000 characters. */
function commandAt(text: string, start: number): string {
  return /^(?:[^\r\n\\]|\\\r?\n|\\[^\r\n]){0,1000}/.exec(text.slice(start, start + 1100))![0]
}

function curlUser(text: string, hit: Range): readonly Range[] {
  const command = commandAt(text, hit.start)
  if (!/^curl\b/.test(command)) return []
  const found =
    /\s(?:-u|--user)(?:\s{1,3}|=|(?="))(?:'([^'\r\n]{1,200})'|"([^"\r\n]{1,200})":"([^"\r\n]{1,200})"|"([^"\r\n]{1,200})"|([^\s"'<]{1,200}:(?:'[^'\r\n]{3,100}'|"[^"\r\n]{3,100}"|[^\s"'<]{0,200})))(?=\s|$|['"`)])/d.exec(
      command,
    )
  if (found === null) return []
  const group = [1, 2, 4, 5].find((number) => found[number] !== undefined)!
  const start = hit.start + found.indices![group]![0]
  const end = group === 2 ? hit.start + found.indices![3]![1] : hit.start + found.indices![group]![1]
  return acceptsUser(text.slice(start, end)) ? [{ start, end }] : []
}

/** `user:password` with a password (or a token alone on either side of the colon) that is neither a variable nor a sample. */
function acceptsUser(pair: string): boolean {
  const colon = pair.indexOf(':')
  if (colon === -1) return false
  const user = pair.slice(0, colon).replaceAll(/["']/g, '')
  const password = pair.slice(colon + 1).replaceAll(/^["']+|["']+$/g, '')
  const secret = password === '' ? user : password
  if (/^\{[A-Za-z0-9-]{12,}\}$/.test(secret)) return true
  return (
    secret.length >= 5 && !/\$[A-Za-z_({\d]{2}/.test(secret) && !isPlaceholder(secret) && !isSampleWord(secret) && !/[<>{}[\]]/.test(secret)
  )
}

function curlHeader(text: string, hit: Range): readonly Range[] {
  const command = commandAt(text, hit.start)
  if (!/^curl\b/.test(command)) return []
  const found =
    /(?:-H|--header)[\s=]{0,3}(?:"|')(?:Authorization:\s{0,5}(?:Basic\s|(?:Bearer|(?:Api-)?Token)\s)?\s{0,3}|(?:X-(?:[A-Za-z]{1,20}-){0,2})?(?:Api-?Key|Token|Auth(?:-Token)?):\s{0,5})([\w=~@.+/-]{8,4000})(?:"|')/di.exec(
      command,
    )
  if (found === null || isPlaceholder(found[1]!)) return []
  const [start, end] = found.indices![1]!
  // A token in place of a basic pair is a mistake in an example, not a credential.
  if (/Basic\s{1,3}$/i.test(command.slice(0, start)) && found[1]!.includes('.')) return []
  return [{ start: hit.start + start, end: hit.start + end }]
}
