import { spoken } from '../../core/text.ts'
import { asObject, asTexts } from '../untrusted.ts'
import { attribute, type Envelope, payloadType, readAttributes, SignatureError } from './envelope.ts'
import type { Signer } from './keys.ts'

const base64url = /^[\w-]*$/

/**
 * Reads a signature in the flattened JSON form of JWS, the only one that is allowed.
 *
 * @throws {SignatureError}
 */
export function readJws(bytes: Buffer): Envelope {
  const envelope = asObject(parse(bytes.toString('utf8')))
  const part = (name: string): string => {
    const value = envelope[name]
    if (typeof value !== 'string' || !base64url.test(value))
      throw new SignatureError(spoken({ en: 'the JWS has no {name}', ja: 'JWS に {name} がありません' }, { name }))
    return value
  }
  const [payload, protectedHeader, signature] = [part('payload'), part('protected'), part('signature')]
  const { alg, cty, crit, ...rest } = asObject(parse(Buffer.from(protectedHeader, 'base64url').toString('utf8')))
  const header = asObject(envelope['header'])
  const timestamp = header[attribute.timestamp]
  const fields = { algorithm: alg, contentType: cty, critical: Array.isArray(crit) ? crit : [], attributes: new Map(Object.entries(rest)) }
  return {
    format: 'jws',
    ...readAttributes(fields, (value) => (typeof value === 'string' ? new Date(value) : undefined)),
    payload: Buffer.from(payload, 'base64url'),
    signed: Buffer.from(`${protectedHeader}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
    chain: asTexts(header['x5c']).map((each) => Buffer.from(each, 'base64')),
    timestamp: typeof timestamp === 'string' ? Buffer.from(timestamp, 'base64') : undefined,
  }
}

/** What is to be signed and said about it. */
export interface SigningRequest {
  readonly payload: Buffer
  readonly signingTime: Date
  readonly expiry?: Date | undefined
  /** Name and version of the program that signs. */
  readonly agent: string
}

export async function writeJws({ payload, signingTime, expiry, agent }: SigningRequest, signer: Signer): Promise<Buffer> {
  const header = {
    alg: signer.algorithm,
    crit: [attribute.scheme, ...(expiry === undefined ? [] : [attribute.expiry])],
    cty: payloadType,
    ...(expiry === undefined ? {} : { [attribute.expiry]: seconds(expiry) }),
    [attribute.scheme]: 'notary.x509',
    [attribute.signingTime]: seconds(signingTime),
  }
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url')
  const encoded = payload.toString('base64url')
  const signature = await signer.sign(Buffer.from(`${protectedHeader}.${encoded}`))
  return Buffer.from(
    JSON.stringify({
      payload: encoded,
      protected: protectedHeader,
      header: { x5c: signer.chain.map((each) => each.toString('base64')), [attribute.agent]: agent },
      signature: signature.toString('base64url'),
    }),
  )
}

/** RFC 3339 without fractions, as the specification wants it. */
function seconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SignatureError(spoken({ en: 'the JWS is not valid JSON', ja: 'JWS を JSON として読み取れません' }))
  }
}
