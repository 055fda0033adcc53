import { positionAt } from '../core/location.ts'
import type { Run } from '../core/run.ts'
import type { Severity } from '../core/severity.ts'
import { render, text, type Text } from '../core/text.ts'
import { hasText } from './excerpt.ts'
import type { ReportOptions } from './report.ts'
import { fixCommand } from './suggested-command.ts'
import { shorten, visible } from './terminal/visible.ts'
import { verdictOf } from './verdict.ts'
import { severityWords } from './words.ts'

type Level = 'error' | 'warning' | 'notice'

/** GitHub shows ten annotations of a level for a step and drops the others without a word. */
const mostOfLevel = 10
const longestMessage = 2_000

const levels: Readonly<Record<Severity, Level | undefined>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: undefined,
}

const words = {
  fix: text({ en: 'Fix: {title} ({command})', ja: '修正: {title}（{command}）' }),
  notAnalysed: text({ en: 'not analysed: {reason}', ja: '分析できません: {reason}' }),
  left: text({
    en: 'Not annotated: {count}, because GitHub shows ten of a level.',
    ja: '注釈に入りきらない指摘 {count} 件（GitHub が表示するのは各レベル 10 件までです）',
  }),
} satisfies Record<string, Text>

/**
 * Annotations for GitHub Actions, as workflow commands: the worst of each level, with a line that says how many are left.
 * https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions
 */
export function renderGithub(run: Run, { locale }: ReportOptions): string {
  const lines: string[] = []
  const sent: Record<Level, number> = { error: 0, warning: 0, notice: 0 }
  let left = 0
  const annotate = (level: Level, line: () => string) => {
    if (sent[level] === mostOfLevel) left++
    else {
      sent[level]++
      lines.push(line())
    }
  }

  // What could not be judged is worth more than a medium finding, and shares its level.
  for (const { uri, line, column, reason, message } of run.inputs.notAnalysed) {
    const title = render({ text: words.notAnalysed, args: { reason: shorten(visible(reason), 100) } }, locale)
    annotate('warning', () =>
      command('warning', { file: uri, line, col: line === undefined ? undefined : column, title }, visible(message)),
    )
  }
  for (const { check, uri, error } of run.errors) {
    annotate('error', () => command('error', { file: uri, title: check }, visible(error instanceof Error ? error.message : String(error))))
  }
  for (const finding of run.findings) {
    const level = levels[finding.severity]
    if (level === undefined || finding.suppressed !== null) continue
    annotate(level, () => {
      const title = `${severityWords[finding.severity][locale]}: ${finding.check}`
      const [fix] = finding.fixes
      const sentences = [visible(render(finding.message, locale))]
      if (fix !== undefined) {
        const args = { title: visible(render(fix.title, locale)), command: fixCommand(finding, fix) }
        sentences.push(render({ text: words.fix, args }, locale))
      }
      return command(level, { ...placeOf(finding), title }, sentences.map((sentence) => shorten(sentence, longestMessage)).join('\n'))
    })
  }
  if (left > 0) lines.push(render({ text: words.left, args: { count: left } }, locale))
  lines.push(verdictOf(run, locale))
  return `${lines.join('\n')}\n`
}

interface Properties {
  readonly file: string
  readonly line?: number | undefined
  readonly endLine?: number | undefined
  readonly col?: number | undefined
  readonly endColumn?: number | undefined
  readonly title: string
}

/** GitHub takes columns only where a range stays in its line, so a longer range is marked by its first line. */
function placeOf({ place }: Run['findings'][number]): Omit<Properties, 'title'> {
  const { source, range } = place
  if (!hasText(place)) return { file: source.uri }
  const start = positionAt(source, range.start)
  const end = positionAt(source, range.end)
  if (start.line !== end.line) return { file: source.uri, line: start.line, endLine: start.line }
  return { file: source.uri, line: start.line, endLine: start.line, col: start.column, endColumn: end.column }
}

function command(level: Level, properties: Properties, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(shorten(String(value), longestMessage))}`)
  return `::${level} ${written.join(',')}::${escapeData(shorten(message, longestMessage))}`
}

function escapeData(data: string): string {
  return data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(value: string): string {
  return escapeData(visible(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
