import {
  defineCheck,
  notApplicable,
  type At,
  type Check,
  type Enforcement,
  type Example,
  type Report,
  type ReportOptions,
} from '../core/check.ts'
import { set, type JsonValue } from '../core/edit.ts'
import type { Estate } from '../core/estate.ts'
import type { FixSafety } from '../core/finding.ts'
import { formatPath, type Path } from '../core/location.ts'
import type { Confidence, Severity } from '../core/severity.ts'
import type { SubjectKind } from '../core/subject.ts'
import { message, text, type Text } from '../core/text.ts'
import { resourcesByType, type ResourcesByType } from '../models/azure/relations.ts'
import type { AzureResource, Setting, Variant } from '../models/azure/resource.ts'
import type { Unknown } from '../models/azure/value/value.ts'

/** One way in which a resource can meet a demand: what a property has to be. */
export interface Requirement {
  readonly path: Path
  readonly accepts: (value: JsonValue) => boolean
  /** Any value will do, so that of a resource that is not deployed yet, or of a parameter that has to be given, does as well. */
  readonly isAnything?: true
}

/** Something has to be named, whatever it is. */
export function given(...path: Path): Requirement {
  return { path, accepts: (value) => typeof value === 'string' && value !== '', isAnything: true }
}

export interface SettingCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  readonly subject: SubjectKind<AzureResource>
  readonly severity: Severity
  readonly confidence?: Confidence
  readonly default?: 'on' | 'off'
  readonly coveredBy?: readonly string[]
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** The demand is met where any of these is. A failure is shown at the first. */
  readonly anyOf: readonly [Requirement, ...Requirement[]]
  /** Why the question does not arise for a resource, or undefined where it does. */
  readonly exempt?: (resource: AzureResource) => Text<never> | undefined
  /** Whether another resource meets the demand in its stead, such as one that it inherits from; an unknown where that hangs on one. */
  readonly elsewhere?: (resource: AzureResource, resources: ResourcesByType) => boolean | Unknown
  /** What else in the scanned set, not being of Azure, meets the demand, as a reason why the question does not arise. */
  readonly metBeside?: (estate: Estate) => Text<never> | undefined
  /** What is said of a resource that does not meet the demand. */
  readonly fails: Text<never>
  readonly fix?: { readonly title: Text<never>; readonly value: JsonValue; readonly safety: FixSafety }
  readonly enforce?: Enforcement
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

export const undecided = text({
  en: '{property} depends on {input}, which is not known here',
  ja: '{property} は {input} によって決まりますが、その値がここでは分かりません',
})
export const noDefault = text({
  en: '{property} is not set, and what the service then takes is not known; set it',
  ja: '{property} が設定されておらず、省略時の値が分かりません。明示的に設定してください',
})
const decidedHere = text({ en: 'the value comes from here', ja: '値はここで決まります' })
const inUnit = text({ en: 'so it is with {unit}', ja: '{unit} を使う場合に該当します' })

/** A check that a property of an Azure resource is as it should be, in every unit that deploys the resource. */
export function settingCheck({ anyOf, exempt, elsewhere, metBeside, fails, fix, confidence = 'high', ...rest }: SettingCheck): Check {
  const at = anyOf[0].path
  return defineCheck({
    ...rest,
    ...((elsewhere ?? metBeside) && { reads: 'estate' }),
    confidence,
    messages: { fails, undecided, noDefault },
    *evaluate(resource: AzureResource, context) {
      // The estate is only for checks that say that they read it.
      const { report, unknown } = context
      const reason = exempt?.(resource)
      if (reason !== undefined) return notApplicable(reason)
      const verdicts = resource.variants.map((variant) => ({ variant, verdict: verdictOf(resource, variant, anyOf) }))
      const isMetHere = verdicts.every(({ verdict }) => verdict.outcome === 'pass')
      const beside = isMetHere ? undefined : metBeside?.(context.estate)
      if (beside !== undefined) return notApplicable(beside)
      if (elsewhere !== undefined && !isMetHere) {
        const said = elsewhere(resource, context.estate.view(resourcesByType))
        if (said === true) return undefined
        if (typeof said === 'object') {
          yield unknown('undecided', { property: formatPath(at), input: said.reason.decidedBy }, { at })
          return undefined
        }
      }
      const failing = verdicts.filter(({ verdict }) => verdict.outcome === 'fail')
      if (failing.length > 0) {
        const options = { ...placed(resource, at, failing, verdicts.length), ...(fix && { fix: { ...fix, edits: [set(at, fix.value)] } }) }
        yield report('fails', {}, options)
        return undefined
      }
      const open = verdicts.find(({ verdict }) => verdict.outcome === 'unknown')
      if (open !== undefined) yield undecidedReport(open.verdict, { report: unknown })
      return undefined
    },
  })
}

