import { always, argumentOf, constantLike, indexRules, misuse, optionOf, type Misuse } from '../../rules.ts'
import { allowsAllOrigins, inSecurityContext, literalSecret, weakCipher, weakHash } from '../shared-tests.ts'
import { response } from './sinks.ts'

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    const [, value, options] = call.args
    if (value === undefined) return undefined
    if (options === undefined) return { at: call.expression, detail: option }
    const made = call.contentsOf(options.value)
    if (made === undefined || made.rest.length > 0) return undefined
    const given = made.entries.get(option)
    return given === undefined ? { at: options.expression, detail: option } : undefined
  }
}

/** `session({ cookie: { secure: … } })`. */
function sessionLacks(option: string): Misuse['test'] {
  return (call) => {
    const options = argumentOf(call, 0)
    const made = options === undefined ? undefined : call.contentsOf(options.value)
    if (options === undefined || made === undefined) return undefined
    const cookie = made.entries.get('cookie')
    const inside = cookie === undefined ? undefined : call.contentsOf(cookie)
    if (cookie !== undefined && inside === undefined) return undefined
    return option === 'secure' && inside?.entries.has(option) !== true ? { at: options.expression, detail: option } : undefined
  }
}

export const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'crypto.createHash', constantLike(weakHash)),
  misuse('weak-hash', 'crypto.createHmac', constantLike(/^md[245]$/i)),
  misuse('weak-hash', 'md5|md5-hex|blueimp-md5|js-md5', always()),
  misuse('weak-hash', 'CryptoJS|crypto-js.MD5|SHA1', always()),
  misuse('weak-cipher', 'crypto.createCipheriv|createDecipheriv', constantLike(weakCipher)),
  misuse('weak-cipher', 'crypto.createCipher|createDecipher', always()),
  misuse('weak-cipher', 'CryptoJS|CryptoJS.DES|RC4|TripleDES|Rabbit.encrypt|decrypt', always()),
  misuse('weak-cipher', 'DES|RC4|TripleDES.encrypt|decrypt', always()),
  misuse('weak-random', 'Math.random', inSecurityContext),
  misuse('weak-random', 'crypto.pseudoRandomBytes', always()),
  misuse('weak-key', 'crypto.generateKeyPair|generateKeyPairSync', (call) => {
    const given = optionOf(call, 'modulusLength')
    return typeof given?.constant === 'number' && given.constant < 2048
      ? { at: call.args[1]!.expression, detail: String(given.constant) }
      : undefined
  }),
  misuse('static-iv', 'crypto.createCipheriv', (call) => {
    const [, , iv] = call.args
    return iv !== undefined &&
      (typeof iv.value.constant === 'string' ||
        (iv.value.prefix !== undefined && iv.value.taints.length === 0 && iv.value.isBuilt !== true))
      ? { at: iv.expression }
      : undefined
  }),
  misuse('cookie', '@Response|res|response|reply.cookie|setCookie', cookieLacks('secure')),
  misuse('cookie-http-only', '@Response|res|response|reply.cookie|setCookie', cookieLacks('httpOnly')),
  misuse('cookie', 'session|express-session|cookieSession|cookie-session', sessionLacks('secure')),
  misuse('credential', 'jsonwebtoken|jwt|jwt-simple.sign|verify|encode|decode', literalSecret(1)),
  misuse('credential', 'crypto.createHmac|createCipheriv|createDecipheriv|createCipher', literalSecret(1)),
  misuse('credential', 'session|express-session|cookieSession|cookie-session', (call) => {
    const given = optionOf(call, 'secret')
    return typeof given?.constant === 'string' && /\s/.test(given.constant)
      ? { at: call.args[0]!.expression, isConfidential: true }
      : undefined
  }),
  misuse('credential', 'cookieParser|cookie-parser', literalSecret(0)),
  misuse('credential', 'new Sequelize', literalSecret(2)),
  misuse('jwt', 'jsonwebtoken|jwt.verify', (call) => {
    const given = argumentOf(call, 1)
    const listed = optionOf(call, 'algorithms')
    const allowsNone =
      listed !== undefined &&
      call.contentsOf(listed)?.elements?.some(({ constant }) => typeof constant === 'string' && /^none$/i.test(constant)) === true
    if (allowsNone) return { at: call.args[2]?.expression ?? call.expression, detail: 'none' }
    return given !== undefined && (given.value.constant === null || given.value.constant === '' || given.value.constant === false)
      ? { at: given.expression }
      : undefined
  }),
  misuse('jwt', 'jsonwebtoken|jwt.sign', (call) => {
    const given = optionOf(call, 'algorithm')
    return typeof given?.constant === 'string' && /^none$/i.test(given.constant) && call.args[2] !== undefined
      ? { at: call.args[2].expression, detail: 'none' }
      : undefined
  }),
  misuse('jwt', 'jsonwebtoken|jwt.decode', ({ args, expression }) =>
    args[0]?.value.taints.some(({ label }) => label === 'remote') === true ? { at: expression } : undefined,
  ),
  misuse('error-disclosure', `${response}.send|json|end|write`, (call) => {
    const given = argumentOf(call, 0)
    return given !== undefined && /^(?:err|error|ex|e|exception|@Error)\.stack$/.test(given.value.path ?? '')
      ? { at: given.expression }
      : undefined
  }),
  misuse('jwt', 'jwt-simple.decode', (call) =>
    argumentOf(call, 2)?.value.constant === true ? { at: call.args[2]!.expression } : undefined,
  ),
  misuse('cors', '@Response|res|response|reply|ctx.setHeader|set|header|append', allowsAllOrigins),
  misuse('cors', 'cors', (call) => {
    if (call.args.length === 0) return { at: call.expression, detail: '*' }
    const origin = optionOf(call, 'origin')
    return origin?.constant === '*' || (origin?.constant === true && optionOf(call, 'credentials')?.constant === true)
      ? { at: call.args[0]!.expression, detail: String(origin.constant) }
      : undefined
  }),
])
