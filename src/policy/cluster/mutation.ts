import { isSameValue } from '../../core/same-value.ts'
import { SpokenError } from '../../core/spoken-error.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import { withServerDefaults } from '../api-server/defaults.ts'
import { isAbout } from '../cel/admission-policy.ts'
import { CelUnknownError } from '../cel/errors.ts'
import { matchesResources } from '../cel/match-resources.ts'
import { applyMutations, readMutatingPolicyBinding, withObject, type MutatingPolicy, type MutationOutcome } from '../cel/mutating-policy.ts'
import { missingParams, paramsFor, type ParamRef } from '../cel/params.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { mutateObject } from '../gatekeeper/mutation/mutate.ts'
import type { Mutator } from '../gatekeeper/mutation/mutator.ts'
import type { Review } from '../gatekeeper/review.ts'
import { permitted, type KyvernoException } from '../kyverno/exception.ts'
import { exceptionsFor, reaches, readKyvernoMutatingPolicy } from '../kyverno/policy.ts'
import type { Untyped } from '../untyped.ts'
import type { ClusterPolicy } from './cluster-policy.ts'

/** A compiled policy with where it is written. */
export interface PlacedMutatingPolicy {
  readonly policy: MutatingPolicy
  readonly written: PolicyDocument
}

/** A MutatingAdmissionPolicy in effect through a binding, or a policy of Kyverno that changes objects. */
export interface BoundMutation {
  readonly policy: MutatingPolicy
  readonly paramRef: ParamRef | undefined
  /** Whether it is asked about the object. */
  isAbout(review: Review): boolean
  /** The same as a policy that can refuse: what its mutation cannot be made on is not admitted. */
  readonly asPolicy: ClusterPolicy
}

export function boundMutation({ policy, written }: PlacedMutatingPolicy, bindingDocument: PolicyDocument): BoundMutation {
  const binding = readMutatingPolicyBinding(bindingDocument.value)
  return mutationOf(policy, written, {
    kind: 'MutatingAdmissionPolicy',
    through: binding.name,
    paramRef: binding.paramRef,
    isAbout: (review) => isAbout(policy, binding, review),
  })
}

/** @throws {PolicyDocumentError} where the policy is not valid, or does what is not done here */
export function kyvernoMutation(written: PolicyDocument, exceptions: readonly KyvernoException[]): BoundMutation {
  const read = readKyvernoMutatingPolicy(written.value)
  const about = exceptionsFor(read, { name: '' }, exceptions)
  return mutationOf(read.policy, written, {
    kind: read.kind,
    through: undefined,
    paramRef: undefined,
    isAbout: (review) =>
      reaches(read, review) && matchesResources(read.policy.constraints, review, true) && permitted(about, review).whole === undefined,
  })
}

interface InEffect extends Pick<BoundMutation, 'paramRef' | 'isAbout'> {
  readonly kind: string
  readonly through: string | undefined
}

function mutationOf(policy: MutatingPolicy, written: PolicyDocument, { kind, through, paramRef, isAbout: about }: InEffect): BoundMutation {
  const action = policy.failurePolicy === 'Fail' ? 'deny' : 'audit'
  return {
    policy,
    paramRef,
    isAbout: about,
    asPolicy: {
      id: `policy/${kind}/${policy.name}`,
      kind,
      name: policy.name,
      title: `${kind} ${policy.name}`,
      action,
      atDoor: action,
      through,
      place: written.document.place([]),
      // A mutation that cannot be made ends the request before any policy is asked; see `MutationRefused`.
      judge: ({ review }) => (about(review) ? [] : undefined),
    },
  }
}

const words = { reason: text({ en: '{reason}', ja: '{reason}' }) }

/** A request that is refused because a mutation could not be made. */
export class MutationRefused extends SpokenError {
  readonly by: ClusterPolicy

  constructor(by: ClusterPolicy, reason: HoleValue) {
    super(message(words.reason, { reason }))
    this.name = 'MutationRefused'
    this.by = by
  }
}

