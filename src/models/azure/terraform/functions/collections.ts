import { text } from '../../../../core/text.ts'
import {
  anyArgument,
  countedItems,
  dictionaryArgument,
  listArgument,
  Misuse,
  tolerant,
  Undecided,
  type Call,
  type FunctionTable,
} from '../../functions/library.ts'
import { same } from '../../value/compare.ts'
import { Overlay } from '../../value/overlay.ts'
import { dictionary, entry, isNull, isText, list, scalar, type Entry, type Unknown, type Value } from '../../value/value.ts'
import { integerAt, numberAt, stringAt } from './arguments.ts'
import { booleanOf, setOf } from './conversions.ts'

const messages = {
  noItem: text({ en: '{name}: there is no such item', ja: '{name}: そのような項目はありません' }),
  notOne: text({ en: '{name}: the list has more than one item', ja: '{name}: リストに項目が 2 つ以上あります' }),
  step: text({ en: '{name}: at most {limit} numbers, and no step of 0', ja: '{name}: 数は {limit} 個までで、間隔に 0 は使えません' }),
  lengths: text({ en: '{name}: the lists are of different lengths', ja: '{name}: リストの長さが異なります' }),
  tooMany: text({ en: '{name}: more than {limit} items', ja: '{name}: 項目が {limit} 個を超えます' }),
}

/** Terraform's own limit of `range`. */
const longestRange = 1024
/** Combinations that `setproduct` makes at most. */
const mostCombinations = 10_000

export const collections: FunctionTable = {
  length: (args, call) => {
    const value = anyArgument(args, 0, call)
    if (isText(value)) return scalar(call, [...new Intl.Segmenter().segment(value.value)].length)
    if (value.kind !== 'dictionary') return scalar(call, countedItems(listArgument(args, 0, call)).length)
    if (value.open !== undefined) throw new Undecided(value.open)
    return scalar(call, value.entries.size)
  },
  concat: tolerant((args, call) => {
    const items: Value[] = []
    let open: Unknown | undefined
    for (const [index, argument] of args.entries()) {
      if (argument.kind === 'unknown') open ??= argument
      else {
        const part = listArgument(args, index, call)
        items.push(...part.items)
        open ??= part.open
      }
    }
    call.spend(items.length)
    return list(call, items, open)
  }),
  contains: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    return scalar(call, holds(items, anyArgument(args, 1, call), call, open))
  },
  index: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const wanted = anyArgument(args, 1, call)
    for (const [index, item] of items.entries()) {
      const equal = same(item, wanted)
      if (equal === true) return scalar(call, index)
      if (equal === undefined && item.kind === 'unknown') throw new Undecided(item)
    }
    throw new Misuse(messages.noItem, { name: call.name })
  },
  distinct: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    call.spend(items.length)
    return list(call, distinct(items), open)
  },
  flatten: (args, call) => {
    const flat = flattened(listArgument(args, 0, call), 0)
    call.spend(flat.items.length)
    return list(call, flat.items, flat.open)
  },
  compact: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    return list(
      call,
      items.filter((item) => !isNull(item) && !(isText(item) && item.value === '')),
      open,
    )
  },
  chunklist: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const size = integerAt(args, 1, call)
    const chunk = size <= 0 ? Math.max(items.length, 1) : size
    return list(
      call,
      Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) => list(call, items.slice(index * chunk, (index + 1) * chunk))),
    )
  },
  element: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const index = integerAt(args, 1, call)
    if (items.length === 0 || index < 0) throw new Misuse(messages.noItem, { name: call.name })
    return items[index % items.length]!
  },
  one: (args, call) => {
    const [only, ...more] = countedItems(listArgument(args, 0, call))
    if (more.length > 0) throw new Misuse(messages.notOne, { name: call.name })
    return only ?? scalar(call, null)
  },
  range: (args, call) => {
    const numbers = args.map((_, index) => numberAt(args, index, call))
    const [from, to] = numbers.length === 1 ? [0, numbers[0]!] : [numbers[0] ?? 0, numbers[1] ?? 0]
    const step = numbers[2] ?? (to < from ? -1 : 1)
    const count = Math.max(0, Math.ceil((to - from) / step))
    if (step === 0 || count > longestRange) throw new Misuse(messages.step, { name: call.name, limit: longestRange })
    call.spend(count)
    return list(
      call,
      Array.from({ length: count }, (_, index) => scalar(call, from + index * step)),
    )
  },
  reverse: (args, call) => list(call, countedItems(listArgument(args, 0, call)).toReversed()),
  slice: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const [from, to] = [integerAt(args, 1, call), integerAt(args, 2, call)]
    if (from < 0 || to > items.length || from > to) throw new Misuse(messages.noItem, { name: call.name })
    return list(call, items.slice(from, to))
  },
  sort: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const texts = items.map((item, index) => [stringAt(items, index, call), item] as const)
    return list(
      call,
      texts.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item),
    )
  },
  matchkeys: (args, call) => {
    const [values, keys, wanted] = [0, 1, 2].map((index) => countedItems(listArgument(args, index, call)))
    if (values!.length !== keys!.length) throw new Misuse(messages.lengths, { name: call.name })
    return list(
      call,
      values!.filter((_, index) => holds(wanted!, keys![index]!, call)),
    )
  },
  coalesce: tolerant((args, call) => {
    const found = args.find((value) => !isNull(value) && !(isText(value) && value.value === ''))
    if (found === undefined) throw new Misuse(messages.noItem, { name: call.name })
    return found
  }),
  coalescelist: tolerant((args, call) => {
    for (const value of args) {
      if (value.kind !== 'list' || value.items.length > 0) return value
      if (value.open !== undefined) throw new Undecided(value.open)
    }
    throw new Misuse(messages.noItem, { name: call.name })
  }),
  alltrue: tolerant((args, call) => truthOfAll(args, true, call)),
  anytrue: tolerant((args, call) => truthOfAll(args, false, call)),
  keys: (args, call) => {
    const { entries, open } = dictionaryArgument(args, 0, call)
    return list(
      call,
      inOrder(entries).map(([key, found]) => scalar({ source: found.source, range: found.key }, key)),
      open,
    )
  },
  values: (args, call) => {
    const { entries, open } = dictionaryArgument(args, 0, call)
    return list(
      call,
      inOrder(entries).map(([, { value }]) => value),
      open,
    )
  },
  lookup: tolerant(([map, key, fallback], call) => {
    if (map?.kind === 'unknown') throw new Undecided(map)
    if (key?.kind === 'unknown') throw new Undecided(key)
    const object = dictionaryArgument([map!], 0, call)
    const found = object.entries.get(stringAt([key!], 0, call))?.value
    if (found !== undefined) return found
    if (object.open !== undefined) throw new Undecided(object.open)
    if (fallback === undefined) throw new Misuse(messages.noItem, { name: call.name })
    return fallback
  }),
  merge: tolerant((args, call) => {
    const overlay = new Overlay()
    for (const argument of args) overlay.lay(argument)
    return overlay.value(call)
  }),
  zipmap: (args, call) => {
    const [keys, values] = [countedItems(listArgument(args, 0, call)), countedItems(listArgument(args, 1, call))]
    if (keys.length !== values.length) throw new Misuse(messages.lengths, { name: call.name })
    return dictionary(call, new Map(keys.map((key, index) => [stringAt(keys, index, call), entry(key, values[index]!)])))
  },
  transpose: (args, call) => {
    const turned = new Map<string, Value[]>()
    for (const [key, { value }] of inOrder(dictionaryArgument(args, 0, call).entries)) {
      const items = countedItems(listArgument([value], 0, call))
      for (const index of items.keys()) {
        const name = stringAt(items, index, call)
        turned.set(name, [...(turned.get(name) ?? []), scalar(call, key)])
      }
    }
    return dictionary(call, new Map([...turned].map(([name, keys]) => [name, entry(call, list(call, keys))])))
  },
  setunion: (args, call) => {
    const lists = args.map((_, index) => listArgument(args, index, call))
    const items = lists.flatMap((each) => each.items)
    call.spend(items.length)
    return setOf(call, items, lists.find(({ open }) => open !== undefined)?.open)
  },
  setintersection: (args, call) => {
    const [first = [], ...others] = args.map((_, index) => countedItems(listArgument(args, index, call)))
    return setOf(
      call,
      first.filter((item) => others.every((other) => holds(other, item, call))),
    )
  },
  setsubtract: (args, call) => {
    const taken = countedItems(listArgument(args, 1, call))
    return setOf(
      call,
      countedItems(listArgument(args, 0, call)).filter((item) => !holds(taken, item, call)),
    )
  },
  setproduct: (args, call) => {
    let combinations: readonly (readonly Value[])[] = [[]]
    for (const index of args.keys()) {
      const items = countedItems(listArgument(args, index, call))
      if (combinations.length * items.length > mostCombinations)
        throw new Misuse(messages.tooMany, { name: call.name, limit: mostCombinations })
      call.spend(combinations.length * items.length)
      combinations = combinations.flatMap((before) => items.map((item) => [...before, item]))
    }
    return list(
      call,
      combinations.map((items) => list(call, items)),
    )
  },
}

