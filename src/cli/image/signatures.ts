import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { message, render, text } from '../../core/text.ts'
import { RegistryClient } from '../../sources/registry/client.ts'
import { formatReference, parseReference } from '../../sources/registry/reference.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { isIndex, mediaTypes, parseManifest } from '../../supply-chain/image/manifest.ts'
import { certificatesIn } from '../../supply-chain/notary/certificate.ts'
import { artifactType, SignatureError, type TargetArtifact } from '../../supply-chain/notary/envelope.ts'
import { localSigner } from '../../supply-chain/notary/keys.ts'
import { revocationCheck } from '../../supply-chain/notary/revocation.ts'
import { signArtifact, signatureManifest } from '../../supply-chain/notary/sign.ts'
import { parseTrustPolicies, policyFor } from '../../supply-chain/notary/trust-policy.ts'
import { folderTrustStore } from '../../supply-chain/notary/trust-store.ts'
import { type VerificationResult, verifyEnvelope } from '../../supply-chain/notary/verify.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { Invocation } from '../command.ts'
import { tool } from '../version.ts'
import { cosignTrust, verifyCosign } from './cosign.ts'
import { flagText } from './flags.ts'

const words = {
  trusted: text({ en: '{image}@{digest}: signed by {signer}', ja: '{image}@{digest}: {signer} の署名を確認しました' }),
  skipped: text({
    en: '{image}: the trust policy {policy} asks for no signature',
    ja: '{image}: 信頼ポリシー {policy} は署名を求めていません',
  }),
  refused: text({ en: '{image}@{digest}: no signature is trusted', ja: '{image}@{digest}: 信頼できる署名がありません' }),
  reason: text({ en: '  {signature}: {check}: {problem}', ja: '  {signature}: {check}: {problem}' }),
  none: text({ en: '  there is no signature', ja: '  署名がありません' }),
  noPolicy: text({ en: '{image}: no statement of the trust policy is about it', ja: '{image}: 信頼ポリシーに該当する記述がありません' }),
  signed: text({ en: '{image}@{digest}: signed ({signature})', ja: '{image}@{digest}: 署名しました（{signature}）' }),
  failed: text({ en: '{image}: {problem}', ja: '{image}: {problem}' }),
}

/** More signatures than this on one image are not tried: somebody wants the verifier to work. */
const MAX_SIGNATURES = 100

interface Opened {
  readonly client: RegistryClient
  readonly name: string
  readonly artefact: TargetArtifact
}

/** Signatures are over what the reference names: the index, where there is one. */
async function open(reference: string, { flags }: Invocation): Promise<Opened> {
  const parsed = parseReference(reference)
  const client = new RegistryClient(parsed, { plainHttp: flags['plainHttp'] === true })
  const { bytes, descriptor } = await client.manifest(parsed.digest ?? parsed.tag!)
  const manifest = parseManifest(bytes)
  const mediaType = descriptor.mediaType === '' ? (isIndex(manifest) ? mediaTypes.ociIndex : manifest.mediaType) : descriptor.mediaType
  return {
    client,
    name: formatReference({ ...parsed, tag: undefined, digest: undefined }),
    artefact: { mediaType, digest: descriptor.digest, size: descriptor.size },
  }
}

function required({ flags }: Invocation, name: string, written: string): string {
  const value = flagText(flags, name)
  if (value === undefined) throw new BreakwaterError('bad-usage', { problem: `${written} is missing` })
  return value
}

