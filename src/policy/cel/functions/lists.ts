import { CelError } from '../errors.ts'
import { binaryOperators } from '../operators.ts'
import { compareCel, equalCel, isList, type CelValue } from '../values.ts'
import type { CelFunction, CelLibrary } from './function.ts'

const onList =
  (apply: (list: readonly CelValue[], ...args: readonly CelValue[]) => CelValue | undefined): CelFunction =>
  (list, ...args) =>
    list !== undefined && isList(list) ? apply(list, ...args) : undefined

function order(a: CelValue, b: CelValue): number {
  const result = compareCel(a, b)
  if (result === undefined) throw new CelError('list elements have no order')
  return result
}

function extreme(sign: 1 | -1): CelFunction {
  return onList((list) => {
    if (list.length === 0) throw new CelError('list is empty')
    return list.reduce((best, item) => (order(item, best) * sign > 0 ? item : best))
  })
}

function flatten(list: readonly CelValue[], depth: number): readonly CelValue[] {
  return list.flatMap((item) => (isList(item) && depth > 0 ? flatten(item, depth - 1) : [item]))
}

const subset = (part: readonly CelValue[], whole: readonly CelValue[]): boolean =>
  part.every((item) => whole.some((other) => equalCel(item, other)))

const onTwo =
  (apply: (a: readonly CelValue[], b: readonly CelValue[]) => CelValue): CelFunction =>
  (a, b) =>
    a !== undefined && b !== undefined && isList(a) && isList(b) ? apply(a, b) : undefined

const longest = 100_000

export const listLibrary: CelLibrary = {
  '.isSorted': onList((list) => list.every((item, index) => index === 0 || order(list[index - 1]!, item) <= 0)),
  '.sum': onList(
    (list) =>
      list.reduce<CelValue | undefined>((sum, item) => (sum === undefined ? item : binaryOperators.get('_+_')!(sum, item)), undefined) ??
      0n,
  ),
  '.min': extreme(-1),
  '.max': extreme(1),
  '.slice': onList((list, start, end) => {
    if (typeof start !== 'bigint' || typeof end !== 'bigint') return undefined
    if (start < 0n || end > BigInt(list.length) || start > end) throw new CelError(`cannot slice(${start}, ${end})`)
    return list.slice(Number(start), Number(end))
  }),
  '.flatten': onList((list, depth = 1n) => (typeof depth === 'bigint' ? flatten(list, Number(depth)) : undefined)),
  '.sort': onList((list) => list.toSorted(order)),
  '.distinct': onList((list) => list.filter((item, index) => list.findIndex((other) => equalCel(item, other)) === index)),
  '.reverse': onList((list) => list.toReversed()),
  '.indexOf': onList((list, item) => BigInt(list.findIndex((other) => equalCel(other, item)))),
  '.lastIndexOf': onList((list, item) => BigInt(list.findLastIndex((other) => equalCel(other, item)))),
  'lists.range': (count) => {
    if (typeof count !== 'bigint') return undefined
    if (count > BigInt(longest)) throw new CelError(`range is longer than ${longest}`)
    return Array.from({ length: Number(count) }, (_, index) => BigInt(index))
  },
  'sets.contains': onTwo((whole, part) => subset(part, whole)),
  'sets.equivalent': onTwo((a, b) => subset(a, b) && subset(b, a)),
  'sets.intersects': onTwo((a, b) => a.some((item) => b.some((other) => equalCel(item, other)))),
}
