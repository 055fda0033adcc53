import { spoken, text, type Message } from '../../core/text.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { isIndex, parseManifest } from '../../supply-chain/image/manifest.ts'
import { legacyAnnotation, legacyTag, verifyLegacySignature } from '../../supply-chain/sigstore/legacy-signature.ts'
import { SigstoreError, type SigstoreTrust, type VerifiedBundle, verifyBundle } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { RegistryClient } from './client.ts'
import { onlyLayer, openReferrers } from './referrers.ts'

const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle\b/
/** What cosign signs when it signs an image; other statements are attestations, and say something else. */
export const SIGNED = 'https://sigstore.dev/cosign/sign/v1'
const MAX_SIGNATURES = 100

export interface CosignVerdict {
  /** Undefined where none is trusted. */
  readonly signer: string | undefined
  /** What was wrong with each signature that was tried. */
  readonly problems: readonly Message[]
  /** The statement of the one that is trusted; signatures of the old form have none. */
  readonly statement?: VerifiedBundle['statement']
}

/**
 * Looks for a trusted statement of one type about a manifest, among the bundles that refer to it.
 *
 * @param predicateType what the statement must be: a signature, or an attestation of some kind
 * @param demand whether one is enough, or none may be wrong
 */
export async function verifyStatement(
  client: RegistryClient,
  digest: string,
  trust: SigstoreTrust,
  predicateType: string,
  demand: 'any' | 'all' = 'any',
): Promise<CosignVerdict> {
  const problems: Message[] = []
  let found: CosignVerdict | undefined
  for await (const referrer of openReferrers(client, digest)) {
    const type = referrer.manifest.layers[0]?.mediaType
    const layer = type !== undefined && BUNDLE.test(type) ? await onlyLayer(client, referrer) : undefined
    if (layer === undefined) continue
    const verified = attempt(() => verifyBundle(layer.bytes.toString('utf8'), digest.slice('sha256:'.length), trust), problems)
    if (verified === undefined) continue
    if (verified.predicateType === predicateType) {
      found ??= { signer: verified.signer ?? 'the key', problems, statement: verified.statement }
      if (demand === 'any') return found
    } else if (predicateType === SIGNED && demand === 'any')
      problems.push(
        spoken(
          { en: 'it attests {type} and is no signature', ja: '{type} についての証明（attestation）であり、署名ではありません' },
          { type: verified.predicateType ?? text({ en: 'something', ja: '別の内容' }) },
        ),
      )
  }
  return found !== undefined && problems.length === 0 ? found : { signer: undefined, problems }
}

/**
 * Looks for a trusted cosign signature of a manifest: bundles among the referrers, then the tag of old.
 *
 * @param demand whether one of them is enough, or every one that is there has to be good
 */
export async function verifyCosign(
  client: RegistryClient,
  digest: string,
  trust: SigstoreTrust,
  demand: 'any' | 'all' = 'any',
): Promise<CosignVerdict> {
  const verdict = await verifyStatement(client, digest, trust, SIGNED, demand)
  const problems = [...verdict.problems]
  const isEnough = (found: string | undefined): boolean => found !== undefined && demand === 'any'
  let { signer } = verdict
  if (isEnough(signer) || trust.kind !== 'key') return verdict
  for (const { payload, signature } of await legacySignatures(client, digest)) {
    signer =
      attempt(() => {
        verifyLegacySignature(payload, signature, digest, trust.publicKey)
        return 'the key'
      }, problems) ?? signer
    if (isEnough(signer)) break
  }
  return { signer: demand === 'all' && problems.length > 0 ? undefined : signer, problems }
}

function attempt<Result>(work: () => Result, problems: Message[]): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof SigstoreError)) throw error
    problems.push(error.says)
    return undefined
  }
}

async function legacySignatures(
  client: RegistryClient,
  digest: string,
): Promise<readonly { readonly payload: Buffer; readonly signature: string }[]> {
  try {
    const manifest = parseManifest((await client.manifest(legacyTag(digest))).bytes)
    if (isIndex(manifest)) return []
    const found = manifest.layers.slice(0, MAX_SIGNATURES).flatMap((layer) => {
      const signature = layer.annotations?.[legacyAnnotation]
      return signature === undefined ? [] : [{ layer, signature }]
    })
    return await Promise.all(found.map(async ({ layer, signature }) => ({ payload: await client.blob(layer), signature })))
  } catch (error) {
    if (error instanceof ImageError && error.code === 'not-found') return []
    throw error
  }
}
