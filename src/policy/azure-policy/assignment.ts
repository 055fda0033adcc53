import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { Untyped } from '../untyped.ts'
import { compareVersions, isAskedVersion } from './definition-version.ts'
import {
  fillIn,
  idKey,
  parameterValues,
  type PolicyAssignment,
  type PolicyDefinition,
  type PolicyExemption,
  type PolicySetDefinition,
  type PolicySetMember,
} from './documents.ts'
import { overriddenVersion } from './selectors.ts'

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
  readonly #definitions = new Map<string, PolicyDefinition[]>()
  readonly #sets = new Map<string, PolicySetDefinition[]>()
  readonly #exemptions: PolicyExemption[] = []

  addDefinition(definition: PolicyDefinition): void {
    addTo(this.#definitions, definition)
  }

  addSet(set: PolicySetDefinition): void {
    addTo(this.#sets, set)
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
    const { definitionId, definitionVersion, displayName } = assignment
    const asked = overriddenVersion(displayName, assignment.overrides, undefined) ?? definitionVersion
    const definition = inVersion(displayName, this.#definitions.get(idKey(definitionId)), asked)
    if (definition !== undefined) return [this.#assigned(assignment, definition, undefined, assignment.parameters, now)]
    const set = inVersion(displayName, this.#sets.get(idKey(definitionId)), definitionVersion)
    if (set === undefined) return this.#unknown(displayName, definitionId)
    const shared = parameterValues(displayName, set.parameters, assignment.parameters)
    return set.members.flatMap((member) => {
      try {
        return [this.#member(assignment, set, member, shared, now)]
      } catch (error) {
        if (skip === undefined || !(error instanceof PolicyDocumentError)) throw error
        skip(error)
        return []
      }
    })
  }

  #member(assignment: PolicyAssignment, set: PolicySetDefinition, member: PolicySetMember, shared: Untyped, now: Date): AssignedPolicy {
    const { definitionId, referenceId, parameters } = member
    const asked = overriddenVersion(assignment.displayName, assignment.overrides, referenceId) ?? member.definitionVersion
    const definition = inVersion(set.displayName, this.#definitions.get(idKey(definitionId)), asked)
    return this.#assigned(
      assignment,
      definition ?? this.#unknown(set.displayName, definitionId),
      referenceId,
      fillIn(parameters, shared) as Untyped,
      now,
    )
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

/** One definition can be given in several versions. */
function addTo<T extends { readonly id: string }>(known: Map<string, T[]>, item: T): void {
  const versions = known.get(idKey(item.id))
  if (versions === undefined) known.set(idKey(item.id), [item])
  else versions.push(item)
}

/**
 * The newest of the given versions of a definition that is asked for; without a wish, the newest of all.
 *
 * @throws {PolicyDocumentError} where there are some, and none is asked for
 */
function inVersion<T extends { readonly version: string; readonly displayName: string }>(
  owner: string,
  given: readonly T[] | undefined,
  asked: string | undefined,
): T | undefined {
  if (given === undefined) return undefined
  const newest = given
    .filter(({ version }) => asked === undefined || isAskedVersion(version, asked))
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1)
  if (newest !== undefined) return newest
  throw new PolicyDocumentError(
    'policy-unsupported',
    owner,
    ['definitionVersion'],
    spoken(
      {
        en: 'version {asked} of “{name}” is not among the given definitions, which have {versions}',
        ja: '「{name}」のバージョン {asked} は、与えられた定義の中にありません。あるのは {versions} です',
      },
      { asked: asked!, name: given[0]!.displayName, versions: given.map(({ version }) => version).join(', ') },
    ),
  )
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
