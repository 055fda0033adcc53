import { isIP } from 'node:net'

import { RegoObject, RegoSet, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { builtinError, elementsAt, isArray, stringAt, typeError } from './operands.ts'

/** Addresses from `first` to `last`, of 32 or 128 bits. */
interface AddressRange {
  readonly bits: 32 | 128
  readonly first: bigint
  readonly last: bigint
}

/** The number that an address is; undefined for what is none. */
export function parseAddress(text: string): { readonly bits: 32 | 128; readonly value: bigint } | undefined {
  const version = isIP(text)
  if (version === 0 || text.includes('%')) return undefined
  if (version === 4) return { bits: 32, value: text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n) }
  const [head = '', tail] = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${hexPair(a, b)}:${hexPair(c, d)}`).split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = tail === undefined ? front : [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back]
  return { bits: 128, value: groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n) }
}

function hexPair(high: unknown, low: unknown): string {
  return (Number(high) * 256 + Number(low)).toString(16)
}

function parseCidr(text: string): AddressRange | undefined {
  const [address = '', length, ...rest] = text.split('/')
  const parsed = parseAddress(address)
  if (parsed === undefined || length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > parsed.bits)
    return undefined
  return block(parsed.bits, parsed.value, Number(length))
}

function block(bits: 32 | 128, value: bigint, length: number): AddressRange {
  const size = 1n << BigInt(bits - length)
  const first = (value / size) * size
  return { bits, first, last: first + size - 1n }
}

function rangeOf(text: string): AddressRange {
  const range = parseCidr(text)
  if (range !== undefined) return range
  const address = parseAddress(text)
  if (address === undefined) return builtinError(`invalid CIDR address: ${text}`)
  return { bits: address.bits, first: address.value, last: address.value }
}

function cidrOf(text: string): AddressRange {
  return parseCidr(text) ?? builtinError(`invalid CIDR address: ${text}`)
}

function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last
}

/** An address as it is usually written: in small letters, with the longest run of zeros left out. */
export function formatAddress(bits: 32 | 128, value: bigint): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16))
  // The longest run of two or more zero groups is written as `::`, the first where several are as long.
  const longest = groups
    .join(':')
    .match(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)
    ?.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest === undefined ? groups.join(':') : collapse(groups, longest.split(':').length)
}

function collapse(groups: readonly string[], length: number): string {
  const start = groups.findIndex(
    (_, index) => index + length <= groups.length && groups.slice(index, index + length).every((group) => group === '0'),
  )
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

function formatCidr({ bits, first, last }: AddressRange): string {
  const length = bits - (last - first + 1n).toString(2).length + 1
  return `${formatAddress(bits, first)}/${length}`
}

function expand(args: readonly Value[], produce: (size: number) => void): Value {
  const range = cidrOf(stringAt(args, 1))
  produce(Number(range.last - range.first))
  const addresses = new RegoSet()
  for (let value = range.first; value <= range.last; value++) addresses.add(formatAddress(range.bits, value))
  return addresses
}

/** A lone IPv4 address stands for the network of its historical class, as in Go's `IP.DefaultMask`. */
function defaultBlock(text: string): AddressRange {
  const address = parseAddress(text)
  if (address === undefined) return builtinError(`invalid CIDR address: ${text}`)
  const lead = address.value >> 24n
  return block(address.bits, address.value, lead < 128n ? 8 : lead < 192n ? 16 : 24)
}

/** The fewest blocks that hold exactly the same addresses. */
function merge(args: readonly Value[]): Value {
  const ranges = elementsAt(args, 1).map((item) => {
    const text = typeof item === 'string' ? item : typeError('operand must be string')
    if (!text.includes('/') && isIP(text) === 6) builtinError('IPv6 invalid: needs prefix length')
    return parseCidr(text) ?? defaultBlock(text)
  })
  ranges.sort((a, b) => a.bits - b.bits || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const joined: AddressRange[] = []
  for (const range of ranges) {
    const last = joined.at(-1)
    if (last === undefined || last.bits !== range.bits || range.first > last.last + 1n) joined.push(range)
    else if (range.last > last.last) joined[joined.length - 1] = { ...last, last: range.last }
  }
  return new RegoSet(joined.flatMap(blocksOf).map(formatCidr))
}

function blocksOf(range: AddressRange): readonly AddressRange[] {
  const blocks: AddressRange[] = []
  for (let first = range.first; first <= range.last;) {
    let length: number = range.bits
    while (length > 0) {
      const wider = block(range.bits, first, length - 1)
      if (wider.first !== first || wider.last > range.last) break
      length--
    }
    const found = block(range.bits, first, length)
    blocks.push(found)
    first = found.last + 1n
  }
  return blocks
}

/** Whether all addresses of `inner`, an address or a block of them, lie in the block `outer`; undefined where one is neither. */
export function cidrContains(outer: string, inner: string): boolean | undefined {
  const range = parseCidr(outer)
  const address = parseAddress(inner)
  const other = address === undefined ? parseCidr(inner) : { bits: address.bits, first: address.value, last: address.value }
  return range === undefined || other === undefined ? undefined : contains(range, other)
}

/** Addresses with what stands for each in results: its index, its key, or itself. */
function candidatesAt(args: readonly Value[], position: number): readonly (readonly [Value, string])[] {
  const value = args[position - 1]!
  const addressOf = (item: Value): string => {
    const first = isArray(item) ? item[0] : item
    return typeof first === 'string' ? first : builtinError(`operand ${position}: element must be string or non-empty array`)
  }
  if (typeof value === 'string') return [[value, value]]
  if (value instanceof RegoSet) return value.members().map((member) => [member, addressOf(member)])
  if (value instanceof RegoObject) return value.keys().map((key) => [key, addressOf(value.get(key)!)])
  return isArray(value)
    ? value.map((item, index) => [index, addressOf(item)])
    : typeError(`operand ${position} must be one of {string, array, set, object}`)
}

function containsMatches(args: readonly Value[]): Value {
  const networks = candidatesAt(args, 1).map(([name, text]) => [name, cidrOf(text)] as const)
  const members = candidatesAt(args, 2).map(([name, text]) => [name, rangeOf(text)] as const)
  return new RegoSet(
    networks.flatMap(([network, outer]) => members.filter(([, inner]) => contains(outer, inner)).map(([member]) => [network, member])),
  )
}

const containment = builtin(2, (args) => contains(cidrOf(stringAt(args, 1)), rangeOf(stringAt(args, 2))))

export const netBuiltins: BuiltinFamily = {
  'net.cidr_contains': containment,
  'net.cidr_overlap': containment,
  'net.cidr_contains_matches': builtin(2, containsMatches),
  'net.cidr_expand': builtin(1, (args, { budget }) => expand(args, (size) => budget.produce(size))),
  'net.cidr_intersects': builtin(2, (args) => {
    const [a, b] = [cidrOf(stringAt(args, 1)), cidrOf(stringAt(args, 2))]
    return a.bits === b.bits && a.first <= b.last && b.first <= a.last
  }),
  'net.cidr_is_valid': builtin(1, ([text]) => typeof text === 'string' && parseCidr(text) !== undefined),
  'net.cidr_merge': builtin(1, merge),
}
