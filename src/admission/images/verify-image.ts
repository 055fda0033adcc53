import { compareSeverity } from '../../core/severity.ts'
import { message, render, spoken, text, type Message } from '../../core/text.ts'
import { attachedBill } from '../../sources/registry/attached-bill.ts'
import { RegistryClient, type ClientOptions } from '../../sources/registry/client.ts'
import { verifyCosign } from '../../sources/registry/cosign-signatures.ts'
import { tryNotarySignatures } from '../../sources/registry/notary-signatures.ts'
import type { ImageReference } from '../../sources/registry/reference.ts'
import { resolveArtefact } from '../../sources/registry/referrers.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { choosePlatform, isIndex, parseConfig, parseManifest } from '../../supply-chain/image/manifest.ts'
import { matchPackages } from '../../supply-chain/matching/match.ts'
import type { TargetArtifact } from '../../supply-chain/notary/envelope.ts'
import { policyFor } from '../../supply-chain/notary/trust-policy.ts'
import { readSbom } from '../../supply-chain/sbom/read-sbom.ts'
import { cosignTrustOf, type ImageRule, type ImageSettings, type ImageTrust, type SignatureTrust } from './image-rule.ts'

/** What can be held against an image. */
export type ImageProblemId = 'verify/signature' | 'verify/bill' | 'verify/vulnerabilities' | 'verify/age' | 'verify/unverified'

export interface ImageProblem {
  readonly id: ImageProblemId
  readonly message: Message
}

const words = {
  unsigned: text({ en: 'image {image} has no trusted signature{reason}', ja: 'イメージ {image} に信頼できる署名がありません{reason}' }),
  noPolicy: text({
    en: 'no statement of the trust policy is about image {image}',
    ja: 'イメージ {image} に該当する信頼ポリシーの記述がありません',
  }),
  noBill: text({ en: 'image {image} has no bill of materials: {reason}', ja: 'イメージ {image} に部品表がありません: {reason}' }),
  unread: text({
    en: 'the bill of materials of image {image} names {count} components that cannot be judged',
    ja: 'イメージ {image} の部品表に、判定できない部品が {count} 件あります',
  }),
  vulnerable: text({ en: 'image {image} has {ids}', ja: 'イメージ {image} に {ids} があります' }),
  old: text({
    en: 'image {image} was built {days} days ago; at most {most} are allowed',
    ja: 'イメージ {image} はビルドから {days} 日経っています（上限 {most} 日）',
  }),
  undated: text({ en: 'image {image} does not say when it was built', ja: 'イメージ {image} にビルド日時がありません' }),
}

const day = 86_400_000
const mostIds = 5

/**
 * Holds an image to a rule: everything that is against it. Never gives an empty list for what could not be looked at.
 *
 * @param reference with the digest of what is to run
 * @throws {ImageError} where the registry does not answer, or gives what cannot be read
 */
export async function verifyImage(
  shown: string,
  reference: ImageReference,
  rule: ImageRule,
  settings: ImageSettings,
  options: ClientOptions,
  now: Date,
): Promise<readonly ImageProblem[]> {
  const client = new RegistryClient(reference, options)
  const { artefact } = await resolveArtefact(client, reference)
  const problems: ImageProblem[] = []
  if (rule.signedBy !== undefined) problems.push(...(await signatureProblems(shown, client, artefact, rule.signedBy, now)))
  if (rule.bill !== undefined || rule.vulnerabilities !== undefined)
    problems.push(...(await billProblems(shown, reference, rule, settings, options)))
  if (rule.maxAge !== undefined) problems.push(...(await ageProblems(shown, client, artefact, rule.maxAge, settings.platform, now)))
  return problems
}

async function signatureProblems(
  image: string,
  client: RegistryClient,
  artefact: TargetArtifact,
  signedBy: ImageTrust,
  now: Date,
): Promise<readonly ImageProblem[]> {
  const wanted = signedBy.kind === 'several' ? signedBy.of : [{ trust: signedBy, isRequired: true }]
  const verdicts = await Promise.all(wanted.map(async ({ trust }) => verdictOf(client, artefact, trust, now)))
  if (verdicts.includes('no-policy')) return [{ id: 'verify/signature', message: message(words.noPolicy, { image }) }]
  const found = verdicts.filter((verdict) => verdict !== 'no-policy')
  const isEnough = found.every(({ isGood, isSigned }, index) => isGood || (!isSigned && wanted[index]?.isRequired === false))
  if (isEnough && found.some(({ isGood }) => isGood)) return []
  const problems = found.flatMap((verdict) => verdict.problems)
  const reason = problems.length === 0 ? '' : spoken({ en: ': {problems}', ja: ': {problems}' }, { problems: together(problems) })
  return [{ id: 'verify/signature', message: message(words.unsigned, { image, reason }) }]
}