interface Verdict {
  readonly outcome: 'pass' | 'fail' | 'unknown'
  readonly requirement: Requirement
  readonly setting: Setting
}

/** Met by any requirement; else open where any of them is open; else not met. */
function verdictOf(resource: AzureResource, variant: Variant, anyOf: readonly [Requirement, ...Requirement[]]): Verdict {
  let open: Verdict | undefined
  for (const requirement of anyOf) {
    const setting = resource.setting(variant, requirement.path)
    const met = isMet(setting, requirement)
    if (met === true) return { outcome: 'pass', requirement, setting }
    if (met === undefined) open ??= { outcome: 'unknown', requirement, setting }
  }
  const [first] = anyOf
  return open ?? { outcome: 'fail', requirement: first, setting: resource.setting(variant, first.path) }
}

/** Undefined where it hangs on something unknown; an unknown whose every choice is accepted, or none, is decided. */
export function isMet(setting: Setting, { accepts, isAnything }: Pick<Requirement, 'accepts' | 'isAnything'>): boolean | undefined {
  if (setting.state === 'set' || setting.state === 'default') return accepts(setting.value)
  if (setting.state === 'absent') return undefined
  const { choices: all, reason } = setting.unknown
  if (isAnything === true && all === undefined && (reason.kind === 'runtime' || reason.kind === 'parameter')) return true
  const choices = all?.map((choice) => (choice.kind === 'scalar' ? accepts(choice.value) : undefined))
  const [first] = choices ?? []
  return first !== undefined && choices?.every((choice) => choice === first) === true ? first : undefined
}

function undecidedReport(
  { requirement, setting }: Verdict,
  { report }: { report: (key: 'undecided' | 'noDefault', args: never, options: ReportOptions) => Report },
): Report {
  const property = formatPath(requirement.path)
  const args = setting.state === 'unknown' ? { property, input: setting.unknown.reason.decidedBy } : { property }
  return report(setting.state === 'unknown' ? 'undecided' : 'noDefault', args as never, { at: requirement.path })
}

/** Where a failure is shown: at the property, with the place that decided its value and the units that it holds in. */
function placed(
  resource: AzureResource,
  at: Path,
  failing: readonly { readonly variant: Variant; readonly verdict: Verdict }[],
  units: number,
): ReportOptions {
  const related: { at: At; note: ReturnType<typeof message> | Text<never> }[] = []
  const shown = resource.document.place(at)
  for (const { variant, verdict } of failing) {
    if (verdict.setting.state === 'set') {
      const { decided } = verdict.setting
      const { range } = decided
      const elsewhere = decided.source !== shown.source || range.start < shown.range.start || range.end > shown.range.end
      const isNew = !related.some(
        (other) => 'range' in other.at && other.at.source === decided.source && other.at.range.start === range.start,
      )
      if (elsewhere && isNew) related.push({ at: decided, note: decidedHere })
    }
    if (failing.length < units) related.push({ at: { ...variant.resource.head, path: at }, note: message(inUnit, { unit: variant.unit }) })
  }
  return { at, related }
}

/** Whether a value is one of these words, compared without case as the service compares them. */
export function isOneOf(...words: readonly string[]): (value: JsonValue) => boolean {
  const wanted = new Set(words.map((word) => word.toLowerCase()))
  return (value) => (typeof value === 'string' || typeof value === 'boolean') && wanted.has(String(value).toLowerCase())
}

/** The service takes the words for the truth values too. */
export const isTrue = (value: JsonValue): boolean => value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
export const isNotTrue = (value: JsonValue): boolean => !isTrue(value)
export const isNotFalse = (value: JsonValue): boolean =>
  !(value === false || (typeof value === 'string' && value.toLowerCase() === 'false'))
