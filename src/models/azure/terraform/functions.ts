import { RE2JS } from 're2js'

import type { JsonValue } from '../../../core/edit.ts'
import { text } from '../../../core/text.ts'
import { addresses } from '../functions/addresses.ts'
import { collections, distinct } from '../functions/collections.ts'
import { encoding } from '../functions/encoding.ts'
import {
  anyArgument,
  countedItems,
  dictionaryArgument,
  integerArgument,
  listArgument,
  Misuse,
  scalarArgument,
  stringArgument,
  tolerant,
  Undecided,
  whollyKnown,
  type Call,
  type FunctionTable,
  type TemplateFunction,
} from '../functions/library.ts'
import { logic } from '../functions/logic.ts'
import { strings } from '../functions/strings.ts'
import { same } from '../value/compare.ts'
import { toPlain } from '../value/plain.ts'
import { dictionary, entry, entryOf, isNull, isText, list, scalar, unknown, type Entry, type Unknown, type Value } from '../value/value.ts'

const first: TemplateFunction = tolerant(([value], call) => value ?? scalar(call, null))
const onlyWhenApplied = (name: string): TemplateFunction => tolerant((_, call) => unknown(call, 'runtime', `${name}()`))

/**
 * Terraform's functions over the same values as the template functions of Azure, many of which they are under other names
 * or with other orders of arguments. `try` and `can` are not here: they need their arguments unevaluated.
 */
