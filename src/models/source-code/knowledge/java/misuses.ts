import { always, argumentOf, constantLike, indexRules, misuse, type Call, type Misuse } from '../../rules.ts'
import type { Value } from '../../value.ts'
import { acceptsAll, allowsAllOrigins, literalSecret, weakCipher, weakHash } from '../shared-tests.ts'
import { response } from './sources.ts'

/** A factory of parsers that was not told to leave external entities alone. */
function isUnsafeParser({ receiver, receiverExpression, expression, contentsOf }: Call): ReturnType<Misuse['test']> {
  const made = receiver === undefined ? undefined : contentsOf(receiver)
  if (made === undefined || receiver?.path?.startsWith('@') !== true) return undefined
  for (const [name, calls] of made.calls) {
    if (/^(?:setXMLResolver|setEntityResolver)$/.test(name)) return undefined
    if (/^(?:setFeature|setProperty|setAttribute)$/.test(name) && calls.some(hardens)) return undefined
  }
  return { at: receiverExpression ?? expression }
}

function hardens([name, value]: readonly Value[]): boolean {
  const words = String(name?.constant ?? name?.path ?? '')
  if (/disallow-doctype-decl|secure.?processing/i.test(words)) return value?.constant !== false
  if (/external|load-external|SUPPORT_DTD|supportDTD/i.test(words))
    return value?.constant === false || value?.constant === '' || value?.path?.endsWith('FALSE') === true
  return false
}

function turnsEntitiesOn(call: Call): ReturnType<Misuse['test']> {
  const [name, value] = call.args
  const words = String(name?.value.constant ?? name?.value.path ?? '')
  const isBad =
    (/disallow-doctype-decl/.test(words) && value?.value.constant === false) ||
    (/external-(?:general|parameter)-entities|IS_SUPPORTING_EXTERNAL_ENTITIES/.test(words) && value?.value.constant === true)
  return isBad && value !== undefined ? { at: value.expression } : undefined
}

/** A cookie that is sent without having been given an attribute. */
function lacks(setter: string): Misuse['test'] {
  return (call) => {
    const [cookie] = call.args
    const made = cookie === undefined ? undefined : call.contentsOf(cookie.value)
    if (cookie === undefined || made === undefined || made.calls.get(setter)?.at(-1)?.[0]?.constant === true) return undefined
    // What a variable says cannot be known here.
    const last = made.calls.get(setter)?.at(-1)?.[0]
    return last !== undefined && last.constant === undefined ? undefined : { at: cookie.expression }
  }
}