/** `image verify REF…`: 0 when every image has a trusted signature, 1 when one has none, 4 when it could not be told. */
export async function verifyImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const trust = cosignTrust(invocation)
  if (trust !== undefined) return verifyWithCosign(targets, trust, invocation)
  const { io, locale } = invocation
  const say = (line: string): boolean => io.stdout.write(`${line}\n`)
  const policies = parseTrustPolicies(readFileSync(resolve(io.cwd, required(invocation, 'trustPolicy', '--trust-policy')), 'utf8'))
  const store = folderTrustStore(resolve(io.cwd, required(invocation, 'trustStore', '--trust-store')))
  // Offline nobody can be asked, and a certificate that names somebody to ask is then not trusted.
  const revocation = invocation.flags['offline'] === true ? undefined : revocationCheck()
  let worst = 0
  for (const target of targets) {
    try {
      const { registry, repository } = parseReference(target)
      const policy = policyFor(policies, `${registry}/${repository}`)
      if (policy === undefined) {
        say(render(message(words.noPolicy, { image: target }), locale))
        worst = Math.max(worst, 1)
        continue
      }
      if (policy.level === 'skip') {
        say(render(message(words.skipped, { image: target, policy: policy.name }), locale))
        continue
      }
      const { client, name, artefact } = await open(target, invocation)
      const tried = await trySignatures(client, artefact, (bytes, type) =>
        verifyEnvelope(bytes, type, artefact, { policy, store, now: new Date(), revocation }),
      )
      const good = tried.find(({ result }) => result.trusted)
      if (good !== undefined) {
        say(render(message(words.trusted, { image: name, digest: artefact.digest, signer: good.result.signer ?? '?' }), locale))
        continue
      }
      worst = Math.max(worst, 1)
      say(render(message(words.refused, { image: name, digest: artefact.digest }), locale))
      if (tried.length === 0) say(words.none[locale])
      for (const { signature, result } of tried)
        for (const { check, error } of result.results)
          if (error !== undefined) say(render(message(words.reason, { signature: signature.slice(0, 19), check, problem: error }), locale))
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      io.stderr.write(`${render(message(words.failed, { image: target, problem: error.message }), locale)}\n`)
      worst = 4
    }
  }
  return worst
}

async function verifyWithCosign(targets: readonly string[], trust: SigstoreTrust, invocation: Invocation): Promise<number> {
  const { io, locale } = invocation
  const say = (line: string): boolean => io.stdout.write(`${line}\n`)
  let worst = 0
  for (const target of targets) {
    try {
      const { client, name, artefact } = await open(target, invocation)
      const { signer, problems } = await verifyCosign(client, artefact.digest, trust)
      const args = { image: name, digest: artefact.digest }
      say(render(signer === undefined ? message(words.refused, args) : message(words.trusted, { ...args, signer }), locale))
      if (signer !== undefined) continue
      worst = Math.max(worst, 1)
      if (problems.length === 0) say(words.none[locale])
      for (const problem of problems) say(`  ${problem}`)
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      io.stderr.write(`${render(message(words.failed, { image: target, problem: error.message }), locale)}\n`)
      worst = 4
    }
  }
  return worst
}

async function trySignatures(
  client: RegistryClient,
  { digest }: TargetArtifact,
  verify: (bytes: Buffer, type: string) => Promise<VerificationResult>,
): Promise<readonly { readonly signature: string; readonly result: VerificationResult }[]> {
  const tried: { signature: string; result: VerificationResult }[] = []
  for (const referrer of (await client.referrers(digest)).slice(0, MAX_SIGNATURES)) {
    const manifest = parseManifest((await client.manifest(referrer.digest)).bytes)
    // What an index says of a manifest may be wrong; the manifest itself counts.
    if (isIndex(manifest) || (manifest.artifactType ?? manifest.config.mediaType) !== artifactType || manifest.subject?.digest !== digest)
      continue
    const [layer] = manifest.layers
    if (layer === undefined || manifest.layers.length !== 1) continue
    const result = await verify(await client.blob(layer), layer.mediaType)
    tried.push({ signature: referrer.digest, result })
    if (result.trusted) break
  }
  return tried
}

/** `image sign REF…`: signs with a local key and stores the signature beside the image. */
export async function signImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const { io, locale, flags } = invocation
  const read = (path: string): Buffer => readFileSync(resolve(io.cwd, path))
  const chain = certificatesIn(read(required(invocation, 'certificates', '--certificates'))).map(({ der }) => der)
  const signer = localSigner(read(required(invocation, 'key', '--key')).toString('utf8'), chain)
  for (const target of targets) {
    try {
      const { client, name, artefact } = await open(target, invocation)
      const format = flagText(flags, 'envelope') === 'cose' ? 'cose' : 'jws'
      const stored = await signArtifact(artefact, signer, { format, signingTime: new Date(), agent: `${tool.name}/${tool.version}` })
      const blob = await client.pushBlob(stored.envelope, stored.mediaType)
      const config = await client.pushBlob(Buffer.from('{}'), mediaTypes.emptyJson)
      const { digest } = await client.pushManifest(signatureManifest(stored, blob, artefact, config), mediaTypes.ociManifest)
      io.stdout.write(`${render(message(words.signed, { image: name, digest: artefact.digest, signature: digest }), locale)}\n`)
    } catch (error) {
      if (!(error instanceof ImageError || error instanceof SignatureError)) throw error
      io.stderr.write(`${render(message(words.failed, { image: target, problem: error.message }), locale)}\n`)
      return 4
    }
  }
  return 0
}
