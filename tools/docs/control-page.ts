import { controls } from '../../src/controls/catalogue.ts'
import { stages } from '../../src/controls/control.ts'
import { coverageReport, type Proof } from '../../src/controls/coverage.ts'
import { findDocument } from '../../src/controls/guidance.ts'
import type { Locale } from '../../src/core/text.ts'

const words = {
  en: {
    title: 'Controls',
    generated: 'Made from the code by `npm run generate`.',
    control: 'Control',
    source: 'Source',
    proofs: 'Proven by',
  },
  ja: {
    title: '管理策',
    generated: '`npm run generate` でコードから生成しています。',
    control: '管理策',
    source: '根拠',
    proofs: '証明する検査',
  },
} as const

/** The whole catalogue with what proves each control. */
export function controlPage(proofs: readonly Proof[], locale: Locale): string {
  const { summary, controls: covered } = coverageReport(controls, proofs)
  const t = words[locale]
  const sections = stages.map((stage) => {
    const rows = covered
      .filter((control) => control.stage === stage)
      .map(({ id, title, source, proofs: answers, state }) => {
        const document = findDocument(source.document).title[locale]
        const proof = answers.length === 0 ? state : answers.map((answer) => answer.id).join(', ')
        return `| ${id} | ${title[locale]} | ${document} › ${source.heading[locale]} | ${proof} |`
      })
    return `## ${stage}\n\n| id | ${t.control} | ${t.source} | ${t.proofs} |\n|---|---|---|---|\n${rows.join('\n')}`
  })
  const counts = `${summary.controls} = ${summary.proven} proven + ${summary.manual} manual + ${summary.unproven} unproven`
  return `${[`# ${t.title}`, t.generated, counts, ...sections].join('\n\n')}\n`
}
