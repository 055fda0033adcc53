import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { JsonValue } from '../../core/edit.ts'
import { BreakwaterError } from '../../core/error.ts'
import { message, render, text } from '../../core/text.ts'
import { RegistryClient } from '../../sources/registry/client.ts'
import { parseReference } from '../../sources/registry/reference.ts'
import { attach, resolveArtefact } from '../../sources/registry/referrers.ts'
import {
  documentTypes,
  type PredicateName,
  predicateNames,
  predicateTypes,
  statementOf,
  vulnerabilityPredicate,
} from '../../supply-chain/attestation/statement.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { matchPackages } from '../../supply-chain/matching/match.ts'
import type { TargetArtifact } from '../../supply-chain/notary/envelope.ts'
import { toCycloneDx } from '../../supply-chain/sbom/cyclonedx.ts'
import { toSpdx } from '../../supply-chain/sbom/spdx.ts'
import { bundleType, signStatement } from '../../supply-chain/sigstore/sign-bundle.ts'
import type { Invocation } from '../command.ts'
import { openGivenAdvisories } from '../judging/open-advisories.ts'
import { tool } from '../version.ts'
import { flagText, registryOptions, targetOptions } from './flags.ts'
import { notAnalysedBy, readNamed } from './read-target.ts'

const words = {
  attached: text({ en: '{image}@{digest}: {type} attached ({attachment})', ja: '{image}@{digest}: {type} を添付しました（{attachment}）' }),
  failed: text({ en: '{image}: {problem}', ja: '{image}: {problem}' }),
}

/**
 * `image attest REF… --type TYPE`: attaches a document to images, signed with `--key`, as it is without. Bills of materials
 * and vulnerabilities are made from the image where no `--predicate` is given.
 */
export async function attestImages(targets: readonly string[], invocation: Invocation): Promise<number> {
  const { flags, io, locale } = invocation
  const type = predicateNames.find((name) => name === flagText(flags, 'type'))
  if (type === undefined) throw new BreakwaterError('bad-usage', { problem: `image attest --type ${predicateNames.join('|')}` })
  const key = flagText(flags, 'key')
  const secret = key === undefined ? undefined : readFileSync(resolve(io.cwd, key), 'utf8')
  for (const target of targets) {
    try {
      const reference = parseReference(target)
      const client = new RegistryClient(reference, registryOptions(invocation))
      const { name, artefact } = await resolveArtefact(client, reference)
      const document = await documentFor(target, type, invocation)
      const attachment =
        secret === undefined
          ? await attach(client, artefact, { ...asItIs(type, document), annotations: {} })
          : await attachStatement(client, artefact, statementOf(name, artefact.digest, predicateTypes[type], document), secret)
      io.stdout.write(`${render(message(words.attached, { image: name, digest: artefact.digest, type, attachment }), locale)}\n`)
    } catch (error) {
      const { message: problem } = notAnalysedBy(error, target)
      io.stderr.write(`${render(message(words.failed, { image: target, problem }), locale)}\n`)
      return 4
    }
  }
  return 0
}

function asItIs(type: PredicateName, document: JsonValue) {
  return { artifactType: documentTypes[type], mediaType: documentTypes[type], content: Buffer.from(JSON.stringify(document)) }
}

/** Stores a signed statement where cosign looks for it. */
export async function attachStatement(client: RegistryClient, subject: TargetArtifact, statement: JsonValue, key: string): Promise<string> {
  const { predicateType } = statement as { readonly predicateType: string }
  const annotations = { 'dev.sigstore.bundle.content': 'dsse-envelope', 'dev.sigstore.bundle.predicateType': predicateType }
  const content = Buffer.from(signStatement(statement, key))
  return attach(client, subject, { artifactType: bundleType, mediaType: bundleType, content, annotations })
}

/** @throws {ImageError} */
async function documentFor(target: string, type: PredicateName, invocation: Invocation): Promise<JsonValue> {
  const { flags, io } = invocation
  const given = flagText(flags, 'predicate')
  if (given !== undefined) return parsed(readFileSync(resolve(io.cwd, given), 'utf8'), given)
  if (type === 'provenance') throw new BreakwaterError('bad-usage', { problem: 'image attest --type provenance --predicate FILE' })
  const advisories = type === 'vulnerabilities' ? await openGivenAdvisories(invocation) : undefined
  if (type === 'vulnerabilities' && advisories === undefined)
    throw new BreakwaterError('bad-usage', { problem: 'image attest --type vulnerabilities --advisories PATH' })
  const started = new Date().toISOString()
  const { name, digest, os, packages, image, notAnalysed } = await readNamed(target, targetOptions(invocation))
  // An incomplete list would be taken for a whole one by everybody who reads it.
  const [missing] = [...notAnalysed, ...(advisories?.notAnalysed ?? [])]
  if (missing !== undefined) throw new ImageError('broken-layer', `${missing.uri}: ${missing.message}`)
  if (advisories !== undefined) {
    const { store } = advisories
    const found = matchPackages(packages, store)
    const scanned = { started, finished: new Date().toISOString(), newestAdvisory: store.newest }
    store.close()
    return vulnerabilityPredicate(found, tool, scanned)
  }
  const bill = { name, digest, os, packages, timestamp: image?.config.created ?? started, tool }
  return (type === 'spdx' ? toSpdx(bill) : toCycloneDx(bill)) as JsonValue
}

function parsed(content: string, file: string): JsonValue {
  try {
    return JSON.parse(content) as JsonValue
  } catch (cause) {
    throw new BreakwaterError('bad-usage', { problem: `${file}: ${(cause as Error).message}` }, { cause })
  }
}
