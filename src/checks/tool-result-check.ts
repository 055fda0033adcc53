import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { JsonValue } from '../core/edit.ts'
import { text, type Text } from '../core/text.ts'
import { toolReport, type ToolResult } from '../models/tool-report/tool-report.ts'
import type { ResultFamily } from '../models/tool-report/weaknesses-of.ts'

/** One family of the results of other tools, and what of the guidance it is about. */
export interface ToolResultCheck {
  readonly id: string
  readonly family: ResultFamily
  readonly controls: readonly string[]
  /** Our own checks that find the same without naming a weakness. */
  readonly coveredBy?: readonly string[]
  readonly title: Text<never>
  readonly why: Text<never>
  readonly examples: readonly Example[]
}

const found = text({ en: '{tool} ({rule}): {words}', ja: '{tool}（{rule}）: {words}' })

/**
 * A check that stands for what other tools found. Their severity is kept, their rule is named, and where one of our own
 * checks reports the same weakness at the same place, the two become one finding.
 */
export function toolResultCheck({ family, ...rest }: ToolResultCheck): Check {
  return defineCheck({
    ...rest,
    subject: toolReport,
    severity: 'medium',
    confidence: 'medium',
    coveredByStandard: 'cwe',
    since: '0.1.0',
    messages: { found },
    *evaluate({ results }, { report }) {
      for (const result of results) {
        if (result.family !== family) continue
        const { tool, rule, message: words, place, severity } = result
        const standards = result.weaknesses.map((number) => `cwe/${number}`)
        const conceal = family === 'secret' ? { conceal: place } : {}
        yield report('found', { tool, rule, words }, { at: place, severity, standards, details: { tool: detailsOf(result) }, ...conceal })
      }
    },
    references: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html'],
  })
}

function detailsOf({ tool, rule, weaknesses, help, alsoBy }: ToolResult): JsonValue {
  return {
    name: tool,
    rule,
    ...(weaknesses.length === 0 ? {} : { cwe: weaknesses.map((number) => `CWE-${number}`) }),
    ...(help === undefined ? {} : { help }),
    ...(alsoBy.length === 0 ? {} : { alsoBy }),
  }
}
