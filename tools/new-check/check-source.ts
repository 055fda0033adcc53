import { sampleRules, type SampleRule, type SubjectName } from './sample-rules.ts'

export interface NewCheck {
  /** `area/slug` */
  readonly id: string
  readonly subject: SubjectName
  /** Ids of the controls that it proves. */
  readonly controls: readonly string[]
  /** The version in which it appears. */
  readonly since: string
}

/** The source of a new check: one file with all that a check has, around a rule that works. */
export function checkSource({ id, subject, controls, since }: NewCheck): string {
  const rule: SampleRule = sampleRules[subject]
  const slug = id.slice(id.indexOf('/') + 1)
  const name = slug.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const imports = [
    "import { defineCheck } from '../../core/check.ts'",
    ...(rule.edits.length === 0 ? [] : [`import { ${rule.edits.join(', ')} } from '../../core/edit.ts'`]),
    "import { text } from '../../core/text.ts'",
    ...rule.imports,
  ]
  return [
    ...imports,
    '',
    '// The rule below is a sample that works: put your own in its place, with its words, its references and its examples.',
    `export const ${name} = defineCheck({`,
    `  id: ${quoted(id)},`,
    `  controls: [${controls.map(quoted).join(', ')}],`,
    `  subject: ${rule.subject},`,
    "  severity: 'medium',",
    "  confidence: 'high',",
    `  since: ${quoted(since)},`,
    `  title: ${words(rule.title)},`,
    `  why: ${words(rule.why)},`,
    '  messages: {',
    `    ${rule.message.key}: ${words(rule.message)},`,
    '  },',
    ...rule.evaluate.map((line) => `  ${line}`),
    '  references: [],',
    '  examples: [',
    '    {',
    "      name: 'against the rule',",
    ...fileOf(rule),
    `      source: ${block(rule.bad)},`,
    `      fails: [${quoted(rule.message.key)}],`,
    ...(rule.fixed === undefined ? [] : [`      fixed: ${block(rule.fixed)},`]),
    '    },',
    '    {',
    "      name: 'as it should be',",
    ...fileOf(rule),
    `      source: ${block(rule.good)},`,
    '    },',
    '  ],',
    '})',
    '',
  ].join('\n')
}

function fileOf({ file }: SampleRule): string[] {
  return file === undefined ? [] : [`      file: ${quoted(file)},`]
}

function words({ en, ja }: { readonly en: string; readonly ja: string }): string {
  return `text({ en: ${quoted(en)}, ja: ${quoted(ja)} })`
}

function quoted(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`
}

function block(value: string): string {
  return `\`${value.replace(/[`\\]|\$\{/g, '\\$&')}\``
}
