import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Confidence, Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { text, type Text } from '../core/text.ts'
import { resourcesByType, type ResourcesByType } from '../models/azure/relations.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { unreadAmong } from '../models/azure/unread.ts'
import type { Unknown } from '../models/azure/value/value.ts'

/** Something that has to stand beside a resource. */
export interface Companion {
  /** What it is, as a noun. */
  readonly what: Text<never>
  /** The ARM types of the resources that it can be. */
  readonly types: readonly string[]
  /** Whether a resource of those types is about the judged one. `all` are the resources of the same types. */
  readonly isAbout: (candidate: AzureResource, resource: AzureResource, all: readonly AzureResource[]) => boolean
  /** What of those types can be about the judged resource, where that is known sooner than by looking at each: in order. */
  readonly among?: (resource: AzureResource, resources: ResourcesByType) => readonly AzureResource[]
  /** Whether it does what is asked of it; an unknown where that hangs on one. Without it, being there is enough. */
  readonly serves?: (candidate: AzureResource, resource: AzureResource, all: readonly AzureResource[]) => boolean | Unknown
  /** Where the resource itself can say it instead; an unknown where that hangs on one. */
  readonly isWithin?: (resource: AzureResource, all: readonly AzureResource[]) => boolean | Unknown
}

export interface CompanionCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  readonly subject: SubjectKind<AzureResource>
  readonly severity: Severity
  readonly confidence?: Confidence
  readonly default?: 'on' | 'off'
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  readonly needs: readonly [Companion, ...Companion[]]
  /** Why the question does not arise for a resource, or undefined where it does. */
  readonly exempt?: (resource: AzureResource, resources: ResourcesByType) => Text<never> | undefined
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that a resource has others beside it, such as an endpoint, an alert or a schedule. */
export function companionCheck({ needs, exempt, confidence = 'medium', ...rest }: CompanionCheck): Check {
  return defineCheck({
    ...rest,
    confidence,
    reads: 'estate',
    messages: {
      missing: text({ en: 'there is no {what} for it', ja: '{what}がありません' }),
      unfit: text({ en: 'this does not do the work of the {what} that is needed', ja: 'これは、必要な{what}の役割を果たしていません' }),
      unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
      undecided: text({
        en: 'whether the {what} does its work depends on {input}, which is not known here',
        ja: '{what}が役割を果たすかどうかは {input} によって決まりますが、その値がここでは分かりません',
      }),
    },
    *evaluate(resource: AzureResource, { report, unknown, estate }) {
      const resources = estate.view(resourcesByType)
      const reason = exempt?.(resource, resources)
      if (reason !== undefined) return notApplicable(reason)
      for (const { what, types, isAbout, among, serves, isWithin } of needs) {
        const all = resources.of(...types)
        const within = isWithin?.(resource, all)
        if (within === true) continue
        const candidates = (among?.(resource, resources) ?? all).filter((candidate) => isAbout(candidate, resource, all))
        const served = candidates.map((candidate) => serves?.(candidate, resource, all) ?? true)
        if (served.includes(true)) continue
        const open = served.find((answer) => typeof answer === 'object') ?? (typeof within === 'object' ? within : undefined)
        const [candidate] = candidates
        if (open !== undefined) yield unknown('undecided', { what, input: open.reason.decidedBy }, { at: [] })
        else if (candidate === undefined) {
          const path = unreadAmong(estate, types)
          yield path === undefined ? report('missing', { what }, { at: [] }) : unknown('unread', { path }, { at: [] })
        } else yield report('unfit', { what }, { at: [], of: candidate })
      }
      return undefined
    },
  })
}
