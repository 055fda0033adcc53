import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { Untyped } from '../untyped.ts'
import {
  fillIn,
  idKey,
  parameterValues,
  type PolicyAssignment,
  type PolicyDefinition,
  type PolicyExemption,
  type PolicySetDefinition,
} from './documents.ts'

/** A definition as an assignment makes it count: with its parameters, and exempted or not. */
export interface AssignedPolicy {
  readonly assignment: PolicyAssignment
  readonly definition: PolicyDefinition
  /** Of the member of the initiative that it comes from. */
  readonly referenceId: string | undefined
  readonly parameters: Untyped
  readonly exemption: PolicyExemption | undefined
}

/** Definitions, initiatives and exemptions by id: what assignments refer to. */
export class PolicyCatalogue {
  readonly #definitions = new Map<string, PolicyDefinition>()
  readonly #sets = new Map<string, PolicySetDefinition>()
  readonly #exemptions: PolicyExemption[] = []

  addDefinition(definition: PolicyDefinition): void {
    this.#definitions.set(idKey(definition.id), definition)
  }

  addSet(set: PolicySetDefinition): void {
    this.#sets.set(idKey(set.id), set)
  }

  addExemption(exemption: PolicyExemption): void {
    this.#exemptions.push(exemption)
  }

  /**
   * The definitions that an assignment stands for. Exemptions that have expired at `now` no longer count.
   *
   * @param skip told of members of an initiative that cannot be resolved; without it one of them ends all
   * @throws {PolicyDocumentError} for a definition that is not known, and for parameters without a value
   */
  resolve(assignment: PolicyAssignment, now: Date, skip?: (error: PolicyDocumentError) => void): readonly AssignedPolicy[] {
    const definition = this.#definitions.get(idKey(assignment.definitionId))
    if (definition !== undefined) return [this.#assigned(assignment, definition, undefined, assignment.parameters, now)]
    const set = this.#sets.get(idKey(assignment.definitionId))
    if (set === undefined) return this.#unknown(assignment.displayName, assignment.definitionId)
    const shared = parameterValues(assignment.displayName, set.parameters, assignment.parameters)
    return set.members.flatMap(({ definitionId, referenceId, parameters }) => {
      try {
        const member = this.#definitions.get(idKey(definitionId)) ?? this.#unknown(set.displayName, definitionId)
        return [this.#assigned(assignment, member, referenceId, fillIn(parameters, shared) as Untyped, now)]
      } catch (error) {
        if (skip === undefined || !(error instanceof PolicyDocumentError)) throw error
        skip(error)
        return []
      }
    })
  }

  #assigned(
    assignment: PolicyAssignment,
    definition: PolicyDefinition,
    referenceId: string | undefined,
    given: Untyped,
    now: Date,
  ): AssignedPolicy {
    const parameters = parameterValues(definition.displayName, definition.parameters, given)
    const exemption = this.#exemptions.find(
      ({ id: exemptionId, assignmentId, referenceIds, expiresOn, validatesScope }) =>
        idKey(assignmentId) === idKey(assignment.id) &&
        (!validatesScope || isWithinScope(scopeOfId(exemptionId), scopeOfId(assignment.id))) &&
        (referenceIds.length === 0 || referenceIds.some((id) => id.toLowerCase() === referenceId?.toLowerCase())) &&
        (expiresOn === undefined || expiresOn > now),
    )
    return { assignment, definition, referenceId, parameters, exemption }
  }

  #unknown(document: string, id: string): never {
    throw new PolicyDocumentError(
      'policy-invalid',
      document,
      ['policyDefinitionId'],
      spoken({ en: '{id} is not among the given definitions', ja: '{id} は、与えられた定義の中にありません' }, { id }),
    )
  }
}

/** Where something is assigned or exempted: what stands in its id before the last provider; empty for a bare name. */
export function scopeOfId(id: string): string {
  const end = id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/')
  return end === -1 ? '' : id.slice(0, end).toLowerCase()
}

/** Whether one scope is the other or lies in it. What a management group holds its id does not say, and a bare name says nothing. */
export function isWithinScope(inner: string, outer: string): boolean {
  if (inner === '' || outer === '' || outer.includes('/managementgroups/')) return true
  return inner === outer || inner.startsWith(`${outer}/`)
}
