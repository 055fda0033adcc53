/** The type of an expression as far as it is known before it is evaluated. */
export type StaticType =
  | { readonly kind: 'dyn' }
  /** Of an expression that has been found wrong; fits everywhere, so that one mistake is told once. */
  | { readonly kind: 'error' }
  | { readonly kind: 'null' }
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  /** A type parameter of a signature, or the type of the elements of an empty list, which is not known yet. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** `list`, `map`, `optional_type` and `type` of others; types of libraries, which have none. */
  | { readonly kind: 'made'; readonly name: string; readonly of: readonly StaticType[] }
  | ObjectType

/** A mapping whose fields are known. */
export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  /** Undefined where it has no such field. */
  field(name: string): StaticType | undefined
  /** The field that was probably meant by a name that is none. */
  nearest?(name: string): string | undefined
}

const scalarNames = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'] as const
type ScalarName = (typeof scalarNames)[number]

const scalar = (name: ScalarName): StaticType => ({ kind: 'scalar', name })
const made = (name: string, ...of: readonly StaticType[]): StaticType => ({ kind: 'made', name, of })

export const types = {
  dyn: { kind: 'dyn' },
  error: { kind: 'error' },
  null: { kind: 'null' },
  bool: scalar('bool'),
  int: scalar('int'),
  uint: scalar('uint'),
  double: scalar('double'),
  string: scalar('string'),
  bytes: scalar('bytes'),
  timestamp: scalar('timestamp'),
  duration: scalar('duration'),
} as const satisfies Readonly<Record<string, StaticType>>

export function listOf(of: StaticType): StaticType {
  return made('list', of)
}

export function mapOf(key: StaticType, value: StaticType): StaticType {
  return made('map', key, value)
}

export function optionalOf(of: StaticType): StaticType {
  return made('optional_type', of)
}

export function typeOf(of: StaticType): StaticType {
  return made('type', of)
}

/** A type of a library, such as `net.IP`. */
export function opaque(name: string): StaticType {
  return made(name)
}

/** The types that a `list`, `map` or the like is made of; undefined where the type is none. */
export function madeOf(type: StaticType, name: string): readonly StaticType[] | undefined {
  return type.kind === 'made' && type.name === name ? type.of : undefined
}

/** What is in an optional; undefined where the type is no optional. */
export function insideOptional(type: StaticType): StaticType | undefined {
  return madeOf(type, 'optional_type')?.[0]
}

/** Whether nothing is known of it, so that it may turn out to fit. */
export function isUnknown(type: StaticType): boolean {
  return type.kind === 'dyn' || type.kind === 'error'
}

/** As the API server writes it: `map(string, list(int))`. */
export function formatType(type: StaticType): string {
  switch (type.kind) {
    case 'dyn':
    case 'null':
      return type.kind
    case 'error':
      return '!error!'
    case 'scalar':
    case 'parameter':
    case 'object':
      return type.name
    case 'made':
      return type.of.length === 0 ? type.name : `${type.name}(${type.of.map(formatType).join(', ')})`
  }
}

/** The same but for the names of parameters. */
export function sameShape(a: StaticType, b: StaticType): boolean {
  if (a.kind === 'parameter') return b.kind === 'parameter'
  if (a.kind !== 'made' || b.kind !== 'made') return sameType(a, b)
  return a.name === b.name && a.of.length === b.of.length && a.of.every((type, index) => sameShape(type, b.of[index]!))
}

/** Whether two types are one and the same. */
export function sameType(a: StaticType, b: StaticType): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind !== 'made') return !('name' in a) || a.name === (b as { readonly name: string }).name
  const other = b as Extract<StaticType, { kind: 'made' }>
  return a.name === other.name && a.of.length === other.of.length && a.of.every((type, index) => sameType(type, other.of[index]!))
}

/**
 * Reads a type as signatures write it: `list(A)`, `map(string, dyn)`, `net.IP`. A single capital letter is a parameter.
 *
 * @throws {TypeError} for what is no type
 */
export function parseType(text: string): StaticType {
  const { type, rest } = readType(text.trim())
  if (rest.trim() !== '') throw new TypeError(`no type: ${text}`)
  return type
}

function readType(text: string): { readonly type: StaticType; readonly rest: string } {
  const name = /^\s*([A-Za-z_][\w.]*)/.exec(text)
  if (name === null) throw new TypeError(`no type: ${text}`)
  let rest = text.slice(name[0].length)
  const of: StaticType[] = []
  if (rest.startsWith('(')) {
    do {
      const inner = readType(rest.slice(1))
      of.push(inner.type)
      rest = inner.rest.trimStart()
    } while (rest.startsWith(','))
    rest = rest.slice(1)
  }
  return { type: namedType(name[1]!, of), rest }
}

function namedType(name: string, of: readonly StaticType[]): StaticType {
  if (name === 'dyn') return types.dyn
  if (name === 'null') return types.null
  if (/^[A-Z]$/.test(name)) return { kind: 'parameter', name }
  const known = scalarNames.find((one) => one === name)
  return known === undefined ? made(name, ...of) : scalar(known)
}
