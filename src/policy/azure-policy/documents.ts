import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { describeDocument, isMapping, valueAt, type Untyped } from '../untyped.ts'
import { ConditionEvaluator } from './condition.ts'
import { readOverrides, readResourceSelectors, type Override, type SelectorSet } from './selectors.ts'
import { memberOf } from './value.ts'

export interface ParameterDeclaration {
  readonly type: string
  readonly defaultValue: unknown
  readonly allowedValues: readonly unknown[] | undefined
}

/** A policy definition, built-in or custom. */
export interface PolicyDefinition {
  /** The resource id, or the name where it has none; compared without regard to case. */
  readonly id: string
  readonly displayName: string
  readonly mode: string
  readonly version: string
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>
  readonly policyRule: unknown
}

export interface PolicySetMember {
  readonly definitionId: string
  /** The version of the definition that is meant, such as `1.*.*`; of any where it is absent. */
  readonly definitionVersion: string | undefined
  readonly referenceId: string
  readonly parameters: Untyped
}

/** An initiative: definitions that are assigned together. */
export interface PolicySetDefinition {
  readonly id: string
  readonly displayName: string
  readonly version: string
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>
  readonly members: readonly PolicySetMember[]
}

export interface PolicyAssignment {
  readonly id: string
  readonly displayName: string
  readonly definitionId: string
  /** The version of the definition or initiative that is meant, such as `1.*.*`; any where it is absent. */
  readonly definitionVersion: string | undefined
  readonly parameters: Untyped
  /** `DoNotEnforce`: nothing is refused or changed, and everything is still reported. */
  readonly enforced: boolean
  /** Ids of scopes that it leaves out. */
  readonly notScopes: readonly string[]
  /** Which resources of its scope it is about; empty for all. */
  readonly resourceSelectors: readonly SelectorSet[]
  readonly overrides: readonly Override[]
}

export interface PolicyExemption {
  readonly id: string
  readonly assignmentId: string
  /** Empty: the whole assignment. */
  readonly referenceIds: readonly string[]
  readonly category: string
  readonly resourceSelectors: readonly SelectorSet[]
  /** Whether it may be about a scope that the assignment is not about. */
  readonly validatesScope: boolean
  readonly expiresOn: Date | undefined
  readonly description: string
}

/** Ids are compared by their last part in lower case: the same built-in has one name in every cloud and scope. */
export function idKey(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase()
}

interface Head {
  readonly id: string
  readonly properties: Untyped
  readonly displayName: string
}

function readHead(document: unknown): Head {
  const given = valueAt(document, ['properties'])
  const properties = isMapping(given) ? given : isMapping(document) ? document : {}
  const [id, name, displayName] = [valueAt(document, ['id']), valueAt(document, ['name']), properties['displayName']].map((value) =>
    typeof value === 'string' ? value : '',
  )
  return { id: id || name || displayName!, properties, displayName: displayName || name || id! }
}

function readParameters(properties: Untyped): ReadonlyMap<string, ParameterDeclaration> {
  const declared = properties['parameters']
  if (!isMapping(declared)) return new Map()
  return new Map(
    Object.entries(declared).map(([name, value]) => {
      const allowed = valueAt(value, ['allowedValues'])
      const type = valueAt(value, ['type'])
      return [
        name,
        {
          type: typeof type === 'string' ? type : 'String',
          defaultValue: valueAt(value, ['defaultValue']),
          allowedValues: Array.isArray(allowed) ? allowed : undefined,
        },
      ]
    }),
  )
}

/** @throws {PolicyDocumentError} where it has no rule */
export function readPolicyDefinition(document: unknown): PolicyDefinition {
  const { id, properties, displayName } = readHead(document)
  const policyRule = properties['policyRule']
  if (!isMapping(policyRule))
    throw new PolicyDocumentError(
      'policy-invalid',
      displayName || describeDocument(document),
      ['properties', 'policyRule'],
      spoken({ en: 'is missing', ja: 'ありません' }),
    )
  return {
    id,
    displayName,
    mode: textOf(properties['mode'], 'Indexed'),
    version: versionOf(properties),
    parameters: readParameters(properties),
    policyRule,
  }
}

/** @throws {PolicyDocumentError} where it names no definitions */
export function readPolicySetDefinition(document: unknown): PolicySetDefinition {
  const { id, properties, displayName } = readHead(document)
  const members = properties['policyDefinitions']
  if (!Array.isArray(members))
    throw new PolicyDocumentError(
      'policy-invalid',
      displayName,
      ['properties', 'policyDefinitions'],
      spoken({ en: 'is missing', ja: 'ありません' }),
    )
  return {
    id,
    displayName,
    version: versionOf(properties),
    parameters: readParameters(properties),
    members: members.filter(isMapping).map((member, index) => ({
      definitionId: textOf(member['policyDefinitionId'], ''),
      definitionVersion: typeof member['definitionVersion'] === 'string' ? member['definitionVersion'] : undefined,
      referenceId: textOf(member['policyDefinitionReferenceId'], String(index)),
      parameters: valuesOf(member['parameters']),
    })),
  }
}

