import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { text, type Text } from '../core/text.ts'
import { diagnostics } from '../models/azure/diagnostics.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { unreadAmong } from '../models/azure/unread.ts'

export interface DiagnosticsCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  readonly subject: SubjectKind<AzureResource>
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** Of each entry one category or group has to be collected. */
  readonly needs: readonly (readonly string[])[]
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that the logs of a resource are collected, by all its diagnostic settings together. */
export function diagnosticsCheck({ needs, ...rest }: DiagnosticsCheck): Check {
  return defineCheck({
    ...rest,
    confidence: 'medium',
    reads: 'estate',
    messages: {
      missing: text({ en: 'no diagnostic setting collects {categories}', ja: '{categories} を収集する診断設定がありません' }),
      unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
      undecided: text({
        en: 'whether {categories} is collected depends on {input}, which is not known here',
        ja: '{categories} を収集するかどうかは {input} によって決まりますが、その値がここでは分かりません',
      }),
    },
    *evaluate(resource: AzureResource, { report, unknown, estate }) {
      const { categories, open, settings } = estate.view(diagnostics).of(resource)
      const lacking = needs.filter((choices) => !choices.some((category) => categories.has(category.toLowerCase())))
      if (lacking.length === 0) return
      const named = lacking.map(([first]) => first).join(', ')
      const path = unreadAmong(estate, ['Microsoft.Insights/diagnosticSettings'])
      if (path !== undefined) {
        yield unknown('unread', { path }, { at: [] })
        return
      }
      if (open === undefined) {
        const [setting] = settings
        yield report(
          'missing',
          { categories: named },
          setting === undefined ? { at: [] } : { at: ['properties', 'logs'], part: 'key', of: setting },
        )
      } else yield unknown('undecided', { categories: named, input: open.reason.decidedBy }, { at: [] })
    },
  })
}
