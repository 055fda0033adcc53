import { checks } from '../checks/index.generated.ts'
import { controls, findControl } from '../controls/catalogue.ts'
import type { Control } from '../controls/control.ts'
import { findDocument } from '../controls/guidance.ts'
import type { Check, Example } from '../core/check.ts'
import { BreakwaterError } from '../core/error.ts'
import { text, type Locale, type Text } from '../core/text.ts'
import { severityWords } from '../reports/words.ts'
import { closest } from './closest.ts'
import type { Command, Invocation } from './command.ts'
import { proofs } from './controls.ts'
import { writeOut } from './output/write-out.ts'

const words = {
  why: text({ en: 'Why', ja: 'なぜ' }),
  severity: text({ en: 'Severity', ja: '重大度' }),
  confidence: text({ en: 'confidence', ja: '確度' }),
  before: text({ en: 'Before', ja: '修正前' }),
  after: text({ en: 'After', ja: '修正後' }),
  found: text({ en: 'Found in', ja: '指摘する例' }),
  accepted: text({ en: 'Accepted', ja: '問題のない例' }),
  standards: text({ en: 'Standards', ja: '標準' }),
  controls: text({ en: 'Proves', ja: '証明する管理策' }),
  enforced: text({ en: 'Enforced in the cluster by', ja: 'クラスターでの強制' }),
  options: text({ en: 'Options', ja: 'オプション' }),
  references: text({ en: 'References', ja: '参考' }),
  source: text({ en: 'Asked for by', ja: '根拠' }),
  provenBy: text({ en: 'Proven by', ja: 'これを証明する検査' }),
  nobody: text({ en: 'nothing yet', ja: 'まだありません' }),
  attested: text({ en: 'a person, with owner and expiry date', ja: '担当者と期限を定めた人の確認' }),
  offByDefault: text({ en: 'off by default; asked for with --only', ja: '既定では実行しません。--only で指定してください' }),
} satisfies Record<string, Text>

export const command: Command = {
  targets: 'ID…',
  flags: [],
  examples: [
    { line: 'breakwater explain pod/no-privileged', meaning: text({ en: 'a check: why, before and after', ja: '検査: 理由と修正前後' }) },
    { line: 'breakwater explain pod-no-privileged', meaning: text({ en: 'a control: its source and proofs', ja: '管理策: 根拠と証明' }) },
  ],
  run: async ({ targets, locale, io }: Invocation) => {
    if (targets.length === 0) throw new BreakwaterError('wrong-operands', { usage: 'explain ID' })
    await writeOut(io, targets.map((id) => explain(id, locale)).join('\n'))
    return 0
  },
}

/** What there is to know about a check or a control, as text. */
export function explain(id: string, locale: Locale): string {
  const check = checks.find((candidate) => candidate.id === id)
  if (check !== undefined) return explainCheck(check, locale)
  const control = findControl(id)
  if (control !== undefined) return explainControl(control, locale)
  const near = closest(
    id,
    [...checks, ...controls].map((known) => known.id),
  )
  throw new BreakwaterError('unknown-id', { id: near === undefined ? id : `${id} (${near}?)` })
}

function explainCheck(check: Check, locale: Locale): string {
  const failing = check.examples.find(({ fails, unknown }) => (fails ?? unknown ?? []).length > 0)
  const silent = check.examples.find(({ fails, unknown }) => (fails ?? unknown ?? []).length === 0)
  const options = Object.entries(check.options ?? {}).map(
    ([name, option]) => `${name} = ${JSON.stringify(option.default)}  ${option.meaning[locale]}`,
  )
  return sections([
    `${check.id}\n${check.title[locale]}`,
    `${words.severity[locale]}: ${severityWords[check.severity][locale]}  ${words.confidence[locale]}: ${severityWords[check.confidence][locale]}${check.default === 'off' ? `  (${words.offByDefault[locale]})` : ''}`,
    section(words.why[locale], [check.why[locale]]),
    ...(failing === undefined ? [] : beforeAndAfter(failing, locale)),
    ...(failing?.fixed !== undefined || silent === undefined ? [] : [section(words.accepted[locale], codeOf(silent.source))]),
    section(words.standards[locale], check.standards ?? []),
    section(
      words.controls[locale],
      check.controls.map((id) => `${id}  ${findControl(id)?.title[locale] ?? ''}`.trim()),
    ),
    section(words.enforced[locale], enforcement(check)),
    section(words.options[locale], options),
    section(words.references[locale], check.references),
  ])
}

function beforeAndAfter(example: Example, locale: Locale): readonly string[] {
  if (example.fixed === undefined) return [section(words.found[locale], codeOf(example.source))]
  return [section(words.before[locale], codeOf(example.source)), section(words.after[locale], codeOf(example.fixed))]
}

function codeOf(source: string): readonly string[] {
  return source
    .replace(/[«»‹›]/g, '')
    .trimEnd()
    .split('\n')
}

function enforcement({ enforce }: Check): readonly string[] {
  return [
    ...(enforce?.podSecurity === undefined ? [] : [`Pod Security admission: ${enforce.podSecurity}`]),
    ...(enforce?.azurePolicy === undefined ? [] : [`Azure Policy: ${enforce.azurePolicy}`]),
    ...(enforce?.gatekeeper === undefined ? [] : [`Gatekeeper: ${enforce.gatekeeper.kind}`]),
    ...(enforce?.cel === undefined && enforce?.celFor === undefined
      ? []
      : ['ValidatingAdmissionPolicy: breakwater policy export --format vap']),
  ]
}

function explainControl(control: Control, locale: Locale): string {
  const answers = proofs()
    .filter((proof) => proof.controls.includes(control.id))
    .map(({ id }) => `${id}  ${checks.find((check) => check.id === id)?.title[locale] ?? ''}`)
  const unanswered = control.proof === 'manual' ? words.attested : words.nobody
  return sections([
    `${control.id}\n${control.title[locale]}`,
    control.statement[locale],
    section(
      words.source[locale],
      control.source.flatMap(({ document, heading }) => {
        const known = findDocument(document)
        return [`${known.title[locale]} › ${heading[locale]}`]
      }),
    ),
    section(words.provenBy[locale], answers.length === 0 ? [unanswered[locale]] : answers),
    section(
      words.standards[locale],
      Object.entries(control.mappings).flatMap(([name, ids]) => (Array.isArray(ids) ? [`${name}: ${ids.join(', ')}`] : [])),
    ),
  ])
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${heading}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}`
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
