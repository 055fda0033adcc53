import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { FailOn } from '../../core/gate.ts'
import type { Suppression } from '../../core/suppression.ts'
import { shown } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { packageOfPurl } from '../../supply-chain/inventory/purl-of.ts'
import { PurlError } from '../../supply-chain/purl.ts'
import { asTexts } from '../../supply-chain/untrusted.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import type { Io } from '../command.ts'
import type { Config } from '../config/config.ts'

const severities: ReadonlyMap<unknown, FailOn> = new Map([
  ['low', 'low'],
  ['moderate', 'medium'],
  ['high', 'high'],
  ['critical', 'critical'],
])
/** The words of the action for what a package is there for; `unknown` is what a file does not say, which counts as runtime here. */
const scopes: ReadonlyMap<string, readonly string[]> = new Map([
  ['runtime', ['runtime', 'optional']],
  ['development', ['development']],
  ['unknown', []],
])

/** What the action does with its answer, or where it takes its question from: nothing that a verdict depends on. */
const withoutMeaning = new Set([
  'base-ref',
  'head-ref',
  'comment-summary-in-pr',
  'config-file',
  'external-repo-token',
  'repo-token',
  'retry-on-snapshot-warnings',
  'retry-on-snapshot-warnings-timeout',
  'show-openssf-scorecard',
  'show-patched-versions',
  'warn-on-openssf-scorecard-level',
])

const vulnerabilityCheck = 'dependency/no-known-vulnerability'
const licenceCheck = 'dependency/allowed-licence'
const packageCheck = 'dependency/allowed-package'

/**
 * The configuration with the rules of a file that GitHub's dependency-review-action reads. Its keys may be written with
 * hyphens or underscores. Keys that mean nothing to a verdict are passed over; those that nobody knows are mistakes.
 *
 * @throws {BreakwaterError}
 */
export function applyReviewConfig(config: Config, path: string, io: Io): Config {
  const rules = readRules(path, io.cwd)
  const refuse = (problem: string): never => {
    throw new BreakwaterError('bad-usage', { problem: `${path}: ${problem}` })
  }
  const list = (key: string): readonly string[] | undefined => listOf(rules.get(key))
  const isOff = (key: string): boolean => rules.get(key) === false || rules.get(key) === 'false'
  const [allow, deny] = [list('allow-licenses'), list('deny-licenses')]
  if (allow !== undefined && deny !== undefined) refuse('allow-licenses and deny-licenses exclude each other')
  if (allow?.length === 0) refuse('allow-licenses names no licence')
  for (const id of [...(allow ?? []), ...(deny ?? [])])
    if (!/^\(?[\w.+-]+\)?(?:\s+(?:AND|OR|WITH)\s+\(?[\w.+-]+\)?)*$/i.test(id)) refuse(`${id} is no SPDX licence`)
  if (isOff('license-check') && isOff('vulnerability-check')) refuse('license-check and vulnerability-check cannot both be off')
  const severity = rules.get('fail-on-severity')
  const failOn = severity === undefined ? undefined : (severities.get(severity) ?? refuse(`fail-on-severity ${shown(severity)}`))
  const wanted = list('fail-on-scopes')?.flatMap((scope) => scopes.get(scope) ?? refuse(`fail-on-scopes ${scope}`))
  const denied = [
    ...(list('deny-packages') ?? []).map((purl) => patternOf(purl, false) ?? refuse(`deny-packages ${purl}`)),
    ...(list('deny-groups') ?? []).map((purl) => patternOf(purl, true) ?? refuse(`deny-groups ${purl}`)),
  ]
  const off = [...(isOff('license-check') ? [licenceCheck] : []), ...(isOff('vulnerability-check') ? [vulnerabilityCheck] : [])]
  const warnOnly = rules.get('warn-only') === true || rules.get('warn-only') === 'true'
  const set = (check: string, options: Readonly<Record<string, unknown>>) => ({ [check]: { ...config.options[check], ...options } })
  return {
    ...config,
    ...(warnOnly ? { failOn: 'never' } : failOn === undefined ? {} : { failOn }),
    states: new Map([...config.states, ...off.map((check) => [check, 'off'] as const)]),
    options: {
      ...config.options,
      ...(wanted === undefined ? {} : set(vulnerabilityCheck, { scopes: wanted })),
      ...(allow === undefined && deny === undefined ? {} : set(licenceCheck, { allow: allow ?? [], deny: deny ?? [] })),
      ...(denied.length === 0 ? {} : set(packageCheck, { deny: denied })),
    },
    suppressions: [
      ...config.suppressions,
      ...allowedAdvisories(list('allow-ghsas') ?? [], path),
      ...(list('allow-dependencies-licenses') ?? []).map((purl) =>
        allowedLicence(parsed(purl)?.name ?? refuse(`allow-dependencies-licenses ${purl}`), path),
      ),
    ],
  }
}