function inOrder(entries: ReadonlyMap<string, Entry>): readonly [string, Entry][] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** Whether an item is among others; undecided where it may be one that is not known. */
function holds(items: readonly Value[], wanted: Value, call: Call, open?: Unknown): boolean {
  let doubt = open
  call.spend(items.length)
  for (const item of items) {
    const equal = same(item, wanted)
    if (equal === true) return true
    if (equal === undefined && item.kind === 'unknown') doubt ??= item
  }
  if (doubt !== undefined) throw new Undecided(doubt)
  return false
}

function distinct(items: readonly Value[]): readonly Value[] {
  const kept: Value[] = []
  const seen = new Set<unknown>()
  for (const item of items) {
    if (item.kind === 'scalar' ? seen.has(item.value) : kept.some((other) => same(other, item) === true)) continue
    if (item.kind === 'scalar') seen.add(item.value)
    kept.push(item)
  }
  return kept
}

function flattened(value: Value, depth: number): { readonly items: readonly Value[]; readonly open: Unknown | undefined } {
  // What is not known may be a list, of any length.
  if (value.kind === 'unknown' && depth > 0) return { items: [], open: value }
  if (value.kind !== 'list' || depth > 16) return { items: [value], open: undefined }
  const parts = value.items.map((item) => flattened(item, depth + 1))
  return { items: parts.flatMap(({ items }) => items), open: value.open ?? parts.find(({ open }) => open !== undefined)?.open }
}

/** Whether all items are true, or any is; an item that is not known matters only where the others leave it open. */
function truthOfAll(args: readonly Value[], all: boolean, call: Call): Value {
  const [given] = args
  if (given?.kind === 'unknown') throw new Undecided(given)
  const { items, open } = listArgument(args, 0, call)
  let doubt = open
  for (const item of items) {
    if (item.kind === 'unknown') doubt ??= item
    else if (booleanOf(item) !== all) return scalar(call, !all)
  }
  if (doubt !== undefined) throw new Undecided(doubt)
  return scalar(call, all)
}
