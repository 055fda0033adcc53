import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { text, type Text } from '../core/text.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { truthOf } from '../models/azure/value/truth.ts'

export interface AlertCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly subject: SubjectKind<AzureResource>
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** Whether an alert is of the kind that is asked about. */
  readonly isMeant: (alert: AzureResource) => boolean
  /** Where an alert lists its action groups. */
  readonly actions: Path
  /** Whether an alert tells somebody without action groups: a rule of Sentinel opens an incident. */
  readonly tellsByItself?: (alert: AzureResource) => boolean
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that alerts of a kind are switched on and tell somebody. */
export function alertCheck({ isMeant, actions, tellsByItself, ...rest }: AlertCheck): Check {
  return defineCheck({
    ...rest,
    confidence: 'high',
    messages: {
      disabled: text({ en: 'the alert is switched off', ja: 'アラートが無効です' }),
      silent: text({ en: 'the alert tells nobody', ja: 'アラートの通知先がありません' }),
      undecided: text({
        en: '{property} depends on {input}, which is not known here',
        ja: '{property} は {input} によって決まりますが、その値がここでは分かりません',
      }),
    },
    *evaluate(alert: AzureResource, { report, unknown }) {
      if (!isMeant(alert)) return notApplicable(text({ en: 'it is an alert of something else', ja: '別の種類のアラートです' }))
      const enabled = alert.get('properties', 'enabled')
      const at = ['properties', 'enabled']
      if (enabled?.kind === 'unknown') yield unknown('undecided', { property: 'enabled', input: enabled.reason.decidedBy }, { at })
      else if (truthOf(enabled) === false) yield report('disabled', {}, { at })
      if (tellsByItself?.(alert) === true) return undefined
      const groups = alert.get(...actions)
      const open = groups?.kind === 'unknown' ? groups : groups?.kind === 'list' ? groups.open : undefined
      const isEmpty = groups === undefined || (groups.kind === 'list' && groups.items.length === 0)
      if (open !== undefined) yield unknown('undecided', { property: 'actionGroups', input: open.reason.decidedBy }, { at: actions })
      else if (isEmpty) yield report('silent', {}, { at: actions })
      return undefined
    },
  })
}