/** What the signatures of one kind come to. */
interface SignatureVerdict {
  readonly isGood: boolean
  readonly isSigned: boolean
  readonly problems: readonly Message[]
}

/** The first few of what is wrong, each once. */
function together(problems: readonly Message[]): Message {
  const different = new Map(problems.map((one) => [render(one, 'en'), one]))
  return [...different.values()]
    .slice(0, 3)
    .reduce((before, one) => spoken({ en: '{before}; {one}', ja: '{before}; {one}' }, { before, one }))
}

async function verdictOf(
  client: RegistryClient,
  artefact: TargetArtifact,
  signedBy: SignatureTrust,
  now: Date,
): Promise<SignatureVerdict | 'no-policy'> {
  if (signedBy.kind === 'cosign') {
    const { signer, problems } = await verifyCosign(client, artefact.digest, signedBy.trust, signedBy.demand)
    return { isGood: signer !== undefined, isSigned: signer !== undefined || problems.length > 0, problems }
  }
  const { policies, store, revocation, demand } = signedBy
  const policy = policyFor(policies, `${client.registry}/${client.repository}`)
  if (policy === undefined) return 'no-policy'
  if (policy.level === 'skip') return { isGood: true, isSigned: true, problems: [] }
  const tried = await tryNotarySignatures(client, artefact, { policy, store, now, revocation }, demand)
  const isTrusted = ({ result }: (typeof tried)[number]): boolean => result.trusted
  return {
    isGood: tried.length > 0 && (demand === 'all' ? tried.every(isTrusted) : tried.some(isTrusted)),
    isSigned: tried.length > 0,
    problems: tried.flatMap(({ result }) =>
      result.results.flatMap(({ check, error }) =>
        error === undefined ? [] : [spoken({ en: '{check}: {error}', ja: '{check}: {error}' }, { check, error })],
      ),
    ),
  }
}

async function billProblems(
  image: string,
  reference: ImageReference,
  { bill, signedBy, vulnerabilities }: ImageRule,
  { advisories, platform }: ImageSettings,
  options: ClientOptions,
): Promise<readonly ImageProblem[]> {
  const trust = bill === 'signed' ? cosignTrustOf(signedBy) : undefined
  let found: Awaited<ReturnType<typeof attachedBill>>
  try {
    found = await attachedBill(reference, platform, options, trust)
  } catch (error) {
    if (!(error instanceof ImageError) || error.code !== 'not-found') throw error
    return [{ id: 'verify/bill', message: message(words.noBill, { image, reason: error.message }) }]
  }
  if (vulnerabilities === undefined || advisories === undefined) return []
  const { packages, unknown } = readSbom(found.text, image)
  const { severity: least, fixableOnly } = vulnerabilities
  const ids = matchPackages(packages, advisories)
    // What nobody has judged counts as much as most do.
    .filter(
      ({ severity, fixed }) =>
        compareSeverity(severity === 'unknown' ? 'medium' : severity, least) <= 0 && (fixed !== undefined || !fixableOnly),
    )
    .map(({ id, package: { name, version } }) => `${id} (${name} ${version})`)
  const told = [...new Set(ids)]
  const listed = `${told.slice(0, mostIds).join(', ')}${told.length > mostIds ? ', …' : ''}`
  return [
    ...(told.length === 0 ? [] : [{ id: 'verify/vulnerabilities', message: message(words.vulnerable, { image, ids: listed }) } as const]),
    ...(unknown.length === 0 ? [] : [{ id: 'verify/bill', message: message(words.unread, { image, count: unknown.length }) } as const]),
  ]
}

async function ageProblems(
  image: string,
  client: RegistryClient,
  { digest }: TargetArtifact,
  most: number,
  platform: string,
  now: Date,
): Promise<readonly ImageProblem[]> {
  let manifest = parseManifest((await client.manifest(digest)).bytes)
  if (isIndex(manifest)) manifest = parseManifest((await client.manifest(choosePlatform(manifest, platform).digest)).bytes)
  if (isIndex(manifest)) throw new ImageError('broken-manifest', 'an index inside an index')
  const { created } = parseConfig(await client.blob(manifest.config))
  const built = Date.parse(created ?? '')
  if (Number.isNaN(built)) return [{ id: 'verify/age', message: message(words.undated, { image }) }]
  const days = Math.floor((now.getTime() - built) / day)
  return days <= most ? [] : [{ id: 'verify/age', message: message(words.old, { image, days, most }) }]
}
