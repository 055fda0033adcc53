import type { JsonValue } from '../../core/edit.ts'
import type { Path, Place } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject } from '../../core/subject.ts'
import { defaultOf, type Citation } from './defaults.ts'
import { documentOf } from './document.ts'
import type { TemplateResource } from './template/evaluation.ts'
import { fromPlain, toPlain } from './value/plain.ts'
import { entryOf, isNull, isText, valueAt, type Unknown, type Value } from './value/value.ts'

/** A resource as one unit deploys it: a template with one set of parameters, or a live answer. */
export interface Variant {
  readonly resource: TemplateResource
  /** The unit: the parameter file, or the template where there is none. */
  readonly unit: string
}

/** What is known of one property of a resource. */
export type Setting =
  | { readonly state: 'set'; readonly value: JsonValue; readonly decided: Place }
  /** Omitted, and the service is known to take this value. */
  | { readonly state: 'default'; readonly value: JsonValue; readonly citation: Citation }
  /** Omitted, and it is not known what the service takes. */
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly unknown: Unknown }

/**
 * An Azure resource in the shape in which Azure Resource Manager takes it, whatever it was read from. Names of types and
 * properties are compared without case.
 */
export class AzureResource implements Subject {
  readonly ref: ResourceRef
  readonly document: Document
  readonly type: string
  readonly variants: readonly [Variant, ...Variant[]]
  /** Where in the resource's body this subject stands: empty for the resource itself, or the way to an inline child. */
  readonly base: Path

  constructor(variants: readonly [Variant, ...Variant[]], base: Path = [], ref?: ResourceRef) {
    const [{ resource }] = variants
    this.variants = variants
    this.base = base
    this.type = ref !== undefined && 'type' in ref ? ref.type : resource.type
    this.ref = ref ?? { type: resource.type, name: nameOf(resource) }
    this.document = documentOf(resource, base)
  }

  get resource(): TemplateResource {
    return this.variants[0].resource
  }

  get name(): string {
    return this.ref.name
  }

  is(type: string): boolean {
    return this.type.toLowerCase() === type.toLowerCase()
  }

  /**
   * The value at `path`; undefined where it is omitted, and unknown where it may be among entries that are not known. Of
   * several units the first one speaks.
   */
  get(...path: Path): Value | undefined {
    const found = walk(this.resource.body, [...this.base, ...path])
    return 'value' in found ? found.value : found.open
  }

  /** The string at `path`, where there is a known one. */
  text(...path: Path): string | undefined {
    const value = this.get(...path)
    return value !== undefined && isText(value) ? value.value : undefined
  }

  /** A string at `path` for comparing, with what is unknown in it shown in braces; see the shape of unknown values. */
  shape(...path: Path): string | undefined {
    const value = this.get(...path)
    if (value === undefined) return undefined
    return isText(value) ? value.value : value.kind === 'unknown' ? value.shape : undefined
  }

  /** The id, in lower case, with what is unknown in it shown in braces. */
  get id(): string {
    const { id } = this.resource
    return (isText(id) ? id.value : id.kind === 'unknown' ? (id.shape ?? '') : '').toLowerCase()
  }

  /** What a unit says of the property at `path`. */
  setting({ resource }: Variant, path: Path): Setting {
    return settingOf(resource, this.type, this.base, path)
  }
}

/** The kind of all Azure resources. Narrower kinds stand in `kinds.ts`. */
export const azureResource = defineSubject<AzureResource>('azure-resource')

/** A shape as people read it: what is not known stands in angle brackets. */
export function shownShape(shape: string): string {
  return shape.replace(/\{([^{}]*)\}/g, '<$1>')
}

function nameOf({ name, symbol }: TemplateResource): string {
  if (isText(name)) return name.value
  return (name.kind === 'unknown' && name.shape !== undefined ? shownShape(name.shape) : undefined) ?? symbol
}

type Found = { readonly value: Value } | { readonly missing: true; readonly open?: Unknown }

/** What `path` leads to, or the unknown that the way to it ends in. */
function walk(body: Value, path: Path): Found {
  let value = body
  for (const [index, step] of path.entries()) {
    if (value.kind === 'unknown') return throughChoices(value, path.slice(index))
    if (value.kind === 'dictionary') {
      const entry = entryOf(value, String(step))
      if (entry === undefined) return value.open === undefined ? { missing: true } : { missing: true, open: value.open }
      value = entry.value
    } else if (value.kind === 'list' && typeof step === 'number') {
      const item: Value | undefined = value.items[step]
      if (item === undefined) return value.open === undefined ? { missing: true } : { missing: true, open: value.open }
      value = item
    } else return { missing: true }
  }
  return { value }
}

/** An undecided condition often chooses between objects that agree in what is asked of them, or in that they do not say it. */
function throughChoices(value: Unknown, path: Path): Found {
  const found = value.choices?.map((choice) => walk(choice, path)) ?? []
  const [first] = found
  if (first !== undefined && path.length > 0 && found.every((outcome) => 'missing' in outcome && outcome.open === undefined)) return first
  if (first === undefined || !found.every((outcome) => 'value' in outcome && outcome.value.kind !== 'unknown'))
    return { value: { ...value, choices: [] } }
  return { value: { ...value, choices: found.flatMap((outcome) => ('value' in outcome ? [outcome.value] : [])) } }
}

function settingOf(resource: TemplateResource, type: string, base: Path, path: Path): Setting {
  const found = walk(resource.body, [...base, ...path])
  if ('missing' in found) return found.open === undefined ? omitted(resource, type, path) : { state: 'unknown', unknown: found.open }
  const { value } = found
  if (isNull(value)) return omitted(resource, type, path)
  const result = toPlain(value)
  if ('unknown' in result) return { state: 'unknown', unknown: withDefaults(result.unknown, omitted(resource, type, path)) }
  const { source, range } = value
  return { state: 'set', value: result.plain, decided: { source, range, path: [...base, ...path] } }
}

/** What can come out as null can come out as what the service takes where nothing is said. */
function withDefaults(value: Unknown, fallback: Setting): Unknown {
  if (value.choices?.some((choice) => isNull(choice)) !== true) return value
  if (fallback.state !== 'default') return { ...value, choices: [] }
  return { ...value, choices: value.choices.map((choice) => (isNull(choice) ? fromPlain(choice, fallback.value) : choice)) }
}

function omitted(resource: TemplateResource, type: string, path: Path): Setting {
  const sku = valueAt(resource.body, ['sku', 'name'])
  const found = defaultOf(type, path, resource.apiVersion, sku !== undefined && isText(sku) ? sku.value : undefined)
  return found === undefined ? { state: 'absent' } : { state: 'default', value: found.value, citation: found.citation }
}
