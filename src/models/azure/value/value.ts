import type { Range, Source } from '../../../core/location.ts'

/** Where an expression is written. */
export interface Origin {
  readonly source: Source
  readonly range: Range
}

/** A value of a template with the place of the expression that decided it. */
export type Value = Scalar | List | Dictionary | Unknown | Entity | Lambda

export interface Scalar extends Origin {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** Came from a secure parameter or a listing of keys: never to be printed. */
  readonly secret?: true
  /** Stands for something that only the deployment decides, such as a subscription id: good for comparing, not for judging. */
  readonly synthetic?: true
}

export interface List extends Origin {
  readonly kind: 'list'
  readonly items: readonly Value[]
  /** Set where the number of items is not known: the items are examples of what the list may hold. */
  readonly open?: Unknown
  /** Its items have no position: a set of Terraform. */
  readonly set?: true
}

/** One entry of a dictionary, with where it is written: the key, and the expression of the value. */
export interface Entry {
  readonly value: Value
  readonly source: Source
  readonly key: Range
  readonly written: Range
}

export interface Dictionary extends Origin {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, Entry>
  /** Set where there may be further entries that are not known. */
  readonly open?: Unknown
}

/** What keeps a value from being known, and where that is written. */
export interface Reason extends Origin {
  readonly kind: ReasonKind
  /** The input that would decide it: the name of a parameter, a file, a property of a deployed resource. */
  readonly decidedBy: string
}

export type ReasonKind =
  /** A parameter or variable without a value. */
  | 'parameter'
  /** Known only once deployed. */
  | 'runtime'
  /** A module that could not be found. */
  | 'module'
  /** A file that could not be read. */
  | 'file'
  /** The text there has an error. */
  | 'error'
  /** It defines itself in terms of itself. */
  | 'cycle'
  /** Evaluation would have taken too long. */
  | 'limit'

export interface Unknown extends Origin {
  readonly kind: 'unknown'
  readonly reason: Reason
  /** What it will look like, with the unknown parts in braces: `{prefix}-aks`. */
  readonly shape?: string
  /** All that it can be, where that is known: the branches of an undecided condition. */
  readonly choices?: readonly Value[]
  readonly secret?: true
}

/** Something with members that are computed when asked for: a resource, a module, a namespace. */
export interface Entity extends Origin {
  readonly kind: 'entity'
  readonly label: string
  /** Undefined where there is no such member. */
  member(name: string, at: Origin): Value | undefined
  /** What the entity is where a plain value is asked for, such as the array of a loop. */
  plain(at: Origin): Value
}

export interface Lambda extends Origin {
  readonly kind: 'lambda'
  readonly arity: number
  apply(args: readonly Value[]): Value
}

export function scalar({ source, range }: Origin, value: Scalar['value']): Scalar {
  return { kind: 'scalar', value, source, range }
}

export function list({ source, range }: Origin, items: readonly Value[], open?: Unknown): List {
  return open === undefined ? { kind: 'list', items, source, range } : { kind: 'list', items, source, range, open }
}

export function dictionary({ source, range }: Origin, entries: ReadonlyMap<string, Entry>, open?: Unknown): Dictionary {
  return open === undefined ? { kind: 'dictionary', entries, source, range } : { kind: 'dictionary', entries, source, range, open }
}

/** An entry whose key and value are written together at one place. */
export function entry(at: Origin, value: Value): Entry {
  return { value, source: at.source, key: at.range, written: at.range }
}

export function unknown({ source, range }: Origin, kind: ReasonKind, decidedBy: string): Unknown {
  return { kind: 'unknown', reason: { kind, decidedBy, source, range }, shape: `{${decidedBy}}`, source, range }
}

/** The same unknown, as the value of an expression that uses it; `shape` says what the expression makes of it. */
export function stillUnknown({ source, range }: Origin, cause: Unknown, shape?: string): Unknown {
  const { reason, secret } = cause
  return { kind: 'unknown', reason, source, range, ...(shape !== undefined && { shape }), ...(secret && { secret }) }
}

/** The value of a key; keys are compared without case where there is no exact match, as Azure Resource Manager does. */
export function entryOf({ entries }: Dictionary, key: string): Entry | undefined {
  const exact = entries.get(key)
  if (exact !== undefined) return exact
  const lower = key.toLowerCase()
  for (const [name, found] of entries) if (name.length === key.length && name.toLowerCase() === lower) return found
  return undefined
}

export function isText(value: Value): value is Scalar & { readonly value: string } {
  return value.kind === 'scalar' && typeof value.value === 'string'
}

export function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.value === null
}

/** The items of a list; none where it is no list. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}

/** The first value that is not known in `value`, itself included. Looks no deeper than 64 levels. */
export function firstUnknown(value: Value, depth = 0): Unknown | undefined {
  if (value.kind === 'unknown') return value
  if (depth > 64 || (value.kind !== 'list' && value.kind !== 'dictionary')) return undefined
  if (value.open !== undefined) return value.open
  if (value.kind === 'list') {
    for (const item of value.items) {
      const found = firstUnknown(item, depth + 1)
      if (found !== undefined) return found
    }
  } else {
    for (const { value: held } of value.entries.values()) {
      const found = firstUnknown(held, depth + 1)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** What `path` leads to through dictionaries and lists; undefined where something on the way is missing or not known. */
export function valueAt(value: Value, path: readonly (string | number)[]): Value | undefined {
  let current: Value | undefined = value
  for (const step of path) {
    if (current?.kind === 'dictionary') current = entryOf(current, String(step))?.value
    else if (current?.kind === 'list' && typeof step === 'number') current = current.items[step]
    else return undefined
  }
  return current
}

/** What a known value is, in the words of both template languages. */
export function kindOf(value: Value): string {
  if (value.kind === 'list') return 'array'
  if (value.kind !== 'scalar') return 'object'
  if (value.value === null) return 'null'
  return typeof value.value === 'string' ? 'string' : typeof value.value === 'number' ? 'int' : 'bool'
}
