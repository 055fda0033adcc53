import type { Finding } from '../core/finding.ts'
import { formatPath, type Place } from '../core/location.ts'
import type { Run } from '../core/run.ts'
import { render } from '../core/text.ts'
import { escapedJson } from './escaped-json.ts'
import { hasText } from './excerpt.ts'
import { regionOf } from './region.ts'
import type { ReportOptions } from './report.ts'

/** The report for programs, version 1: the names in it are promised. */
export function renderJson(run: Run, { locale, tool }: ReportOptions): string {
  const report = {
    version: 1,
    tool,
    inputs: run.inputs,
    evaluations: run.evaluations,
    findings: run.findings.map((finding) => findingToJson(finding, locale)),
    errors: run.errors.map(({ check, uri, error }) => ({ check, uri, message: error instanceof Error ? error.message : String(error) })),
    gate: run.gate,
    ...run.details,
  }
  return `${escapedJson(report, 2)}\n`
}

function findingToJson(finding: Finding, locale: ReportOptions['locale']): object {
  return {
    check: finding.check,
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
