import { spoken, text, type Message, type Text } from '../../core/text.ts'
import { checkChain, parseCertificate, type ParsedCertificate } from './certificate.ts'
import { readCose } from './cose.ts'
import { type Envelope, mediaType, readPayload, SignatureError, type TargetArtifact } from './envelope.ts'
import { readJws } from './jws.ts'
import { algorithmFor, verifySignature } from './keys.ts'
import { verifyTimestamp } from './timestamp.ts'
import { type Action, type CheckName, checks, isSubset, type TrustPolicy } from './trust-policy.ts'
import type { TrustStore } from './trust-store.ts'

/** Asks whether certificates were taken back. Throws a `SignatureError` for one that was, or where nobody can say. */
export type RevocationCheck = (chain: readonly ParsedCertificate[], at: Date) => Promise<void>

export interface VerificationOptions {
  readonly policy: TrustPolicy
  readonly store: TrustStore
  readonly now: Date
  /** Without one, certificates that say where to ask count as not checked, which is a failure. */
  readonly revocation?: RevocationCheck | undefined
}

/** The outcome of one check of a signature. */
export interface CheckResult {
  readonly check: CheckName
  readonly action: Action
  /** Why it failed; undefined where it passed or was skipped. */
  readonly error: Message | undefined
}

export interface VerificationResult {
  /** Whether every enforced check passed. */
  readonly trusted: boolean
  readonly results: readonly CheckResult[]
  /** Who signed, as the certificate says; only to be believed when `trusted`. */
  readonly signer: string | undefined
  readonly signingTime: Date | undefined
}

/**
 * Reads a signature envelope by its media type.
 *
 * @throws {SignatureError}
 */
export function readEnvelope(bytes: Buffer, type: string): Envelope {
  if (type === mediaType.jws) return readJws(bytes)
  if (type === mediaType.cose) return readCose(bytes)
  throw new SignatureError(
    spoken(
      { en: '{type} is no media type of a signature', ja: '{type} は署名のメディアタイプではありません' },
      { type: JSON.stringify(type) },
    ),
  )
}

/**
 * Verifies a signature over an artefact by a trust policy. All checks that the policy does not skip are made, so that
 * the result tells everything that is wrong; broken integrity ends it.
 */
export async function verifyEnvelope(
  bytes: Buffer,
  type: string,
  artefact: TargetArtifact,
  { policy, store, now, revocation }: VerificationOptions,
): Promise<VerificationResult> {
  if (policy.level === 'skip')
    return {
      trusted: true,
      results: checks.map((check) => ({ check, action: 'skip', error: undefined })),
      signer: undefined,
      signingTime: undefined,
    }
  const results: CheckResult[] = []
  const run = async (check: CheckName, work: () => void | Promise<void>): Promise<boolean> => {
    const action = policy.actions[check]
    const error = action === 'skip' ? undefined : await failureOf(work)
    results.push({ check, action, error })
    return error === undefined
  }
  const opened: { envelope?: Envelope; chain: readonly ParsedCertificate[] } = { chain: [] }
  await run('integrity', () => {
    opened.envelope = readEnvelope(bytes, type)
    opened.chain = opened.envelope.chain.map(parseCertificate)
    checkIntegrity(opened.envelope, opened.chain, artefact)
  })
  const { envelope: read, chain } = opened
  if (read !== undefined && results[0]?.error === undefined) {
    await run('authenticity', () => checkAuthenticity(read, chain, policy, store))
    await run('authenticTimestamp', () => checkTime(read, chain, policy, store, now))
    await run('expiry', () => {
      if (read.expiry !== undefined && read.expiry <= now)
        throw new SignatureError(
          spoken({ en: 'the signature expired at {time}', ja: '署名は {time} に期限が切れました' }, { time: read.expiry.toISOString() }),
        )
    })
    await run('revocation', () => checkRevocation(chain, read, revocation))
  }
  return {
    trusted: results.length === checks.length && results.every(({ action, error }) => action !== 'enforce' || error === undefined),
    results,
    signer: chain[0] === undefined ? undefined : [...chain[0].subject].map(([key, value]) => `${key}=${value}`).join(', '),
    signingTime: read?.signingTime,
  }
}

async function failureOf(work: () => void | Promise<void>): Promise<Message | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof SignatureError) return error.says
    throw error
  }
}

