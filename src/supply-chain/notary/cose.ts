import { decode, encode, Tagged } from 'cborg'

import { spoken } from '../../core/text.ts'
import { type Algorithm, attribute, type Envelope, payloadType, readAttributes, SignatureError } from './envelope.ts'
import type { SigningRequest } from './jws.ts'
import type { Signer } from './keys.ts'

const SIGN1 = 18
const EPOCH = 1
const label = { algorithm: 1, critical: 2, contentType: 3, chain: 33 } as const

const numbers: Readonly<Record<Algorithm, number>> = { PS256: -37, PS384: -38, PS512: -39, ES256: -7, ES384: -35, ES512: -36 }
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]))

type Headers = ReadonlyMap<unknown, unknown>

/**
 * Reads a signature in the form COSE_Sign1, with its tag.
 *
 * @throws {SignatureError}
 */
export function readCose(bytes: Buffer): Envelope {
  const message = parse(bytes)
  if (!(message instanceof Tagged) || message.tag !== SIGN1 || !Array.isArray(message.value) || message.value.length !== 4)
    throw new SignatureError(spoken({ en: 'not a COSE_Sign1 message', ja: 'COSE_Sign1 メッセージではありません' }))
  const [protectedBytes, unprotected, payload, signature] = message.value as unknown[]
  if (
    !(protectedBytes instanceof Uint8Array) ||
    !(payload instanceof Uint8Array) ||
    !(signature instanceof Uint8Array) ||
    !(unprotected instanceof Map)
  )
    throw new SignatureError(spoken({ en: 'the COSE_Sign1 message is not complete', ja: 'COSE_Sign1 メッセージが途中で終わっています' }))
  const headers = parse(Buffer.from(protectedBytes))
  if (!(headers instanceof Map))
    throw new SignatureError(spoken({ en: 'the COSE headers are broken', ja: 'COSE のヘッダーが壊れています' }))
  const attributes = new Map([...(headers as Headers)].filter((entry): entry is [string, unknown] => typeof entry[0] === 'string'))
  const critical: unknown = headers.get(label.critical)
  const fields = {
    algorithm: names.get(Number(headers.get(label.algorithm))),
    contentType: headers.get(label.contentType) as unknown,
    critical: Array.isArray(critical) ? (critical as unknown[]) : [],
    attributes,
  }
  const timestamp: unknown = unprotected.get(attribute.timestamp)
  return {
    format: 'cose',
    ...readAttributes(fields, timeOf),
    payload: Buffer.from(payload),
    signed: structureOf(protectedBytes, payload),
    signature: Buffer.from(signature),
    chain: chainOf(unprotected.get(label.chain)),
    timestamp: timestamp instanceof Uint8Array ? Buffer.from(timestamp) : undefined,
  }
}

export async function writeCose({ payload, signingTime, expiry, agent }: SigningRequest, signer: Signer): Promise<Buffer> {
  const headers = new Map<number | string, unknown>([
    [label.algorithm, numbers[signer.algorithm]],
    [label.critical, [attribute.scheme, ...(expiry === undefined ? [] : [attribute.expiry])]],
    [label.contentType, payloadType],
    ...(expiry === undefined ? [] : ([[attribute.expiry, epochOf(expiry)]] as const)),
    [attribute.scheme, 'notary.x509'],
    [attribute.signingTime, epochOf(signingTime)],
  ])
  const protectedBytes = encodeCbor(headers)
  const unprotected = new Map<number | string, unknown>([
    [label.chain, signer.chain.map((each) => new Uint8Array(each))],
    [attribute.agent, agent],
  ])
  const signature = await signer.sign(structureOf(protectedBytes, payload))
  return encodeCbor(new Tagged(SIGN1, [protectedBytes, unprotected, new Uint8Array(payload), new Uint8Array(signature)]))
}

/** What COSE signs: a structure of its own around headers and payload. */
function structureOf(protectedBytes: Uint8Array, payload: Uint8Array): Buffer {
  return encodeCbor(['Signature1', new Uint8Array(protectedBytes), new Uint8Array(), new Uint8Array(payload)])
}

function epochOf(time: Date): Tagged {
  return new Tagged(EPOCH, Math.floor(time.getTime() / 1000))
}

function timeOf(value: unknown): Date | undefined {
  return value instanceof Tagged && value.tag === EPOCH && typeof value.value === 'number' ? new Date(value.value * 1000) : undefined
}

/** One certificate stands alone, several in an array. */
function chainOf(value: unknown): readonly Buffer[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((each): each is Uint8Array => each instanceof Uint8Array).map((each) => Buffer.from(each))
}

function encodeCbor(value: unknown): Buffer {
  return Buffer.from(encode(value))
}

function parse(bytes: Buffer): unknown {
  try {
    return decode(new Uint8Array(bytes), {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      tags: Tagged.preserve(SIGN1, EPOCH),
    }) as unknown
  } catch (error) {
    throw new SignatureError(
      spoken({ en: 'not valid CBOR: {problem}', ja: 'CBOR として読み取れません: {problem}' }, { problem: (error as Error).message }),
    )
  }
}
