import type { JsonValue, PathEdit } from './edit.ts'
import type { Estate } from './estate.ts'
import type { FindingDetails, FindingOutcome, FixSafety } from './finding.ts'
import type { Part, Path, Place } from './location.ts'
import type { Options, OptionValues } from './option.ts'
import type { Confidence, Severity } from './severity.ts'
import type { Subject, SubjectKind } from './subject.ts'
import type { HoleValue, Message, Text } from './text.ts'

/** What is judged against: `kubernetes` is the minor version of the cluster, e.g. 35 for 1.35. */
export interface Target {
  readonly kubernetes: number
}

export type Messages = Readonly<Record<string, Text>>
type ArgsOf<T> = T extends Text<infer Holes> ? (string extends Holes ? Record<never, never> : Readonly<Record<Holes, HoleValue>>) : never

/** Where a report points: a path in the judged subject, or a place anywhere. */
export type At = Path | Place

export interface FixDraft {
  readonly title: Message | Text<never>
  readonly safety: FixSafety
  readonly edits: readonly PathEdit[]
  /** The subject whose text is edited, where it is not the judged one. */
  readonly subject?: Subject
}

export interface ReportOptions {
  readonly at: At
  readonly part?: Part
  readonly fix?: FixDraft | undefined
  readonly related?: readonly { readonly at: At; readonly of?: Subject; readonly note: Message | Text<never> }[]
  /** The subject that `at` is a path in, where it is not the judged one. */
  readonly of?: Subject
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** What this one finding answers of published standards, besides what the check does. */
  readonly standards?: readonly string[]
  /** What no report may show, such as the value of a secret that the finding is about. */
  readonly conceal?: At
  /** The identity of the secret that the finding is about, where the check knows it; else that of the concealed text. */
  readonly secret?: string
  /** Facts for programs that read the JSON report; they stand beside the finding's own fields, such as `secret`. */
  readonly details?: FindingDetails
}

/** One thing that a check found, before the engine gives it its place in the report. */
export interface Report extends ReportOptions {
  readonly outcome: FindingOutcome
  readonly message: Message
}

/** A check's word that its question does not arise for a subject, with the reason. */
export interface NotApplicable {
  readonly notApplicable: Text
}

/** A check's word that a person has vouched for the subject, so that no machine has to. */
export interface Attested {
  readonly attested: true
}

export interface Context<M extends Messages = Messages, O extends Options = Options> {
  readonly options: OptionValues<O>
  readonly target: Target
  /** The day of the run as `YYYY-MM-DD`, for what expires. */
  readonly today: string
  /** The whole scanned set. Only for checks that declare `reads: 'estate'`. */
  readonly estate: Estate
  /** A failure, to be yielded. */
  readonly report: <Key extends keyof M & string>(key: Key, args: ArgsOf<M[Key]>, options: ReportOptions) => Report
  /** "Could not be decided", to be yielded. The message names what would decide it. */
  readonly unknown: <Key extends keyof M & string>(key: Key, args: ArgsOf<M[Key]>, options: ReportOptions) => Report
}

/** How else the same recommendation is held up in a cluster. */
export interface Enforcement<O extends Options = Options> {
  readonly podSecurity?: 'baseline' | 'restricted'
  /** Azure Policy definition id (GUID). */
  readonly azurePolicy?: string
  /** The whole of the check in CEL, as a ValidatingAdmissionPolicy can ask it. */
  readonly cel?: readonly CelRule[]
  /** The same for a check with options, whose demands depend on their values. */
  celFor?(options: OptionValues<O>): readonly CelRule[]
  /** A template of the Gatekeeper library that asks the same, as a constraint can ask it. */
  readonly gatekeeper?: GatekeeperRule
}

/** A constraint of a template of the Gatekeeper library. */
export interface GatekeeperRule {
  /** The kind that the template gives its constraints, such as `K8sPSPPrivilegedContainer`. */
  readonly kind: string
  /** The kinds of objects that the constraint has to be about, with their group: `Pod`, `networking.k8s.io/Ingress`. */
  readonly about: string
  readonly parameters?: Readonly<Record<string, JsonValue>>
}

/** A list whose entries are asked one by one, in CEL, and the name that an entry has in the expressions. */
export interface CelEach {
  readonly in: string
  readonly as: string
}