function readRules(path: string, cwd: string): ReadonlyMap<string, unknown> {
  const absolute = resolve(cwd, path)
  if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
  const { documents, problems } = readYaml({ uri: path, text: readFileSync(absolute, 'utf8') })
  const value = documents[0]?.value ?? {}
  if (problems.length > 0 || !isObject(value)) throw new BreakwaterError('bad-usage', { problem: `${path}: YAML` })
  const rules = new Map(Object.entries(value).map(([key, held]) => [key.replaceAll('_', '-'), held]))
  const strange = [...rules.keys()].find((key) => !known.has(key) && !withoutMeaning.has(key))
  if (strange !== undefined) throw new BreakwaterError('bad-usage', { problem: `${path}: ${strange}` })
  return rules
}

const known = new Set([
  'allow-dependencies-licenses',
  'allow-ghsas',
  'allow-licenses',
  'deny-groups',
  'deny-licenses',
  'deny-packages',
  'fail-on-scopes',
  'fail-on-severity',
  'license-check',
  'vulnerability-check',
  'warn-only',
])

/** A list, or as the action's inputs have it, a text with commas. */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  const items = typeof value === 'string' ? value.split(',') : asTexts(value)
  return items.map((item) => item.trim()).filter((item) => item !== '')
}

/** A package URL as a pattern of `dependency/allowed-package`; of a group, everything in it. Undefined for what is none. */
function patternOf(purl: string, isGroup: boolean): string | undefined {
  const found = parsed(isGroup ? `${purl.replace(/\/+\*?$/, '')}/any` : purl)
  if (found === undefined) return undefined
  const { ecosystem, name, version } = found
  return `${ecosystem}:${isGroup ? `${name.slice(0, -'any'.length)}*` : name}${isGroup || version === '' ? '' : `@${version}`}`
}

function parsed(purl: string) {
  try {
    return packageOfPurl(purl, '')
  } catch (error) {
    if (error instanceof PurlError) return undefined
    throw error
  }
}

const placeIn = (path: string): Suppression['place'] => ({ source: { uri: path, text: '' }, range: { start: 0, end: 0 }, path: [] })

function allowedAdvisories(ids: readonly string[], path: string): readonly Suppression[] {
  return ids.map((id) => ({
    by: 'config',
    checks: [vulnerabilityCheck],
    reason: `allow-ghsas: ${id}`,
    place: placeIn(path),
    covers: ({ details }) => {
      const about = details?.['vulnerability'] as { id?: string; aliases?: readonly string[] } | undefined
      return about?.id === id || about?.aliases?.includes(id) === true
    },
  }))
}

function allowedLicence(name: string, path: string): Suppression {
  return {
    by: 'config',
    checks: [licenceCheck],
    reason: `allow-dependencies-licenses: ${name}`,
    place: placeIn(path),
    covers: ({ message }) => message.args['package'] === name,
  }
}
