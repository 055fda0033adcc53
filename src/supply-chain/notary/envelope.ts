import { SpokenError } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
/** A signature that cannot be read as the Notary Project's specification says. */
export class SignatureError extends SpokenError {
  override readonly name = 'SignatureError'
}

export const algorithms = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const
export type Algorithm = (typeof algorithms)[number]

export type SigningScheme = 'notary.x509' | 'notary.x509.signingAuthority'

/** Names of the signed attributes, the same in both envelopes. */
export const attribute = {
  scheme: 'io.cncf.notary.signingScheme',
  signingTime: 'io.cncf.notary.signingTime',
  authenticSigningTime: 'io.cncf.notary.authenticSigningTime',
  expiry: 'io.cncf.notary.expiry',
  plugin: 'io.cncf.notary.verificationPlugin',
  pluginMinVersion: 'io.cncf.notary.verificationPluginMinVersion',
  agent: 'io.cncf.notary.signingAgent',
  timestamp: 'io.cncf.notary.timestampSignature',
} as const

export const payloadType = 'application/vnd.cncf.notary.payload.v1+json'
export const mediaType = { jws: 'application/jose+json', cose: 'application/cose' } as const
export const artifactType = 'application/vnd.cncf.notary.signature'

/** What an envelope says, before anything of it is believed. */
export interface Envelope {
  readonly format: 'jws' | 'cose'
  readonly algorithm: Algorithm
  readonly payload: Buffer
  /** The bytes that the signature is over. */
  readonly signed: Buffer
  readonly signature: Buffer
  /** Certificates in DER, the signer's first. */
  readonly chain: readonly Buffer[]
  readonly scheme: SigningScheme
  /** When the signer says that it signed; trusted for signing authorities only. */
  readonly signingTime: Date
  readonly expiry: Date | undefined
  readonly plugin: string | undefined
  /** Signed attributes that must be understood and are not. */
  readonly unknownCritical: readonly string[]
  /** An RFC 3161 token over the signature, in DER. */
  readonly timestamp: Buffer | undefined
}

/** The descriptor that is signed. */
export interface TargetArtifact {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>> | undefined
}

/** The fields that both envelopes protect, as they were read. */
export interface ProtectedFields {
  readonly algorithm: unknown
  readonly contentType: unknown
  readonly critical: readonly unknown[]
  readonly attributes: ReadonlyMap<string, unknown>
}

/**
 * Reads the attributes of an envelope and holds them to the specification's rules.
 *
 * @param toTime how the format writes times
 * @throws {SignatureError}
 */
export function readAttributes(
  { algorithm, contentType, critical, attributes }: ProtectedFields,
  toTime: (value: unknown) => Date | undefined,
): Pick<Envelope, 'algorithm' | 'scheme' | 'signingTime' | 'expiry' | 'plugin' | 'unknownCritical'> {
  const known = algorithms.find((each) => each === algorithm)
  if (known === undefined)
    throw new SignatureError(
      spoken(
        { en: 'algorithm {algorithm} is not allowed', ja: 'アルゴリズム {algorithm} は許可されていません' },
        { algorithm: String(algorithm) },
      ),
    )
  if (contentType !== payloadType)
    throw new SignatureError(
      spoken(
        { en: "content type {type} is not the Notary Project's", ja: 'content type の {type} は Notary Project のものではありません' },
        { type: String(contentType) },
      ),
    )
  const scheme = attributes.get(attribute.scheme)
  if (scheme !== 'notary.x509' && scheme !== 'notary.x509.signingAuthority')
    throw new SignatureError(spoken({ en: 'the signing scheme is missing or not known', ja: '署名方式がないか、知られていないものです' }))
  const time = (name: string): Date | undefined => {
    if (!attributes.has(name)) return undefined
    const found = toTime(attributes.get(name))
    if (found === undefined || Number.isNaN(found.getTime()))
      throw new SignatureError(spoken({ en: '{name} is no time', ja: '{name} が時刻ではありません' }, { name }))
    return found
  }
  const ofAuthority = scheme === 'notary.x509.signingAuthority'
  const signingTime = time(ofAuthority ? attribute.authenticSigningTime : attribute.signingTime)
  if (signingTime === undefined) throw new SignatureError(spoken({ en: 'the signing time is missing', ja: '署名の時刻がありません' }))
  if (attributes.has(ofAuthority ? attribute.signingTime : attribute.authenticSigningTime))
    throw new SignatureError(spoken({ en: 'the signing time is of another scheme', ja: '署名の時刻が別の署名方式のものです' }))
  const required = [
    attribute.scheme,
    ofAuthority ? attribute.authenticSigningTime : undefined,
    attribute.expiry,
    attribute.plugin,
    attribute.pluginMinVersion,
  ]
  for (const name of required)
    if (name !== undefined && attributes.has(name) && !critical.includes(name))
      throw new SignatureError(spoken({ en: '{name} is not marked as critical', ja: '{name} に critical の印がありません' }, { name }))
  for (const name of critical)
    if (typeof name !== 'string' || !attributes.has(name))
      throw new SignatureError(
        spoken({ en: 'the critical attribute {name} is missing', ja: 'critical の属性 {name} がありません' }, { name: String(name) }),
      )
  const understood = new Set<unknown>(required)
  const plugin = attributes.get(attribute.plugin)
  return {
    algorithm: known,
    scheme,
    signingTime,
    expiry: time(attribute.expiry),
    plugin: typeof plugin === 'string' ? plugin : undefined,
    unknownCritical: critical.filter((name): name is string => typeof name === 'string' && !understood.has(name)),
  }
}

/**
 * The descriptor that a payload names.
 *
 * @throws {SignatureError}
 */
export function readPayload(payload: Buffer): TargetArtifact {
  let value: unknown
  try {
    value = JSON.parse(payload.toString('utf8'))
  } catch {
    throw new SignatureError(spoken({ en: 'the payload is not valid JSON', ja: 'ペイロードを JSON として読み取れません' }))
  }
  const target = (value as { targetArtifact?: Partial<TargetArtifact> } | null)?.targetArtifact
  if (typeof target?.digest !== 'string' || typeof target.mediaType !== 'string' || typeof target.size !== 'number')
    throw new SignatureError(spoken({ en: 'the payload names no artefact', ja: 'ペイロードがアーティファクトを示していません' }))
  return target as TargetArtifact
}

/** The payload for a descriptor. */
export function writePayload({ mediaType: type, digest, size, annotations }: TargetArtifact): Buffer {
  return Buffer.from(
    JSON.stringify({ targetArtifact: { mediaType: type, digest, size, ...(annotations === undefined ? {} : { annotations }) } }),
  )
}
