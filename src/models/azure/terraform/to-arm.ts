import type { JsonValue, PathEdit } from '../../../core/edit.ts'
import { editValues } from '../edit/edit-values.ts'
import { hclStyle } from '../edit/literal-style.ts'
import type { TemplateResource } from '../template/evaluation.ts'
import { fromPlain } from '../value/plain.ts'
import {
  dictionary,
  entryOf,
  isNull,
  isText,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Dictionary,
  type Entry,
  entry,
  type Origin,
  type Scalar,
  type Unknown,
  type Value,
} from '../value/value.ts'
import { azurermTable } from './azurerm-table.ts'
import { hclEditor, isWrittenHere } from './editor.ts'
import { booleanOf, numberOf } from './functions/conversions.ts'
import { textAt, type TerraformResource } from './module.ts'
import { providerDefault, type AttributeRow, type BlockList, type ProviderMajor, type ResourceTable } from './resource-table.ts'
import { knownBy, type ResourceUpdate } from './updates.ts'

/** The ARM resource that a Terraform resource makes; undefined for one that makes none, or none that is known. */
export function toArm(resource: TerraformResource, major: ProviderMajor): TemplateResource | undefined {
  if (resource.type === 'azapi_resource') return fromAzapi(resource)
  const table = azurermTable[resource.type]
  return table === undefined ? undefined : fromAzurerm(resource, table, major)
}

/** What an `azapi_update_resource` changes, and of which resource; undefined for any other resource, and where it sets nothing. */
export function updateOf(resource: TerraformResource): ResourceUpdate | undefined {
  const { source, block, address } = resource
  if (resource.type !== 'azapi_update_resource' || resource.body.kind !== 'dictionary') return undefined
  const { entries } = resource.body
  const content = parsedBody(entries.get('body')?.value)
  if (content?.kind !== 'dictionary' && content?.kind !== 'unknown') return undefined
  return {
    source,
    range: block.head,
    address,
    type: (textAt(resource.body, 'type') ?? '').split('@')[0]!,
    target: knownBy(entries.get('resource_id')?.value),
    parent: knownBy(entries.get('parent_id')?.value),
    name: knownBy(entries.get('name')?.value),
    body: content,
    edit: (edits) => (isWrittenHere(resource) ? editValues(source, content, edits, hclStyle) : undefined),
  }
}

function common(
  resource: TerraformResource,
): Pick<TemplateResource, 'condition' | 'existing' | 'repeated' | 'declaration' | 'head' | 'trail' | 'symbol'> {
  const { source, block } = resource
  const declaration: Origin = { source, range: block.range }
  return {
    condition: scalar(declaration, true),
    existing: false,
    repeated: resource.repeated,
    declaration,
    head: { source, range: block.head },
    trail: resource.trail,
    symbol: resource.address,
  }
}

/** Others refer to the id by the resource's address, so that is what it is known by, unless a plan or state has the id itself. */
function idOf(resource: TerraformResource): Value {
  const given = resource.body.kind === 'dictionary' ? resource.body.entries.get('id')?.value : undefined
  if (given !== undefined && isText(given)) return given
  return unknown({ source: resource.source, range: resource.block.head }, 'runtime', `${resource.address}.id`)
}

function nameOf(resource: TerraformResource, name: Value | undefined): Value {
  return name ?? unknown({ source: resource.source, range: resource.block.head }, 'runtime', `${resource.address}.name`)
}

function fromAzurerm(resource: TerraformResource, table: ResourceTable, major: ProviderMajor): TemplateResource {
  const body = new Assembled({ source: resource.source, range: resource.block.body.range })
  const head: Origin = { source: resource.source, range: resource.block.head }
  body.take(resource.body, table.rows, major, head)
  takeLists(body, resource.body, table.lists ?? [], major)
  for (const { block, lists } of table.within ?? []) {
    const found = resource.body.kind === 'dictionary' ? resource.body.entries.get(block)?.value : undefined
    const [only] = found?.kind === 'list' ? found.items : []
    if (only !== undefined) takeLists(body, only, lists, major)
  }
  const whole = body.value()
  return {
    ...common(resource),
    type: table.type,
    apiVersion: table.apiVersion,
    name: nameOf(resource, entryOf(whole, 'name')?.value),
    id: idOf(resource),
    body: whole,
    editor: hclEditor(resource, table, major),
  }
}

