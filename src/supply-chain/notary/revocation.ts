import { type KeyObject, verify, type X509Certificate } from 'node:crypto'

import { BasicOCSPResponse, Certificate, CertificateRevocationList, OCSPRequest, OCSPResponse, type SingleResponse } from 'pkijs'

import { saidBy, SpokenError } from '../../core/spoken-error.ts'
import { spoken, text, type HoleValue, type Message } from '../../core/text.ts'
import { isIssuedBy, parseCertificate, type ParsedCertificate } from './certificate.ts'
import { SignatureError } from './envelope.ts'
import type { RevocationCheck } from './verify.ts'

/** Asks a server; throws where it does not answer in time. */
export type RevocationFetch = (url: string, body: Uint8Array | undefined, timeout: number) => Promise<Buffer>

/** How long each kind of server may take, as the specification says. In milliseconds. */
const timeouts = { ocsp: 2000, crl: 5000 } as const
const MAX_ANSWER = 32 * 1024 * 1024

const oid = {
  authorityInfo: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
  crlPoints: '2.5.29.31',
  deltaCrl: '2.5.29.46',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  reason: '2.5.29.21',
  invalidity: '2.5.29.24',
  deltaIndicator: '2.5.29.27',
} as const

/** Hash by the object identifier of a signature algorithm; SHA-1 is not among them. */
const signatureHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

/**
 * Asks whether any certificate of a chain was revoked, from the root down: by OCSP where the certificate names a
 * responder, else by its revocation list, base and delta. Whoever cannot be asked counts as a failure.
 *
 * @param fetcher how servers are asked; by default over HTTP
 */
export function revocationCheck(fetcher: RevocationFetch = fetchOverHttp, now: () => Date = () => new Date()): RevocationCheck {
  return async (chain) => {
    for (let index = chain.length - 2; index >= 0; index--) {
      const certificate = chain[index]!
      if (certificate.hasRevocationPointer) await checkOne(certificate, chain[index + 1]!, fetcher, now())
    }
  }
}

async function checkOne(certificate: ParsedCertificate, issuer: ParsedCertificate, fetcher: RevocationFetch, now: Date): Promise<void> {
  const parsed = Certificate.fromBER(new Uint8Array(certificate.der))
  const failures: (string | Message)[] = []
  for (const url of ocspUrls(parsed)) {
    try {
      return await askOcsp(url, parsed, issuer, fetcher, now)
    } catch (error) {
      if (error instanceof Revoked) throw new SignatureError(error.says)
      failures.push(saidBy(error))
    }
  }
  for (const url of pointUrls(parsed, oid.crlPoints)) {
    try {
      return await askLists(url, parsed, certificate, issuer, fetcher, now)
    } catch (error) {
      if (error instanceof Revoked) throw new SignatureError(error.says)
      failures.push(saidBy(error))
    }
  }
  throw new SignatureError(
    spoken(
      { en: 'whether {name} was revoked cannot be told: {reason}', ja: '{name} が失効しているか確認できません: {reason}' },
      {
        name: nameOf(certificate),
        reason:
          failures.length > 0
            ? together(failures)
            : text({ en: 'it names no server that speaks HTTP', ja: '証明書に HTTP のサーバーが書かれていません' }),
      },
    ),
  )
}

function together(failures: readonly (string | Message)[]): HoleValue {
  return failures.reduce((before, one) => spoken({ en: '{before}; {one}', ja: '{before}; {one}' }, { before, one }))
}

class Revoked extends SpokenError {}

/** A server gives no answer that counts. */
class Unanswered extends SpokenError {}

