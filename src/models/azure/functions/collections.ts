import { text } from '../../../core/text.ts'
import { same } from '../value/compare.ts'
import { overlaid } from '../value/overlay.ts'
import { dictionary, entry, entryOf, isText, list, scalar, stillUnknown, type Entry, type Unknown, type Value } from '../value/value.ts'
import {
  anyArgument,
  countedItems,
  dictionaryArgument,
  integerArgument,
  lambdaArgument,
  listArgument,
  Misuse,
  tolerant,
  Undecided,
  whollyKnown,
  type Call,
  type FunctionTable,
} from './library.ts'
import { asText } from './strings.ts'

const messages = {
  mixed: text({ en: '{name}: arguments must be of one kind', ja: '{name}: 引数の種類をそろえる必要があります' }),
  range: text({ en: '{name}: at most {limit} numbers', ja: '{name}: 数は {limit} 個までです' }),
  noEntry: text({ en: 'there is no {key}', ja: '{key} がありません' }),
}

/** The service's own limit of `range`. */
const longestRange = 10_000

export const collections: FunctionTable = {
  createArray: tolerant((args, call) => list(call, args)),
  createObject: tolerant((args, call) => {
    const entries = new Map<string, Entry>()
    let open: Unknown | undefined
    for (let index = 0; index + 1 < args.length; index += 2) {
      const [key, value] = [args[index]!, args[index + 1]!]
      if (isText(key)) entries.set(key.value, { ...entry(value, value), key: key.range, source: key.source })
      else if (key.kind === 'unknown') open ??= key
    }
    return dictionary(call, entries, open)
  }),
  array: tolerant(([value], call) => (value?.kind === 'list' ? value : list(call, value === undefined ? [] : [value]))),
  concat: tolerant((args, call) => concat(args, call)),
  length: ([value], call) => scalar(call, sizeOf(value, call)),
  empty: ([value], call) => scalar(call, isEmpty(value, call)),
  contains: (args, call) => scalar(call, holds(anyArgument(args, 0, call), anyArgument(args, 1, call), call)),
  first: (args, call) => endOf(anyArgument(args, 0, call), call, 0),
  last: (args, call) => endOf(anyArgument(args, 0, call), call, -1),
  skip: (args, call) => sliced(anyArgument(args, 0, call), call, Math.max(0, integerArgument(args, 1, call)), undefined),
  take: (args, call) => sliced(anyArgument(args, 0, call), call, 0, Math.max(0, integerArgument(args, 1, call))),
  indexOf: (args, call) => scalar(call, positionOf(anyArgument(args, 0, call), anyArgument(args, 1, call), call, 'first')),
  lastIndexOf: (args, call) => scalar(call, positionOf(anyArgument(args, 0, call), anyArgument(args, 1, call), call, 'last')),
  range: (args, call) => {
    const [start, count] = [integerArgument(args, 0, call), integerArgument(args, 1, call)]
    if (count > longestRange || count < 0) throw new Misuse(messages.range, { name: call.name, limit: longestRange })
    call.spend(count)
    return list(
      call,
      Array.from({ length: count }, (_, index) => scalar(call, start + index)),
    )
  },
  min: (args, call) =>
    scalar(
      call,
      numbersOf(args, call).reduce((a, b) => Math.min(a, b)),
    ),
  max: (args, call) =>
    scalar(
      call,
      numbersOf(args, call).reduce((a, b) => Math.max(a, b)),
    ),
  flatten: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    const flat: Value[] = []
    let more = open
    for (const item of items) {
      if (item.kind === 'unknown') more ??= item
      if (item.kind === 'list') flat.push(...item.items)
      if (item.kind === 'list') more ??= item.open
    }
    call.spend(flat.length)
    return list(call, flat, more)
  },
  distinct: (args, call) => list(call, distinct(countedItems(listArgument(args, 0, call)), call)),
  union: tolerant((args, call) => {
    const cause = args.find((argument) => argument.kind === 'unknown')
    if (args.some((argument) => argument.kind === 'list')) {
      const lists = args.filter((argument) => argument.kind !== 'unknown').map((_, index, known) => listArgument(known, index, call))
      const open = lists.find(({ open: more }) => more !== undefined)?.open ?? cause
      return list(
        call,
        distinct(
          lists.flatMap(({ items }) => items),
          call,
        ),
        open,
      )
    }
    if (cause !== undefined && args.every((argument) => argument.kind === 'unknown')) return stillUnknown(call, cause)
    const objects = args.map((argument, index) => (argument.kind === 'unknown' ? argument : dictionaryArgument(args, index, call)))
    call.spend(objects.reduce((sum, object) => sum + (object.kind === 'dictionary' ? object.entries.size : 1), 0))
    return overlaid(call, objects, 'deep')
  }),
  shallowMerge: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    return overlaid(call, open === undefined ? items : [...items, open])
  },
  intersection: (args, call) => {
    const [first, ...others] = args
    if (first?.kind === 'list')
      return list(
        call,
        first.items.filter((item) =>
          others.every((other, index) => indexIn(listArgument(others, index, call).items, item, call) >= 0 || other === first),
        ),
      )
    const common = [...dictionaryArgument(args, 0, call).entries].filter(([key, { value }]) =>
      others.every((_, index) => {
        const other = entryOf(dictionaryArgument(others, index, call), key)
        return other !== undefined && same(other.value, value) === true
      }),
    )
    return dictionary(call, new Map(common))
  },
  items: (args, call) => {
    const object = dictionaryArgument(args, 0, call)
    const sorted = [...object.entries].sort(([a], [b]) => compareKeys(a, b))
    call.spend(sorted.length)
    return list(
      call,
      sorted.map(([key, found]) => {
        const keyValue = scalar({ source: found.source, range: found.key }, key)
        return dictionary(
          call,
          new Map([
            ['key', entry(keyValue, keyValue)],
            ['value', { ...found, key: found.key }],
          ]),
        )
      }),
      object.open,
    )
  },
  objectKeys: (args, call) => {
    const object = dictionaryArgument(args, 0, call)
    const keys = [...object.entries].sort(([a], [b]) => compareKeys(a, b))
    return list(
      call,
      keys.map(([key, found]) => scalar({ source: found.source, range: found.key }, key)),
      object.open,
    )
  },
  tryGet: tolerant((args, call) => {
    const [target, ...path] = args
    let value = target ?? scalar(call, null)
    for (const written of path) {
      const step = positionOfStep(written, value)
      if (value.kind === 'entity') value = isText(step) ? (value.member(step.value, call) ?? scalar(call, null)) : value
      else value = memberOrNull(value, step, call)
    }
    return value
  }),
  indexFromEnd: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const item = items[items.length - integerArgument(args, 1, call)]
    if (item === undefined) throw new Misuse(messages.noEntry, { key: `[^${integerArgument(args, 1, call)}]` })
    return item
  },
  tryIndexFromEnd: (args, call) => {
    if (args[0]?.kind !== 'list') return scalar(call, null)
    const items = countedItems(args[0])
    return items[items.length - integerArgument(args, 1, call)] ?? scalar(call, null)
  },
  map: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    const lambda = lambdaArgument(args, 1, call)
    return list(
      call,
      items.map((item, index) => lambda.apply([item, scalar(call, index)])),
      open,
    )
  },
  filter: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    const lambda = lambdaArgument(args, 1, call)
    let more = open
    const kept = items.filter((item, index) => {
      const verdict = lambda.apply([item, scalar(call, index)])
      if (verdict.kind === 'unknown') more ??= verdict
      return verdict.kind === 'unknown' || (verdict.kind === 'scalar' && verdict.value === true)
    })
    return list(call, kept, more)
  },
  reduce: tolerant((args, call) => {
    if (args[0]?.kind === 'unknown') throw new Undecided(args[0])
    const lambda = lambdaArgument(args, 2, call)
    return countedItems(listArgument(args, 0, call)).reduce(
      (current, next, index) => lambda.apply([current, next, scalar(call, index)]),
      args[1] ?? scalar(call, null),
    )
  }),
  sort: (args, call) => {
    const value = listArgument(args, 0, call)
    whollyKnown(value)
    const lambda = lambdaArgument(args, 1, call)
    const before = (a: Value, b: Value): boolean => {
      const verdict = lambda.apply([a, b])
      if (verdict.kind === 'unknown') throw new Undecided(verdict)
      return verdict.kind === 'scalar' && verdict.value === true
    }
    return list(
      call,
      [...value.items].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0)),
    )
  },
  toObject: (args, call) => {
    const [keyOf, valueOf] = [lambdaArgument(args, 1, call), args[2] === undefined ? undefined : lambdaArgument(args, 2, call)]
    const entries = new Map<string, Entry>()
    const { items, open } = listArgument(args, 0, call)
    let more = open
    for (const item of items) {
      const key = keyOf.apply([item])
      if (key.kind === 'unknown') more ??= key
      else entries.set(asText(key), entry(key, valueOf === undefined ? item : valueOf.apply([item])))
    }
    return dictionary(call, entries, more)
  },
  groupBy: (args, call) => {
    const [keyOf, valueOf] = [lambdaArgument(args, 1, call), args[2] === undefined ? undefined : lambdaArgument(args, 2, call)]
    const groups = new Map<string, Value[]>()
    for (const item of countedItems(listArgument(args, 0, call))) {
      const key = keyOf.apply([item])
      if (key.kind === 'unknown') throw new Undecided(key)
      const value = valueOf === undefined ? item : valueOf.apply([item])
      const group = groups.get(asText(key))
      if (group === undefined) groups.set(asText(key), [value])
      else group.push(value)
    }
    return dictionary(call, new Map([...groups].map(([key, items]) => [key, entry(call, list(call, items))])))
  },
  mapValues: (args, call) => {
    const object = dictionaryArgument(args, 0, call)
    const lambda = lambdaArgument(args, 1, call)
    const mapped = [...object.entries].map(([key, found]) => [key, { ...found, value: lambda.apply([found.value]) }] as const)
    return dictionary(call, new Map(mapped), object.open)
  },
}

