import type { Spoken } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { cidrContains } from '../rego/builtins/net.ts'
import { isMapping } from '../untyped.ts'
import { dateFunctions } from './date-functions.ts'
import { compareLoosely, equalLoosely, EvaluationError, isMissing, memberOf, textOf, type PolicyValue } from './value.ts'

/** A function of the expression language that depends on its arguments alone. */
export type PolicyFunction = (...args: readonly PolicyValue[]) => PolicyValue

function fail(reason: Spoken): never {
  throw new EvaluationError(reason)
}

export function string(value: PolicyValue): string {
  return typeof value === 'string'
    ? value
    : fail(spoken({ en: 'expected a string, got {got}', ja: '文字列ではなく、{got}が渡されています' }, { got: describe(value) }))
}

export function number(value: PolicyValue): number {
  return typeof value === 'number'
    ? value
    : fail(spoken({ en: 'expected a number, got {got}', ja: '数値ではなく、{got}が渡されています' }, { got: describe(value) }))
}

function list(value: PolicyValue): readonly unknown[] {
  return Array.isArray(value)
    ? value
    : fail(spoken({ en: 'expected an array, got {got}', ja: '配列ではなく、{got}が渡されています' }, { got: describe(value) }))
}

function describe(value: PolicyValue): Spoken {
  if (value === undefined) return spoken({ en: 'nothing', ja: '空の値' })
  if (Array.isArray(value)) return spoken({ en: 'an array', ja: '配列' })
  return spoken({ en: 'a value of type {type}', ja: '{type} 型の値' }, { type: value === null ? 'null' : typeof value })
}

/** As `string()` writes values: JSON, but for strings. */
function stringOf(value: PolicyValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/** Longer texts and lists are not made. */
const longest = 1_000_000

function bounded(size: number): number {
  return size <= longest
    ? size
    : fail(spoken({ en: 'would make more than {longest} elements', ja: '要素の数が {longest} を超えます' }, { longest }))
}

function integer(value: PolicyValue): number {
  const parsed = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof parsed === 'number'
    ? Math.trunc(parsed)
    : fail(spoken({ en: '{value} is not an integer', ja: '{value} は整数ではありません' }, { value: textOf(value) }))
}

const includes = (values: readonly unknown[], value: PolicyValue): boolean => values.some((item) => equalLoosely(item, value))

function contains(container: PolicyValue, item: PolicyValue): boolean {
  if (Array.isArray(container)) return includes(container, item)
  if (isMapping(container)) return typeof item === 'string' && memberOf(container, item) !== undefined
  return string(container).toLowerCase().includes(textOf(item).toLowerCase())
}

function length(value: PolicyValue): number {
  if (isMissing(value)) return 0
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return isMapping(value)
    ? Object.keys(value).length
    : fail(
        spoken(
          { en: 'expected a string, an array or an object, got {got}', ja: '文字列、配列、オブジェクトではなく、{got}が渡されています' },
          { got: describe(value) },
        ),
      )
}

function isEmpty(value: PolicyValue): boolean {
  return isMissing(value) || (typeof value === 'object' || typeof value === 'string' ? length(value) === 0 : false)
}

function slice(value: PolicyValue, start: number, end?: number): PolicyValue {
  if (typeof value === 'string' || Array.isArray(value))
    return value.slice(Math.max(0, start), end === undefined ? undefined : Math.max(0, end))
  return fail(
    spoken({ en: 'expected a string or an array, got {got}', ja: '文字列や配列ではなく、{got}が渡されています' }, { got: describe(value) }),
  )
}

function split(text: PolicyValue, separators: PolicyValue): readonly string[] {
  const marks = typeof separators === 'string' ? [separators] : list(separators).map(string)
  return marks.reduce<string[]>((parts, mark) => parts.flatMap((part) => (mark === '' ? [part] : part.split(mark))), [string(text)])
}

/** `{0}`, `{1}`: the arguments in order. */
function format(pattern: PolicyValue, ...args: readonly PolicyValue[]): string {
  return string(pattern).replace(/\{(\d+)(?::[^}]*)?\}/g, (_, index: string) =>
    Number(index) < args.length
      ? textOf(args[Number(index)])
      : fail(spoken({ en: 'format has no argument {index}', ja: 'format に引数 {index} がありません' }, { index })),
  )
}

/** Azure's own bound on what `range` makes. */
const longestRange = 10_000

