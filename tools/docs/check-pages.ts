import { findControl } from '../../src/controls/catalogue.ts'
import type { Check, Example } from '../../src/core/check.ts'
import { text, type Locale, type Text } from '../../src/core/text.ts'

const words = {
  generated: text({
    en: 'Made from the code by `npm run generate`; each example is also a test.',
    ja: '`npm run generate` でコードから生成しています。例はすべてテストとしても実行されます。',
  }),
  id: text({ en: 'Check', ja: '検査' }),
  demand: text({ en: 'Demand', ja: '要求' }),
  severity: text({ en: 'Severity', ja: '重大度' }),
  confidence: text({ en: 'Confidence', ja: '確度' }),
  proves: text({ en: 'Proves', ja: '証明する管理策' }),
  standards: text({ en: 'Standards', ja: '標準' }),
  enforced: text({ en: 'In the cluster', ja: 'クラスターでの強制' }),
  off: text({ en: 'off by default', ja: '既定では実行しない' }),
  found: text({ en: 'Found', ja: '指摘する例' }),
  fixed: text({ en: 'Fixed', ja: '修正後' }),
  accepted: text({ en: 'Accepted', ja: '問題のない例' }),
  options: text({ en: 'Options', ja: 'オプション' }),
  references: text({ en: 'References', ja: '参考' }),
} satisfies Record<string, Text>

/** The page of one area: every check of it, with its examples as before and after. */
export function checkPage(area: string, checks: readonly Check[], locale: Locale): string {
  const rows = checks.map(({ id, title, severity, default: state }) => {
    const note = state === 'off' ? ` (${words.off[locale]})` : ''
    return `| [${id}](#${anchor(id)}) | ${title[locale]} | ${severity}${note} |`
  })
  return (
    [
      `# ${area}`,
      words.generated[locale],
      [`| ${words.id[locale]} | ${words.demand[locale]} | ${words.severity[locale]} |`, '|---|---|---|', ...rows].join('\n'),
      ...checks.map((check) => sectionOf(check, locale)),
    ].join('\n\n') + '\n'
  )
}

/** The index of all areas. */
export function checkIndexPage(areas: ReadonlyMap<string, readonly Check[]>, locale: Locale): string {
  const heading = { en: 'Checks', ja: '検査' }[locale]
  const rows = [...areas].map(([area, checks]) => `| [${area}](${area}.md) | ${checks.length} |`)
  return (
    [
      `# ${heading}`,
      words.generated[locale],
      [`| ${{ en: 'Area', ja: '分野' }[locale]} | ${heading} |`, '|---|---|', ...rows].join('\n'),
    ].join('\n\n') + '\n'
  )
}

function sectionOf(check: Check, locale: Locale): string {
  const { enforce } = check
  const facts = [
    `**${words.severity[locale]}** ${check.severity} · **${words.confidence[locale]}** ${check.confidence}${check.default === 'off' ? ` · ${words.off[locale]}` : ''}`,
    `**${words.proves[locale]}** ${check.controls.map((id) => `${id} (${findControl(id)?.title[locale] ?? ''})`).join('; ')}`,
    ...((check.standards ?? []).length === 0 ? [] : [`**${words.standards[locale]}** ${check.standards!.join(', ')}`]),
    ...(enforce === undefined ? [] : [`**${words.enforced[locale]}** ${enforcement(enforce)}`]),
    ...Object.entries(check.options ?? {}).map(
      ([name, option]) => `**${words.options[locale]}** \`${name}\` = \`${JSON.stringify(option.default)}\`: ${option.meaning[locale]}`,
    ),
    ...(check.references.length === 0 ? [] : [`**${words.references[locale]}** ${check.references.map((url) => `<${url}>`).join(' ')}`]),
  ]
  return [
    `## ${check.id}`,
    locale === 'en' ? `${check.title.en}. ${check.why.en}` : `${check.title.ja}。${check.why.ja}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...check.examples.map((example) => exampleOf(example, locale)),
  ].join('\n\n')
}

function enforcement({ podSecurity, azurePolicy, cel }: NonNullable<Check['enforce']>): string {
  return [
    ...(podSecurity === undefined ? [] : [`Pod Security ${podSecurity}`]),
    ...(azurePolicy === undefined ? [] : [`Azure Policy \`${azurePolicy}\``]),
    ...(cel === undefined ? [] : ['ValidatingAdmissionPolicy']),
  ].join(', ')
}

function exampleOf(example: Example, locale: Locale): string {
  const loud = (example.fails ?? example.unknown ?? []).length > 0
  const language = /\.(\w+)$/.exec(example.file ?? '.yaml')?.[1] ?? ''
  const block = (code: string) => `\`\`\`${language}\n${code.replace(/[«»‹›]/g, '').trimEnd()}\n\`\`\``
  return [
    // The names of examples are names of tests too, and those are in English.
    `${loud ? words.found[locale] : words.accepted[locale]}${locale === 'en' ? `: ${example.name}` : ''}`,
    block(example.source),
    ...(example.fixed === undefined ? [] : [words.fixed[locale], block(example.fixed)]),
  ].join('\n\n')
}

function anchor(id: string): string {
  return id.replace('/', '')
}
