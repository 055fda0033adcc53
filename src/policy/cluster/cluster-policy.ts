import type { Path, Place } from '../../core/location.ts'
import type { Message } from '../../core/text.ts'
import type { GatekeeperSettings } from '../gatekeeper/config.ts'
import type { Review } from '../gatekeeper/review.ts'
import type { RegoObject } from '../rego/values.ts'

/** What a cluster does with an object that a policy is against. */
export type PolicyAction = 'deny' | 'warn' | 'audit'

/** One thing that a policy says against an object, or that it cannot say. */
export interface Complaint {
  /** In the words of the policy; where there are none, in ours. */
  readonly message: string | Message
  /** There is no verdict: the message says what is missing. */
  readonly undecided: boolean
  /** There is no verdict because the policy ended with an error or at a limit of time, steps or depth. */
  readonly failed?: true
  /** The field of the object that decided it. */
  readonly path: Path | undefined
  /** The rule or expression in the policy that speaks. */
  readonly rule: Place | undefined
  /** Fields of the object that the rule had looked at, where more of them are known than `path`; made when they are asked for. */
  readonly reads?: () => readonly Path[]
}

/** What the policies of a cluster know besides the object itself. */
export interface PolicyQuestion {
  readonly review: Review
  /** The objects of the cluster, as `data.inventory`. */
  readonly inventory: RegoObject
  readonly gatekeeper: GatekeeperSettings
  /** Whether anybody will see the field and the rule: to find them costs more than the verdict. */
  readonly explains: boolean
  /** How long an answer is still of use, in milliseconds, where somebody waits for one. */
  readonly timeLeft?: (() => number) | undefined
}

/** An exemption that takes what a policy says out of the count. */
export interface Exemption {
  readonly reason: string
  /** The last day on which it holds, as `YYYY-MM-DD`. */
  readonly until: string | undefined
  readonly place: Place
}

/** A policy that is in effect in a cluster, of whichever engine. */
export interface ClusterPolicy {
  /** `policy/K8sRequiredLabels/all-must-have-owner` */
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly title: string
  readonly action: PolicyAction
  /** What happens at the cluster's door, where that is less than what happens anywhere; undefined where nothing does. */
  readonly atDoor: PolicyAction | undefined
  /** Through which binding or assignment it is in effect, where there is one. */
  readonly through: string | undefined
  /** Where the policy is written. */
  readonly place: Place
  readonly exemption?: Exemption | undefined
  /** What it says of an object; undefined where it is not about it. */
  judge(question: PolicyQuestion): readonly Complaint[] | undefined
}

/** The strongest of what happens. */
export function strongest(actions: readonly PolicyAction[]): PolicyAction {
  return actions.includes('deny') ? 'deny' : actions.includes('warn') ? 'warn' : 'audit'
}