export const terraformFunctions: FunctionTable = {
  lower: strings['toLower']!,
  upper: strings['toUpper']!,
  trimspace: strings['trim']!,
  replace: (args, call) => {
    const pattern = stringArgument(args, 1, call)
    // A pattern between slashes is a regular expression.
    if (pattern.length > 1 && pattern.startsWith('/') && pattern.endsWith('/')) {
      const replacement = stringArgument(args, 2, call).replaceAll('$$', '\\$')
      return scalar(
        call,
        compiled(pattern.slice(1, -1), call)
          .matcher(stringArgument(args, 0, call))
          .replaceAll(replacement),
      )
    }
    return strings['replace']!(args, call)
  },
  split: ([separator, whole], call) => strings['split']!([whole!, separator!], call),
  join: ([separator, items], call) => strings['join']!([items!, separator!], call),
  startswith: (args, call) => scalar(call, stringArgument(args, 0, call).startsWith(stringArgument(args, 1, call))),
  endswith: (args, call) => scalar(call, stringArgument(args, 0, call).endsWith(stringArgument(args, 1, call))),
  strcontains: (args, call) => scalar(call, stringArgument(args, 0, call).includes(stringArgument(args, 1, call))),
  substr: (args, call) => {
    const [whole, offset, length] = [stringArgument(args, 0, call), integerArgument(args, 1, call), integerArgument(args, 2, call)]
    const start = offset < 0 ? whole.length + offset : offset
    return scalar(call, whole.slice(start, length < 0 ? undefined : start + length))
  },
  trimprefix: (args, call) => {
    const [whole, part] = [stringArgument(args, 0, call), stringArgument(args, 1, call)]
    return scalar(call, part !== '' && whole.startsWith(part) ? whole.slice(part.length) : whole)
  },
  trimsuffix: (args, call) => {
    const [whole, part] = [stringArgument(args, 0, call), stringArgument(args, 1, call)]
    return scalar(call, part !== '' && whole.endsWith(part) ? whole.slice(0, -part.length) : whole)
  },
  format: (args, call) => scalar(call, formatted(args, call)),
  title: (args, call) =>
    scalar(
      call,
      stringArgument(args, 0, call).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    ),
  length: collections['length']!,
  concat: collections['concat']!,
  contains: collections['contains']!,
  distinct: collections['distinct']!,
  flatten: (args, call) => list(call, flattened(listArgument(args, 0, call).items), listArgument(args, 0, call).open),
  range: (args, call) => {
    const numbers = args.map((_, index) => integerArgument(args, index, call))
    const [start, end] = numbers.length === 1 ? [0, numbers[0]!] : [numbers[0]!, numbers[1]!]
    return collections['range']!([scalar(call, start), scalar(call, Math.max(0, end - start))], call)
  },
  min: collections['min']!,
  max: collections['max']!,
  abs: (args, call) => scalar(call, Math.abs(integerArgument(args, 0, call))),
  ceil: (args, call) => scalar(call, Math.ceil(integerArgument(args, 0, call))),
  floor: (args, call) => scalar(call, Math.floor(integerArgument(args, 0, call))),
  sum: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    return scalar(
      call,
      items.reduce((total, _, index) => total + integerArgument(items, index, call), 0),
    )
  },
  keys: (args, call) => {
    const { entries, open } = dictionaryArgument(args, 0, call)
    return list(
      call,
      sortedKeys(entries).map(([key, found]) => scalar({ source: found.source, range: found.key }, key)),
      open,
    )
  },
  values: (args, call) => {
    const { entries, open } = dictionaryArgument(args, 0, call)
    return list(
      call,
      sortedKeys(entries).map(([, { value }]) => value),
      open,
    )
  },
  merge: tolerant((args, call) => {
    const entries = new Map<string, Entry>()
    let open: Unknown | undefined
    for (const argument of args) {
      if (argument.kind === 'unknown') open ??= argument
      if (argument.kind !== 'dictionary') continue
      for (const [key, found] of argument.entries) entries.set(key, found)
      open ??= argument.open
    }
    return dictionary(call, entries, open)
  }),
  lookup: tolerant(([map, key, fallback], call) => {
    if (map?.kind === 'unknown') throw new Undecided(map)
    if (key?.kind === 'unknown') throw new Undecided(key)
    const object = dictionaryArgument([map!], 0, call)
    const found = entryOf(object, stringArgument([key!], 0, call))
    if (found === undefined && object.open !== undefined) throw new Undecided(object.open)
    return found?.value ?? fallback ?? scalar(call, null)
  }),
  element: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    return items[integerArgument(args, 1, call) % Math.max(1, items.length)] ?? scalar(call, null)
  },
  index: (args, call) => collections['indexOf']!(args, call),
  reverse: (args, call) => list(call, countedItems(listArgument(args, 0, call)).toReversed()),
  slice: (args, call) =>
    list(call, countedItems(listArgument(args, 0, call)).slice(integerArgument(args, 1, call), integerArgument(args, 2, call))),
  sort: (args, call) => {
    const items = countedItems(listArgument(args, 0, call))
    const texts = items.map((item, index) => [stringArgument(items, index, call), item] as const)
    return list(
      call,
      [...texts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item),
    )
  },
  compact: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    return list(
      call,
      items.filter((item) => !isNull(item) && !(isText(item) && item.value === '')),
      open,
    )
  },
  coalesce: tolerant((args, call) => args.find((value) => !isNull(value) && !(isText(value) && value.value === '')) ?? scalar(call, null)),
  coalescelist: tolerant((args, call) => args.find((value) => value.kind !== 'list' || value.items.length > 0) ?? list(call, [])),
  one: (args, call) => countedItems(listArgument(args, 0, call))[0] ?? scalar(call, null),
  alltrue: tolerant((args, call) => every(listArgument(args, 0, call).items, true, call)),
  anytrue: tolerant((args, call) => every(listArgument(args, 0, call).items, false, call)),
  zipmap: (args, call) => {
    const [keys, values] = [countedItems(listArgument(args, 0, call)), countedItems(listArgument(args, 1, call))]
    return dictionary(
      call,
      new Map(keys.map((key, index) => [stringArgument(keys, index, call), entry(key, values[index] ?? scalar(call, null))])),
    )
  },
  setunion: (args, call) =>
    list(
      call,
      distinct(
        args.flatMap((_, index) => listArgument(args, index, call).items),
        call,
      ),
    ),
  setintersection: (args, call) => collections['intersection']!(args, call),
  setsubtract: (args, call) => {
    const [from, taken] = [countedItems(listArgument(args, 0, call)), countedItems(listArgument(args, 1, call))]
    const scalars = new Set(taken.map((item) => (item.kind === 'scalar' ? item.value : undefined)))
    const others = taken.filter(({ kind }) => kind !== 'scalar')
    call.spend(from.length * others.length)
    return list(
      call,
      from.filter((item) => (item.kind === 'scalar' ? !scalars.has(item.value) : !others.some((other) => same(other, item) === true))),
    )
  },
  toset: (args, call) => list(call, distinct(listArgument(args, 0, call).items, call), listArgument(args, 0, call).open),
  tolist: first,
  tomap: first,
  tostring: (args, call) => unlessNull(args, call, (value) => scalar(call, textOf(value))),
  tonumber: (args, call) => unlessNull(args, call, () => scalar(call, Number(scalarArgument(args, 0, call).value))),
  tobool: (args, call) => unlessNull(args, call, () => logic['bool']!(args, call)),
  sensitive: tolerant(([value], call) =>
    value?.kind === 'scalar' || value?.kind === 'unknown' ? { ...value, secret: true } : (value ?? scalar(call, null)),
  ),
  nonsensitive: first,
  jsonencode: (args, call) => {
    const value = anyArgument(args, 0, call)
    whollyKnown(value)
    const result = toPlain(value)
    return 'plain' in result ? scalar(call, JSON.stringify(result.plain)) : scalar(call, '')
  },
  jsondecode: encoding['json']!,
  regex: (args, call) => {
    const matcher = compiled(stringArgument(args, 0, call), call).matcher(stringArgument(args, 1, call))
    if (!matcher.find()) throw new Misuse(messages.noMatch, { name: call.name })
    return matched(matcher, call)
  },
  regexall: (args, call) => {
    const matcher = compiled(stringArgument(args, 0, call), call).matcher(stringArgument(args, 1, call))
    const found: Value[] = []
    while (matcher.find()) {
      call.spend(1)
      found.push(matched(matcher, call))
    }
    return list(call, found)
  },
  base64encode: encoding['base64']!,
  base64decode: encoding['base64ToString']!,
  urlencode: encoding['uriComponent']!,
  cidrsubnet: (args, call) => {
    const range = stringArgument(args, 0, call)
    const length = Number(range.split('/')[1]) + integerArgument(args, 1, call)
    return addresses['cidrSubnet']!([args[0]!, scalar(call, length), args[2]!], call)
  },
  cidrhost: (args, call) => addresses['cidrHost']!([args[0]!, scalar(call, integerArgument(args, 1, call) - 1)], call),
  ...Object.fromEntries(
    [
      'abspath',
      'bcrypt',
      'cidrnetmask',
      'cidrsubnets',
      'csvdecode',
      'file',
      'filebase64',
      'fileexists',
      'fileset',
      'formatdate',
      'indent',
      'log',
      'matchkeys',
      'md5',
      'parseint',
      'plantimestamp',
      'pow',
      'sha1',
      'sha256',
      'sha512',
      'templatefile',
      'templatestring',
      'timeadd',
      'timestamp',
      'transpose',
      'trim',
      'uuid',
      'uuidv5',
      'yamldecode',
      'yamlencode',
      'chunklist',
      'filemd5',
      'filesha256',
      'basename',
      'dirname',
      'pathexpand',
      'setproduct',
      'signum',
      'formatlist',
      'chomp',
      'base64gzip',
      'timecmp',
      'ephemeralasnull',
      'issensitive',
      'convert',
    ].map((name) => [name, onlyWhenApplied(name)]),
  ),
}

