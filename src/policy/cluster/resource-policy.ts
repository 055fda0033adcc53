import type { Path, Place } from '../../core/location.ts'
import type { Message } from '../../core/text.ts'
import { isWithin } from '../../models/azure/relations.ts'
import type { AzureResource, Variant } from '../../models/azure/resource.ts'
import { scopeOfId, type AssignedPolicy } from '../azure-policy/assignment.ts'
import type { FieldRead } from '../azure-policy/condition.ts'
import { fillIn, idKey, type PolicyExemption } from '../azure-policy/documents.ts'
import { each, type ElementBinding, type FieldStep } from '../azure-policy/field.ts'
import { evaluateRule, readRule, type PolicyRule } from '../azure-policy/rule.ts'
import { overriddenEffect, possibleEffects, selectsResource, type SelectedResource } from '../azure-policy/selectors.ts'
import { EvaluationError, known, memberOf, UndecidedError, UnknownValue } from '../azure-policy/value.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import type { Exemption, PolicyAction } from './cluster-policy.ts'
import { deploymentContext } from './deployment-context.ts'
import { resourceFields } from './resource-fields.ts'

/** What a definition does with resources that it is about, apart from those that it refuses or reports. */
type Effect = 'deny' | 'audit' | 'change' | 'deploy'

/** What an assigned definition says of an Azure resource. */
export type ResourceComplaint =
  /** A field is against the definition; its value is null where it is not set, undefined where a message cannot take it. */
  | { readonly says: 'against'; readonly path: Path; readonly value: unknown }
  /** A resource that should go with it is not in the templates, or is not as it should be. */
  | { readonly says: 'related'; readonly type: string; readonly isDeployed: boolean }
  /** Azure will change it when it is deployed. */
  | { readonly says: 'changed'; readonly path: Path }
  | { readonly says: 'undecided'; readonly reason: Message }

/** A definition about Azure resources that an assignment puts into effect. */
export interface ResourcePolicy {
  readonly id: string
  readonly kind: 'AzurePolicy'
  readonly name: string
  readonly title: string
  readonly action: PolicyAction
  readonly through: string
  readonly place: Place
  /** Where the condition is written. */
  readonly rule: Place | undefined
  readonly exemption: Exemption | undefined
  /** What it says of a resource among others; undefined where it is not about it. */
  judge(resource: AzureResource, others: readonly AzureResource[]): readonly ResourceComplaint[] | undefined
}

const effects: Readonly<Record<string, Effect>> = {
  deny: 'deny',
  audit: 'audit',
  auditifnotexists: 'audit',
  append: 'change',
  modify: 'change',
  deployifnotexists: 'deploy',
}

/**
 * The definition of an assignment as policies on resources: one, and further ones for what the assignment overrides or an
 * exemption leaves out by the place or type of resources. None where its effect asks nothing of them (`disabled`, `manual`,
 * `denyAction`).
 *
 * @throws {PolicyDocumentError} where its rule is not valid, or uses a function that is not known here
 */
export function resourcePolicies(
  assigned: AssignedPolicy,
  written: Pick<ResourcePolicy, 'place' | 'rule' | 'exemption'>,
): readonly ResourcePolicy[] {
  const { assignment, definition, referenceId, exemption } = assigned
  const rule = readRule(definition.displayName, definition.policyRule)
  const effectFor = (resource: AzureResource): string | undefined =>
    overriddenEffect(assignment.overrides, referenceId, selectedBy(resource))
  const always = overriddenEffect(assignment.overrides, referenceId, anything)
  const effectsHere = new Set([always, ...possibleEffects(assignment.overrides, referenceId)])
  const isExempted = (resource: AzureResource): boolean => exemption !== undefined && isExemptedBy(exemption, assignment.id, resource)
  const isWhole = exemption === undefined || isOfWholeAssignment(exemption, assignment.id)
  return [...effectsHere].flatMap((override) =>
    (isWhole ? [undefined] : [true, false]).flatMap((exempted) =>
      policyOf(
        assigned,
        override === undefined ? rule : withEffect(rule, override),
        exempted === false ? { ...written, exemption: undefined } : written,
        (resource) => effectFor(resource) === override && (exempted === undefined || isExempted(resource) === exempted),
      ),
    ),
  )
}

