import { randomUUID } from 'node:crypto'

import { fromDouble, integer } from '../number.ts'
import { RegoObject, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { stringAt } from './operands.ts'

const forms =
  /^(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$|^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$|^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i

const variants: readonly (readonly [number, number, string])[] = [
  [0xc0, 0x80, 'RFC4122'],
  [0xe0, 0xc0, 'Microsoft'],
  [0xe0, 0xe0, 'Future'],
]

const domains = ['Person', 'Group', 'Org']

/** What the identifier says of itself; versions 1 and 2 tell when and where they were made. */
function parse([text]: readonly Value[]): Value | undefined {
  const match = typeof text === 'string' ? forms.exec(text) : null
  if (match === null) return undefined
  const [low, middle, high, clock, node] = match.slice(1).filter((part) => part !== undefined) as [string, string, string, string, string]
  const lead = Number.parseInt(clock.slice(0, 2), 16)
  const version = Number.parseInt(high[0]!, 16)
  const parsed = new RegoObject([
    ['version', version],
    ['variant', variants.find(([mask, value]) => (lead & mask) === value)?.[2] ?? 'Reserved'],
  ])
  if (version !== 1 && version !== 2) return parsed
  const ticks = ((BigInt(`0x${high}`) & 0xfffn) << 48n) | (BigInt(`0x${middle}`) << 32n) | BigInt(`0x${low}`)
  const nanoseconds = (ticks - 0x01b21dd213814000n) * 100n
  parsed.set('time', version === 2 ? (fromDouble(Number(nanoseconds)) ?? 0) : integer(nanoseconds))
  parsed.set('nodeid', node.match(/../g)!.join('-'))
  const first = Number.parseInt(node.slice(0, 2), 16)
  parsed.set('macvariables', `${(first & 2) === 2 ? 'local' : 'global'}:${(first & 1) === 1 ? 'multicast' : 'unicast'}`)
  parsed.set('clocksequence', Number.parseInt(clock, 16) & 0x3fff)
  if (version === 2) {
    parsed.set('id', Number.parseInt(low, 16))
    parsed.set('domain', domains[Number.parseInt(clock.slice(2), 16)] ?? `Domain${Number.parseInt(clock.slice(2), 16)}`)
  }
  return parsed
}

export const uuidBuiltins: BuiltinFamily = {
  'uuid.parse': builtin(1, parse),
  'uuid.rfc4122': builtin(1, (args, { memo }) => {
    const key = `uuid\u0000${stringAt(args, 1)}`
    let value = memo.get(key)
    if (value === undefined) memo.set(key, (value = randomUUID()))
    return value
  }),
}
