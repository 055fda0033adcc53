import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { cosignTrustOf, type ImageRule, type ImageSettings, type ImageTrust } from '../../admission/images/image-rule.ts'
import { RatifyError, readRatify } from '../../admission/images/read-ratify.ts'
import type { NameMatcher } from '../../admission/settings.ts'
import { BreakwaterError } from '../../core/error.ts'
import { saidBy } from '../../core/spoken-error.ts'
import { message, spoken, text } from '../../core/text.ts'
import { openAdvisories } from '../../supply-chain/advisories/open-advisories.ts'
import { SignatureError } from '../../supply-chain/notary/envelope.ts'
import { revocationCheck } from '../../supply-chain/notary/revocation.ts'
import { parseTrustPolicies } from '../../supply-chain/notary/trust-policy.ts'
import { folderTrustStore } from '../../supply-chain/notary/trust-store.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import type { ImageRuleFile } from './admission-images-schema.ts'
import type { AdmissionFile } from './admission-schema.ts'
import { wildcardToRegExp } from './glob.ts'

/**
 * The rules for images, with all the files that they name; undefined where there are none.
 *
 * @throws {BreakwaterError} where a file is not there or not as it should be: a rule that cannot be kept must not look kept
 */
export function toImageSettings(file: AdmissionFile | undefined, cwd: string): ImageSettings | undefined {
  const { images = [], imageVerification = {} } = file ?? {}
  if (images.length === 0) return undefined
  const { advisories, deadlineSeconds = 2.5, rememberSeconds = 600, platform = 'linux/amd64', plainHttp = false } = imageVerification
  if (advisories === undefined && images.some(({ vulnerabilities }) => vulnerabilities !== undefined))
    throw new BreakwaterError('bad-usage', { problem: 'admission.images[].vulnerabilities: admission.imageVerification.advisories' })
  return {
    rules: images.map((rule, index) => reading(`admission.images[${index}]`, () => toRule(rule, cwd))),
    advisories:
      advisories === undefined ? undefined : reading('admission.imageVerification', () => openAdvisories(resolve(cwd, advisories)).store),
    platform,
    plainHttp,
    deadline: deadlineSeconds * 1000,
    remember: rememberSeconds * 1000,
  }
}

const at = text({ en: '{where}: {problem}', ja: '{where}: {problem}' })

function reading<Result>(where: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof SignatureError || cause instanceof RatifyError) && (cause as NodeJS.ErrnoException).code === undefined)
      throw cause
    throw new BreakwaterError('bad-usage', { problem: message(at, { where, problem: saidBy(cause) }) }, { cause })
  }
}

function toRule(rule: ImageRuleFile, cwd: string): ImageRule {
  const { images, namespaces, mode, signedBy, bill, vulnerabilities, maxAgeDays, failure = 'fail', pinDigest = false } = rule
  const trust = signedBy === undefined ? undefined : toTrust(signedBy, cwd)
  if (bill === 'signed' && cosignTrustOf(trust) === undefined)
    throw new RatifyError(
      spoken({
        en: 'a signed bill needs a key or an identity of cosign in signedBy',
        ja: '署名付きの bill には、signedBy に cosign の鍵か ID が必要です',
      }),
    )
  return {
    images: named(images),
    namespaces: named(namespaces),
    mode,
    signedBy: trust,
    bill,
    vulnerabilities:
      vulnerabilities === undefined ? undefined : { severity: vulnerabilities.severity, fixableOnly: vulnerabilities.fixableOnly ?? true },
    maxAge: maxAgeDays,
    failure,
    pinDigest,
  }
}

function toTrust(signedBy: NonNullable<ImageRuleFile['signedBy']>, cwd: string): ImageTrust {
  const read = (path: string): string => readFileSync(resolve(cwd, path), 'utf8')
  if ('cosignKey' in signedBy) return { kind: 'cosign', trust: { kind: 'key', publicKey: read(signedBy.cosignKey) } }
  if ('identity' in signedBy) {
    const { identity, issuer, trustedRoot } = signedBy
    return { kind: 'cosign', trust: { kind: 'identity', identity, issuer, trustedRoot: read(trustedRoot) } }
  }
  if ('ratify' in signedBy) {
    const documents = signedBy.ratify.flatMap((uri) => readYaml({ uri, text: read(uri) }).documents.map(({ value }) => value))
    const revocation = revocationCheck()
    const [first, ...others] = readRatify(documents, read).map(({ trust, isRequired }) => ({
      trust: trust.kind === 'notary' ? { ...trust, revocation } : trust,
      isRequired,
    }))
    return others.length === 0 ? first!.trust : { kind: 'several', of: [first!, ...others] }
  }
  return {
    kind: 'notary',
    policies: parseTrustPolicies(read(signedBy.trustPolicy)),
    store: folderTrustStore(resolve(cwd, signedBy.trustStore)),
    revocation: revocationCheck(),
  }
}

function named(patterns: readonly string[] | undefined): NameMatcher {
  if (patterns === undefined) return () => true
  const expressions = patterns.map(wildcardToRegExp)
  return (name) => expressions.some((expression) => expression.test(name))
}