/** A step may be an object that says that it counts from the end: `createObject('value', 1, 'fromEnd', true())`. */
function positionOfStep(step: Value, target: Value): Value {
  if (step.kind !== 'dictionary') return step
  const [value, fromEnd] = [entryOf(step, 'value')?.value, entryOf(step, 'fromEnd')?.value]
  if (value === undefined || fromEnd?.kind !== 'scalar' || fromEnd.value !== true) return value ?? step
  if (target.kind !== 'list' || value.kind !== 'scalar') return value
  if (target.open !== undefined) return target.open
  return scalar(step, target.items.length - Number(value.value))
}

/** Keys in the order in which the service lists them: by their letters, without case. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}

function concat(args: readonly Value[], call: Call): Value {
  if (args.some((argument) => argument.kind === 'list')) {
    const items: Value[] = []
    let open: Unknown | undefined
    for (const argument of args) {
      if (argument.kind === 'unknown') open ??= argument
      else if (argument.kind === 'list') {
        items.push(...argument.items)
        open ??= argument.open
      } else throw new Misuse(messages.mixed, { name: call.name })
    }
    call.spend(items.length)
    return list(call, items, open)
  }
  const cause = args.find((argument) => argument.kind === 'unknown')
  const whole = args.map((argument) => (argument.kind === 'unknown' ? (argument.shape ?? '{…}') : asText(argument))).join('')
  return cause === undefined ? scalar(call, whole) : stillUnknown(call, cause, whole)
}

function sizeOf(value: Value | undefined, call: Call): number {
  if (value !== undefined && isText(value)) return value.value.length
  if (value?.kind === 'dictionary') {
    if (value.open !== undefined) throw new Undecided(value.open)
    return value.entries.size
  }
  return countedItems(listArgument([value!], 0, call)).length
}

/** An open list or dictionary that already holds something is not empty, whatever else it may hold. */
function isEmpty(value: Value | undefined, call: Call): boolean {
  if (value?.kind === 'scalar') return value.value === null || value.value === ''
  if (value?.kind === 'dictionary' && value.entries.size > 0 && value.open === undefined) return false
  return sizeOf(value, call) === 0
}

