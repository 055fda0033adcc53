import { looksSecret } from '../../credentials.ts'
import { always, argumentOf, constantLike, indexRules, misuse, optionOf, type Misuse } from '../../rules.ts'
import { allowsAllOrigins, inSecurityContext, literalSecret, weakHash } from '../shared-tests.ts'
import { isSafeYaml } from './sinks.ts'

/** A call whose named argument is off. */
function named(name: string, test: (value: { constant?: unknown; path?: string | undefined }) => boolean): Misuse['test'] {
  return (call) => {
    const found = call.args.find((argument) => argument.name === name)
    return found !== undefined && test(found.value) ? { at: found.expression } : undefined
  }
}

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    if (call.args.some(({ expression }) => expression.kind === 'spread')) return undefined
    const given = call.args.find(({ name }) => name === option)
    if (given === undefined) return call.args.length > 1 ? { at: call.expression, detail: option } : undefined
    return given.value.constant === false || given.value.constant === null ? { at: given.expression, detail: option } : undefined
  }
}

const isWeakCurve = constantLike(/^(?:512|768|1024)$/, 0, 'bits', 'key_size')

export const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'hashlib.md5|sha1|md4', (call) =>
    optionOf(call, 'usedforsecurity')?.constant === false ? undefined : { at: call.expression, detail: call.name },
  ),
  misuse('weak-hash', 'hashlib.new', (call) =>
    optionOf(call, 'usedforsecurity')?.constant === false ? undefined : constantLike(weakHash, 0, 'name')(call),
  ),
  misuse(
    'weak-hash',
    'Crypto.Hash.MD5|Crypto.Hash.MD4|Crypto.Hash.MD2|Crypto.Hash.SHA|Crypto.Hash.SHA1|Cryptodome.Hash.MD5|Cryptodome.Hash.MD4|Cryptodome.Hash.MD2|Cryptodome.Hash.SHA|Cryptodome.Hash.SHA1|Hash.MD5|Hash.SHA.new',
    always(),
  ),
  misuse('weak-hash', 'hmac.new', (call) => {
    const given = argumentOf(call, 2, 'digestmod')
    return given !== undefined && (given.value.path === 'hashlib.md5' || given.value.constant === 'md5')
      ? { at: given.expression, detail: 'md5' }
      : undefined
  }),
  misuse('weak-hash', 'cryptography.hazmat.primitives.hashes|hashes.MD5|SHA1', always()),
  misuse(
    'weak-cipher',
    'Crypto.Cipher.DES|Crypto.Cipher.DES3|Crypto.Cipher.ARC2|Crypto.Cipher.ARC4|Crypto.Cipher.Blowfish|Crypto.Cipher.XOR|Cryptodome.Cipher.DES|Cryptodome.Cipher.DES3|Cryptodome.Cipher.ARC2|Cryptodome.Cipher.ARC4|Cryptodome.Cipher.Blowfish|DES|DES3|ARC4|ARC2|Blowfish.new',
    always(),
  ),
  misuse('weak-cipher', 'Crypto.Cipher.AES|Cryptodome.Cipher.AES|AES.new', (call) => {
    const mode = argumentOf(call, 1, 'mode')
    return mode?.value.path?.endsWith('MODE_ECB') === true ? { at: mode.expression, detail: 'ECB' } : undefined
  }),
  misuse(
    'weak-cipher',
    'algorithms|cryptography.hazmat.primitives.ciphers.algorithms|cryptography.hazmat.decrepit.ciphers.algorithms.ARC4|Blowfish|TripleDES|IDEA|CAST5|SEED|RC2',
    always(),
  ),
  misuse('weak-cipher', 'modes|cryptography.hazmat.primitives.ciphers.modes.ECB', always()),
  misuse('weak-random', 'random.random|randint|choice|choices|randrange|getrandbits|sample|uniform|shuffle|randbytes', inSecurityContext),
  misuse(
    'weak-key',
    'rsa|dsa|cryptography.hazmat.primitives.asymmetric.rsa|cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key',
    (call) => {
      const size = call.args.find(
        ({ name, value }) =>
          name === 'key_size' || (typeof value.constant === 'number' && value.constant !== 65537 && value.constant !== 3),
      )
      return typeof size?.value.constant === 'number' && size.value.constant < 2048
        ? { at: size.expression, detail: String(size.value.constant) }
        : undefined
    },
  ),
  misuse('weak-key', 'ec|cryptography.hazmat.primitives.asymmetric.ec.generate_private_key', (call) => {
    const curve = argumentOf(call, 0, 'curve')
    return curve !== undefined && /\bSEC[PT]1(?:60|63|92)/.test(curve.value.path ?? '') ? { at: curve.expression } : undefined
  }),
  misuse(
    'weak-key',
    'Crypto.PublicKey.RSA|Crypto.PublicKey.DSA|Cryptodome.PublicKey.RSA|Cryptodome.PublicKey.DSA|RSA|DSA.generate',
    isWeakCurve,
  ),
  misuse(
    'tls',
    'requests|httpx|session|requests.Session()|s.get|post|put|delete|patch|head|options|request',
    named('verify', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'httpx.Client|AsyncClient',
    named('verify', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'aiohttp.TCPConnector',
    named('ssl', ({ constant }) => constant === false),
  ),
  misuse(
    'tls',
    'aiohttp.TCPConnector',
    named('verify_ssl', ({ constant }) => constant === false),
  ),
  misuse('tls', 'ssl._create_unverified_context|_create_stdlib_context', always()),
  misuse('tls', 'ssl.wrap_socket', always()),
  misuse('tls', 'ssl.SSLContext', (call) => {
    const given = argumentOf(call, 0, 'protocol')
    return given !== undefined && /PROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)$/.test(given.value.path ?? '') ? { at: given.expression } : undefined
  }),
  misuse('tls', '*.set_missing_host_key_policy', (call) => {
    const [given] = call.args
    return given !== undefined && /(?:AutoAdd|Warning)Policy/.test(given.value.path ?? '') ? { at: given.expression } : undefined
  }),
  misuse('cookie', '*.set_cookie', cookieLacks('secure')),
  misuse('cookie-http-only', '*.set_cookie', cookieLacks('httponly')),
  misuse(
    'debug',
    'app|application|Flask()|flask.Flask()|self.app.run',
    named('debug', ({ constant }) => constant === true),
  ),
  misuse('jwt', 'jwt|jose.jwt.decode', (call) => {
    const verify = optionOf(call, 'verify') ?? optionOf(call, 'verify_signature')
    const options = optionOf(call, 'options')
    const off =
      verify?.constant === false || (options !== undefined && call.contentsOf(options)?.entries.get('verify_signature')?.constant === false)
    const listed = optionOf(call, 'algorithms')
    const none =
      listed !== undefined &&
      call.contentsOf(listed)?.elements?.some(({ constant }) => typeof constant === 'string' && /^none$/i.test(constant)) === true
    return off || none ? { at: call.expression } : undefined
  }),
  misuse('jwt', 'jwt|jose.jwt.encode', (call) => {
    const given = argumentOf(call, 2, 'algorithm')
    return typeof given?.value.constant === 'string' && /^none$/i.test(given.value.constant)
      ? { at: given.expression, detail: 'none' }
      : undefined
  }),
  misuse('credential', 'jwt|jose.jwt.encode|decode', literalSecret(1, 'key')),
  misuse('credential', 'smtp|server|smtplib.SMTP()|smtplib.SMTP_SSL()|mail.login', literalSecret(1, 'password')),
  misuse('credential', 'requests|httpx|session.get|post|put|delete|patch|request', (call) => {
    const auth = call.args.find(({ name }) => name === 'auth')
    const secret = auth === undefined ? undefined : call.contentsOf(auth.value)?.elements?.[1]?.constant
    return auth !== undefined && typeof secret === 'string' && looksSecret(secret)
      ? { at: auth.expression, isConfidential: true }
      : undefined
  }),
  misuse('credential', 'hmac.new', literalSecret(0, 'key')),
  misuse('temporary-file', 'tempfile.mktemp', always()),
  misuse('temporary-file', 'os.tempnam|tmpnam', always()),
  misuse('path', '@TarFile.extractall', (call) =>
    call.args.some(({ name }) => name === 'filter' || name === 'members') ? undefined : { at: call.expression },
  ),
  misuse('file-mode', 'os.chmod|fchmod|lchmod', (call) => {
    const mode = argumentOf(call, 1, 'mode')
    const bits = mode?.value.constant
    return mode !== undefined && (isOpenMode(bits) || /\bstat\.S_I(?:RWXO|WOTH)$/.test(mode.value.path ?? ''))
      ? { at: mode.expression }
      : undefined
  }),
  misuse('cors', '*.set_header|add_header', allowsAllOrigins),
  misuse('cors', 'CORS|CORSMiddleware|flask_cors.CORS', (call) => {
    const origins = optionOf(call, 'origins') ?? optionOf(call, 'allow_origins')
    const isAll =
      origins !== undefined &&
      (origins.constant === '*' || call.contentsOf(origins)?.elements?.some(({ constant }) => constant === '*') === true)
    return isAll ? { at: call.expression, detail: '*' } : undefined
  }),
  misuse('cors', '*.add_middleware', (call) => {
    const origins = optionOf(call, 'allow_origins')
    return origins !== undefined && call.contentsOf(origins)?.elements?.some(({ constant }) => constant === '*') === true
      ? { at: call.expression, detail: '*' }
      : undefined
  }),
  misuse('cleartext', 'ftplib.FTP', always()),
  misuse('cleartext', 'telnetlib.Telnet', always()),
  misuse('deserialisation', 'yaml.load|load_all', (call) =>
    isSafeYaml(call) || call.args.length === 0 || typeof call.args[0]?.value.constant === 'string'
      ? undefined
      : { at: call.args[0]!.expression },
  ),
  misuse('deserialisation', 'ruamel.yaml|yaml.YAML', constantLike(/^unsafe$/, 0, 'typ')),
  misuse('deserialisation', 'YAML', constantLike(/^unsafe$/, 0, 'typ')),
  misuse('deserialisation', 'pickle|cPickle|dill|_pickle|shelve|marshal|jsonpickle.load|loads|open|decode', (call) => {
    const [given] = call.args
    return given === undefined || given.value.constant !== undefined ? undefined : { at: given.expression }
  }),
  misuse(
    'xxe',
    'lxml.etree|etree.XMLParser',
    named('resolve_entities', ({ constant }) => constant === true),
  ),
  misuse('xss', 'jinja2|jinja2.sandbox.Environment', (call) => {
    const given = optionOf(call, 'autoescape')
    return given === undefined || given.constant === false ? { at: call.expression, detail: 'autoescape' } : undefined
  }),
  misuse('command', 'subprocess|sp.run|call|check_call|check_output|Popen', (call) => {
    const shell = call.args.find(({ name }) => name === 'shell')
    const [first] = call.args
    return shell?.value.constant === true &&
      first !== undefined &&
      first.value.constant === undefined &&
      // What comes from outside is followed as a flow, with all that makes it safe.
      first.value.taints.length === 0 &&
      call.contentsOf(first.value) === undefined
      ? { at: first.expression, detail: 'shell=True' }
      : undefined
  }),
])

/** Whether everybody may write, or read and execute, by numeric mode. Octal numbers arrive as texts. */
function isOpenMode(bits: unknown): boolean {
  const mode = typeof bits === 'number' ? bits : typeof bits === 'string' ? Number(bits.replace(/^0(?=\d)/, '0o')) : Number.NaN
  return Number.isInteger(mode) && (mode & 0o002) !== 0
}
