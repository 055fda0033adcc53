import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { text, type Text } from '../core/text.ts'
import { collectFrom } from '../models/azure/diagnostics.ts'
import type { AzureResource } from '../models/azure/resource.ts'

export interface LogExportCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly subject: SubjectKind<AzureResource>
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly categories: readonly string[]
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that a setting that exports logs of a whole subscription or directory exports all that matter. */
export function logExportCheck({ categories, ...rest }: LogExportCheck): Check {
  return defineCheck({
    ...rest,
    confidence: 'medium',
    messages: {
      missing: text({ en: '{categories} is not exported', ja: '{categories} がエクスポートされていません' }),
      undecided: text({
        en: 'whether {categories} is exported depends on {input}, which is not known here',
        ja: '{categories} をエクスポートするかどうかは {input} によって決まりますが、その値がここでは分かりません',
      }),
    },
    *evaluate(setting: AzureResource, { report, unknown }) {
      const collected = new Set<string>()
      const open = collectFrom(setting, collected)
      const lacking = categories.filter((category) => !collected.has(category.toLowerCase()))
      if (lacking.length === 0 || collected.has('alllogs')) return
      const named = lacking.join(', ')
      if (open !== undefined) yield unknown('undecided', { categories: named, input: open.reason.decidedBy }, { at: [] })
      else yield report('missing', { categories: named }, { at: ['properties', 'logs'], part: 'key' })
    },
  })
}