/** Blocks as items of lists; those of several types that make one list stand in it one type after the other. */
function takeLists(body: Assembled, from: Value, lists: readonly BlockList[], major: ProviderMajor): void {
  const made = new Map<string, Entry>()
  for (const { block, to, rows, lists: inside } of lists) {
    const found = from.kind === 'dictionary' ? from.entries.get(block) : undefined
    const blocks = found === undefined ? undefined : blocksIn(found.value)
    if (found === undefined || blocks === undefined) continue
    const items = blocks.items.map((item) => {
      const inner = new Assembled(item)
      inner.take(item, rows, major, { source: found.source, range: found.key })
      takeLists(inner, item, inside ?? [], major)
      return inner.value()
    })
    const before = made.get(to)?.value
    const earlier = before?.kind === 'list' ? before : undefined
    const value = list(found.value, [...(earlier?.items ?? []), ...items], blocks.open ?? earlier?.open)
    made.set(to, { ...found, value })
  }
  for (const [to, held] of made) body.set(to, held)
}

/** Blocks of one type: plans and the JSON form of the language may have a single one, or say that they are not known. */
function blocksIn(value: Value): { readonly items: readonly Value[]; readonly open?: Unknown | undefined } | undefined {
  if (value.kind === 'list') return value
  if (value.kind === 'dictionary') return { items: [value] }
  return value.kind === 'unknown' ? { items: [], open: value } : undefined
}

/** A dictionary that is put together property by property. */
class Assembled {
  readonly #at: Origin
  readonly #entries = new Map<string, Entry | Assembled>()
  #open: Dictionary['open']

  constructor(at: Origin) {
    this.#at = at
  }

  take(from: Value, rows: readonly AttributeRow[], major: ProviderMajor, head: Origin): void {
    if (from.kind === 'unknown') this.#open = from
    for (const row of rows) {
      const names = [row.from, row.formerly, row.once].filter((name) => name !== undefined)
      const found = names.map((name) => attributeAt(from, name)).find((each) => each !== undefined)
      if (found !== undefined && row.present !== undefined) {
        const there = found.value.kind !== 'list' || found.value.items.length > 0
        if (there)
          this.set(row.to, {
            ...found,
            value: conditional(found.value, fromPlain({ source: found.source, range: found.key }, row.present)),
            written: found.key,
          })
        continue
      }
      const byDefault = row.from.includes('.') ? undefined : providerDefault(row, major)
      if (found !== undefined && !isNull(found.value))
        this.set(row.to, { ...found, value: converted(orDefault(found.value, byDefault), row) })
      else if (byDefault !== undefined)
        this.set(row.to, { value: converted(fromPlain(head, byDefault), row), source: head.source, key: head.range, written: head.range })
    }
  }