/** What changes objects of a cluster on their way in. */
export interface Mutations {
  readonly bound: readonly BoundMutation[]
  readonly mutators: readonly Mutator[]
  /** Objects that bindings may name as parameters. */
  readonly objects: readonly Untyped[]
}

interface Invocation {
  readonly by: BoundMutation
  readonly params: Untyped | undefined
}

/** An object after all changes, and the policies and mutators that made them. */
export interface Admitted {
  readonly object: Untyped
  /** Their ids, as those of policies that refuse are made: `policy/Assign/NAME`. */
  readonly by: ReadonlySet<string>
}

/**
 * The object as the API server would hand it to what validates: MutatingAdmissionPolicies by name, those of Kyverno, then
 * Gatekeeper's mutators until they come to rest, then once more the policies with `reinvocationPolicy: IfNeeded` after which something
 * changed the object, as the admission chain does it.
 *
 * @throws {MutationRefused} where a mutation fails that must not
 * @throws {PolicyDocumentError} where what it would become is not known here
 */
export function admitted({ bound, mutators, objects }: Mutations, review: Review): Admitted {
  let object = review.object ?? {}
  const changedBy = new Set<string>()
  const invocations = invocationsFor(bound, review, objects)
  const isChangedBy = (ids: readonly string[], next: Untyped): boolean => {
    const isChanged = !isSameValue(next, object)
    object = next
    if (isChanged) for (const id of ids) changedBy.add(id)
    return isChanged
  }
  /** Makes the mutations of these policies; those that had something to do are given back. */
  const invoke = (these: readonly Invocation[]): readonly Invocation[] =>
    these.filter(({ by, params }) => {
      const outcome = appliedTo(by, withObject(review, object), params)
      if (outcome.error !== undefined && by.policy.failurePolicy === 'Fail') throw new MutationRefused(by.asPolicy, outcome.error)
      if (outcome.isInvoked) isChangedBy([by.asPolicy.id], withServerDefaults(outcome.object))
      return outcome.isInvoked
    })
  const mutateByGatekeeper = (): boolean => {
    if (mutators.length === 0) return false
    const mutated = mutateObject(mutators, object, { source: review.source, namespaceObject: review.namespaceObject })
    return isChangedBy(mutated.by.map(mutatorId), mutated.object)
  }

  const invoked = invoke(invocations)
  const isChangedByOthers = mutateByGatekeeper()
  const again = invoked.filter(({ by }) => by.policy.reinvocation === 'IfNeeded')
  // Whatever an invocation made counts as a change to the API server, its own as well.
  if (again.length > 0 || isChangedByOthers) invoke(again)
  return { object, by: changedBy }
}

/** What a policy makes of an object. */
function appliedTo({ policy, asPolicy }: BoundMutation, review: Review, params: Untyped | undefined): MutationOutcome {
  try {
    return applyMutations(policy, review, params)
  } catch (error) {
    if (!(error instanceof CelUnknownError)) throw error
    throw new PolicyDocumentError('policy-undecided', asPolicy.title, [], error.says, { cause: error })
  }
}

function mutatorId({ kind, name }: Mutator): string {
  return `policy/${kind}/${name}`
}

/** What a policy is about is decided before anything changes the object; only its conditions see the changes. */
function invocationsFor(bound: readonly BoundMutation[], review: Review, objects: readonly Untyped[]): readonly Invocation[] {
  return bound.flatMap((by): readonly Invocation[] => {
    const { policy, paramRef, asPolicy } = by
    if (!by.isAbout(review)) return []
    const params = paramsFor(policy.paramKind, paramRef, review.namespace, objects)
    if (params.length === 0)
      throw new PolicyDocumentError(
        'policy-undecided',
        asPolicy.title,
        [],
        missingParams(asPolicy.through ?? policy.name, policy.paramKind, paramRef),
      )
    return params.map((one) => ({ by, params: one }))
  })
}