const messages = {
  noMatch: text({ en: '{name}: the pattern is not found', ja: '{name}: パターンに一致しません' }),
  badPattern: text({ en: '{name}: the pattern cannot be read', ja: '{name}: パターンを読めません' }),
}

/** Terraform's patterns are RE2's: matched in linear time, whatever the pattern. */
function compiled(pattern: string, call: Call): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch {
    throw new Misuse(messages.badPattern, { name: call.name })
  }
}

/** The whole match, or the list of its groups, or a map of them where they have names. */
function matched(matcher: ReturnType<RE2JS['matcher']>, call: Call): Value {
  const count = matcher.groupCount()
  const group = (which: number): Value => scalar(call, matcher.group(which) ?? null)
  if (count === 0) return group(0)
  const names = Object.entries(matcher.getNamedGroups())
  if (names.length > 0) return dictionary(call, new Map(names.map(([name, value]) => [name, entry(call, scalar(call, value ?? null))])))
  return list(
    call,
    Array.from({ length: count }, (_, index) => group(index + 1)),
  )
}

/** A conversion: null stays null. */
function unlessNull(args: readonly Value[], call: Call, convert: (value: Value) => Value): Value {
  const value = anyArgument(args, 0, call)
  return isNull(value) ? value : convert(value)
}

function sortedKeys(entries: ReadonlyMap<string, Entry>): readonly [string, Entry][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function flattened(items: readonly Value[], depth = 0): readonly Value[] {
  return items.flatMap((item) => (item.kind === 'list' && depth < 16 ? flattened(item.items, depth + 1) : [item]))
}

/** With `wanted` true: whether all are; with false: whether any is not false. */
function every(items: readonly Value[], all: boolean, call: Call): Value {
  let cause: Unknown | undefined
  for (const item of items) {
    if (item.kind === 'unknown') cause ??= item
    else if (item.kind === 'scalar' && (item.value === true) !== all) return scalar(call, !all)
  }
  if (cause !== undefined) throw new Undecided(cause)
  return scalar(call, all)
}

/** A value as part of a string, spelled as Terraform spells it. */
export function textOf(value: Value): string {
  if (value.kind === 'scalar') return value.value === null ? '' : String(value.value)
  const result = toPlain(value)
  if ('unknown' in result) throw new Undecided(result.unknown)
  return JSON.stringify(result.plain satisfies JsonValue)
}

/** `%s`, `%d`, `%v`, `%q` and zero-padded numbers, which is what names are made with. */
function formatted(args: readonly Value[], call: Call): string {
  let position = 1
  return stringArgument(args, 0, call).replace(/%(0?)(\d{0,3})([sdvqf%])/g, (whole: string, zero: string, width: string, verb: string) => {
    if (verb === '%') return '%'
    const value = args[position++]
    if (value === undefined) return whole
    const written = verb === 'q' ? JSON.stringify(textOf(value)) : textOf(value)
    return written.padStart(Number(width), zero === '0' ? '0' : ' ')
  })
}
