import type { FixSafety } from '../core/finding.ts'
import type { Severity } from '../core/severity.ts'

/** What becomes of a finding: nothing, a line in the audit log, a warning to whoever asked, a refusal. */
export const modes = ['off', 'audit', 'warn', 'deny'] as const
export type Mode = (typeof modes)[number]

/** What a request gets when it could not be judged: through, or refused. */
export const failurePolicies = ['ignore', 'fail'] as const
export type FailurePolicy = (typeof failurePolicies)[number]

/** Ways into a running pod. The first three are `CONNECT` requests, the last an `UPDATE` of the pod. */
export const podAccesses = ['exec', 'attach', 'portforward', 'ephemeralcontainers'] as const
export type PodAccess = (typeof podAccesses)[number]

/** Whether a name, such as that of a namespace, is meant. */
export type NameMatcher = (name: string) => boolean

export interface ModeRule {
  readonly mode: Mode
  readonly checks: (check: string) => boolean
  readonly namespaces: NameMatcher
  /** Only findings at least as bad as this. */
  readonly severity?: Severity
}

export interface PodAccessRule {
  readonly mode: Mode
  readonly accesses: readonly PodAccess[]
  readonly namespaces: NameMatcher
}

export interface MutationRule {
  readonly checks: (check: string) => boolean
  readonly namespaces: NameMatcher
  /** Safe fixes alone, or those that somebody should look at as well: the configuration speaks for that somebody. */
  readonly safeties: readonly FixSafety[]
}

/** People and programs, by the names that the API server knows them by. */
export interface Callers {
  readonly users: readonly string[]
  readonly groups: readonly string[]
}

/** How the webhook decides. Of rules, the first that matches has the word. */
export interface AdmissionSettings {
  /** For findings that no rule is about. */
  readonly mode: Mode
  readonly rules: readonly ModeRule[]
  readonly podAccess: readonly PodAccessRule[]
  readonly failurePolicy: readonly { readonly namespaces: NameMatcher; readonly policy: FailurePolicy }[]
  readonly exemptNamespaces: NameMatcher
  readonly exemptUsers: NameMatcher
  /** Whether annotations on objects may accept findings. Whoever can write an object can then exempt it. */
  readonly acceptAnnotations: boolean
  /** Who may pass for once, and where everything passes; both are recorded. */
  readonly breakGlass: { readonly by: Callers; readonly namespaces: NameMatcher }
  /** Fixes that are made on the way in. */
  readonly mutate: readonly MutationRule[]
}

export const never = (): boolean => false

/** What holds where nothing is configured: everything is recorded and nothing stands in the way. */
export const defaultSettings: AdmissionSettings = {
  mode: 'audit',
  rules: [],
  podAccess: [],
  failurePolicy: [],
  exemptNamespaces: (name) => name === 'kube-system',
  exemptUsers: never,
  acceptAnnotations: false,
  breakGlass: { by: { users: [], groups: [] }, namespaces: never },
  mutate: [],
}
