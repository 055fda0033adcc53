import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { managedCluster } from '../models/azure/kinds.ts'
import { effectOf, policyAssignments } from '../models/azure/policy-assignments.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { unreadAmong } from '../models/azure/unread.ts'

export interface PolicyCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** GUIDs of the definitions and initiatives, any of which is enough. */
  readonly definitions: readonly [string, ...string[]]
  /** Whether the definition acts by itself, so that no effect has to be chosen. */
  readonly deploys?: true
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that an assignment of Azure Policy reaches the cluster and keeps things out of it. */
export function policyCheck({ definitions, deploys, ...rest }: PolicyCheck): Check {
  const meant = new Set<string>(definitions)
  return defineCheck({
    ...rest,
    subject: managedCluster,
    confidence: 'medium',
    reads: 'estate',
    messages: {
      missing: text({
        en: 'of the policies that are assigned none of {definitions} reaches the cluster',
        ja: '{definitions} のどれも、このクラスターに割り当てられていません',
      }),
      unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
      watches: text({ en: 'the assignment only watches; its effect is not Deny', ja: '割り当ての効果が Deny ではなく、監視するだけです' }),
      unenforced: text({ en: 'the assignment is not enforced', ja: '割り当ての強制が無効です' }),
    },
    *evaluate(cluster: AzureResource, { report, unknown, estate }) {
      const path = unreadAmong(estate, ['Microsoft.Authorization/policyAssignments'])
      if (path !== undefined) {
        yield unknown('unread', { path }, { at: [] })
        return undefined
      }
      const assignments = estate.view(policyAssignments)
      if (assignments.isEmpty)
        return notApplicable(
          text({ en: 'no policy assignments are among what was scanned', ja: '検査対象にポリシーの割り当てがありません' }),
        )
      const reaching = assignments.reaching(cluster, meant)
      const [first] = reaching
      if (first === undefined) {
        yield report('missing', { definitions: definitions.join(', ') }, { at: [] })
        return undefined
      }
      const effects = reaching.map((assignment) => (deploys && effectOf(assignment) === 'watches' ? 'denies' : effectOf(assignment)))
      if (effects.includes('denies')) return undefined
      const unenforced = effects[0] === 'unenforced'
      yield report(
        unenforced ? 'unenforced' : 'watches',
        {},
        {
          at: unenforced ? ['properties', 'enforcementMode'] : ['properties', 'parameters', 'effect', 'value'],
          of: first,
        },
      )
      return undefined
    },
  })
}