function holds(container: Value, item: Value, call: Call): boolean {
  if (isText(container)) return container.value.includes(asText(item))
  if (container.kind === 'dictionary') {
    const found = entryOf(container, asText(item)) !== undefined
    if (!found && container.open !== undefined) throw new Undecided(container.open)
    return found
  }
  return indexIn(listArgument([container], 0, call).items, item, call, listArgument([container], 0, call).open) >= 0
}

/** Where an item is in a list; undecided where it may be one of the unknown ones. */
function indexIn(items: readonly Value[], item: Value, call: Call, open?: Unknown): number {
  let doubt = open
  call.spend(items.length)
  for (const [index, candidate] of items.entries()) {
    const equal = same(candidate, item)
    if (equal === true) return index
    if (equal === undefined && candidate.kind === 'unknown') doubt ??= candidate
  }
  if (doubt !== undefined) throw new Undecided(doubt)
  return -1
}

function positionOf(container: Value, item: Value, call: Call, which: 'first' | 'last'): number {
  if (isText(container)) {
    const [whole, part] = [container.value.toLowerCase(), asText(item).toLowerCase()]
    return which === 'first' ? whole.indexOf(part) : whole.lastIndexOf(part)
  }
  const items = countedItems(listArgument([container], 0, call))
  const index = indexIn(which === 'first' ? items : items.toReversed(), item, call)
  return index < 0 || which === 'first' ? index : items.length - 1 - index
}