function range(start: PolicyValue, count: PolicyValue): readonly number[] {
  const [first, size] = [number(start), number(count)]
  if (size < 0 || size > longestRange)
    return fail(
      spoken({ en: 'count must be from 0 to {most}', ja: '個数は 0 から {most} まででなければなりません' }, { most: longestRange }),
    )
  if (first + size > 2147483647)
    return fail(spoken({ en: 'the sum of start and count exceeds 2147483647', ja: '開始値と個数の和が 2147483647 を超えます' }))
  return Array.from({ length: size }, (_, index) => first + index)
}

function union(...values: readonly PolicyValue[]): PolicyValue {
  if (values.every(Array.isArray)) {
    const result: unknown[] = []
    for (const item of values.flat() as readonly unknown[]) if (!includes(result, item)) result.push(item)
    return result
  }
  return values.every(isMapping)
    ? Object.assign({}, ...values)
    : fail(spoken({ en: 'union needs arrays or objects', ja: 'union には配列かオブジェクトが必要です' }))
}

function intersection(first: PolicyValue, ...rest: readonly PolicyValue[]): PolicyValue {
  if (Array.isArray(first))
    return first.filter(
      (item, index) => rest.every((other) => includes(list(other), item)) && first.findIndex((same) => equalLoosely(same, item)) === index,
    )
  if (!isMapping(first))
    return fail(spoken({ en: 'intersection needs arrays or objects', ja: 'intersection には配列かオブジェクトが必要です' }))
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rest.every((other) => equalLoosely(memberOf(other, key), value))),
  )
}

function concat(...values: readonly PolicyValue[]): PolicyValue {
  return values.some(Array.isArray) ? values.flatMap(list) : values.map(textOf).join('')
}

function extreme(sign: 1 | -1): PolicyFunction {
  return (...args) => {
    const values = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args
    return values.map(number).reduce((best, value) => (value * sign > best * sign ? value : best))
  }
}

function fromBase64(text: PolicyValue): string {
  const encoded = string(text)
  return /^[A-Za-z0-9+/]*={0,2}$/.test(encoded)
    ? Buffer.from(encoded, 'base64').toString('utf8')
    : fail(spoken({ en: 'the text is not base64', ja: 'base64 のテキストではありません' }))
}

function json(text: PolicyValue): PolicyValue {
  try {
    return JSON.parse(string(text)) as unknown
  } catch {
    return fail(spoken({ en: 'the text is not JSON', ja: 'JSON のテキストではありません' }))
  }
}

function dataUriToString(text: PolicyValue): string {
  const match = /^data:[^,]*?(;base64)?,(.*)$/s.exec(string(text))
  if (match === null) return fail(spoken({ en: 'the text is not a data URI', ja: 'データ URI ではありません' }))
  return match[1] === undefined ? decodeURIComponent(match[2]!) : fromBase64(match[2])
}

function items(value: PolicyValue): PolicyValue {
  if (!isMapping(value)) return fail(spoken({ en: 'items needs an object', ja: 'items にはオブジェクトが必要です' }))
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => ({ key, value: member }))
}

function createObject(...args: readonly PolicyValue[]): PolicyValue {
  if (args.length % 2 === 1)
    fail(spoken({ en: 'createObject needs keys and values in pairs', ja: 'createObject にはキーと値の組が必要です' }))
  return Object.fromEntries(args.flatMap((key, index) => (index % 2 === 0 ? [[textOf(key), args[index + 1]]] : [])))
}

function joinUri(base: PolicyValue, relative: PolicyValue): string {
  try {
    return new URL(string(relative), string(base)).href
  } catch {
    return fail(spoken({ en: 'the text is not a URI', ja: 'URI ではありません' }))
  }
}

function tryGet(value: PolicyValue, ...path: readonly PolicyValue[]): PolicyValue {
  return path.reduce((found, key) => memberOf(found, key), value) ?? null
}

function lastIndex(text: PolicyValue, part: PolicyValue): number {
  return Array.isArray(text)
    ? text.findLastIndex((item) => equalLoosely(item, part))
    : string(text).toLowerCase().lastIndexOf(string(part).toLowerCase())
}

function bool(value: PolicyValue): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string' && /^(true|1)$/i.test(value)) return true
  return typeof value === 'string' && /^(false|0)$/i.test(value)
    ? false
    : fail(spoken({ en: '{value} is not a boolean', ja: '{value} は真偽値ではありません' }, { value: textOf(value) }))
}

/** What is not there is neither more nor less than anything. */
const compare =
  (holds: (order: number) => boolean): PolicyFunction =>
  (a, b) => {
    const order = compareLoosely(a, b)
    return order !== undefined && holds(order)
  }

