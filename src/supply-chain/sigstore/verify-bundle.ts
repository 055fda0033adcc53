import { createHash, createPublicKey } from 'node:crypto'

import { bundleFromJSON, isBundleWithDsseEnvelope, isBundleWithMessageSignature } from '@sigstore/bundle'
import { PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, type TrustMaterial, VerificationError, Verifier } from '@sigstore/verify'

import { SpokenError } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { asArray, asObject, asText, type UntrustedObject } from '../untrusted.ts'

/** A sigstore signature that is not to be trusted, with the reason. */
export class SigstoreError extends SpokenError {
  override readonly name = 'SigstoreError'
}

/** Who may have signed: the holder of a key, or an identity that an issuer of OpenID Connect vouched for. */
export type SigstoreTrust =
  | {
      readonly kind: 'key'
      /** PEM. */
      readonly publicKey: string
      /** Where given, what the bundle says of logs and timestamps is verified too. */
      readonly trustedRoot?: string | undefined
    }
  | {
      readonly kind: 'identity'
      /** Subject of the certificate, as it stands or as an expression for all of it. */
      readonly identity: string | RegExp
      readonly issuer: string
      /** The trusted root of the sigstore instance, in JSON. */
      readonly trustedRoot: string
    }

/** What is signed: an artefact by its SHA-256, in hex. */
export interface VerifiedBundle {
  readonly digest: string
  /** The type of the statement, where an attestation is signed. */
  readonly predicateType: string | undefined
  readonly signer: string | undefined
  /** The whole statement, where an attestation is signed. */
  readonly statement: UntrustedObject | undefined
}

/**
 * Verifies a sigstore bundle (v0.1 to v0.3) over an artefact, without a network.
 *
 * @param artefact the bytes, or the SHA-256 in hex
 * @throws {SigstoreError}
 */
export function verifyBundle(bundleJson: string, artefact: Buffer | string, trust: SigstoreTrust): VerifiedBundle {
  const digest = typeof artefact === 'string' ? artefact : createHash('sha256').update(artefact).digest('hex')
  try {
    const bundle = bundleFromJSON(JSON.parse(bundleJson))
    const statement = isBundleWithDsseEnvelope(bundle) ? checkStatement(bundle.content.dsseEnvelope, digest) : undefined
    if (isBundleWithMessageSignature(bundle)) {
      if (typeof artefact === 'string')
        throw new SigstoreError(
          spoken({
            en: 'the bundle signs the artefact itself, and only its digest is at hand',
            ja: 'バンドルはアーティファクトそのものへの署名ですが、手元にはダイジェストしかありません',
          }),
        )
      checkMessageDigest(bundle.content.messageSignature.messageDigest.digest, digest)
    }
    const entity = toSignedEntity(bundle, typeof artefact === 'string' ? undefined : artefact)
    const signer = verifierFor(trust).verify(entity, policyOf(trust))
    const predicateType = asText(statement?.['predicateType'])
    return { digest, predicateType, signer: signer.identity?.subjectAlternativeName, statement }
  } catch (error) {
    if (error instanceof SigstoreError) throw error
    const cause = error instanceof VerificationError ? error.code : undefined
    // The library that verifies says it in its own words.
    const problem = `${cause === undefined ? '' : `${cause}: `}${(error as Error).message}`
    throw new SigstoreError(spoken({ en: '{problem}', ja: '{problem}' }, { problem }), { cause: error })
  }
}

function verifierFor(trust: SigstoreTrust): Verifier {
  if (trust.kind === 'identity') return new Verifier(materialOf(trust.trustedRoot))
  const logged = trust.trustedRoot !== undefined
  return new Verifier(materialOf(trust.trustedRoot ?? EMPTY_ROOT, trust.publicKey), {
    tlogThreshold: logged ? 1 : 0,
    ctlogThreshold: 0,
    timestampThreshold: logged ? 1 : 0,
  })
}

const EMPTY_ROOT =
  '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[],"certificateAuthorities":[],"ctlogs":[],"timestampAuthorities":[]}'

function materialOf(root: string, publicKey?: string): TrustMaterial {
  const value: unknown = JSON.parse(root)
  // A log without a beginning would vouch for all of the past; the library lets it.
  for (const log of [...asArray(asObject(value)['tlogs']), ...asArray(asObject(value)['ctlogs'])])
    if (asText(asObject(asObject(asObject(log)['publicKey'])['validFor'])['start']) === undefined)
      throw new SigstoreError(
        spoken({
          en: 'a transparency log of the trusted root has no beginning of validity',
          ja: '信頼のルートにある透明性ログに、有効期間の開始がありません',
        }),
      )
  const parsed = TrustedRoot.fromJSON(value)
  if (publicKey === undefined) return toTrustMaterial(parsed)
  const key = createPublicKey(publicKey)
  const rawBytes = key.export({ format: 'der', type: 'spki' })
  return toTrustMaterial(parsed, () => ({
    publicKey: key,
    validFor: () => true,
    rawBytes,
    keyDetails: PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED,
  }))
}

function policyOf(trust: SigstoreTrust): Parameters<Verifier['verify']>[1] {
  if (trust.kind === 'key') return undefined
  const { identity, issuer } = trust
  return {
    subjectAlternativeName:
      typeof identity === 'string' ? new RegExp(`^${identity.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`) : identity,
    extensions: { issuer },
  }
}

function checkMessageDigest(found: Uint8Array, digest: string): void {
  if (Buffer.from(found).toString('hex') !== digest)
    throw new SigstoreError(spoken({ en: 'the bundle is over another artefact', ja: 'バンドルは別のアーティファクトへの署名です' }))
}

/** An attestation speaks of subjects; ours must be one of them. */
function checkStatement(
  { payload, payloadType }: { readonly payload: Uint8Array; readonly payloadType: string },
  digest: string,
): UntrustedObject {
  if (payloadType !== 'application/vnd.in-toto+json')
    throw new SigstoreError(
      spoken(
        { en: 'the envelope holds {type}, which is no statement', ja: 'エンベロープの中身は {type} で、ステートメントではありません' },
        { type: payloadType },
      ),
    )
  const statement = asObject(JSON.parse(Buffer.from(payload).toString('utf8')))
  const subjects = asArray(statement['subject']).map((each) => asText(asObject(asObject(each)['digest'])['sha256']))
  if (!subjects.includes(digest))
    throw new SigstoreError(
      spoken({ en: 'the statement is about another artefact', ja: 'ステートメントは別のアーティファクトについてのものです' }),
    )
  return statement
}