export const misuses = indexRules<Misuse>([
  misuse('weak-hash', 'MessageDigest.getInstance', constantLike(weakHash)),
  misuse('weak-hash', 'DigestUtils.getDigest|newDigest', constantLike(weakHash)),
  misuse(
    'weak-hash',
    'DigestUtils.md5|md5Hex|md5DigestAsHex|md2|md2Hex|sha|sha1|sha1Hex|getMd5Digest|getMd2Digest|getSha1Digest|getShaDigest',
    always(),
  ),
  misuse('weak-hash', 'Hashing.md5|sha1', always()),
  misuse('weak-cipher', 'Cipher.getInstance', constantLike(weakCipher)),
  misuse('weak-cipher', 'KeyGenerator|SecretKeyFactory.getInstance', constantLike(/^(?:des(?:ede)?|rc[24]|arcfour|blowfish)$/i)),
  misuse('weak-hash', 'Mac.getInstance', constantLike(/^hmac-?md5$/i)),
  misuse('weak-cipher', 'new NullCipher', always()),
  misuse('weak-key', 'KeyPairGenerator|keyPairGenerator|keyGen|kpg|generator.initialize', constantLike(/^(?:512|768|1024)$/)),
  misuse('weak-key', 'KeyGenerator|keyGenerator|keyGen.init', constantLike(/^(?:40|56|64|80)$/)),
  misuse('static-iv', 'new IvParameterSpec|GCMParameterSpec', (call) => {
    const found = call.args.find(({ value }) => value.prefix !== undefined || (call.contentsOf(value)?.elements?.length ?? 0) > 4)
    return found !== undefined && found.value.isBuilt !== true ? { at: found.expression } : undefined
  }),
  misuse('weak-random', 'new Random', always()),
  misuse('weak-random', 'Math.random', always()),
  misuse(
    'weak-random',
    'RandomStringUtils|RandomUtils.random|randomAlphabetic|randomAlphanumeric|randomAscii|randomNumeric|nextInt|nextLong|nextBytes',
    always(),
  ),
  misuse('weak-random', 'ThreadLocalRandom.current', always()),
  misuse('cookie', `${response}.addCookie`, lacks('setSecure')),
  misuse('cookie-http-only', `${response}.addCookie`, lacks('setHttpOnly')),
  misuse('xxe', '@XmlFactory.newDocumentBuilder|newSAXParser|createXMLStreamReader|createXMLEventReader', isUnsafeParser),
  misuse('xxe', '@TransformerFactory.newTransformer|newTemplates', isUnsafeParser),
  misuse('xxe', '@XmlReader.parse', isUnsafeParser),
  misuse('xxe', 'SAXReader|reader|SAXBuilder.read|build', isUnsafeReader),
  misuse('xxe', '*.setFeature|setProperty', turnsEntitiesOn),
  misuse('deserialisation', 'ObjectInputStream.readObject|readUnshared', ({ receiver, receiverExpression, expression, contentsOf }) =>
    receiver !== undefined && contentsOf(receiver)?.calls.has('setObjectInputFilter') === true
      ? undefined
      : { at: receiverExpression ?? expression },
  ),
  misuse('deserialisation', 'ObjectMapper|mapper|objectMapper.enableDefaultTyping', always()),
  misuse('deserialisation', '*.activateDefaultTyping', (call) =>
    /LaissezFaire/.test(call.args[0]?.value.path ?? '') ? { at: call.expression } : undefined,
  ),
  misuse('tls', 'SSLContext.getInstance', constantLike(/^(?:SSL(?:v[23])?|TLSv1(?:\.[01])?|DTLSv1\.0)$/i)),
  misuse('tls', 'new NoopHostnameVerifier|AllowAllHostnameVerifier|TrustAllStrategy|TrustSelfSignedStrategy', always()),
  misuse('tls', '*.setHostnameVerifier|setSSLHostnameVerifier|setDefaultHostnameVerifier|hostnameVerifier', (call) => {
    const [given] = call.args
    const isNoop = /Noop|ALLOW_ALL|AllowAll/.test(given?.value.path ?? '')
    return given !== undefined && (isNoop || (given.value.closure !== undefined && acceptsAll(given.value.closure.code)))
      ? { at: given.expression }
      : undefined
  }),
  misuse('credential', 'DriverManager.getConnection', literalSecret(2)),
  misuse(
    'credential',
    'new SecretKeySpec|PasswordAuthentication|UsernamePasswordCredentials|BasicAWSCredentials|PBEKeySpec|UsernamePasswordAuthenticationToken',
    (call) => literalSecret(/SecretKeySpec|PBEKeySpec/.test(call.name) ? 0 : 1)(call),
  ),
  misuse('credential', '*.setPassword|setSecret|setApiKey|setSecretKey', literalSecret(0)),
  misuse('credential', 'Algorithm.HMAC256|HMAC384|HMAC512', literalSecret(0)),
  misuse('credential', 'Jwts.builder().signWith', literalSecret(1)),
  misuse('csrf', 'csrf()|csrf|c.disable', always()),
  misuse('csrf', '*.csrf', (call) => {
    const given = call.args[0]?.expression
    return given?.kind === 'member' && given.name === 'disable' ? { at: given } : undefined
  }),
  misuse('cookie', '@ResponseCookie.secure', constantLike(/^false$/)),
  misuse('cookie-http-only', '@ResponseCookie.httpOnly', constantLike(/^false$/)),
  misuse('file-mode', 'PosixFilePermissions.fromString', constantLike(/^.{7}w/)),
  misuse('file-mode', '*.setWritable', ({ args, expression }) =>
    args[0]?.value.constant === true && args[1]?.value.constant === false ? { at: expression } : undefined,
  ),
  misuse('weak-random', 'SecureRandom.setSeed', constantLike(/^\d+$/)),
  misuse('cors', '*.setHeader|addHeader', allowsAllOrigins),
  misuse('cors', '*.addAllowedOrigin|allowedOrigins|setAllowedOrigins|addAllowedOriginPattern|allowedOriginPatterns', (call) => {
    const found = call.args.find(
      ({ value }) => value.constant === '*' || call.contentsOf(value)?.elements?.some(({ constant }) => constant === '*') === true,
    )
    return found === undefined ? undefined : { at: found.expression, detail: '*' }
  }),
  misuse('jwt', 'Algorithm.none', always()),
  misuse('jwt', 'JWT.decode', ({ expression, context }) => (/verif|auth|valid/i.test(context) ? { at: expression } : undefined)),
  misuse('jwt', '@JwtParser|JwtParser|parser|jwtParser.parseClaimsJwt|parseUnsecuredClaims', always()),
  misuse('jwt', '@JwtParser|JwtParser.parse', ({ args, expression }) => (args.length === 1 ? { at: expression } : undefined)),
  misuse('credential', '@JwtParser.setSigningKey', literalSecret(0)),
  misuse('error-disclosure', '*.printStackTrace', (call) => {
    const given = argumentOf(call, 0)
    return given?.value.path?.includes('@ResponseWriter') === true ? { at: given.expression } : undefined
  }),
  misuse('cleartext', 'new FTPClient|TelnetClient', always()),
  misuse('weak-hash', 'NoOpPasswordEncoder.getInstance', always()),
  misuse('weak-hash', 'new Md5PasswordEncoder|ShaPasswordEncoder|MessageDigestPasswordEncoder|StandardPasswordEncoder', always()),
])

/** A reader of dom4j or JDOM that was made here and not told to leave entities alone. */
function isUnsafeReader(call: Call): ReturnType<Misuse['test']> {
  const { receiver, receiverExpression, expression } = call
  if (receiver === undefined || !/SAXReader$|SAXBuilder$/.test(receiver.path ?? '')) return undefined
  const made = call.contentsOf(receiver)
  if (made === undefined || (made.calls.get('setFeature') ?? []).some(hardens)) return undefined
  return { at: receiverExpression ?? expression }
}
