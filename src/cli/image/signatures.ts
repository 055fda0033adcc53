import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { saidBy } from '../../core/spoken-error.ts'
import { message, render, text } from '../../core/text.ts'
import { findToken } from '../../sources/azure/live/token.ts'
import { RegistryClient } from '../../sources/registry/client.ts'
import { SIGNED, verifyCosign, verifyStatement } from '../../sources/registry/cosign-signatures.ts'
import { keyVaultSigner } from '../../sources/registry/key-vault.ts'
import { tryNotarySignatures } from '../../sources/registry/notary-signatures.ts'
import { parseReference } from '../../sources/registry/reference.ts'
import { attach, resolveArtefact, type ResolvedArtefact } from '../../sources/registry/referrers.ts'
import { predicateNames, predicateTypes, statementOf } from '../../supply-chain/attestation/statement.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { certificatesIn } from '../../supply-chain/notary/certificate.ts'
import { artifactType, SignatureError } from '../../supply-chain/notary/envelope.ts'
import { localSigner, type Signer } from '../../supply-chain/notary/keys.ts'
import { revocationCheck } from '../../supply-chain/notary/revocation.ts'
import { signArtifact } from '../../supply-chain/notary/sign.ts'
import { parseTrustPolicies, policyFor } from '../../supply-chain/notary/trust-policy.ts'
import { folderTrustStore } from '../../supply-chain/notary/trust-store.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import type { Invocation } from '../command.ts'
import { tool } from '../version.ts'
import { attachStatement } from './attest.ts'
import { cosignTrust } from './cosign.ts'
import { flagText, registryOptions } from './flags.ts'

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

interface Opened extends ResolvedArtefact {
  readonly client: RegistryClient
}

async function open(reference: string, invocation: Invocation): Promise<Opened> {
  const parsed = parseReference(reference)
  const client = new RegistryClient(parsed, registryOptions(invocation))
  return { client, ...(await resolveArtefact(client, parsed)) }
}

function required({ flags }: Invocation, name: string, written: string): string {
  const value = flagText(flags, name)
  if (value === undefined) throw new BreakwaterError('flag-needed', { flag: written })
  return value
}

/** `image verify REF…`: 0 when every image has a trusted signature, 1 when one has none, 4 when it could not be told. */
export async function verifyImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const trust = cosignTrust(invocation)
  if (trust !== undefined) return verifyWithCosign(targets, trust, invocation)
  if (flagText(invocation.flags, 'type') !== undefined)
    throw new BreakwaterError('bad-usage', { problem: 'image verify --type --cosign-key|--identity' })
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
      const tried = await tryNotarySignatures(client, artefact, { policy, store, now: new Date(), revocation })
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

/** With `--type`, an attestation of that type is asked for in place of a signature. */
async function verifyWithCosign(targets: readonly string[], trust: SigstoreTrust, invocation: Invocation): Promise<number> {
  const { io, locale } = invocation
  const type = predicateNames.find((name) => name === flagText(invocation.flags, 'type'))
  const say = (line: string): boolean => io.stdout.write(`${line}\n`)
  let worst = 0
  for (const target of targets) {
    try {
      const { client, name, artefact } = await open(target, invocation)
      const { signer, problems } =
        type === undefined
          ? await verifyCosign(client, artefact.digest, trust)
          : await verifyStatement(client, artefact.digest, trust, predicateTypes[type])
      const args = { image: name, digest: artefact.digest }
      say(render(signer === undefined ? message(words.refused, args) : message(words.trusted, { ...args, signer }), locale))
      if (signer !== undefined) continue
      worst = Math.max(worst, 1)
      if (problems.length === 0) say(words.none[locale])
      for (const problem of problems) say(`  ${render(problem, locale)}`)
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      io.stderr.write(`${render(message(words.failed, { image: target, problem: error.message }), locale)}\n`)
      worst = 4
    }
  }
  return worst
}

/** `image sign REF…`: signs with a key of this machine or of Azure Key Vault, and stores the signature beside the image. */
export async function signImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const { io, locale, flags } = invocation
  const store = flagText(flags, 'envelope') === 'sigstore' ? await cosignSigner(invocation) : await notarySigner(invocation)
  for (const target of targets) {
    try {
      const opened = await open(target, invocation)
      const signature = await store(opened)
      io.stdout.write(`${render(message(words.signed, { image: opened.name, digest: opened.artefact.digest, signature }), locale)}\n`)
    } catch (error) {
      if (!(error instanceof ImageError || error instanceof SignatureError)) throw error
      io.stderr.write(`${render(message(words.failed, { image: target, problem: saidBy(error) }), locale)}\n`)
      return 4
    }
  }
  return 0
}

/** Signs an image and gives the digest under which the signature is stored. */
type StoreSignature = (opened: Opened) => Promise<string>

async function notarySigner(invocation: Invocation): Promise<StoreSignature> {
  const format = flagText(invocation.flags, 'envelope') === 'cose' ? 'cose' : 'jws'
  const signer = await signerOf(invocation)
  return async ({ client, artefact }) => {
    const { mediaType, envelope, annotations } = await signArtifact(artefact, signer, {
      format,
      signingTime: new Date(),
      agent: `${tool.name}/${tool.version}`,
    })
    return attach(client, artefact, { artifactType, mediaType, content: envelope, annotations })
  }
}

async function signerOf(invocation: Invocation): Promise<Signer> {
  const { io, flags } = invocation
  const key = required(invocation, 'key', '--key')
  const certificates = flagText(flags, 'certificates')
  const chain = certificates === undefined ? [] : certificatesIn(readFileSync(resolve(io.cwd, certificates))).map(({ der }) => der)
  if (!/^https?:\/\//.test(key)) {
    required(invocation, 'certificates', '--certificates')
    return localSigner(readFileSync(resolve(io.cwd, key), 'utf8'), chain)
  }
  const file = flagText(flags, 'tokenFile')
  const token = (): Promise<string> =>
    findToken(file === undefined ? undefined : resolve(io.cwd, file), 'https://vault.azure.net', io.env, io.cwd)
  return keyVaultSigner(key, { token, authorities: chain, selfSigned: flags['selfSigned'] === true })
}

/** What cosign makes with a key: a statement in a sigstore bundle. */
async function cosignSigner(invocation: Invocation): Promise<StoreSignature> {
  const key = readFileSync(resolve(invocation.io.cwd, required(invocation, 'key', '--key')), 'utf8')
  return async ({ client, name, artefact }) => attachStatement(client, artefact, statementOf(name, artefact.digest, SIGNED, {}), key)
}
