import type { Finding } from '../core/finding.ts'
import { formatPath, positionAt } from '../core/location.ts'
import type { Run } from '../core/run.ts'
import { render, text, type Locale, type Message, type Text } from '../core/text.ts'
import { evidenceOf, quoteEvidence } from './evidence.ts'
import { hasText } from './excerpt.ts'
import type { ReportOptions } from './report.ts'
import { resourceName } from './resource-name.ts'
import { shownPath, spotOf, spotText } from './spot.ts'
import { fixCommand } from './suggested-command.ts'
import { countByCheck } from './tally.ts'
import { codeFrame } from './terminal/code-frame.ts'
import { displayWidth } from './terminal/display-width.ts'
import { paintFor, type Paint } from './terminal/paint.ts'
import { closing } from './terminal/summary.ts'
import { shorten, visible } from './terminal/visible.ts'
import { wrap } from './terminal/wrap.ts'
import { fixWords, outcomeWords, severityWords, suppressedWords } from './words.ts'

/** So many findings are shown with their source; the others are counted, because nobody reads the five-hundredth frame. */
const mostFramed = 20
/** Checks that are counted by name among the others. */
const mostCounted = 10
const mostRelated = 3
const mostNotAnalysed = 10
/** Characters of a message that come from the input, at most. */
const longestMessage = 1_000
const longestReason = 100
/** Prose is not drawn out over a wide terminal. */
const widestProse = 100

const words = {
  why: text({ en: 'why', ja: 'なぜ' }),
  fix: text({ en: 'fix', ja: '直す' }),
  source: text({ en: 'source', ja: '根拠' }),
  until: text({ en: 'until {date}', ja: '{date} まで' }),
  place: text({ en: '{path}, line {line}, column {column}', ja: '{path} {line} 行 {column} 文字目' }),
  more: text({ en: 'and {count} more: {checks}', ja: 'ほかに {count} 件: {checks}' }),
  all: text({ en: '--format concise lists them all', ja: '--format concise で全件を表示します' }),
  moreRelated: text({ en: 'and {count} more places', ja: 'ほかに {count} か所' }),
  notAnalysed: text({ en: 'Not analysed', ja: '分析できなかったもの' }),
  broken: text({
    en: 'Checks that broke; this is a fault of Breakwater, please report it',
    ja: '検査の内部エラーです。Breakwater の不具合ですので、ご報告ください',
  }),
} satisfies Record<string, Text>

/** How the report is set: everything that its parts need. */
interface Setting {
  readonly locale: Locale
  readonly paint: Paint
  /** Cells for prose; undefined where lines are as long as they are. */
  readonly width: number | undefined
  readonly frameWidth: number | undefined
  readonly accessible: boolean
}

