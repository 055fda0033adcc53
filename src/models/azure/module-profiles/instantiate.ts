import type { PathEdit, TextEdit } from '../../../core/edit.ts'
import { resourceIdAt } from '../functions/deployment.ts'
import { interpolated } from '../functions/strings.ts'
import { nameSegments } from '../template/deployed.ts'
import type { TemplateResource } from '../template/evaluation.ts'
import { fromPlain, toPlain } from '../value/plain.ts'
import {
  dictionary,
  entry,
  entryOf,
  isNull,
  isText,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Entry,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import { Assembled } from './assembled.ts'
import type { ListedOutput, ModuleProfile, ProfileCondition, ProfiledResource, ProfileRow } from './profile.ts'

/** A call of a module that is known by its profile. */
export interface ProfiledCall {
  /** The whole call, and the part of it that says which module it is. */
  readonly declaration: Origin
  readonly head: Origin
  /** What the call is known by, and what it calls. */
  readonly label: string
  readonly reference: string
  readonly parameters: ReadonlyMap<string, Entry>
  /** The id of what the module is deployed to; undefined where ids are known only once it is applied. */
  readonly scope: Value | undefined
  readonly trail: readonly Origin[]
  /** Edits of parameters, by their paths, as edits of the text of the call. */
  readonly edit?: (edits: readonly PathEdit[]) => readonly TextEdit[] | undefined
}

/** What a module call deploys according to the profile of the module. */
export class ProfiledModule {
  readonly #profile: ModuleProfile
  readonly #call: ProfiledCall
  #resources: readonly TemplateResource[] | undefined

  constructor(profile: ModuleProfile, call: ProfiledCall) {
    this.#profile = profile
    this.#call = call
  }

  resources(): readonly TemplateResource[] {
    this.#resources ??= this.#profile.resources.flatMap((resource) => [...this.#instances(resource)])
    return this.#resources
  }

  output(name: string, at: Origin): Value {
    const [main] = this.resources()
    const says = this.#profile.outputs[name]
    if (typeof says === 'object') return this.#listed(says, at)
    const value = main === undefined || says === undefined ? undefined : says === 'location' ? this.#mainEntry('location') : main[says]
    return value ?? unknown(at, 'runtime', `${this.#call.label}.${name}`)
  }

  #listed({ each, is }: ListedOutput, at: Origin): Value {
    const made = this.resources().filter(({ type }) => type === each)
    const known = made.filter(({ repeated }) => repeated === undefined)
    const nameIn = (body: Value): Value | undefined => (body.kind === 'dictionary' ? entryOf(body, 'name')?.value : undefined)
    const items = known.map(({ id, name, body }) => (is === 'id' ? id : (nameIn(body) ?? name)))
    return list(at, items, made.find(({ repeated }) => repeated !== undefined)?.repeated)
  }

  outputNames(): readonly string[] {
    return Object.keys(this.#profile.outputs)
  }

  #mainEntry(name: string): Value | undefined {
    const [main] = this.resources()
    return main?.body.kind === 'dictionary' ? entryOf(main.body, name)?.value : undefined
  }

  *#instances(resource: ProfiledResource): Generator<TemplateResource> {
    if (resource.each === undefined) {
      yield this.#instance(resource, undefined, undefined)
      return
    }
    const items = this.#read(resource.each, undefined)?.value
    if (items?.kind === 'unknown') yield this.#instance(resource, items, items)
    if (items?.kind !== 'list' && items?.kind !== 'dictionary') return
    const each = items.kind === 'list' ? items.items : [...items.entries.values()].map(({ value }) => value)
    for (const item of each) yield this.#instance(resource, item, undefined)
    if (items.open !== undefined) yield this.#instance(resource, items.open, items.open)
  }

  #instance(resource: ProfiledResource, item: Value | undefined, repeated: Unknown | undefined): TemplateResource {
    const { declaration, head, trail, label } = this.#call
    const body = this.#body(resource.rows, item, resource.complete === true)
    const own = (body.kind === 'dictionary' ? entryOf(body, 'name')?.value : undefined) ?? unnamed(head, label)
    const name = resource.as === 'child' ? interpolated(head, ['', '/', ''], [this.#mainName(), own]) : own
    return {
      type: resource.type,
      apiVersion: resource.apiVersion,
      name,
      id: this.#idOf(resource, name, own),
      body,
      condition: scalar(declaration, true),
      existing: false,
      repeated,
      symbol: label,
      declaration,
      head: item === undefined || repeated !== undefined ? head : item,
      trail,
      editor: { edit: (edits) => (item === undefined ? this.#edit(resource, edits) : undefined) },
    }
  }

  #mainName(): Value {
    return this.#read('name', undefined)?.value ?? unknown(this.#call.head, 'module', `${this.#call.label}.name`)
  }

  #mainId(): Value {
    const { head, scope, label } = this.#call
    const [main] = this.#profile.resources
    return scope === undefined
      ? unknown(head, 'runtime', `${label}.${main.type}`)
      : resourceIdAt(head, scope, main.type, nameSegments(this.#mainName()))
  }

  #idOf(resource: ProfiledResource, name: Value, own: Value): Value {
    const { head, scope } = this.#call
    if (resource.as === undefined) return this.#mainId()
    if (resource.as === 'beside' && scope !== undefined) return resourceIdAt(head, scope, resource.type, nameSegments(name))
    if (resource.as === 'child') return interpolated(head, ['', `/${resource.type.split('/').at(-1)}/`, ''], [this.#mainId(), own])
    return resourceIdAt(head, this.#mainId(), resource.type, [own])
  }

  #body(rows: readonly ProfileRow[], item: Value | undefined, complete: boolean): Value {
    const { head, reference } = this.#call
    const body = new Assembled(head, complete ? undefined : unknown(head, 'module', reference))
    for (const [to, ofProperty] of Map.groupBy(rows, (row) => row.to)) {
      const made = this.#property(ofProperty, item)
      if (made !== undefined && !isNull(made.value)) body.set(to, made)
    }
    return body.value()
  }

  /** What the first of the rows whose conditions hold says; unknown where that cannot be told. */
  #property(rows: readonly ProfileRow[], item: Value | undefined): Entry | undefined {
    for (const row of rows) {
      const open = this.#fails(row.when ?? [], item)
      if (open === true) continue
      if (open !== false) return entry(this.#call.head, stillUnknown(this.#call.head, open))
      return this.#sent(row, item)
    }
    return undefined
  }

  #sent(row: ProfileRow, item: Value | undefined): Entry | undefined {
    const own = this.#ownOf(row, item)
    const further = row.then === undefined ? undefined : this.#sent(row.then, item)?.value
    if (own === undefined || further === undefined) return own
    return { ...own, value: joined(own.value, further) }
  }

  #ownOf(row: ProfileRow, item: Value | undefined): Entry | undefined {
    const { head } = this.#call
    if (row.differs === true) return entry(head, unknown(head, 'module', this.#call.reference))
    if (row.idOfMain === true) return entry(head, this.#mainId())
    if (row.value !== undefined) return entry(head, fromPlain(head, row.value))
    const given = row.from === undefined ? undefined : this.#read(row.from, item)
    const found = given === undefined || isNull(given.value) ? undefined : given
    if (found === undefined) return row.otherwise === undefined ? undefined : entry(head, fromPlain(head, row.otherwise))
    if (row.items !== undefined) return { ...found, value: this.#items(row.items, found.value) }
    if (row.as === 'text' && found.value.kind === 'scalar') return { ...found, value: { ...found.value, value: String(found.value.value) } }
    return found
  }

  #items(rows: readonly ProfileRow[] | string, given: Value): Value {
    if (given.kind !== 'list') return given
    const made = given.items.map((each) =>
      typeof rows === 'string'
        ? (memberOf(each, rows)?.value ?? unknown(each, 'module', rows))
        : placedAt(each, this.#body(rows, each, true)),
    )
    return list(given, made, given.open)
  }

  /** The value of a parameter, or what the module takes for it, or a member of the item. */
  #read(path: string, item: Value | undefined): Entry | undefined {
    const [first = '', ...rest] = path.split('.')
    let found: Entry | undefined
    if (first === 'item' && item !== undefined) found = entry(item, item)
    else {
      const given = this.#call.parameters.get(first)
      const byDefault = this.#profile.defaults[first]
      found =
        given !== undefined && !isNull(given.value)
          ? given
          : byDefault === undefined
            ? undefined
            : entry(this.#call.head, fromPlain(this.#call.head, byDefault))
    }
    for (const step of rest) {
      if (found === undefined) return undefined
      found = memberOf(found.value, step)
    }
    return found
  }

  /** False where all conditions hold, true where one does not, or the unknown that it hangs on. */
  #fails(conditions: readonly ProfileCondition[], item: Value | undefined): boolean | Unknown {
    let open: Unknown | undefined
    for (const condition of conditions) {
      const holds = this.#holds(condition, this.#read(condition.of, item)?.value)
      if (holds === false) return true
      if (holds !== true) open ??= holds
    }
    return open ?? false
  }

  #holds(condition: ProfileCondition, value: Value | undefined): boolean | Unknown {
    if (value?.kind === 'unknown') return value
    if ('given' in condition) return isGiven(value) === condition.given
    if ('matches' in condition) return value !== undefined && isText(value) && condition.matches.test(value.value)
    const plain = value === undefined ? { plain: null } : toPlain(value)
    if ('unknown' in plain) return plain.unknown
    return 'is' in condition ? plain.plain === condition.is : plain.plain !== condition.isNot
  }

  /** Edits of properties as edits of the parameters that they are passed on from. */
  #edit(resource: ProfiledResource, edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const translated: PathEdit[] = []
    for (const edit of edits) {
      const inCall = this.#inCall(resource, edit)
      if (inCall === undefined) return undefined
      translated.push(inCall)
    }
    return this.#call.edit?.(translated)
  }

  /** The parameter whose change makes the same of the property; undefined where that cannot be told. */
  #inCall(resource: ProfiledResource, edit: PathEdit): PathEdit | undefined {
    const rows = resource.rows.filter(({ to }) => isPrefix(to.split('.'), edit.path))
    const index = rows.findIndex((row) => this.#fails(row.when ?? [], undefined) !== true)
    const row = rows[index]
    if (row === undefined || this.#fails(row.when ?? [], undefined) !== false) return undefined
    const asked = rows.slice(0, index + 1).flatMap(({ when }) => (when ?? []).map(({ of }) => rootOf(of)))
    const { from } = row
    if (from === undefined) return edit.op === 'set' ? switched(rows, edit) : undefined
    if (row.items !== undefined || asked.includes(rootOf(from))) return undefined
    const path = [...from.split('.'), ...edit.path.slice(row.to.split('.').length)]
    if (row.as === undefined) return { ...edit, path }
    return edit.op === 'set' && (edit.value === 'true' || edit.value === 'false')
      ? { ...edit, path, value: edit.value === 'true' }
      : undefined
  }
}

/** Where a row sends the wanted value once one parameter has one value, that parameter is set to it. */
function switched(rows: readonly ProfileRow[], edit: Extract<PathEdit, { op: 'set' }>): PathEdit | undefined {
  const [row] = rows
  const [condition, ...others] = row?.when ?? []
  if (row?.value !== edit.value || condition === undefined || others.length > 0 || !('is' in condition)) return undefined
  return { ...edit, path: condition.of.split('.'), value: condition.is }
}

function rootOf(parameter: string): string {
  return parameter.split('.')[0] ?? ''
}

/** Without a name of its own a resource is told by the call. */
function unnamed(head: Origin, label: string): Value {
  const { shape: _, ...name } = unknown(head, 'module', label)
  return name
}

function isPrefix(steps: readonly string[], path: readonly (string | number)[]): boolean {
  return steps.length <= path.length && steps.every((step, index) => step.toLowerCase() === String(path[index]).toLowerCase())
}

/** Empty texts, lists and mappings count as not given, as the modules ask for them. */
function isGiven(value: Value | undefined): boolean {
  if (value === undefined || isNull(value)) return false
  if (value.kind === 'list') return value.items.length > 0 || value.open !== undefined
  if (value.kind === 'dictionary') return value.entries.size > 0 || value.open !== undefined
  return !isText(value) || value.value !== ''
}

function memberOf(value: Value, step: string): Entry | undefined {
  if (value.kind === 'unknown') return entry(value, value)
  if (value.kind !== 'dictionary') return undefined
  return entryOf(value, step) ?? (value.open === undefined ? undefined : entry(value, value.open))
}

/** One list behind the other; what is not known of either is not known of the whole. */
function joined(first: Value, second: Value): Value {
  if (first.kind !== 'list') return first
  if (second.kind === 'list') return list(first, [...first.items, ...second.items], first.open ?? second.open)
  return second.kind === 'unknown' ? list(first, first.items, second) : first
}

/** What is made for an item stands where the item does. */
function placedAt({ source, range }: Origin, made: Value): Value {
  return made.kind === 'dictionary' ? dictionary({ source, range }, made.entries, made.open) : made
}
