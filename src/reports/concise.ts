import type { Finding } from '../core/finding.ts'
import type { Run } from '../core/run.ts'
import { render } from '../core/text.ts'
import type { ReportOptions } from './report.ts'
import { shownPath, spotText } from './spot.ts'
import { paintFor } from './terminal/paint.ts'
import { shorten, visible } from './terminal/visible.ts'
import { verdictOf } from './verdict.ts'
import { outcomeWords, severityWords, suppressedWords } from './words.ts'

/**
 * One line for each finding, to be searched and cut: `path:line:column severity check message`. Severities keep their
 * English names, so that a pattern works in every language; the last line says the verdict.
 */
export function renderConcise(run: Run, { locale, colour, showSuppressed }: ReportOptions): string {
  const lines: string[] = []
  for (const finding of run.findings) {
    if (finding.suppressed !== null && !showSuppressed) continue
    lines.push(concise(finding, { locale, colour }))
  }
  for (const { uri, line, column, reason, message } of run.inputs.notAnalysed) {
    const spot = line === undefined ? '' : `:${line}:${column ?? 1}`
    lines.push(`${shownPath(uri)}${spot} not-analysed ${shorten(visible(reason), 100)} ${shorten(visible(message), 1_000)}`)
  }
  for (const { check, uri, error } of run.errors) {
    lines.push(`${shownPath(uri)} error ${check} ${shorten(visible(error instanceof Error ? error.message : String(error)), 1_000)}`)
  }
  lines.push(verdictOf(run, locale))
  return `${lines.join('\n')}\n`
}

/** A finding in one line. */
export function concise(finding: Finding, { locale, colour }: Pick<ReportOptions, 'locale' | 'colour'>): string {
  const notes = [
    ...(finding.outcome === 'unknown' ? [outcomeWords.unknown[locale]] : []),
    ...(finding.suppressed === null ? [] : [suppressedWords[finding.suppressed.by][locale]]),
  ]
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`
  const said = shorten(visible(render(finding.message, locale)), 1_000)
  const severity = paintFor(colour).severity(finding.severity, severityWords[finding.severity].en)
  return `${spotText(finding.place)} ${severity} ${finding.check} ${said}${note}`
}
