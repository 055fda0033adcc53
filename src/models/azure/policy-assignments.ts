import type { JsonValue } from '../../core/edit.ts'
import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { policyAssignment } from './kinds.ts'
import { covers, lastPart, scopeOf, shapeOf, shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { fromPlain } from './value/plain.ts'
import { isText, unknown, valueAt, type Scalar, type Value } from './value/value.ts'

/** Finds the assignments of Azure Policy that reach a resource. */
export const policyAssignments = defineView('azure-policy-assignments', (estate) => {
  const assignments = estate.subjects(policyAssignment)
  return {
    isEmpty: assignments.length === 0,
    reaching(resource: AzureResource, definitions: ReadonlySet<string>): readonly AzureResource[] {
      return assignments.filter((assignment) => definitions.has(definitionOf(assignment) ?? '') && reaches(assignment, resource))
    },
  }
})

/** The GUID of the definition or initiative that is assigned, in lower case. */
export function definitionOf(assignment: AzureResource): string | undefined {
  const id = shapeOf(assignment.get('properties', 'policyDefinitionId'))
  return id === undefined ? undefined : lastPart(id)
}

function reaches(assignment: AzureResource, resource: AzureResource): boolean {
  if (shapesAt(assignment, 'properties', 'notScopes').some((scope) => covers(scope, resource))) return false
  if (!isSelected(assignment, resource)) return false
  const scope = scopeOf(assignment)
  // What a management group or a subscription of another name holds cannot be told from a template.
  return covers(scope, resource) || scope.includes('/managementgroups/') || /^\/subscriptions\/[^/]+$/.test(scope) || scope.startsWith('{')
}

/** Whether one of the assignment's `resourceSelectors` takes the resource in. What is not known of it leaves nothing out. */
function isSelected(assignment: AzureResource, resource: AzureResource): boolean {
  const sets = itemsOf(assignment.get('properties', 'resourceSelectors'))
  return sets.length === 0 || sets.some((set) => itemsOf(valueAt(set, ['selectors'])).every((selector) => takesIn(selector, resource)))
}

function takesIn(selector: Value, resource: AzureResource): boolean {
  const kind = shapeOf(valueAt(selector, ['kind']))
  const actual = { resourcetype: resource.type.toLowerCase(), resourcelocation: shapeOf(resource.get('location')) }[String(kind)]
  if (actual === undefined) return kind !== 'resourcewithoutlocation' || resource.get('location') === undefined
  const named = (list: string) => itemsOf(valueAt(selector, [list])).some((item) => shapeOf(item) === actual)
  return (valueAt(selector, ['in']) === undefined || named('in')) && !named('notIn')
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}

/** Where the effect is written that an assignment overrides for all resources and members; undefined where it does not. */
function overrideOf(assignment: AzureResource): Path | undefined {
  const at: Path = ['properties', 'overrides']
  const index = itemsOf(assignment.get(...at)).findIndex(
    (override) => shapeOf(valueAt(override, ['kind'])) === 'policyeffect' && itemsOf(valueAt(override, ['selectors'])).length === 0,
  )
  return index === -1 ? undefined : [...at, index, 'value']
}

/** Where the effect of an assignment is, or would be, written. */
export function effectPathOf(assignment: AzureResource): Path {
  return overrideOf(assignment) ?? ['properties', 'parameters', 'effect', 'value']
}

/** The value that an assignment gives to a parameter of its definition. */
export function parameterOf(assignment: AzureResource, name: string): Value | undefined {
  const parameters = assignment.get('properties', 'parameters')
  if (parameters === undefined) return undefined
  return valueAt(isText(parameters) ? parsed(parameters) : parameters, [name, 'value'])
}

/** Terraform writes the parameters as the text of a JSON object. */
function parsed(written: Scalar & { readonly value: string }): Value {
  try {
    return fromPlain(written, JSON.parse(written.value) as JsonValue)
  } catch {
    return unknown(written, 'error', 'parameters')
  }
}

/** What an assignment does against what it finds. */
export type Effect = 'denies' | 'watches' | 'unenforced'

/** Only what is enforced and denies keeps anything out. Without an effect of its own the default of the definition holds. */
export function effectOf(assignment: AzureResource): Effect {
  const mode = assignment.text('properties', 'enforcementMode')
  if (mode !== undefined && mode.toLowerCase() !== 'default') return 'unenforced'
  const override = overrideOf(assignment)
  const effect = shapeOf(override === undefined ? parameterOf(assignment, 'effect') : assignment.get(...override))
  return effect === undefined || effect === 'deny' ? 'denies' : 'watches'
}