/** By name in lower case: names are not told apart by case. */
export const pureFunctions: ReadonlyMap<string, PolicyFunction> = new Map<string, PolicyFunction>([
  ...Object.entries(dateFunctions),
  ['add', (a, b) => number(a) + number(b)],
  ['sub', (a, b) => number(a) - number(b)],
  ['mul', (a, b) => number(a) * number(b)],
  [
    'div',
    (a, b) => (number(b) === 0 ? fail(spoken({ en: 'division by zero', ja: '0 で割っています' })) : Math.trunc(number(a) / number(b))),
  ],
  ['mod', (a, b) => (number(b) === 0 ? fail(spoken({ en: 'division by zero', ja: '0 で割っています' })) : number(a) % number(b))],
  ['min', extreme(-1)],
  ['max', extreme(1)],
  ['int', integer],
  [
    'float',
    (value) =>
      typeof value === 'number'
        ? value
        : Number.isNaN(Number(string(value)))
          ? fail(spoken({ en: 'the text is not a number', ja: '数値ではありません' }))
          : Number(value),
  ],
  ['bool', bool],
  ['string', stringOf],
  ['not', (value) => !bool(value)],
  ['equals', (a, b) => equalLoosely(a ?? '', b ?? '')],
  ['less', compare((order) => order < 0)],
  ['lessorequals', compare((order) => order <= 0)],
  ['greater', compare((order) => order > 0)],
  ['greaterorequals', compare((order) => order >= 0)],
  ['concat', concat],
  ['contains', contains],
  ['length', length],
  ['empty', isEmpty],
  ['first', (value) => (typeof value === 'string' ? value.slice(0, 1) : (list(value)[0] ?? null))],
  ['last', (value) => (typeof value === 'string' ? value.slice(-1) : (list(value).at(-1) ?? null))],
  ['take', (value, count) => slice(value, 0, number(count))],
  ['skip', (value, count) => slice(value, number(count))],
  ['tolower', (value) => string(value).toLowerCase()],
  ['toupper', (value) => string(value).toUpperCase()],
  ['trim', (value) => string(value).trim()],
  ['replace', (text, from, to) => (string(from) === '' ? text : string(text).replaceAll(string(from), () => string(to)))],
  ['split', split],
  ['join', (values, separator) => list(values).map(stringOf).join(string(separator))],
  [
    'substring',
    (text, start, count) =>
      number(start) > string(text).length
        ? fail(spoken({ en: 'start is behind the end', ja: '開始位置が末尾を超えています' }))
        : string(text).slice(number(start), count === undefined ? undefined : number(start) + number(count)),
  ],
  [
    'indexof',
    (text, part) =>
      Array.isArray(text)
        ? text.findIndex((item) => equalLoosely(item, part))
        : string(text).toLowerCase().indexOf(string(part).toLowerCase()),
  ],
  ['lastindexof', lastIndex],
  ['startswith', (text, part) => string(text).toLowerCase().startsWith(string(part).toLowerCase())],
  ['endswith', (text, part) => string(text).toLowerCase().endsWith(string(part).toLowerCase())],
  ['padleft', (text, width, fill) => textOf(text).padStart(bounded(number(width)), fill === undefined ? ' ' : string(fill))],
  ['format', format],
  ['array', (value) => (Array.isArray(value) ? value : [value])],
  ['createarray', (...args) => args],
  ['createobject', createObject],
  ['range', range],
  ['union', union],
  ['intersection', intersection],
  ['items', items],
  ['tryget', tryGet],
  ['tryindexfromend', (values, index) => (Array.isArray(values) && number(index) > 0 ? (values.at(-number(index)) ?? null) : null)],
  ['base64', (text) => Buffer.from(string(text)).toString('base64')],
  ['base64tostring', fromBase64],
  ['base64tojson', (text) => json(fromBase64(text))],
  ['json', json],
  ['uri', joinUri],
  ['uricomponent', (text) => encodeURIComponent(string(text).toWellFormed())],
  ['uricomponenttostring', (text) => decodeURIComponent(string(text))],
  ['datauri', (text) => `data:text/plain;charset=utf8;base64,${Buffer.from(string(text)).toString('base64')}`],
  ['datauritostring', dataUriToString],
  [
    'iprangecontains',
    (block, address) =>
      cidrContains(string(block), string(address)) ??
      fail(spoken({ en: 'the text is not an address range', ja: 'アドレス範囲ではありません' })),
  ],
  ['true', () => true],
  ['false', () => false],
  ['null', () => null],
])
