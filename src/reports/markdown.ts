import type { Finding } from '../core/finding.ts'
import type { Run } from '../core/run.ts'
import { severities } from '../core/severity.ts'
import { render, text, type Locale, type Text } from '../core/text.ts'
import { evidenceOf, quoteEvidence } from './evidence.ts'
import { code, htmlText, plain } from './markdown/escape.ts'
import type { ReportOptions } from './report.ts'
import { resourceName } from './resource-name.ts'
import { spotText } from './spot.ts'
import { tally } from './tally.ts'
import { verdictOf } from './verdict.ts'
import { count, fixWords, nouns, outcomeWords, scopeOf, severityWords, suppressedWords } from './words.ts'

/** GitHub drops a step's summary whole when it is larger than 1 MiB; the rest is for what else the step writes. */
const mostBytes = 1_000_000
const mostWorst = 20
const mostNotAnalysed = 50

const words = {
  worst: text({ en: 'Worst findings', ja: '特に重大な指摘' }),
  all: text({ en: 'Findings', ja: '指摘' }),
  byFile: text({ en: 'By file', ja: 'ファイル別' }),
  why: text({ en: 'Why it matters', ja: '検査の理由' }),
  notAnalysed: text({ en: 'Not analysed', ja: '分析できなかったもの' }),
  broken: text({ en: 'Checks that broke', ja: '検査の内部エラー' }),
  severity: text({ en: 'Severity', ja: '重大度' }),
  check: text({ en: 'Check', ja: '検査' }),
  resource: text({ en: 'Resource', ja: 'リソース' }),
  place: text({ en: 'Place', ja: '場所' }),
  message: text({ en: 'Finding', ja: '指摘' }),
  reason: text({ en: 'Reason', ja: '理由' }),
  fixable: text({ en: 'fixable', ja: '自動修正可' }),
  suppressed: text({ en: 'suppressed', ja: '抑制' }),
  notEvaluated: text({ en: 'not evaluated', ja: '評価できず' }),
  leftOut: text({
    en: 'Files left out to keep below the limit of GitHub: {count}',
    ja: 'GitHub の上限に収めるため省いたファイル: {count}',
  }),
  more: text({ en: 'and {count} more', ja: 'ほか {count} 件' }),
} satisfies Record<string, Text>

/** A job summary: the verdict first, the worst in a table, everything by file below, within what GitHub shows. */
export function renderMarkdown(run: Run, { locale, showSuppressed }: ReportOptions): string {
  const shown = showSuppressed ? run.findings : run.findings.filter(({ suppressed }) => suppressed === null)
  const start = [
    `### ${verdictOf(run, locale)}`,
    numbers(run, locale),
    ...(shown.length === 0
      ? []
      : [`#### ${shown.length > mostWorst ? words.worst[locale] : words.all[locale]}`, table(shown.slice(0, mostWorst), locale, true)]),
    ...notAnalysed(run, locale),
  ]
  const end = reasons(run, shown, locale)
  const budget = mostBytes - bytes([...start, ...end].join('\n\n'))
  const files = shown.length > mostWorst ? byFile(shown, locale, budget) : []
  return `${[...start, ...files, ...end].join('\n\n')}\n`
}

function bytes(markdown: string): number {
  return Buffer.byteLength(markdown)
}

function numbers(run: Run, locale: Locale): string {
  const counts = tally(run)
  const columns: [string, number][] = [
    ...severities.map((severity): [string, number] => [severityWords[severity][locale], counts.bySeverity[severity]]),
    [words.fixable[locale], counts.safelyFixable],
    [words.suppressed[locale], counts.suppressed],
    [words.notEvaluated[locale], counts.notEvaluated],
  ]
  const inputs = scopeOf(run, locale).join(', ')
  if (columns.every(([, value]) => value === 0)) return inputs
  return [
    `${inputs}\n`,
    `| ${columns.map(([name]) => name).join(' | ')} |`,
    `| ${columns.map(() => '--:').join(' | ')} |`,
    `| ${columns.map(([, value]) => value).join(' | ')} |`,
  ].join('\n')
}

function table(findings: readonly Finding[], locale: Locale, withPlace: boolean): string {
  const header = [words.severity, words.check, words.message, words.resource, words.place].map((word) => word[locale])
  return [
    `| ${header.join(' | ')} |`,
    `| ${header.map(() => '---').join(' | ')} |`,
    ...findings.map((finding) => row(finding, locale, withPlace)),
  ].join('\n')
}

