import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { isMapping, type Untyped } from '../untyped.ts'
import { memberOf } from './value.ts'

/** What selectors ask about a resource; undefined where it is not known, which then decides nothing. */
export interface SelectedResource {
  readonly type: string | undefined
  readonly location: string | undefined
  /** Whether the kind of resource has a place at all. */
  readonly hasLocation: boolean | undefined
}

/** One property, and the values that it must have or must not have; in lower case. */
interface Selector {
  readonly kind: string
  readonly in: readonly string[] | undefined
  readonly notIn: readonly string[] | undefined
}

/** Selectors that must all hold. */
export type SelectorSet = readonly Selector[]

/** A change that an assignment makes to the definitions that it assigns. */
export interface Override {
  readonly kind: 'policyEffect' | 'definitionVersion'
  readonly value: string
  readonly selectors: SelectorSet
}

const resourceKinds: ReadonlySet<string> = new Set(['resourcelocation', 'resourcetype', 'resourcewithoutlocation'])
const referenceKind = 'policydefinitionreferenceid'

/**
 * Reads `resourceSelectors` of an assignment or exemption: one of the sets must hold.
 *
 * @throws {PolicyDocumentError} for kinds of selectors that are not known here
 */
export function readResourceSelectors(owner: string, properties: Untyped): readonly SelectorSet[] {
  return itemsOf(properties, 'resourceSelectors').map((item, index) =>
    readSelectors(owner, item, ['properties', 'resourceSelectors', index], resourceKinds),
  )
}

/** @throws {PolicyDocumentError} for kinds of overrides and selectors that are not known here */
export function readOverrides(owner: string, properties: Untyped): readonly Override[] {
  return itemsOf(properties, 'overrides').map((item, index): Override => {
    const at = ['properties', 'overrides', index]
    const [kind, value] = [String(memberOf(item, 'kind')), memberOf(item, 'value')]
    const known = (['policyEffect', 'definitionVersion'] as const).find((name) => name.toLowerCase() === kind.toLowerCase())
    if (known === undefined)
      throw new PolicyDocumentError(
        'policy-unsupported',
        owner,
        [...at, 'kind'],
        spoken({ en: '{kind} is not known here', ja: '{kind} という種類は、ここでは扱えません' }, { kind }),
      )
    if (typeof value !== 'string')
      throw new PolicyDocumentError(
        'policy-invalid',
        owner,
        [...at, 'value'],
        spoken({ en: 'must be a string', ja: '文字列を指定してください' }),
      )
    return { kind: known, value, selectors: readSelectors(owner, item, at, new Set([...resourceKinds, referenceKind])) }
  })
}

function readSelectors(owner: string, item: Untyped, at: readonly (string | number)[], known: ReadonlySet<string>): SelectorSet {
  return itemsOf(item, 'selectors').map((selector, index): Selector => {
    const kind = String(memberOf(selector, 'kind')).toLowerCase()
    if (!known.has(kind))
      throw new PolicyDocumentError(
        'policy-unsupported',
        owner,
        [...at, 'selectors', index, 'kind'],
        spoken(
          { en: '{kind} is not known here', ja: '{kind} という種類は、ここでは扱えません' },
          { kind: String(memberOf(selector, 'kind')) },
        ),
      )
    const values = (name: string): readonly string[] | undefined => {
      const list = memberOf(selector, name)
      return Array.isArray(list) ? list.map((value) => String(value).toLowerCase()) : undefined
    }
    return { kind, in: values('in'), notIn: values('notIn') }
  })
}

function itemsOf(holder: unknown, name: string): readonly Untyped[] {
  const list = memberOf(holder, name)
  return Array.isArray(list) ? list.filter(isMapping) : []
}

/** Whether the selectors take the resource in. What is not known of it leaves nothing out. */
export function selectsResource(sets: readonly SelectorSet[], resource: SelectedResource): boolean {
  return sets.length === 0 || sets.some((selectors) => selectors.every((selector) => holds(selector, resource)))
}

function holds(selector: Selector, { type, location, hasLocation }: SelectedResource): boolean {
  switch (selector.kind) {
    case 'resourcetype':
      return isAmong(selector, type)
    case 'resourcelocation':
      return isAmong(selector, location?.replaceAll(' ', ''))
    case 'resourcewithoutlocation':
      return hasLocation !== true
    default:
      return true
  }
}

function isAmong({ in: among, notIn }: Selector, value: string | undefined): boolean {
  if (value === undefined) return true
  const actual = value.toLowerCase()
  return (among === undefined || among.includes(actual)) && notIn?.includes(actual) !== true
}

/**
 * The effect that an assignment gives to one of its definitions instead of that of the definition; undefined where it gives
 * none. The first override that is about it counts.
 *
 * @param referenceId of the member of the initiative
 */
export function overriddenEffect(
  overrides: readonly Override[],
  referenceId: string | undefined,
  resource: SelectedResource,
): string | undefined {
  return overrides.find(
    ({ kind, selectors }) =>
      kind === 'policyEffect' &&
      selectors.every(
        (selector) => isOfMember(selector, referenceId) && (selector.kind === referenceKind || isKnownToHold(selector, resource)),
      ),
  )?.value
}

/**
 * The version that an assignment gives to one of its definitions instead of the one that it, or the initiative, names.
 *
 * @throws {PolicyDocumentError} for a version that depends on the resource
 */
export function overriddenVersion(owner: string, overrides: readonly Override[], referenceId: string | undefined): string | undefined {
  const index = overrides.findIndex(
    ({ kind, selectors }) => kind === 'definitionVersion' && selectors.every((selector) => isOfMember(selector, referenceId)),
  )
  const found = overrides[index]
  if (found?.selectors.some(({ kind }) => kind !== referenceKind) === true)
    throw new PolicyDocumentError(
      'policy-unsupported',
      owner,
      ['properties', 'overrides', index, 'selectors'],
      spoken({
        en: 'a version that depends on the resource is not known here',
        ja: 'リソースによって変わるバージョンは、ここでは扱えません',
      }),
    )
  return found?.value
}

/** The effects that overrides may give to a definition, depending on the resource. */
export function possibleEffects(overrides: readonly Override[], referenceId: string | undefined): readonly string[] {
  return overrides
    .filter(({ kind, selectors }) => kind === 'policyEffect' && selectors.every((selector) => isOfMember(selector, referenceId)))
    .map(({ value }) => value)
}

function isOfMember(selector: Selector, referenceId: string | undefined): boolean {
  return selector.kind !== referenceKind || isAmong(selector, referenceId ?? '')
}

/** An effect is changed only for what is known to be meant. */
function isKnownToHold(selector: Selector, resource: SelectedResource): boolean {
  const isKnown = { resourcetype: resource.type, resourcelocation: resource.location, resourcewithoutlocation: resource.hasLocation }[
    selector.kind as 'resourcetype'
  ]
  return isKnown !== undefined && holds(selector, resource)
}
