import type { FindingOutcome, FixSafety, Suppressed } from '../core/finding.ts'
import type { Run } from '../core/run.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Locale, type Text } from '../core/text.ts'

/** The words that every report uses for the same things. */
export const severityWords: Readonly<Record<Severity, Text<never>>> = {
  critical: text({ en: 'critical', ja: '重大' }),
  high: text({ en: 'high', ja: '高' }),
  medium: text({ en: 'medium', ja: '中' }),
  low: text({ en: 'low', ja: '低' }),
  info: text({ en: 'info', ja: '情報' }),
}

export const outcomeWords: Readonly<Record<FindingOutcome, Text<never>>> = {
  fail: text({ en: 'fail', ja: '不合格' }),
  unknown: text({ en: 'unknown', ja: '判定不能' }),
}

/** What can be said of a finding's fix in a word or two. */
export const fixWords: Readonly<Record<FixSafety, Text<never>>> = {
  safe: text({ en: 'fixable', ja: '自動修正可' }),
  review: text({ en: 'fix to review', ja: '修正案あり' }),
}

export const suppressedWords: Readonly<Record<Suppressed['by'], Text<never>>> = {
  comment: text({ en: 'suppressed by a comment', ja: 'コメントで抑制' }),
  annotation: text({ en: 'suppressed by an annotation', ja: '注釈で抑制' }),
  config: text({ en: 'suppressed by the configuration', ja: '設定で抑制' }),
  baseline: text({ en: 'known in the baseline', ja: 'ベースラインで既知' }),
}

/** A count with its noun: English tells one from many, Japanese does not. */
export interface Counted {
  readonly one: string
  readonly many: string
  readonly ja: string
}

export const nouns = {
  findings: { one: '{count} finding', many: '{count} findings', ja: '指摘 {count} 件' },
  files: { one: '{count} file', many: '{count} files', ja: '{count} ファイル' },
  resources: { one: '{count} resource', many: '{count} resources', ja: '{count} リソース' },
  checks: { one: '{count} check', many: '{count} checks', ja: '{count} 検査' },
} satisfies Record<string, Counted>

/** How much was looked at, in nouns. A cluster and an account of Azure have no files. */
export function scopeOf({ inputs, checks }: Pick<Run, 'inputs' | 'checks'>, locale: Locale): readonly string[] {
  return [
    ...(inputs.files === 0 && inputs.resources > 0 ? [] : [count(nouns.files, inputs.files, locale)]),
    count(nouns.resources, inputs.resources, locale),
    count(nouns.checks, checks.length, locale),
  ]
}

/** A number with its noun. */
export function count(noun: Counted, number: number, locale: Locale): string {
  const template = locale === 'ja' ? noun.ja : number === 1 ? noun.one : noun.many
  return template.replace('{count}', String(number))
}
