import type { Check, Example } from '../../core/check.ts'
import type { Severity } from '../../core/severity.ts'
import { text, type Locale, type Text } from '../../core/text.ts'
import { evidenceOf, quoteEvidence } from '../evidence.ts'
import { shorten } from '../terminal/visible.ts'

/** GitHub shows at most so much of a full description, and so many tags. */
const longestDescription = 1_024
const mostTags = 10

const words = {
  why: text({ en: 'Why', ja: '理由' }),
  before: text({ en: 'Before', ja: '修正前' }),
  after: text({ en: 'After', ja: '修正後' }),
  source: text({ en: 'Source', ja: '根拠' }),
  references: text({ en: 'References', ja: '参考資料' }),
} satisfies Record<string, Text>

/** Levels and GitHub's score: above 9.0 is critical, from 7.0 high, from 4.0 medium, below that low. */
export const sarifSeverity: Readonly<Record<Severity, { readonly level: 'error' | 'warning' | 'note'; readonly score?: string }>> = {
  critical: { level: 'error', score: '9.5' },
  high: { level: 'error', score: '8.0' },
  medium: { level: 'warning', score: '5.5' },
  low: { level: 'note', score: '2.0' },
  info: { level: 'note' },
}

/** A check as a rule that a result refers to. */
export function ruleOf(check: Check, locale: Locale): object {
  const { level, score } = sarifSeverity[check.severity]
  const [reference] = check.references
  return {
    id: check.id,
    shortDescription: { text: check.title[locale] },
    fullDescription: { text: shorten(check.why[locale], longestDescription) },
    help: { text: helpText(check, locale), markdown: helpMarkdown(check, locale) },
    ...(reference === undefined ? {} : { helpUri: reference }),
    defaultConfiguration: { level },
    properties: {
      tags: ['security', ...(check.standards ?? []), ...check.controls].slice(0, mostTags),
      precision: check.confidence,
      controls: check.controls,
      standards: check.standards ?? [],
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  }
}

function helpText(check: Check, locale: Locale): string {
  return [check.title[locale], check.why[locale], ...evidenceLines(check, locale), ...check.references].join('\n')
}

function helpMarkdown(check: Check, locale: Locale): string {
  const example = check.examples.find(({ fails = [], fixed }) => fails.length > 0 && fixed !== undefined)
  return [
    `## ${check.title[locale]}`,
    `**${words.why[locale]}** ${check.why[locale]}`,
    ...(example === undefined ? [] : beforeAndAfter(example, locale)),
    ...evidenceLines(check, locale).map((line) => `**${words.source[locale]}** ${line}`),
    ...(check.references.length === 0
      ? []
      : [`**${words.references[locale]}**\n${check.references.map((url) => `- <${url}>`).join('\n')}`]),
  ].join('\n\n')
}

function beforeAndAfter({ source, fixed, file = 'example.yaml' }: Example, locale: Locale): readonly string[] {
  const language = /\.(?:ya?ml)$/.test(file) ? 'yaml' : (/\.([a-z]+)$/.exec(file)?.[1] ?? '')
  const unmarked = source.replace(/[«»‹›]/g, '')
  return [`**${words.before[locale]}**`, fence(unmarked, language), `**${words.after[locale]}**`, fence(fixed!, language)]
}

function fence(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${code.trimEnd()}\n${ticks}`
}

function evidenceLines(check: Check, locale: Locale): readonly string[] {
  return evidenceOf(check.controls, locale)
    .slice(0, 1)
    .map((found) => `${quoteEvidence(found, locale)}: ${found.url}`)
}