/** The report for people at a terminal: worst first, each finding with its place, reason and fix; the verdict last. */
export function renderPretty(run: Run, options: ReportOptions): string {
  const { locale, colour, width, showSuppressed, accessible = false } = options
  const setting: Setting = {
    locale,
    paint: paintFor(colour),
    width: width === undefined ? undefined : Math.min(width, widestProse),
    frameWidth: width,
    accessible,
  }
  const shown = showSuppressed ? run.findings : run.findings.filter(({ suppressed }) => suppressed === null)
  const parts = [
    ...findings(shown.slice(0, mostFramed), run, setting),
    ...(shown.length > mostFramed ? [more(shown.slice(mostFramed), setting)] : []),
    ...(run.inputs.notAnalysed.length > 0 ? [notAnalysed(run, setting)] : []),
    ...(run.errors.length > 0 ? [broken(run, setting)] : []),
    closing(run, options, { locale, paint: setting.paint, width }),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function* findings(shown: readonly Finding[], { checks }: Run, setting: Setting): Generator<readonly string[]> {
  const byId = new Map(checks.map((check) => [check.id, check]))
  const explained = new Set<string>()
  for (const finding of shown) {
    const lines = [...heading(finding, setting), ...places(finding, setting)]
    // The reason for a check is said once: the tenth repetition hides what differs.
    if (!explained.has(finding.check)) {
      explained.add(finding.check)
      const check = byId.get(finding.check)
      if (check !== undefined) lines.push(...labelled(words.why, check.why[setting.locale], setting))
      lines.push(...remedy(finding, setting), ...evidence(finding, check?.references ?? [], setting))
    } else lines.push(...remedy(finding, setting))
    yield lines
  }
}

/** Severity, check and message, with what can be done at the end of the line. */
function heading(finding: Finding, { locale, paint, width }: Setting): readonly string[] {
  const severity = severityWords[finding.severity][locale]
  const outcome = finding.outcome === 'unknown' ? `${outcomeWords.unknown[locale]}  ` : ''
  const check = visible(finding.check)
  const taken = displayWidth(`${severity}  ${outcome}${check}  `)
  const [fix] = finding.fixes
  const mark = fix === undefined ? '' : fixWords[fix.safety][locale]
  const lines = [...wrap(said(finding.message, locale), { width, first: taken, rest: 6 })].map((line, index) =>
    index === 0 ? line : `      ${line}`,
  )
  if (mark !== '') {
    const last = lines.length - 1
    const cells = displayWidth(lines[last]!) + (last === 0 ? taken : 0)
    const room = (width ?? 0) - cells - displayWidth(mark)
    if (width !== undefined && room < 2) lines.push(`      ${paint.good(mark)}`)
    else lines[last] += `${' '.repeat(Math.max(2, room))}${paint.good(mark)}`
  }
  const start = `${paint.severity(finding.severity, severity)}  ${outcome}${paint.strong(check)}  `
  return [start + lines[0], ...lines.slice(1), ...suppression(finding, locale)]
}

function suppression({ suppressed }: Finding, locale: Locale): readonly string[] {
  if (suppressed === null) return []
  const until =
    suppressed.until === undefined
      ? ''
      : ` (${render({ text: words.until, args: { date: shorten(visible(suppressed.until), longestReason) } }, locale)})`
  return [`      ${suppressedWords[suppressed.by][locale]}${until}: ${shorten(visible(suppressed.reason), longestMessage)}`]
}

/** The position and the resource, and the source there and at related places. */
function places(finding: Finding, setting: Setting): readonly string[] {
  const { locale, paint, accessible, frameWidth: width } = setting
  const name = shorten(visible(resourceName(finding.resource)), 300)
  const lines = [`      ${position(finding, setting)}  ${name}`]
  const framed = hasText(finding.place) && !accessible
  if (framed) {
    const label = fieldNotOnLine(finding)
    lines.push(
      ...codeFrame(finding.place, {
        paint,
        severity: finding.severity,
        width,
        context: 2,
        ...(label === undefined ? {} : { label }),
      }),
    )
  }
  for (const { place, note } of finding.related.slice(0, mostRelated)) {
    lines.push(`      ${spotText(place)}  ${said(note, locale)}`)
    if (hasText(place) && !accessible) lines.push(...codeFrame(place, { paint, severity: finding.severity, width, context: 0 }))
  }
  const left = finding.related.length - mostRelated
  if (left > 0) lines.push(`      ${render({ text: words.moreRelated, args: { count: left } }, locale)}`)
  return lines
}

function position({ place }: Finding, { locale, accessible }: Setting): string {
  const spot = spotOf(place)
  if (!accessible || spot === undefined) return spotText(place)
  return render({ text: words.place, args: { path: shownPath(place.source.uri), ...spot } }, locale)
}

/**
 * The field that is meant, as far as the marked line does not show it: a missing field is marked at the mapping in
 * which it belongs, and the mark alone would not say what is missing.
 */
function fieldNotOnLine({ place: { source, range, path } }: Finding): string | undefined {
  const { column } = positionAt(source, range.start)
  const lineStart = Math.max(range.start - column + 1, range.start - 500)
  const [line = ''] = source.text.slice(lineStart, range.start + 500).split(/[\r\n]/, 1)
  const shownAt = path.findLastIndex((step) => typeof step === 'number' || line.includes(step))
  return shownAt === path.length - 1 ? undefined : formatPath(path.slice(shownAt + 1))
}

function remedy(finding: Finding, setting: Setting): readonly string[] {
  const [fix] = finding.fixes
  if (fix === undefined) return []
  return labelled(words.fix, `${said(fix.title, setting.locale)}:`, setting, fixCommand(finding, fix))
}

function evidence(finding: Finding, references: readonly string[], setting: Setting): readonly string[] {
  const [quoted] = evidenceOf(finding.controls, setting.locale)
  if (quoted !== undefined) return labelled(words.source, `${quoteEvidence(quoted, setting.locale)}  ${quoted.url}`, setting)
  return references.length === 0 ? [] : labelled(words.source, references[0]!, setting)
}

/** `  why  text`, with the text of further lines below its first. The tail, a command to copy, is not broken. */
function labelled(label: Text, sentence: string, { locale, paint, width }: Setting, tail?: string): readonly string[] {
  const widest = Math.max(...[words.why, words.fix, words.source].map((word) => displayWidth(word[locale])))
  const indent = widest + 4
  const lines = [...wrap(sentence, { width, first: indent, rest: indent })]
  if (tail !== undefined) {
    const last = lines.at(-1)!
    if (width === undefined || indent + displayWidth(`${last}  ${tail}`) <= width) lines[lines.length - 1] = `${last}  ${tail}`
    else lines.push(tail)
  }
  const padding = ' '.repeat(widest - displayWidth(label[locale]))
  return lines.map((line, index) => (index === 0 ? `  ${paint.strong(label[locale])}${padding}  ${line}` : ' '.repeat(indent) + line))
}

function more(left: readonly Finding[], { locale, width }: Setting): readonly string[] {
  const counts = countByCheck(left).map(([check, count]) => `${visible(check)} ${count}`)
  const checks = counts.length > mostCounted ? [...counts.slice(0, mostCounted), '...'] : counts
  const sentence = render({ text: words.more, args: { count: left.length, checks: checks.join(', ') } }, locale)
  return [...wrap(sentence, { width, first: 0, rest: 2 }).map((line, index) => (index === 0 ? line : `  ${line}`)), words.all[locale]]
}

function notAnalysed({ inputs }: Run, { locale, paint, width }: Setting): readonly string[] {
  const lines = [paint.strong(`${words.notAnalysed[locale]} (${inputs.notAnalysed.length})`)]
  for (const { uri, line, column, reason, message } of inputs.notAnalysed.slice(0, mostNotAnalysed)) {
    const spot = line === undefined ? '' : `:${line}:${column ?? 1}`
    lines.push(`  ${shownPath(uri)}${spot}  ${shorten(visible(reason), longestReason)}`)
    lines.push(...wrap(shorten(visible(message), longestMessage), { width, first: 4, rest: 4 }).map((part) => `    ${part}`))
  }
  const reasons = new Map<string, number>()
  const left = inputs.notAnalysed.slice(mostNotAnalysed)
  for (const { reason } of left) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  const counts = [...reasons].map(([reason, count]) => `${shorten(visible(reason), longestReason)} ${count}`)
  if (left.length > 0) lines.push(`  ${render({ text: words.more, args: { count: left.length, checks: counts.join(', ') } }, locale)}`)
  return lines
}

function broken({ errors }: Run, { locale, paint }: Setting): readonly string[] {
  return [
    paint.strong(`${words.broken[locale]} (${errors.length})`),
    ...errors
      .slice(0, mostNotAnalysed)
      .map(
        ({ check, uri, error }) =>
          `  ${shownPath(uri)}  ${visible(check)}  ${shorten(visible(error instanceof Error ? error.message : String(error)), 300)}`,
      ),
  ]
}

function said(message: Message, locale: Locale): string {
  return shorten(visible(render(message, locale)), longestMessage)
}