async function askOcsp(
  url: string,
  certificate: Certificate,
  issuer: ParsedCertificate,
  fetcher: RevocationFetch,
  now: Date,
): Promise<void> {
  const issuerCertificate = Certificate.fromBER(new Uint8Array(issuer.der))
  const request = new OCSPRequest()
  await request.createForCertificate(certificate, { hashAlgorithm: 'SHA-256', issuerCertificate })
  const answer = await fetcher(url, new Uint8Array(request.toSchema(true).toBER()), timeouts.ocsp)
  const response = OCSPResponse.fromBER(new Uint8Array(answer))
  if (response.responseStatus.valueBlock.valueDec !== 0 || response.responseBytes === undefined)
    throw new Unanswered(spoken({ en: '{url} refuses to answer', ja: '{url} が回答を拒否しました' }, { url }))
  const basic = BasicOCSPResponse.fromBER(response.responseBytes.response.valueBlock.valueHexView)
  verifyResponder(basic, issuer, now)
  const asked = request.tbsRequest.requestList[0]!.reqCert
  const single = basic.tbsResponseData.responses.find((each) => each.certID.isEqual(asked))
  if (single === undefined)
    throw new Unanswered(spoken({ en: '{url} answers for another certificate', ja: '{url} の回答が別の証明書についてのものです' }, { url }))
  if (single.thisUpdate > now || (single.nextUpdate !== undefined && single.nextUpdate < now))
    throw new Unanswered(spoken({ en: 'the answer of {url} is out of date', ja: '{url} の回答が古くなっています' }, { url }))
  const status = statusOf(single)
  if (status === 'revoked')
    throw new Revoked(spoken({ en: 'a certificate was revoked, says {url}', ja: '証明書は失効しています（{url} の回答）' }, { url }))
  if (status !== 'good')
    throw new Unanswered(spoken({ en: '{url} does not know the certificate', ja: '{url} はこの証明書を知りません' }, { url }))
}

/** The status is a choice of three by its tag. */
function statusOf({ certStatus }: SingleResponse): 'good' | 'revoked' | 'unknown' {
  const tag = (certStatus as { idBlock: { tagNumber: number } }).idBlock.tagNumber
  return tag === 0 ? 'good' : tag === 1 ? 'revoked' : 'unknown'
}

/** The authority signs the answer itself, or has a certificate issued for that. */
function verifyResponder(basic: BasicOCSPResponse, issuer: ParsedCertificate, now: Date): void {
  const delegates = (basic.certs ?? []).map((each) => parseCertificate(Buffer.from(each.toSchema(true).toBER())))
  const allowed = delegates.filter(
    (each) =>
      each.purposes?.ids.includes(oid.ocspSigning) === true &&
      isIssuedBy(each.x509, issuer.x509) &&
      each.notBefore <= now &&
      now <= each.notAfter,
  )
  const data = Buffer.from(basic.tbsResponseData.tbsView)
  const signature = Buffer.from(basic.signature.valueBlock.valueHexView)
  const keys = [issuer.publicKey, ...allowed.map(({ publicKey }) => publicKey)]
  if (!keys.some((key) => isSigned(basic.signatureAlgorithm.algorithmId, key, data, signature)))
    throw new Unanswered(spoken({ en: 'the answer is not signed by the authority', ja: '回答が認証局によって署名されていません' }))
}

async function askLists(
  url: string,
  parsed: Certificate,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  fetcher: RevocationFetch,
  now: Date,
): Promise<void> {
  const base = await fetchList(url, issuer, fetcher, now)
  const deltas = [...pointUrls(parsed, oid.deltaCrl), ...listPoints(base)]
  const lists = [base]
  for (const delta of new Set(deltas)) {
    const list = await fetchList(delta, issuer, fetcher, now)
    if (list.crlExtensions?.extensions.some(({ extnID }) => extnID === oid.deltaIndicator) === true) lists.push(list)
  }
  // The newest word counts: a delta may take a certificate off the list again.
  let revoked = false
  for (const list of lists) {
    const entry = list.revokedCertificates?.find(({ userCertificate }) => userCertificate.isEqual(parsed.serialNumber))
    if (entry === undefined) continue
    const reason = entry.crlEntryExtensions?.extensions.find(({ extnID }) => extnID === oid.reason)?.parsedValue as
      | { valueBlock?: { valueDec?: number } }
      | undefined
    const REMOVED_FROM_LIST = 8
    revoked = reason?.valueBlock?.valueDec !== REMOVED_FROM_LIST
  }
  if (revoked)
    throw new Revoked(
      spoken({ en: '{name} was revoked, says {url}', ja: '{name} は失効しています（{url} の回答）' }, { name: nameOf(certificate), url }),
    )
}

