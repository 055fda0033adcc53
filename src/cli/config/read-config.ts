import { readFileSync } from 'node:fs'

import { z } from 'zod'

import { controls } from '../../controls/catalogue.ts'
import { AttestedControl } from '../../core/attestation.ts'
import type { Check } from '../../core/check.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { Finding } from '../../core/finding.ts'
import { formatPath, positionAt, type Path, type Source } from '../../core/location.ts'
import type { Severity } from '../../core/severity.ts'
import type { Suppression } from '../../core/suppression.ts'
import { text, render, type Locale, type Message } from '../../core/text.ts'
import type { PodShape } from '../../models/workload/pod-shapes.ts'
import type { RebuildTrigger } from '../../sources/rebuild/rebuild-request.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import { closest } from '../closest.ts'
import { toAdmissionSettings, unknownAdmissionCheck } from './admission-settings.ts'
import type { Config, ImageSetting } from './config.ts'
import { matcherOf, wildcardToRegExp } from './glob.ts'
import { configSchema, type ConfigFile } from './schema.ts'

const words = {
  unknownKey: text({ en: 'there is no setting {key}', ja: '{key} という設定はありません' }),
  unknownKeyNear: text({ en: 'there is no setting {key}; did you mean {near}?', ja: '{key} という設定はありません。{near} のことですか?' }),
  unknownCheck: text({ en: 'there is no check {key}', ja: '{key} という検査はありません' }),
  unknownCheckNear: text({ en: 'there is no check {key}; did you mean {near}?', ja: '{key} という検査はありません。{near} のことですか?' }),
  unknownControl: text({ en: 'there is no control {key}', ja: '{key} という管理策はありません' }),
  unknownControlNear: text({
    en: 'there is no control {key}; did you mean {near}?',
    ja: '{key} という管理策はありません。{near} のことですか?',
  }),
  unknownOption: text({ en: 'the check has no option {key}', ja: 'この検査に {key} というオプションはありません' }),
  wrongValue: text({ en: '{problem}', ja: '{problem}' }),
} as const

interface Problem {
  readonly path: Path
  readonly part: 'key' | 'value'
  readonly message: Message
}

/**
 * Reads and validates a configuration file.
 *
 * @throws {BreakwaterError} `config-invalid` with the position of the first thing that is wrong
 */
export function readConfig(path: string, uri: string, checks: readonly Check[], locale: Locale): Config {
  return readConfigText({ uri, text: readFileSync(path, 'utf8') }, checks, locale)
}

/**
 * The same of a text that has been read.
 *
 * @throws {BreakwaterError} `config-invalid`
 */
export function readConfigText(source: Source, checks: readonly Check[], locale: Locale): Config {
  const { uri } = source
  // As YAML 1.2 has it: the API server's reader takes `on` and `off` for true and false.
  const { documents, problems: syntaxProblems } = readYaml(source, { schema: 'core' })
  const document = documents[0]
  const fail = (offset: number, message: Message): never => {
    const { line, column } = positionAt(source, offset)
    throw new BreakwaterError('config-invalid', { path: uri, line, column, problem: render(message, locale) })
  }
  if (syntaxProblems[0] !== undefined) fail(syntaxProblems[0].range.start, syntaxProblems[0].message)
  const value = document?.value ?? {}
  const parsed = configSchema.safeParse(value, { error: locale === 'ja' ? z.locales.ja().localeError : z.locales.en().localeError })
  const problem = parsed.success ? problemWithChecks(parsed.data, checks) : problemOf(parsed.error.issues[0]!)
  if (problem !== undefined) fail(document?.place(problem.path, problem.part).range.start ?? 0, problem.message)
  return toConfig(parsed.data!, (at) => document!.place(at), source)
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const near = closest(key, Object.keys(configSchema.shape))
    return {
      path: [...path, key],
      part: 'key',
      message: near === undefined ? { text: words.unknownKey, args: { key } } : { text: words.unknownKeyNear, args: { key, near } },
    }
  }
  const field = path.length === 0 ? '' : `${formatPath(path)}: `
  return { path, part: 'value', message: { text: words.wrongValue, args: { problem: `${field}${issue.message}` } } }
}

/** What a schema cannot know: which checks there are, and which options each has. */
function problemWithChecks(config: ConfigFile, checks: readonly Check[]): Problem | undefined {
  for (const [id, setting] of Object.entries(config.checks ?? {})) {
    const check = checks.find((candidate) => candidate.id === id)
    if (check === undefined) return { path: ['checks', id], part: 'key', message: unknownCheck(id, checks) }
    const options = typeof setting === 'string' ? {} : (setting.options ?? {})
    const unknown = Object.keys(options).find((name) => !Object.hasOwn(check.options ?? {}, name))
    if (unknown !== undefined) {
      return { path: ['checks', id, 'options', unknown], part: 'key', message: { text: words.unknownOption, args: { key: unknown } } }
    }
  }
  for (const [index, { control }] of (config.attestations ?? []).entries()) {
    if (!controls.some(({ id }) => id === control))
      return { path: ['attestations', index, 'control'], part: 'value', message: unknownControl(control) }
  }
  const inAdmission = unknownAdmissionCheck(config.admission, checks)
  if (inAdmission !== undefined) return { path: inAdmission.path, part: 'value', message: unknownCheck(inAdmission.id, checks) }
  return undefined
}

