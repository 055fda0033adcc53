import { CelOptional, CelUint, isList, isMap, isOpaque, type CelValue } from './values.ts'

/*
 * What the API server counts while it evaluates: one for a variable and for each step from it, some for lists and maps
 * that are made, and for calls by the size of what they work on. The figures are cel-go's (`interpreter/runtimecost.go`)
 * and those of Kubernetes' own libraries (`pkg/cel/library/cost.go` of k8s.io/apiserver).
 */

/** Making a list, a map or an object. */
export const makingCosts = { list: 10, map: 30, struct: 40 } as const

const perCharacter = 0.1
const perPatternCharacter = 0.25

/** How many characters, bytes, elements or entries a value has; 1 for all others. */
function sizeOf(value: CelValue | undefined): number {
  if (typeof value === 'string') return Array.from(value).length
  if (value instanceof Uint8Array || (value !== undefined && isList(value))) return value.length
  if (value !== undefined && isMap(value)) return value.size
  return value instanceof CelOptional && value.value !== undefined ? sizeOf(value.value) : 1
}

function traversal(value: CelValue | undefined): number {
  if (value === undefined) return 1
  if (typeof value === 'string' || value instanceof Uint8Array) return Math.floor(value.length * perCharacter)
  if (isList(value)) return value.reduce<number>((sum, item) => sum + traversal(item), 0)
  if (isMap(value)) return [...value].reduce((sum, [key, item]) => sum + traversal(key) + traversal(item), 0)
  return 1
}

type Cost = (values: readonly CelValue[]) => number

const readOnce: Cost = ([first]) => Math.ceil(sizeOf(first) * perCharacter)
const readTwice: Cost = ([first]) => Math.ceil(sizeOf(first) * 2 * perCharacter)
const traversed: Cost = ([first]) => traversal(first)
const matched: Cost = ([text, pattern]) => Math.ceil((1 + sizeOf(text)) * perCharacter) * Math.ceil(sizeOf(pattern) * perPatternCharacter)
const made = (size: number, factor = 1): number => Math.floor(size * factor) + 1 + makingCosts.list
const crossed =
  (factor: number): Cost =>
  ([a, b]) =>
    1 + sizeOf(a) * sizeOf(b) * factor

function comparedWithItself([list]: readonly CelValue[]): number {
  const size = sizeOf(list)
  const first = list !== undefined && isList(list) ? list[0] : undefined
  return made(size * size, typeof first === 'string' || first instanceof Uint8Array ? 2 + perCharacter : 2)
}

/** The cost of each call that does not cost 1. */
const callCosts: Readonly<Record<string, Cost>> = {
  startsWith: readOnce,
  endsWith: readOnce,
  contains: ([text, part]) => Math.ceil(sizeOf(text) * perCharacter) * Math.ceil(sizeOf(part) * perCharacter),
  matches: matched,
  find: matched,
  findAll: matched,
  bytes: ([value]) => (typeof value === 'string' ? readOnce([value]) : 1),
  string: ([value]) => (value instanceof Uint8Array ? readOnce([value]) : 1),
  format: readOnce,
  quote: readOnce,
  lowerAscii: readOnce,
  upperAscii: readOnce,
  substring: readOnce,
  trim: readOnce,
  escapeKey: readOnce,
  url: readOnce,
  quantity: readOnce,
  isQuantity: readOnce,
  semver: readOnce,
  isSemver: readOnce,
  cidr: readOnce,
  isCIDR: readOnce,
  isIP: readOnce,
  ip: ([value]) => (typeof value === 'string' ? readOnce([value]) : 1),
  isCanonical: readTwice,
  replace: readTwice,
  split: readTwice,
  isSorted: traversed,
  sum: traversed,
  min: traversed,
  max: traversed,
  indexOf: traversed,
  lastIndexOf: traversed,
  reverse: ([first]) => (typeof first === 'string' ? 1 : made(sizeOf(first))),
  flatten: ([list, depth = 1n]) => made(sizeOf(list), Number(depth)),
  distinct: comparedWithItself,
  contained: crossed(1),
  intersects: crossed(1),
  equivalent: crossed(2),
}

/** The cost of calls that is known by their result alone; what they work on costs nothing. */
const resultCosts: Readonly<Record<string, (result: CelValue) => number>> = {
  join: (result) => Math.ceil(sizeOf(result) * 2 * perCharacter),
  slice: (result) => made(sizeOf(result)),
  range: (result) => made(sizeOf(result)),
}

/** What a call costs before it is made; `namespace` is `sets` in `sets.contains`. */
export function callCost(name: string, namespace: string | undefined): Cost {
  if (Object.hasOwn(resultCosts, name)) return () => 0
  return callCosts[namespace === 'sets' && name === 'contains' ? 'contained' : name] ?? (() => 1)
}

/** What it costs once it has been made. */
export function resultCost(name: string): (result: CelValue) => number {
  return resultCosts[name] ?? (() => 0)
}

/** What it costs to compare two values, or to put them together. */
export function operatorCost(name: string, left: CelValue, right: CelValue): number {
  if (name === '_==_' || name === '_!=_') {
    if (isOpaqueValue(left)) return 1
    return Math.ceil(Math.min(sizeOf(left), sizeOf(right)) * perCharacter)
  }
  const isText = typeof left === 'string' || left instanceof Uint8Array
  if (name === '_+_' && isText) return Math.ceil((sizeOf(left) + sizeOf(right)) * perCharacter)
  return /^_[<>]/.test(name) && isText ? Math.ceil(Math.min(sizeOf(left), sizeOf(right)) * perCharacter) : 1
}

function isOpaqueValue(value: CelValue): boolean {
  return !(value instanceof CelUint) && isOpaque(value)
}
