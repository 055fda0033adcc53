import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { RegistryClient } from '../../sources/registry/client.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { isIndex, parseManifest } from '../../supply-chain/image/manifest.ts'
import { legacyAnnotation, legacyTag, verifyLegacySignature } from '../../supply-chain/sigstore/legacy-signature.ts'
import { SigstoreError, type SigstoreTrust, verifyBundle } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { Invocation } from '../command.ts'
import { flagText } from './flags.ts'

const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle\b/
/** What cosign signs when it signs an image; other statements are attestations, and say something else. */
const SIGNED = 'https://sigstore.dev/cosign/sign/v1'
const MAX_SIGNATURES = 100

export interface CosignVerdict {
  readonly signer: string | undefined
  /** What was wrong with each signature, where none is trusted. */
  readonly problems: readonly string[]
}

/** Whom the flags trust to sign with cosign; undefined where they name nobody. */
export function cosignTrust({ flags, io }: Invocation): SigstoreTrust | undefined {
  const read = (path: string): string => readFileSync(resolve(io.cwd, path), 'utf8')
  const rootPath = flagText(flags, 'trustedRoot')
  const trustedRoot = rootPath === undefined ? undefined : read(rootPath)
  const key = flagText(flags, 'cosignKey')
  if (key !== undefined) return { kind: 'key', publicKey: read(key), trustedRoot }
  const [identity, issuer] = [flagText(flags, 'identity'), flagText(flags, 'issuer')]
  if (identity === undefined && issuer === undefined) return undefined
  if (identity === undefined || issuer === undefined || trustedRoot === undefined)
    throw new BreakwaterError('bad-usage', { problem: '--identity --issuer --trusted-root' })
  return { kind: 'identity', identity, issuer, trustedRoot }
}

/** Looks for a trusted cosign signature of a manifest: bundles among the referrers, then the tag of old. */
export async function verifyCosign(client: RegistryClient, digest: string, trust: SigstoreTrust): Promise<CosignVerdict> {
  const problems: string[] = []
  const attempt = (work: () => string): string | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof SigstoreError)) throw error
      problems.push(error.message)
      return undefined
    }
  }
  for (const referrer of (await client.referrers(digest)).slice(0, MAX_SIGNATURES)) {
    const manifest = parseManifest((await client.manifest(referrer.digest)).bytes)
    const layer = isIndex(manifest) ? undefined : manifest.layers[0]
    if (layer === undefined || !BUNDLE.test(layer.mediaType)) continue
    const bundle = (await client.blob(layer)).toString('utf8')
    const signer = attempt(() => {
      const verified = verifyBundle(bundle, digest.slice('sha256:'.length), trust)
      if (verified.predicateType !== SIGNED)
        throw new SigstoreError(`it attests ${verified.predicateType ?? 'something'} and is no signature`)
      return verified.signer ?? 'the key'
    })
    if (signer !== undefined) return { signer, problems }
  }
  if (trust.kind === 'key') {
    for (const { payload, signature } of await legacySignatures(client, digest)) {
      const signer = attempt(() => {
        verifyLegacySignature(payload, signature, digest, trust.publicKey)
        return 'the key'
      })
      if (signer !== undefined) return { signer, problems }
    }
  }
  return { signer: undefined, problems }
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