/** @throws {PolicyDocumentError} where it assigns nothing */
export function readPolicyAssignment(document: unknown): PolicyAssignment {
  const { id, properties, displayName } = readHead(document)
  const definitionId = properties['policyDefinitionId']
  if (typeof definitionId !== 'string')
    throw new PolicyDocumentError(
      'policy-invalid',
      displayName,
      ['properties', 'policyDefinitionId'],
      spoken({ en: 'is missing', ja: 'ありません' }),
    )
  return {
    id,
    displayName,
    definitionId,
    definitionVersion: typeof properties['definitionVersion'] === 'string' ? properties['definitionVersion'] : undefined,
    parameters: valuesOf(properties['parameters']),
    enforced: textOf(properties['enforcementMode'], '').toLowerCase() !== 'donotenforce',
    notScopes: Array.isArray(properties['notScopes']) ? properties['notScopes'].map(String) : [],
    resourceSelectors: readResourceSelectors(displayName, properties),
    overrides: readOverrides(displayName, properties),
  }
}

/** @throws {PolicyDocumentError} where it exempts from nothing, or its end is no date */
export function readPolicyExemption(document: unknown): PolicyExemption {
  const { id, properties, displayName } = readHead(document)
  const assignmentId = properties['policyAssignmentId']
  if (typeof assignmentId !== 'string')
    throw new PolicyDocumentError(
      'policy-invalid',
      displayName,
      ['properties', 'policyAssignmentId'],
      spoken({ en: 'is missing', ja: 'ありません' }),
    )
  const references = properties['policyDefinitionReferenceIds']
  const end = properties['expiresOn']
  const expiresOn = typeof end === 'string' ? new Date(end) : undefined
  if (expiresOn !== undefined && Number.isNaN(expiresOn.getTime()))
    throw new PolicyDocumentError(
      'policy-invalid',
      displayName,
      ['properties', 'expiresOn'],
      spoken({ en: 'is not a date', ja: '日付ではありません' }),
    )
  return {
    id,
    assignmentId,
    referenceIds: Array.isArray(references) ? references.map(String) : [],
    category: textOf(properties['exemptionCategory'], 'Waiver'),
    resourceSelectors: readResourceSelectors(displayName, properties),
    validatesScope: textOf(properties['assignmentScopeValidation'], 'Default').toLowerCase() !== 'donotvalidate',
    expiresOn,
    description: textOf(properties['description'], displayName),
  }
}

function versionOf(properties: Untyped): string {
  return textOf(properties['version'] ?? valueAt(properties, ['metadata', 'version']), '')
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}

/** `{ name: { value: x } }` as `{ name: x }`. */
export function valuesOf(parameters: unknown): Untyped {
  if (!isMapping(parameters)) return {}
  return Object.fromEntries(
    Object.entries(parameters).map(([name, entry]) => [name, isMapping(entry) && 'value' in entry ? entry['value'] : entry]),
  )
}

/**
 * The value of every declared parameter: the given one, else its default.
 *
 * @throws {PolicyDocumentError} for a parameter without either, for a value that is not allowed, and for a parameter that is
 *   not declared
 */
export function parameterValues(owner: string, declared: ReadonlyMap<string, ParameterDeclaration>, given: Untyped): Untyped {
  const names = new Set([...declared.keys()].map((name) => name.toLowerCase()))
  const stranger = Object.keys(given).find((name) => !names.has(name.toLowerCase()))
  if (stranger !== undefined)
    throw new PolicyDocumentError(
      'policy-invalid',
      owner,
      ['properties', 'parameters', stranger],
      spoken({ en: 'is not a parameter of the definition', ja: '定義にないパラメーターです' }),
    )
  const values: Record<string, unknown> = {}
  for (const [name, { defaultValue, allowedValues }] of declared) {
    const value = memberOf(given, name) ?? defaultValue
    if (value === undefined)
      throw new PolicyDocumentError(
        'policy-invalid',
        owner,
        ['properties', 'parameters', name],
        spoken({ en: 'has no value', ja: '値がありません' }),
      )
    const among = (item: unknown): boolean => allowedValues!.some((allowed) => String(allowed).toLowerCase() === String(item).toLowerCase())
    const allowed = allowedValues === undefined || (Array.isArray(value) ? value.every(among) : typeof value === 'object' || among(value))
    if (!allowed)
      throw new PolicyDocumentError(
        'policy-invalid',
        owner,
        ['properties', 'parameters', name],
        spoken(
          { en: '{value} is not one of the allowed values', ja: '{value} は許される値ではありません' },
          { value: JSON.stringify(value) },
        ),
      )
    values[name] = value
  }
  return values
}

/** A template with the parameters put in: `[parameters('x')]`, `[parameters('x').y]`, `[concat(…)]`. */
export function fillIn(template: unknown, parameters: Untyped): unknown {
  return new ConditionEvaluator({ resource: {}, parameters, aliases: new Map() }).evaluate(template)
}