  set(path: string, value: Entry): void {
    const [first = '', ...rest] = path.split('.')
    if (rest.length === 0) {
      this.#entries.set(first, value)
      return
    }
    const inner = this.#entries.get(first)
    const next = inner instanceof Assembled ? inner : new Assembled(this.#at)
    this.#entries.set(first, next)
    next.set(rest.join('.'), value)
  }

  value(): Dictionary {
    const entries = new Map<string, Entry>()
    for (const [key, held] of this.#entries) {
      if (!(held instanceof Assembled)) entries.set(key, held)
      else {
        const value = held.value()
        const [inner] = value.entries.values()
        entries.set(key, { value, source: value.source, key: inner?.key ?? value.range, written: inner?.written ?? value.range })
      }
    }
    return dictionary(this.#at, entries, this.#open)
  }
}

/** A block whose being there is not known makes what hangs on it unknown. */
function conditional(block: Value, value: Value): Value {
  if (block.kind === 'unknown') return stillUnknown(value, block)
  return block.kind === 'list' && block.open !== undefined ? stillUnknown(value, block.open) : value
}

/**
 * The attribute that a dotted path leads to; of several blocks of one type the first counts. Where it is not known whether a
 * block on the way is there, the attribute is not known either.
 */
function attributeAt(from: Value, path: string): Entry | undefined {
  let value = from
  let found: Entry | undefined
  let doubt: Unknown | undefined
  for (const step of path.split('.')) {
    if (value.kind === 'list') {
      doubt ??= value.open
      const [first] = value.items
      if (first === undefined) return found === undefined || doubt === undefined ? undefined : { ...found, value: doubt }
      value = first
    }
    if (value.kind === 'unknown' && found !== undefined) return { ...found, value }
    if (value.kind !== 'dictionary') return undefined
    const next = value.entries.get(step)
    if (next === undefined) return value.open === undefined ? undefined : { ...(found ?? entry(value, value)), value: value.open }
    found = next
    value = found.value
  }
  return found === undefined || doubt === undefined || value.kind === 'list' ? found : { ...found, value: stillUnknown(found.value, doubt) }
}

/** What can come out as null can come out as what the provider sends where nothing is said. */
function orDefault(value: Value, byDefault: JsonValue | undefined): Value {
  if (byDefault === undefined || value.kind !== 'unknown' || value.choices === undefined) return value
  return { ...value, choices: value.choices.map((choice) => (isNull(choice) ? fromPlain(choice, byDefault) : choice)) }
}

/** The attribute's value as the property has it. The provider takes the words true and false for the truth values. */
function converted(value: Value, row: AttributeRow): Value {
  if (value.kind === 'unknown' && value.choices !== undefined)
    return { ...value, choices: value.choices.map((choice) => converted(choice, row)) }
  if (value.kind !== 'scalar' || value.value === null) return value
  const { as, default: usual } = row
  const truth = booleanOf(value)
  if (as === 'not') return scalarLike(value, truth !== true)
  if (as === 'text') return scalarLike(value, String(value.value))
  if (as !== undefined) return truth === undefined ? value : scalarLike(value, truth ? as[0] : as[1])
  if (truth !== undefined && truth !== value.value) return scalarLike(value, truth)
  return typeof usual === 'number' && typeof value.value === 'string' ? scalarLike(value, numberOf(value) ?? value.value) : value
}

function scalarLike(value: Scalar, other: Scalar['value']): Scalar {
  return value.value === other ? value : { ...value, value: other }
}

/** azapi writes ARM bodies as they are: an object, or in older versions the JSON of one. */
function fromAzapi(resource: TerraformResource): TemplateResource | undefined {
  const written = textAt(resource.body, 'type')
  const body = resource.body.kind === 'dictionary' ? resource.body.entries : new Map<string, Entry>()
  if (written === undefined) return undefined
  const [type = '', apiVersion] = written.split('@')
  const entries = new Map<string, Entry>()
  for (const key of ['name', 'location', 'tags']) {
    const found = body.get(key)
    if (found !== undefined) entries.set(key, found)
  }
  const parent = body.get('parent_id')
  if (parent !== undefined) entries.set('parentId', parent)
  const identity = body.get('identity')
  const [held] = identity === undefined ? [] : (blocksIn(identity.value)?.items ?? [])
  if (identity !== undefined && held !== undefined) entries.set('identity', { ...identity, value: held })
  const content = parsedBody(body.get('body')?.value)
  if (content?.kind === 'dictionary') for (const [key, found] of content.entries) entries.set(key, found)
  const open = content?.kind === 'unknown' ? content : content?.kind === 'dictionary' ? content.open : undefined
  const whole = dictionary({ source: resource.source, range: resource.block.body.range }, entries, open)
  return {
    ...common(resource),
    type,
    apiVersion,
    name: nameOf(resource, entries.get('name')?.value),
    id: idOf(resource),
    body: whole,
    editor: {
      edit: (edits) =>
        content === undefined || !isWrittenHere(resource) || edits.some(isBesideBody)
          ? undefined
          : editValues(resource.source, content, edits, hclStyle),
    },
  }
}

/** These are arguments of their own, or may be. */
function isBesideBody({ path }: PathEdit): boolean {
  return ['name', 'location', 'tags', 'identity', 'parentId'].includes(String(path[0]))
}

function parsedBody(value: Value | undefined): Value | undefined {
  if (value === undefined || !isText(value)) return value
  try {
    return fromPlain(value, JSON.parse(value.value) as JsonValue)
  } catch {
    return unknown(value, 'error', 'body')
  }
}