function checkIntegrity(envelope: Envelope, chain: readonly ParsedCertificate[], artefact: TargetArtifact): void {
  const [leaf] = chain
  if (leaf === undefined) throw new SignatureError(spoken({ en: 'the signature has no certificates', ja: '署名に証明書がありません' }))
  if (algorithmFor(leaf.publicKey) !== envelope.algorithm)
    throw new SignatureError(spoken({ en: 'the algorithm is not the one for the key', ja: 'アルゴリズムが鍵に合っていません' }))
  if (!verifySignature(envelope.algorithm, leaf.publicKey, envelope.signed, envelope.signature))
    throw new SignatureError(spoken({ en: 'the signature is wrong', ja: '署名が正しくありません' }))
  checkChain(chain, 'code')
  if (envelope.unknownCritical.length > 0)
    throw new SignatureError(
      spoken(
        { en: 'the signature demands {names}, which is not understood', ja: '署名が求める {names} を解釈できません' },
        { names: envelope.unknownCritical.join(', ') },
      ),
    )
  if (envelope.plugin !== undefined)
    throw new SignatureError(
      spoken(
        { en: 'the signature demands the plug-in {plugin}', ja: '署名がプラグイン {plugin} を求めています' },
        { plugin: envelope.plugin },
      ),
    )
  const target = readPayload(envelope.payload)
  if (target.digest !== artefact.digest || target.mediaType !== artefact.mediaType || target.size !== artefact.size)
    throw new SignatureError(
      spoken(
        { en: 'the signature is over {signed}, not over {digest}', ja: '署名の対象は {signed} であり、{digest} ではありません' },
        { signed: target.digest, digest: artefact.digest },
      ),
    )
}

function checkAuthenticity(
  { scheme }: Envelope,
  chain: readonly ParsedCertificate[],
  { stores, identities }: TrustPolicy,
  store: TrustStore,
): void {
  const type = scheme === 'notary.x509' ? 'ca' : 'signingAuthority'
  const trusted = stores.filter((each) => each.type === type).flatMap(({ name }) => store.certificates(type, name))
  if (!chain.some((each) => trusted.some(({ der }) => der.equals(each.der))))
    throw new SignatureError(
      spoken({ en: 'no certificate of the chain is in the trust stores', ja: '証明書チェーンのどの証明書も、信頼ストアにありません' }),
    )
  if (identities !== '*' && !identities.some((identity) => isSubset(identity, chain[0]!.subject)))
    throw new SignatureError(spoken({ en: 'the signer is not a trusted identity', ja: '署名者が、信頼する ID ではありません' }))
}

function checkTime(
  envelope: Envelope,
  chain: readonly ParsedCertificate[],
  { stores, verifyTimestamp: when }: TrustPolicy,
  store: TrustStore,
  now: Date,
): void {
  if (envelope.scheme === 'notary.x509.signingAuthority') {
    checkValidity(chain, envelope.signingTime, envelope.signingTime, text({ en: 'at the time of signing', ja: '署名の時点で' }))
    return
  }
  const authorities = stores.filter(({ type }) => type === 'tsa')
  const expired = chain.some(({ notAfter }) => notAfter < now)
  if (authorities.length === 0 || (when === 'afterCertExpiry' && !expired)) {
    checkValidity(chain, now, now, text({ en: 'now', ja: '現在' }))
    return
  }
  if (envelope.timestamp === undefined)
    throw new SignatureError(spoken({ en: 'the signature has no timestamp', ja: '署名にタイムスタンプがありません' }))
  const trusted = authorities.flatMap(({ name }) => store.certificates('tsa', name))
  const { earliest, latest } = verifyTimestamp(envelope.timestamp, envelope.signature, trusted)
  checkValidity(chain, earliest, latest, text({ en: 'at the time of the timestamp', ja: 'タイムスタンプの時点で' }))
}

function checkValidity(chain: readonly ParsedCertificate[], from: Date, to: Date, when: Text<never>): void {
  for (const { notBefore, notAfter } of chain)
    if (from < notBefore || to > notAfter)
      throw new SignatureError(
        spoken(
          {
            en: 'a certificate is not valid {when}: it is from {start} to {end}',
            ja: '証明書は{when}有効ではありません（有効期間は {start} から {end} まで）',
          },
          { when, start: notBefore.toISOString(), end: notAfter.toISOString() },
        ),
      )
}

/** A certificate that names no place to ask cannot be revoked. */
async function checkRevocation(
  chain: readonly ParsedCertificate[],
  { signingTime }: Envelope,
  revocation: RevocationCheck | undefined,
): Promise<void> {
  if (!chain.some(({ hasRevocationPointer }) => hasRevocationPointer)) return
  if (revocation === undefined)
    throw new SignatureError(
      spoken({ en: 'nobody was asked whether the certificates were revoked', ja: '証明書が失効しているかを確認していません' }),
    )
  await revocation(chain, signingTime)
}