function policyOf(
  assigned: AssignedPolicy,
  rule: PolicyRule,
  written: Pick<ResourcePolicy, 'place' | 'rule' | 'exemption'>,
  isMeant: (resource: AzureResource) => boolean,
): readonly ResourcePolicy[] {
  const { assignment, definition, parameters } = assigned
  const effect = effects[String(effectOf(rule, parameters)).toLowerCase()]
  if (effect === undefined) return []
  const isIndexed = definition.mode.toLowerCase() === 'indexed'
  const policy: ResourcePolicy = {
    id: `policy/AzurePolicy/${idKey(definition.id)}`,
    kind: 'AzurePolicy',
    name: idKey(definition.id),
    title: definition.displayName,
    action: effect === 'deny' && assignment.enforced ? 'deny' : 'audit',
    through: assignment.displayName,
    ...written,
    judge(resource, others) {
      if (resource.resource.existing || assignment.notScopes.some((scope) => isInScope(resource, scope))) return undefined
      if (!selectsResource(assignment.resourceSelectors, selectedBy(resource)) || !isMeant(resource)) return undefined
      let complaints: readonly ResourceComplaint[] | undefined
      for (const variant of resource.variants) {
        const said = judgeVariant(resource, variant, { assigned, rule, isIndexed, effect }, others)
        if (said !== undefined && said.length >= (complaints ?? []).length) complaints = said
      }
      return complaints
    },
  }
  return [policy]
}

/** A resource of which nothing is known. */
const anything: SelectedResource = { type: undefined, location: undefined, hasLocation: undefined }

function withEffect(rule: PolicyRule, effect: string): PolicyRule {
  const rest = Object.entries(rule.consequence).filter(([key]) => key.toLowerCase() !== 'effect')
  return { ...rule, consequence: { ...Object.fromEntries(rest), effect } }
}

/** What selectors ask about a resource, as far as its template says it. */
function selectedBy(resource: AzureResource): SelectedResource {
  const location = memberOf(resourceFields(resource.resource), 'location')
  return { type: resource.type, location: typeof location === 'string' ? location : undefined, hasLocation: location !== undefined }
}

function isOfWholeAssignment({ id, resourceSelectors }: PolicyExemption, assignmentId: string): boolean {
  const scope = scopeOfId(id)
  return resourceSelectors.length === 0 && (scope === '' || scope === scopeOfId(assignmentId) || scopeOfId(assignmentId) === '')
}

function isExemptedBy({ id, resourceSelectors }: PolicyExemption, assignmentId: string, resource: AzureResource): boolean {
  const scope = scopeOfId(id)
  const isThere = scope === '' || scope === scopeOfId(assignmentId) || resource.id === scope || isInScope(resource, scope)
  return isThere && selectsResource(resourceSelectors, selectedBy(resource))
}

function effectOf(rule: PolicyRule, parameters: Untyped): unknown {
  const written = memberOf(rule.consequence, 'effect')
  try {
    return fillIn(written, parameters)
  } catch (error) {
    // An effect that depends on the resource is known only then; it can be the strongest.
    if (error instanceof EvaluationError || error instanceof UndecidedError) return 'deny'
    throw error
  }
}

function isInScope({ id }: AzureResource, scope: string): boolean {
  return id.startsWith(`${scope.toLowerCase().replace(/\/$/, '')}/`)
}

interface Question {
  readonly assigned: AssignedPolicy
  readonly rule: PolicyRule
  readonly isIndexed: boolean
  readonly effect: Effect
}