function endOf(value: Value, call: Call, index: 0 | -1): Value {
  if (isText(value)) return scalar(call, value.value.at(index) ?? '')
  const { items, open } = listArgument([value], 0, call)
  if (open !== undefined && (index === -1 || items.length === 0)) throw new Undecided(open)
  return items.at(index) ?? scalar(call, null)
}

function sliced(value: Value, call: Call, from: number, count: number | undefined): Value {
  const to = count === undefined ? undefined : from + count
  if (isText(value)) return scalar(call, value.value.slice(from, to))
  return list(call, countedItems(listArgument([value], 0, call)).slice(from, to))
}

function numbersOf(args: readonly Value[], call: Call): readonly number[] {
  const values = args[0]?.kind === 'list' ? countedItems(args[0]) : args
  if (values.length === 0) throw new Misuse(messages.mixed, { name: call.name })
  return values.map((_, index) => integerArgument(values, index, call))
}

function distinct(items: readonly Value[], call: Call): readonly Value[] {
  const seen = new Set<unknown>()
  const kept: Value[] = []
  for (const item of items) {
    if (item.kind === 'scalar') {
      if (seen.has(item.value)) continue
      seen.add(item.value)
      kept.push(item)
    } else {
      call.spend(kept.length)
      if (!kept.some((other) => same(other, item) === true)) kept.push(item)
    }
  }
  return kept
}

/** `target.step` for a key or an index; null where there is none. */
function memberOrNull(target: Value, step: Value, call: Call): Value {
  if (target.kind === 'unknown') return stillUnknown(call, target, shapeOf(target, step))
  if (step.kind === 'unknown') return stillUnknown(call, step)
  if (target.kind === 'list' && step.kind === 'scalar' && typeof step.value === 'number') {
    return target.items[step.value] ?? (target.open === undefined ? scalar(call, null) : stillUnknown(call, target.open))
  }
  if (target.kind !== 'dictionary') return scalar(call, null)
  const found = entryOf(target, asText(step))
  if (found !== undefined) return found.value
  return target.open === undefined ? scalar(call, null) : stillUnknown(call, target.open, shapeOf(target.open, step))
}

function shapeOf(target: Unknown, step: Value): string | undefined {
  return target.shape?.startsWith('{') && target.shape.endsWith('}') && step.kind === 'scalar'
    ? `${target.shape.slice(0, -1)}.${String(step.value)}}`
    : undefined
}

/** `list[index]` and `object.key`, `null` where `safe` and there is none. @throws {Misuse} where there is none and not `safe` */
export function member(target: Value, step: Value, safe: boolean, call: Call): Value {
  if (target.kind === 'unknown' && target.choices !== undefined) {
    const chosen = target.choices.map((choice) => memberOrNull(choice, step, call))
    if (chosen.every((value) => same(value, chosen[0]!) === true)) return chosen[0]!
    if (chosen.every((value) => value.kind !== 'unknown')) return { ...stillUnknown(call, target), choices: chosen }
    return stillUnknown(call, target, shapeOf(target, step))
  }
  const value = memberOrNull(target, step, call)
  const missing = value.kind === 'scalar' && value.value === null && value.source === call.source && value.range === call.range
  if (missing && !safe) throw new Misuse(messages.noEntry, { key: step.kind === 'scalar' ? JSON.stringify(step.value) : 'such entry' })
  return value
}