function unknownCheck(id: string, checks: readonly Check[]): Message {
  const near = closest(
    id,
    checks.map((known) => known.id),
  )
  return near === undefined ? { text: words.unknownCheck, args: { key: id } } : { text: words.unknownCheckNear, args: { key: id, near } }
}

function unknownControl(key: string): Message {
  const near = closest(
    key,
    controls.map(({ id }) => id),
  )
  return near === undefined ? { text: words.unknownControl, args: { key } } : { text: words.unknownControlNear, args: { key, near } }
}

function toConfig(file: ConfigFile, place: (path: Path) => Suppression['place'], source: Source): Config {
  const settings = Object.entries(file.checks ?? {}).map(
    ([id, setting]) => [id, typeof setting === 'string' ? { state: setting } : setting] as const,
  )
  return {
    source,
    ...(file.kubernetes === undefined ? {} : { kubernetes: file.kubernetes }),
    ...(file.failOn === undefined ? {} : { failOn: file.failOn }),
    excludes: matcherOf(file.exclude ?? []),
    allowsNotAnalysed: matcherOf(file.allowNotAnalysed ?? []),
    states: new Map(settings.flatMap(([id, { state }]) => (state === undefined ? [] : [[id, state]]))),
    severities: new Map(settings.flatMap(([id, { severity }]): [string, Severity][] => (severity === undefined ? [] : [[id, severity]]))),
    options: Object.fromEntries(settings.flatMap(([id, { options }]) => (options === undefined ? [] : [[id, options]]))),
    podShapes: (file.workloads ?? []).map(toPodShape),
    valueSets: (file.charts ?? []).map(({ chart, values, set }) => ({ chart, files: values ?? [], ...(set === undefined ? {} : { set }) })),
    suppressions: (file.exceptions ?? []).map((exception, index) => toSuppression(exception, place(['exceptions', index]))),
    attestations: (file.attestations ?? []).map((attestation, index) => toAttestation(attestation, place(['attestations', index]))),
    admission: toAdmissionSettings(file.admission),
    admissionFile: file.admission,
    images: (file.images ?? []).map(toImageSetting),
  }
}

function toImageSetting({ image, rebuild, ...setting }: NonNullable<ConfigFile['images']>[number]): ImageSetting {
  const named = wildcardToRegExp(image)
  const matches = (reference: string): boolean => named.test(reference.replace(/@.*$/, '').replace(/:[^/]*$/, ''))
  return { ...setting, matches, ...(rebuild === undefined ? {} : { rebuild: toTrigger(rebuild) }) }
}

function toTrigger(rebuild: NonNullable<NonNullable<ConfigFile['images']>[number]['rebuild']>): RebuildTrigger {
  if ('acrTask' in rebuild) return { kind: 'acr-task', task: rebuild.acrTask }
  if ('webhook' in rebuild) return { kind: 'webhook', url: rebuild.webhook }
  const { repository, workflow, ref = 'main', inputs = {} } = rebuild.github
  return { kind: 'github', repository, workflow, ref, inputs }
}

function toPodShape({ kind, spec, metadata }: NonNullable<ConfigFile['workloads']>[number]): PodShape {
  return { kind, spec: spec.split('.'), metadata: metadata.split('.') }
}

function toAttestation(written: NonNullable<ConfigFile['attestations']>[number], place: Suppression['place']): AttestedControl {
  const { evidence, ...said } = written
  return new AttestedControl({ ...said, ...(evidence === undefined ? {} : { evidence }), place })
}

function toSuppression(exception: NonNullable<ConfigFile['exceptions']>[number], place: Suppression['place']): Suppression {
  const { check, scope, owner, reason, until } = exception
  return {
    by: 'config',
    checks: [check].flat(),
    owner,
    reason,
    ...(until === undefined ? {} : { until }),
    place,
    covers: coverageOf(scope ?? {}),
  }
}

function coverageOf(scope: NonNullable<NonNullable<ConfigFile['exceptions']>[number]['scope']>): (finding: Finding) => boolean {
  const inFiles = scope.uri === undefined ? undefined : matcherOf([scope.uri])
  const named = scope.name === undefined ? undefined : wildcardToRegExp(scope.name)
  const atPath = scope.path === undefined ? undefined : wildcardToRegExp(scope.path)
  return ({ place, resource }) =>
    (inFiles?.(place.source.uri) ?? true) &&
    (named?.test(resource.name) ?? true) &&
    (atPath?.test(formatPath(place.path)) ?? true) &&
    (scope.kind === undefined || scope.kind === ('kind' in resource ? resource.kind : resource.type)) &&
    (scope.namespace === undefined || ('kind' in resource && resource.namespace === scope.namespace))
}
