import { constants, createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

import type { BuiltinContext } from '../evaluation.ts'
import { formatTerm } from '../format.ts'
import { toJson } from '../json.ts'
import { RegoObject, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { decodeUtf8, parseJson } from './encoding.ts'
import { builtinError, isArray, isNumeric, objectAt, stringAt } from './operands.ts'

interface Token {
  readonly header: RegoObject
  readonly payload: Value
  readonly signature: Buffer
  /** What the signature is over. */
  readonly signed: string
}

function decodePart(text: string, name: string): Buffer {
  const wrong = /[^A-Za-z0-9_-]/.exec(text.replace(/=+$/, ''))
  if (wrong !== null) builtinError(`JWT ${name} had invalid encoding: illegal base64 data at input byte ${wrong.index}`)
  return Buffer.from(text, 'base64url')
}

/** A token whose payload is another token, as `cty` says, is read down to the innermost. */
function parseToken(text: string, depth = 0): Token {
  const parts = text.split('.')
  if (parts.length === 1) builtinError('encoded JWT had no period separators')
  if (parts.length !== 3) builtinError(`encoded JWT must have 3 sections, found ${parts.length}`)
  const [head, body, tail] = parts as [string, string, string]
  const header = parseJson(decodeUtf8(decodePart(head, 'header')))
  if (!(header instanceof RegoObject)) return builtinError('JWT header is not an object')
  if (header.has('enc')) builtinError('JWT is a JWE object, which is not supported')
  const inner = decodeUtf8(decodePart(body, 'payload'))
  const signature = decodePart(tail, 'signature')
  const type = header.get('cty')
  if (typeof type === 'string' && type.toUpperCase() === 'JWT' && depth < 10) {
    const nested = parseNested(inner)
    return nested === undefined
      ? { header, payload: parseJson(inner), signature, signed: `${head}.${body}` }
      : parseToken(nested, depth + 1)
  }
  const payload = parseJson(inner)
  if (!(payload instanceof RegoObject)) return builtinError('JWT payload is not an object')
  return { header, payload, signature, signed: `${head}.${body}` }
}

/** The inner token, written as it is or as a JSON string. */
function parseNested(text: string): string | undefined {
  if (!text.startsWith('"')) return text.split('.').length === 3 && !text.startsWith('{') ? text : undefined
  const value = parseJson(text)
  return typeof value === 'string' ? value : undefined
}

type Check = (signed: string, signature: Buffer, key: KeyObject) => boolean

const hashes: Readonly<Record<string, string>> = { 256: 'sha256', 384: 'sha384', 512: 'sha512' }
const curves: Readonly<Record<string, string>> = { 256: 'prime256v1', 384: 'secp384r1', 512: 'secp521r1' }

/** How a signature of the algorithm is checked with a public key. */
function checkFor(algorithm: string): Check | undefined {
  if (algorithm === 'EdDSA')
    return (signed, signature, key) => key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(signed), key, signature)
  const [, family, size] = /^(RS|PS|ES)(256|384|512)$/.exec(algorithm) ?? []
  if (family === undefined) return undefined
  const hash = hashes[size!]!
  if (family === 'ES')
    return (signed, signature, key) =>
      key.asymmetricKeyType === 'ec' &&
      key.asymmetricKeyDetails?.namedCurve === curves[size!] &&
      verify(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
  const padding = family === 'PS' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING
  const saltLength = family === 'PS' ? { saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {}
  return (signed, signature, key) =>
    key.asymmetricKeyType === 'rsa' && verify(hash, Buffer.from(signed), { key, padding, ...saltLength }, signature)
}

function checkHmac(algorithm: string, signed: string, signature: Buffer, secret: string): boolean {
  const expected = createHmac(hashes[algorithm.slice(2)]!, secret).update(signed).digest()
  return expected.length === signature.length && timingSafeEqual(expected, signature)
}

interface PublicKey {
  readonly key: KeyObject
  readonly id: string | undefined
  readonly algorithm: string | undefined
}

/** A certificate or a public key in PEM, a JSON Web Key, or a set of them. */
function parseKeys(text: string): readonly PublicKey[] {
  if (/-----END [^-]*-----\s*\S/.test(text)) builtinError('extra data after a PEM certificate block')
  if (text.includes('-----BEGIN')) return [{ key: readKey(() => createPublicKey(text)), id: undefined, algorithm: undefined }]
  const json = toJson(parseJson(text)) as { readonly keys?: readonly Readonly<Record<string, unknown>>[] } & Readonly<
    Record<string, unknown>
  >
  return (json.keys ?? [json]).map((jwk) => ({
    key: readKey(() => createPublicKey({ key: jwk, format: 'jwk' })),
    id: typeof jwk['kid'] === 'string' ? jwk['kid'] : undefined,
    algorithm: typeof jwk['alg'] === 'string' ? jwk['alg'] : undefined,
  }))
}

function readKey(read: () => KeyObject): KeyObject {
  try {
    return read()
  } catch {
    return builtinError('failed to parse a PEM key or JSON Web Key')
  }
}

function verifiedBy(keys: readonly PublicKey[], algorithm: string, { signed, signature, header }: Token): boolean {
  const check = checkFor(algorithm)
  if (check === undefined) return false
  const id = header.get('kid')
  const named = typeof id === 'string' ? keys.filter((candidate) => candidate.id === id) : []
  // A key that is named is the one; others are tried where none is, or where the name is not known.
  const candidates = named.length > 0 ? named : keys
  return candidates.some(({ key }) => check(signed, signature, key))
}

function signatureCheck(algorithm: string) {
  return builtin(2, (args) => {
    const [text, secret] = [stringAt(args, 1), stringAt(args, 2)]
    const parts = text.split('.')
    if (parts.length !== 3) builtinError(`encoded JWT must have 3 sections, found ${parts.length}`)
    const [head, body, tail] = parts as [string, string, string]
    const header = parseJson(decodeUtf8(decodePart(head, 'header')))
    const token = {
      header: header instanceof RegoObject ? header : new RegoObject(),
      payload: null,
      signature: decodePart(tail, 'signature'),
      signed: `${head}.${body}`,
    }
    return algorithm.startsWith('HS')
      ? checkHmac(algorithm, token.signed, token.signature, secret)
      : verifiedBy(parseKeys(secret), algorithm, token)
  })
}

const refusal: Value = [false, new RegoObject(), new RegoObject()]
const constraintNames = new Set(['cert', 'secret', 'alg', 'iss', 'time', 'aud'])

/** Checks the signature and the claims, and gives `[valid, header, payload]`. */
function decodeVerify(args: readonly Value[], { now }: BuiltinContext): Value {
  const constraints = objectAt(args, 2)
  for (const name of constraints.keys())
    if (typeof name !== 'string' || !constraintNames.has(name)) builtinError(`unknown token validation constraint ${formatTerm(name)}`)
  const certificate = constraints.get('cert')
  const secret = constraints.get('secret')
  if ((certificate === undefined) === (secret === undefined)) builtinError('exactly one of cert and secret must be given')
  const keys = certificate === undefined ? undefined : parseKeys(stringAt([certificate], 1))
  const outer = parseOuter(stringAt(args, 1))
  const algorithm = outer.header.get('alg')
  if (typeof algorithm !== 'string' || (constraints.has('alg') && constraints.get('alg') !== algorithm)) return refusal
  const isHmac = /^HS(256|384|512)$/.test(algorithm)
  if (isHmac !== (keys === undefined)) return refusal
  const authentic =
    keys === undefined ? checkHmac(algorithm, outer.signed, outer.signature, stringAt([secret!], 1)) : verifiedBy(keys, algorithm, outer)
  if (!authentic) return refusal
  const { header, payload } = parseToken(stringAt(args, 1))
  if (!(payload instanceof RegoObject) || header.has('crit')) return refusal
  return claimsHold(payload, constraints, now()) ? [true, header, payload] : refusal
}

function parseOuter(text: string): Token {
  const parts = text.split('.')
  if (parts.length !== 3) builtinError(`encoded JWT must have 3 sections, found ${parts.length}`)
  const [head, body, tail] = parts as [string, string, string]
  const header = parseJson(decodeUtf8(decodePart(head, 'header')))
  if (!(header instanceof RegoObject)) return builtinError('JWT header is not an object')
  if (header.has('enc')) builtinError('JWT is a JWE object, which is not supported')
  return { header, payload: null, signature: decodePart(tail, 'signature'), signed: `${head}.${body}` }
}

function claimsHold(payload: RegoObject, constraints: RegoObject, now: bigint): boolean {
  const issuer = constraints.get('iss')
  if (issuer !== undefined && payload.get('iss') !== issuer) return false
  const audience = payload.get('aud')
  const wanted = constraints.get('aud')
  if ((audience === undefined) !== (wanted === undefined)) return false
  if (wanted !== undefined && audience !== wanted && !(isArray(audience!) && audience.includes(wanted))) return false
  const at = constraints.get('time') ?? Number(now)
  if (!isNumeric(at)) return builtinError('constraint time must be a number')
  const nanoseconds = Number(at)
  const expiry = payload.get('exp')
  const start = payload.get('nbf')
  if (expiry !== undefined && isNumeric(expiry) && nanoseconds >= Number(expiry) * 1e9) return false
  return !(start !== undefined && isNumeric(start) && nanoseconds < Number(start) * 1e9)
}

const algorithms = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

export const jwtBuiltins: BuiltinFamily = {
  'io.jwt.decode': builtin(1, (args) => {
    const { header, payload, signature } = parseToken(stringAt(args, 1))
    return [header, payload, signature.toString('hex')]
  }),
  'io.jwt.decode_verify': builtin(2, decodeVerify),
  ...Object.fromEntries(algorithms.map((algorithm) => [`io.jwt.verify_${algorithm.toLowerCase()}`, signatureCheck(algorithm)])),
}
