import type { Check } from '../core/check.ts'
import type { JudgeOptions } from '../core/engine.ts'
import { compareSeverity, type Severity } from '../core/severity.ts'
import type { Suppression } from '../core/suppression.ts'
import type { Locale } from '../core/text.ts'
import type { PodShape } from '../models/workload/pod-shapes.ts'
import type { DoorPolicies } from './door-policies.ts'
import type { ImageGate } from './images/image-gate.ts'
import { modes, type AdmissionSettings, type FailurePolicy, type Mode, type PodAccess } from './settings.ts'

/** Everything that decisions depend on. A reload of the configuration replaces it as a whole. */
export interface AdmissionPolicy {
  /** Those that can judge one live object; see `liveChecks`. */
  readonly checks: readonly Check[]
  /** What else judges beside them. */
  readonly policies?: DoorPolicies | undefined
  /** One object for as long as the policy holds: what checks need of it is worked out once. */
  readonly judging: JudgeOptions
  readonly settings: AdmissionSettings
  /** The exceptions of the configuration. */
  readonly exceptions: readonly Suppression[]
  readonly podShapes: readonly PodShape[]
  /** The language of what callers read. */
  readonly locale: Locale
  /** The namespace that the webhook runs in: it must be able to come up when it is down. */
  readonly ownNamespace: string | undefined
  /** Verifies images, where rules ask for that. */
  readonly images?: ImageGate | undefined
}

/**
 * What becomes of a finding. A policy says itself what it wants; a rule of the configuration can make it do less, never more.
 */
export function modeOf({ settings, policies }: AdmissionPolicy, check: string, severity: Severity, namespace: string): Mode {
  const rule = settings.rules.find(
    (candidate) =>
      candidate.checks(check) &&
      candidate.namespaces(namespace) &&
      (candidate.severity === undefined || compareSeverity(severity, candidate.severity) <= 0),
  )
  const action = policies?.actions.get(check)
  if (action === undefined) return rule?.mode ?? settings.mode
  return rule === undefined || modes.indexOf(rule.mode) > modes.indexOf(action) ? action : rule.mode
}

/** Ways into pods that no rule is about are recorded. */
export function modeOfAccess({ settings }: AdmissionPolicy, access: PodAccess, namespace: string): Mode {
  return settings.podAccess.find((rule) => rule.accesses.includes(access) && rule.namespaces(namespace))?.mode ?? 'audit'
}

export function failurePolicyOf({ settings }: AdmissionPolicy, namespace: string): FailurePolicy {
  return settings.failurePolicy.find(({ namespaces }) => namespaces(namespace))?.policy ?? 'ignore'
}

/** An object of 3 MB can have hundreds of thousands of findings. One with more than this of a check is not judged to the end. */
export const mostFindingsOfCheck = 1000

const checksById = new WeakMap<AdmissionPolicy, ReadonlyMap<string, Check>>()

/** The check, or the policy as a check, of an id. */
export function checkOf(policy: AdmissionPolicy, id: string): Check | undefined {
  let known = checksById.get(policy)
  if (known === undefined)
    checksById.set(policy, (known = new Map([...policy.checks, ...(policy.policies?.checks ?? [])].map((check) => [check.id, check]))))
  return known.get(id)
}
