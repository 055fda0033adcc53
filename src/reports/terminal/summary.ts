import type { Finding } from '../../core/finding.ts'
import type { Run } from '../../core/run.ts'
import { severities } from '../../core/severity.ts'
import { render, text, type Locale, type Text } from '../../core/text.ts'
import type { ReportOptions } from '../report.ts'
import { commonPath, shellWord } from '../suggested-command.ts'
import { tally, type Tally } from '../tally.ts'
import { verdictOf } from '../verdict.ts'
import { count, scopeOf, nouns, severityWords } from '../words.ts'
import { displayWidth } from './display-width.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

const words = {
  nothing: text({ en: 'No findings', ja: '指摘はありません' }),
  fixable: text({ en: 'fixable {count}', ja: '自動修正可 {count}' }),
  review: text({ en: 'fix to review {count}', ja: '修正案あり {count}' }),
  suppressed: text({ en: 'suppressed {count}', ja: '抑制 {count}' }),
  suppressedExpired: text({ en: 'suppressed {count}, expired {expired}', ja: '抑制 {count}（期限切れ {expired}）' }),
  notEvaluated: text({ en: 'not evaluated {count}', ja: '評価できず {count}' }),
  seconds: text({ en: '{seconds} s', ja: '{seconds} 秒' }),
  exit: text({ en: 'exit code {code}', ja: '終了コード {code}' }),
  next: text({ en: 'next:', ja: '次:' }),
} satisfies Record<string, Text>

interface Setting {
  readonly locale: Locale
  readonly paint: Paint
  readonly width: number | undefined
}

/** The last lines: what was found, what was looked at, the verdict, and what to type next. A run with nothing to say has one. */
export function closing(run: Run, options: ReportOptions, setting: Setting): readonly string[] {
  const { locale, paint, width } = setting
  const counts = tally(run)
  const verdict = `${verdictOf(run, locale)}${exitCode(options)}`
  const judge = run.gate.verdict === 'pass' ? paint.good : paint.bad
  const lines = (sentence: string) => wrap(sentence, { width, first: 0, rest: 2 }).map((line, index) => (index === 0 ? line : `  ${line}`))
  if (counts.failures + counts.notEvaluated === 0) {
    const [quiet, inputs] = [found(counts, locale), looked(run, options)]
    if (lines([quiet, inputs, verdict].join('   ')).length > 1) return [...lines([quiet, inputs].join('   ')), ...lines(verdict).map(judge)]
    return [[quiet, inputs, judge(verdict)].join('   ')]
  }
  const next = nextCommands(run.findings)
  return [
    ...lines(found(counts, locale)),
    ...lines(looked(run, options)),
    ...lines(verdict).map(judge),
    ...next.map((command, index) => `${index === 0 ? words.next[locale] : ' '.repeat(displayWidth(words.next[locale]))} ${command}`),
  ]
}

function found(counts: Tally, locale: Locale): string {
  const say = (template: Text, args: Readonly<Record<string, number>>) => render({ text: template, args }, locale)
  const levels = severities
    .filter((severity) => counts.bySeverity[severity] > 0)
    .map((severity) => `${severityWords[severity][locale]} ${counts.bySeverity[severity]}`)
  const groups = [
    counts.failures === 0 ? words.nothing[locale] : [count(nouns.findings, counts.failures, locale), ...levels].join('  '),
    ...(counts.safelyFixable > 0 ? [say(words.fixable, { count: counts.safelyFixable })] : []),
    ...(counts.reviewFixable > 0 ? [say(words.review, { count: counts.reviewFixable })] : []),
    ...(counts.suppressed + counts.expired > 0
      ? [say(counts.expired > 0 ? words.suppressedExpired : words.suppressed, { count: counts.suppressed, expired: counts.expired })]
      : []),
    ...(counts.notEvaluated > 0 ? [say(words.notEvaluated, { count: counts.notEvaluated })] : []),
  ]
  return groups.join('   ')
}

function looked({ inputs, checks }: Run, { locale, elapsed }: ReportOptions): string {
  return [
    ...scopeOf({ inputs, checks }, locale),
    render({ text: words.seconds, args: { seconds: (elapsed / 1_000).toFixed(1) } }, locale),
  ].join('  ')
}

function exitCode({ exitCode: code, locale }: ReportOptions): string {
  return code === undefined ? '' : `   ${render({ text: words.exit, args: { code } }, locale)}`
}

/** What a reader does next: make the fixes, the safe ones if there are any, and read about the worst finding. */
function nextCommands(findings: readonly Finding[]): readonly string[] {
  const open = findings.filter(({ suppressed, outcome }) => suppressed === null && outcome === 'fail')
  const fixes = open.flatMap((finding) => finding.fixes)
  const safe = fixes.filter(({ safety }) => safety === 'safe')
  const [worst] = open
  const command = safe.length > 0 ? 'breakwater fix' : 'breakwater fix --include review'
  const files = new Set((safe.length > 0 ? safe : fixes).map(({ document }) => document.uri))
  return [
    ...(files.size === 0 ? [] : [`${command} ${shellWord(commonPath(files))}`]),
    // A policy of a cluster is explained with its documents at hand, which only the command line knows.
    ...(worst === undefined || worst.check.startsWith('policy/') ? [] : [`breakwater explain ${worst.check}`]),
  ]
}