async function fetchList(url: string, issuer: ParsedCertificate, fetcher: RevocationFetch, now: Date): Promise<CertificateRevocationList> {
  const bytes = await fetcher(url, undefined, timeouts.crl)
  const list = CertificateRevocationList.fromBER(new Uint8Array(bytes))
  const signature = Buffer.from(list.signatureValue.valueBlock.valueHexView)
  if (!isSigned(list.signatureAlgorithm.algorithmId, issuer.publicKey, Buffer.from(list.tbsView), signature))
    throw new Unanswered(
      spoken(
        { en: 'the list at {url} is not signed by the authority', ja: '{url} の失効リストが認証局によって署名されていません' },
        { url },
      ),
    )
  if (list.nextUpdate === undefined || list.nextUpdate.value < now || list.thisUpdate.value > now)
    throw new Unanswered(spoken({ en: 'the list at {url} is out of date', ja: '{url} の失効リストが古くなっています' }, { url }))
  return list
}

function isSigned(algorithm: string, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  const hash = signatureHashes[algorithm]
  if (hash === undefined) return false
  try {
    return verify(hash, data, key, signature)
  } catch {
    return false
  }
}

function ocspUrls(certificate: Certificate): readonly string[] {
  const info = certificate.extensions?.find(({ extnID }) => extnID === oid.authorityInfo)?.parsedValue as
    | { accessDescriptions?: readonly { accessMethod: string; accessLocation: { type: number; value: unknown } }[] }
    | undefined
  return (info?.accessDescriptions ?? []).flatMap(({ accessMethod, accessLocation }) =>
    accessMethod === oid.ocsp ? httpOnly(accessLocation) : [],
  )
}

interface Points {
  readonly distributionPoints?: readonly { readonly distributionPoint?: unknown }[]
}

function pointUrls(certificate: Certificate, id: string): readonly string[] {
  return urlsOf(certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue as Points | undefined)
}

function listPoints(list: CertificateRevocationList): readonly string[] {
  return urlsOf(list.crlExtensions?.extensions.find(({ extnID }) => extnID === oid.deltaCrl)?.parsedValue as Points | undefined)
}

function urlsOf(points: Points | undefined): readonly string[] {
  return (points?.distributionPoints ?? []).flatMap(({ distributionPoint }) =>
    Array.isArray(distributionPoint) ? distributionPoint.flatMap((name: { type: number; value: unknown }) => httpOnly(name)) : [],
  )
}

/** Lists and answers are signed themselves, so the specification asks for them over plain HTTP. */
function httpOnly({ type, value }: { readonly type: number; readonly value: unknown }): readonly string[] {
  const URI = 6
  return type === URI && typeof value === 'string' && /^https?:\/\//i.test(value) ? [value] : []
}

function nameOf({ x509 }: { readonly x509: X509Certificate }): string {
  return x509.subject.replaceAll('\n', ', ')
}

async function fetchOverHttp(url: string, body: Uint8Array | undefined, timeout: number): Promise<Buffer> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(timeout),
    redirect: 'error',
    ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body }),
  })
  if (!response.ok)
    throw new Unanswered(
      spoken({ en: '{url} answers with status {status}', ja: '{url} の応答の状態が {status} です' }, { url, status: response.status }),
    )
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > MAX_ANSWER) throw new Unanswered(spoken({ en: 'the answer of {url} is too long', ja: '{url} の回答が長すぎます' }, { url }))
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