/**
 * One demand of a check in CEL (Kubernetes' dialect). Expressions see `object`, and by its own name what the demand is of.
 * Where the object runs pods they also see `variables.pod`, the PodSpec of whatever kind of workload it is, and the other
 * variables of `variablesInCel`.
 */
export interface CelRule {
  /**
   * What is asked: the object or its pod once, or each container, each container that runs as long as the pod does (by the
   * name `container` as well), each volume or sysctl, or each annotation of the pod by its name.
   */
  readonly of: 'object' | 'pod' | 'container' | 'lasting-container' | 'volume' | 'sysctl' | 'annotation'
  /** Lists within that, from the outermost to the innermost; the demand is made of each entry of the last one. */
  readonly each?: readonly CelEach[]
  /** True for what is against the check. */
  readonly forbids: string
  /** The key of the check's message for it, and CEL expressions, of each language where they differ, that give the strings for its holes. */
  readonly message: string
  readonly args?: Readonly<Record<string, string | Text<never>>>
  /** The minor versions of Kubernetes for which the check makes this demand, where that changed; `before` is exclusive. */
  readonly kubernetes?: { readonly from?: number; readonly before?: number }
}

/** An input and exactly what the check says of it: test, documentation and before/after in one. */
export interface Example {
  readonly name: string
  /**
   * The file. `«…»` marks the range of each expected finding, in order of position; the marks are not part of it.
   */
  readonly source: string
  /** Its name, which decides how it is read. */
  readonly file?: string
  /** Further files of the same scanned set; marks count across files in order of name. */
  readonly files?: Readonly<Record<string, string>>
  /** The message keys of the expected failures, one entry a mark; an array where one mark has several. None: must be silent. */
  readonly fails?: readonly (string | readonly string[])[]
  /** The same for findings with outcome `unknown`; marked `‹…›`. */
  readonly unknown?: readonly string[]
  /** `source` after all fixes, byte for byte. */
  readonly fixed?: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Minor version of the target cluster, e.g. 24 for 1.24. */
  readonly kubernetes?: number
  /** The day of the run as `YYYY-MM-DD`. */
  readonly today?: string
}

export interface Check<S extends Subject = Subject, M extends Messages = Messages, O extends Options = Options> {
  /** `area/slug`; never renumbered, never reused. `no-…` forbids, a noun demands. */
  readonly id: string
  /** Ids of the controls in the catalogue that a pass of this check proves. */
  readonly controls: readonly string[]
  /** Where a published standard makes the same demand: `pss-baseline/privileged`, `cis-aks/5.4.1`. */
  readonly standards?: readonly string[]
  readonly subject: SubjectKind<S>
  readonly severity: Severity
  readonly confidence: Confidence
  /** `off`: ships, and runs only when asked for by name or by standard. */
  readonly default?: 'on' | 'off'
  /** `estate`: the answer depends on other subjects of the scanned set. */
  readonly reads?: 'estate'
  /**
   * Checks that say the same and more: where one of them reports the same place, or what is in it, the finding of this
   * check goes into that one, so that nobody reads of one cause twice.
   */
  readonly coveredBy?: readonly string[]
  /**
   * The same for findings of any other check that name the same entry of a standard, such as `cwe` for `cwe/89`: what
   * another tool found goes into our own finding of the same weakness.
   */
  readonly coveredByStandard?: string
  /** Version of Breakwater in which the check appeared. */
  readonly since: string
  /** The demand, as one sentence. */
  readonly title: Text<never>
  /** What can happen otherwise. */
  readonly why: Text<never>
  readonly messages: M
  readonly options?: O
  evaluate(subject: S, context: Context<M, O>): Generator<Report, NotApplicable | Attested | void>
  readonly enforce?: Enforcement<O>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** Declares a check. One file of `src/checks/<area>/` calls this once; nothing else needs to know of it. */
export function defineCheck<S extends Subject, const M extends Messages, const O extends Options = Record<never, never>>(
  check: Check<S, M, O>,
): Check {
  return check
}

/** What a check returns where its question does not arise, with the reason. */
export function notApplicable(reason: Text<never>): NotApplicable {
  return { notApplicable: reason }
}