function row(finding: Finding, locale: Locale, withPlace: boolean): string {
  const [fix] = finding.fixes
  const notes = [
    ...(finding.outcome === 'unknown' ? [outcomeWords.unknown[locale]] : []),
    ...(finding.suppressed === null ? [] : [`${suppressedWords[finding.suppressed.by][locale]}: ${plain(finding.suppressed.reason)}`]),
    ...(fix === undefined ? [] : [`${fixWords[fix.safety][locale]}: ${plain(render(fix.title, locale))}`]),
  ]
  const note = notes.length === 0 ? '' : `<br>${notes.join('<br>')}`
  const spot = spotText(finding.place)
  const place = withPlace ? spot : spot.slice(spot.length - /(?::\d+:\d+)?$/.exec(spot)![0].length + 1)
  return `| ${[
    severityWords[finding.severity][locale],
    code(finding.check),
    plain(render(finding.message, locale)) + note,
    code(resourceName(finding.resource)),
    code(place),
  ].join(' | ')} |`
}

/** Every finding under its file, worst file first, as far as there is room. */
function byFile(findings: readonly Finding[], locale: Locale, budget: number): readonly string[] {
  const files = Map.groupBy(findings, ({ place }) => place.source.uri)
  const parts = [`#### ${words.byFile[locale]}`]
  let room = budget - 500
  let leftOut = 0
  for (const [uri, found] of files) {
    // A row has at least so many bytes: a file that cannot fit is not drawn.
    const part = leftOut > 0 || found.length * 60 > room ? undefined : details(uri, found, locale)
    if (part === undefined || bytes(part) + 2 > room) leftOut++
    else {
      parts.push(part)
      room -= bytes(part) + 2
    }
  }
  if (leftOut > 0) parts.push(render({ text: words.leftOut, args: { count: leftOut } }, locale))
  return parts
}

function details(uri: string, found: readonly Finding[], locale: Locale): string {
  const summary = `<code>${htmlText(uri)}</code> ${count(nouns.findings, found.length, locale)}`
  return `<details><summary>${summary}</summary>\n\n${table(found, locale, false)}\n\n</details>`
}

function notAnalysed({ inputs, errors }: Run, locale: Locale): readonly string[] {
  const parts: string[] = []
  if (inputs.notAnalysed.length > 0) {
    const rows = inputs.notAnalysed.slice(0, mostNotAnalysed).map(({ uri, line, column, reason, message }) => {
      const spot = line === undefined ? uri : `${uri}:${line}:${column ?? 1}`
      return `| ${code(spot)} | ${code(reason)} | ${plain(message)} |`
    })
    const left = inputs.notAnalysed.length - mostNotAnalysed
    parts.push(
      `#### ${words.notAnalysed[locale]}`,
      [`| ${words.place[locale]} | ${words.reason[locale]} | |`, '| --- | --- | --- |', ...rows].join('\n'),
      ...(left > 0 ? [render({ text: words.more, args: { count: left } }, locale)] : []),
    )
  }
  if (errors.length > 0) {
    const rows = errors
      .slice(0, mostNotAnalysed)
      .map(({ check, uri, error }) => `- ${code(check)} ${code(uri)}: ${plain(error instanceof Error ? error.message : String(error))}`)
    parts.push(`#### ${words.broken[locale]}`, rows.join('\n'))
  }
  return parts
}

/** Why each check that found something asks for what it asks, said once for all its findings. */
function reasons({ checks }: Run, shown: readonly Finding[], locale: Locale): readonly string[] {
  const found = new Set(shown.map(({ check }) => check))
  const rows = checks
    .filter(({ id }) => found.has(id))
    .map((check) => {
      const [evidence] = evidenceOf(check.controls, locale)
      const source = evidence === undefined ? '' : ` ([${plain(quoteEvidence(evidence, locale))}](${evidence.url}))`
      return `- ${code(check.id)} **${plain(check.title[locale])}** ${plain(check.why[locale])}${source}`
    })
  return rows.length === 0 ? [] : [`<details><summary>${words.why[locale]}</summary>\n\n${rows.join('\n')}\n\n</details>`]
}
