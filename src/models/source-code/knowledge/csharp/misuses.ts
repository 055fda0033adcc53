import { always, constantLike, indexRules, misuse, type Call, type Misuse } from '../../rules.ts'
import { allowsAllOrigins, inSecurityContext, literalSecret, weakHash } from '../shared-tests.ts'

function cookieLacks(option: string): Misuse['test'] {
  return (call) => {
    const options = call.args[call.name === 'Append' ? 2 : 0]
    if (options === undefined) return call.args.length === 2 ? { at: call.expression, detail: option } : undefined
    const made = call.contentsOf(options.value)
    if (made === undefined) return undefined
    const given = made.entries.get(option)
    return given === undefined || given.constant === false ? { at: options.expression, detail: option } : undefined
  }
}

export const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'MD5|SHA1|HMACMD5.Create|HashData|HashDataAsync', always()),
  misuse(
    'weak-hash',
    'new MD5CryptoServiceProvider|SHA1CryptoServiceProvider|SHA1Managed|MD5Cng|SHA1Cng|HMACMD5|HMACSHA1|RIPEMD160Managed',
    always(),
  ),
  misuse('weak-hash', 'HashAlgorithm|CryptoConfig.Create|CreateFromName', constantLike(weakHash)),
  misuse('weak-cipher', 'DES|TripleDES|RC2.Create', always()),
  misuse('weak-cipher', 'new DESCryptoServiceProvider|TripleDESCryptoServiceProvider|RC2CryptoServiceProvider|TripleDESCng', always()),
  misuse('weak-random', 'Random|rnd|random|rand|_random|Random.Shared|new Random().Next|NextBytes|NextDouble|NextInt64', inSecurityContext),
  misuse('weak-random', 'new Random', inSecurityContext),
  misuse('weak-key', 'new RSACryptoServiceProvider|RSACng|DSACryptoServiceProvider', constantLike(/^(?:384|512|768|1024)$/)),
  misuse('weak-key', 'RSA.Create', constantLike(/^(?:384|512|768|1024)$/)),
  misuse('cookie', '*.Append', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('Secure')(call) : undefined)),
  misuse('cookie-http-only', '*.Append', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('HttpOnly')(call) : undefined)),
  misuse('cookie', '*.Add', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('Secure')(call) : undefined)),
  misuse('cookie-http-only', '*.Add', (call) => (call.owners.join(' ').endsWith('Cookies') ? cookieLacks('HttpOnly')(call) : undefined)),
  misuse(
    'deserialisation',
    'BinaryFormatter|NetDataContractSerializer|LosFormatter|ObjectStateFormatter|SoapFormatter.Deserialize|UnsafeDeserialize|ReadObject',
    (call) => (call.args[0] === undefined ? undefined : { at: call.args[0].expression }),
  ),
  misuse('deserialisation', 'new JavaScriptSerializer', (call) =>
    /SimpleTypeResolver/.test(call.args[0]?.value.path ?? '') ? { at: call.expression } : undefined,
  ),
  misuse('xxe', 'new XmlTextReader', (call) => {
    const [first] = call.args
    return first !== undefined && /Request|Stream|Body/.test(first.value.path ?? '') && first.value.taints.length > 0
      ? { at: first.expression }
      : undefined
  }),
  misuse(
    'credential',
    'new NetworkCredential|SqlCredential|PasswordDeriveBytes|Rfc2898DeriveBytes|BasicAuthenticationCredentials|BasicAWSCredentials|ClientSecretCredential',
    (call) => literalSecret(/DeriveBytes/.test(call.name) ? 0 : call.name === 'new ClientSecretCredential' ? 2 : 1)(call),
  ),
  misuse('credential', 'new SymmetricSecurityKey', keyFromLiteral),
  misuse('jwt', '*.WithVerifySignature', (call) => (call.args[0]?.value.constant === false ? { at: call.args[0].expression } : undefined)),
  misuse('cors', '*.AllowAnyOrigin', always('*')),
  misuse('cors', '*.WithOrigins', (call) =>
    call.args[0]?.value.constant === '*' ? { at: call.args[0].expression, detail: '*' } : undefined,
  ),
  misuse('cors', '*.Add|Append|AddHeader|AppendHeader', allowsAllOrigins),
  misuse('temporary-file', 'Path.GetTempFileName', always()),
])

/** `new SymmetricSecurityKey(Encoding.UTF8.GetBytes("…"))`. */
function keyFromLiteral(call: Call): ReturnType<Misuse['test']> {
  const given = call.args[0]?.expression
  const inner = given?.kind === 'call' ? given.args[0]?.value : undefined
  return inner?.kind === 'literal' && typeof inner.value === 'string' ? { at: inner, isConfidential: true } : undefined
}
