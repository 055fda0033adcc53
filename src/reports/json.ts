import type { Finding } from '../core/finding.ts'
import { formatPath, type Place } from '../core/location.ts'
import type { Run } from '../core/run.ts'
import { render } from '../core/text.ts'
import { escapedJson } from './escaped-json.ts'
import { hasText } from './excerpt.ts'
import { regionOf } from './region.ts'
import type { ReportOptions } from './report.ts'

/** The report for programs, version 1: the names in it are promised. */
export function renderJson(run: Run, options: ReportOptions): string {
  return [...jsonParts(run, options)].join('')
}

/** How many findings are held in their JSON form at a time: about a megabyte. */
const partLength = 1000

/** The same piece by piece, because a large estate's report is longer than a string may be, and by far the largest thing in memory. */
export function* jsonParts(run: Run, { locale, tool }: ReportOptions): Generator<string> {
  const errors = run.errors.map(({ check, uri, error }) => ({
    check,
    uri,
    message: error instanceof Error ? error.message : String(error),
  }))
  yield fields({ version: 1, tool, inputs: run.inputs, evaluations: run.evaluations }, '{', ',\n')
  yield '  "findings": ['
  for (let start = 0; start < run.findings.length; start += partLength) {
    const part = run.findings.slice(start, start + partLength).map((finding) => findingToJson(finding, locale))
    yield `${start === 0 ? '' : ','}${escapedJson([part], 2).slice('[\n  ['.length, -'\n  ]\n]'.length)}`
  }
  yield run.findings.length === 0 ? '],' : '\n  ],'
  yield fields({ errors, gate: run.gate, ...run.details }, '', '\n}\n')
}

/** The fields of the report that `part` has, without its braces. */
function fields(part: object, before: string, after: string): string {
  return before + escapedJson(part, 2).slice('{'.length, -'\n}'.length) + after
}

function findingToJson(finding: Finding, locale: ReportOptions['locale']): object {
  return {
    check: finding.check,
    ...(finding.also === undefined ? {} : { also: finding.also }),
    controls: finding.controls,
    standards: finding.standards,
    outcome: finding.outcome,
    severity: finding.severity,
    confidence: finding.confidence,
    resource: finding.resource,
    message: render(finding.message, locale),
    location: placeToJson(finding.place),
    related: finding.related.map(({ place, note }) => ({ message: render(note, locale), location: placeToJson(place) })),
    fixes: finding.fixes.map(({ title, safety }) => ({ title: render(title, locale), safety })),
    suppressed: finding.suppressed,
    fingerprint: finding.fingerprint,
    ...finding.details,
  }
}

/** What is written in no file has no lines: none are invented. */
function placeToJson(place: Place): object {
  const { source, range, path } = place
  if (!hasText(place)) return { uri: source.uri, path: formatPath(path) }
  return { uri: source.uri, ...regionOf(source, range), path: formatPath(path) }
}
