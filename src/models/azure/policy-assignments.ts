import type { JsonValue } from '../../core/edit.ts'
import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { policyAssignment, policyExemption } from './kinds.ts'
import { covers, lastPart, scopeOf, shapeOf, shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { fromPlain } from './value/plain.ts'
import { isText, unknown, valueAt, type Scalar, type Unknown, type Value } from './value/value.ts'

/** Finds the assignments of Azure Policy that reach a resource. */
export const policyAssignments = defineView('azure-policy-assignments', (estate) => {
  const assignments = estate.subjects(policyAssignment)
  const exemptions = estate.subjects(policyExemption)
  return {
    isEmpty: assignments.length === 0,
    reaching(resource: AzureResource, definitions: ReadonlySet<string>): readonly AzureResource[] {
      return assignments.filter((assignment) => definitions.has(definitionOf(assignment) ?? '') && reaches(assignment, resource))
    },
    /** What takes a resource out of the whole of an assignment on a day; undefined where nothing does. */
    exemption(assignment: AzureResource, resource: AzureResource, today: string): AzureResource | undefined {
      return exemptions.find((exemption) => {
        const ends = exemption.text('properties', 'expiresOn')
        return (
          shapeOf(exemption.get('properties', 'policyAssignmentId')) === assignment.id &&
          shapesAt(exemption, 'properties', 'policyDefinitionReferenceIds').length === 0 &&
          !(ends !== undefined && ends !== '' && ends.slice(0, 10) < today) &&
          covers(scopeOf(exemption), resource)
        )
      })
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

/** The effect that built-in definitions have where an assignment names none, by their GUIDs: Azure/azure-policy, built-in-policies. */
const defaultEffects: Readonly<Record<string, string>> = {
  // The initiatives of the Pod Security Standards audit.
  'a8640138-9b0a-4a28-b8cb-1666c838647d': 'audit',
  '42b8ef37-b724-4e24-bbc8-7a7708edfe00': 'audit',
  '95edb821-ddaf-4404-9732-666045e056b4': 'deny',
  'febd0533-8e55-448f-b837-bd0e06f16469': 'deny',
  '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e': 'deny',
}

/** Built-in definitions and initiatives about what runs in clusters, by their GUIDs. */
export const kubernetesDefinitions: ReadonlySet<string> = new Set(Object.keys(defaultEffects))

/** What an assignment does against what it finds; an unknown where that hangs on one. */
export type Effect = 'denies' | 'watches' | 'unenforced' | 'overridden' | Unknown

/** Only what is enforced and denies keeps anything out. */
export function effectOf(assignment: AzureResource): Effect {
  const mode = assignment.get('properties', 'enforcementMode')
  if (mode?.kind === 'unknown') return mode
  if (mode !== undefined && isText(mode) && mode.value.toLowerCase() !== 'default') return 'unenforced'
  if (overrideOf(assignment) !== undefined) return 'overridden'
  const given = parameterOf(assignment, 'effect')
  if (given?.kind === 'unknown') return given
  const effect = shapeOf(given) ?? defaultEffects[definitionOf(assignment) ?? '']
  return effect === undefined || effect === 'deny' ? 'denies' : 'watches'
}

/** Where an override sets another effect than that of the definition, and one that keeps nothing out. */
export function overrideOf(assignment: AzureResource): Path | undefined {
  const overrides = assignment.get('properties', 'overrides')
  if (overrides?.kind !== 'list') return undefined
  const index = overrides.items.findIndex((item) => {
    const kind = shapeOf(valueAt(item, ['kind']))
    const value = shapeOf(valueAt(item, ['value']))
    return (kind === undefined || kind === 'policyeffect') && value !== undefined && value !== 'deny'
  })
  return index < 0 ? undefined : ['properties', 'overrides', index, 'value']
}