function judgeVariant(
  resource: AzureResource,
  { resource: declared }: Variant,
  { assigned, rule, isIndexed, effect }: Question,
  others: readonly AzureResource[],
): readonly ResourceComplaint[] | undefined {
  const fields = resourceFields(declared)
  // Definitions of this mode are about resources that have a place.
  if (isIndexed && memberOf(fields, 'location') === undefined && memberOf(fields, 'tags') === undefined) return undefined
  const reads: FieldRead[] = []
  let isAboutType = false
  const onRead = (read: FieldRead): void => {
    if (/^(?:type|kind)$/i.test(read.field)) isAboutType = true
    else reads.push(read)
  }
  const { apiVersion } = declared
  const context = {
    resource: fields,
    parameters: assigned.parameters,
    aliases: new Map(),
    apiVersion,
    onRead,
    ...deploymentContext(resource, apiVersion, assigned),
  }
  try {
    const related = (details: Untyped) => relatedTo(resource, fields, details, others)
    const verdict = evaluateRule(rule, context, related)
    // Conditions on the type come first: a definition that reads nothing else is about other types.
    if (verdict === undefined) return reads.length === 0 && isAboutType ? undefined : []
    const type = valueAt(verdict.details, ['type'])
    if (/ifnotexists$/i.test(verdict.effect) && typeof type === 'string')
      return [{ says: 'related', type, isDeployed: effect === 'deploy' }]
    const path = decidingPath(fields, reads)
    if (effect === 'change') return [{ says: 'changed', path }]
    return [{ says: 'against', path, value: tellable(valueAt(fields, path)) }]
  } catch (error) {
    if (error instanceof UndecidedError || error instanceof EvaluationError) return [{ says: 'undecided', reason: error.says }]
    throw error
  }
}

/**
 * The field that was looked at last, which mostly decided. Where elements of a list were counted, that is the last one of
 * those that counted.
 */
function decidingPath(fields: Untyped, reads: readonly FieldRead[]): Path {
  const last = reads.at(-1)
  const isCounted = last !== undefined && last.elements.length > 0
  const { paths, elements } = (isCounted ? reads.findLast(({ isDecisive }) => isDecisive) : undefined) ??
    last ?? { paths: [], elements: [] }
  const found = paths.map((path) => concrete(fields, path, elements))
  return found.find(({ isThere }) => isThere)?.path ?? found[0]?.path ?? ['name']
}

/** A way with the names as the resource has them; of a list that no element is meant of, the first stands for all. */
function concrete(
  fields: Untyped,
  steps: readonly FieldStep[],
  elements: readonly ElementBinding[],
): { readonly path: Path; readonly isThere: boolean } {
  const path: (string | number)[] = []
  let value: unknown = fields
  for (const [position, step] of steps.entries()) {
    const index = elements.findLast(({ list }) => list.length === position + 1)?.index ?? 0
    const name = step === each ? index : step
    const keys = isMapping(value) && !(value instanceof UnknownValue) ? Object.keys(value) : []
    path.push(keys.find((key) => key.toLowerCase() === String(name).toLowerCase()) ?? name)
    value = memberOf(value, name)
  }
  return { path, isThere: value !== undefined }
}

/** Null for what is not there, undefined for what is too much for a message. */
function tellable(value: unknown): unknown {
  if (value === undefined) return null
  return typeof value === 'object' ? undefined : value
}

/** The resources of the templates that a definition with `…IfNotExists` would find beside the one in question. */
function relatedTo(resource: AzureResource, fields: Untyped, details: Untyped, others: readonly AzureResource[]): readonly Untyped[] {
  const type = memberOf(details, 'type')
  const name = memberOf(details, 'name')
  if (typeof type !== 'string') return []
  const isSame = resource.is(type)
  const isNamed = (candidate: Untyped): boolean => {
    if (typeof name !== 'string') return true
    const actual = memberOf(candidate, 'name')
    return actual instanceof UnknownValue || String(known(actual)).toLowerCase() === name.toLowerCase()
  }
  const isBelow = type.toLowerCase().startsWith(`${resource.type.toLowerCase()}/`) || isExtension(type)
  const candidates = others.filter((other) => other !== resource && other.is(type) && (!isBelow || isWithin(other, resource)))
  return [...(isSame ? [fields] : []), ...candidates.map((candidate) => resourceFields(candidate.resource))].filter(isNamed)
}

/** Types whose resources stand on another one. */
function isExtension(type: string): boolean {
  return /^microsoft\.(?:insights\/diagnosticsettings|kubernetesconfiguration\/|authorization\/|security\/)/i.test(type)
}
