import { integer } from '../number.ts'
import type { Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { formatTime, parseTime } from './go-time.ts'
import { builtinError, integerAt, isArray, smallIntegerAt, stringAt, typeError } from './operands.ts'
import { civil, instantOf, type Civil, type Zone, zoneNamed } from './zones.ts'

const second = 1_000_000_000n

/** An instant in nanoseconds since 1970, and the zone that its parts are to be read in. */
interface Moment {
  readonly instant: bigint
  readonly zone: Zone
  readonly layout: string | undefined
}

/** Instants are numbers, or arrays of a number, a zone and a layout. */
function momentAt(args: readonly Value[], position: number): Moment {
  const value = args[position - 1]!
  const parts = isArray(value) ? value : [value]
  const instant = BigInt(integerAt([parts[0] ?? null], 1))
  if (BigInt.asIntN(64, instant) !== instant) builtinError('timestamp too big')
  const zone = parts[1] === undefined ? 'UTC' : stringAt([parts[1]], 1)
  return {
    instant,
    zone: zoneNamed(zone) ?? builtinError(`unknown time zone ${zone}`),
    layout: parts[2] === undefined ? undefined : stringAt([parts[2]], 1),
  }
}

function partsAt(args: readonly Value[], position: number): Civil {
  const { instant, zone } = momentAt(args, position)
  return civil(instant, zone)
}

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3600n * second,
  d: 86_400n * second,
  w: 604_800n * second,
}

/** Go's durations, `1h30m`, `-1.5s`, and OPA's days and weeks. */
function parseDuration(text: string): bigint {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h|d|w)|\.\d+(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/.exec(text)
  if (/^[+-]?0$/.test(text)) return 0n
  if (match === null) return builtinError(`time: invalid duration ${JSON.stringify(text)}`)
  let total = 0n
  for (const [, whole, fraction = '', unit] of match[2]!.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h|d|w)/g))
    total += BigInt(whole || 0) * units[unit!]! + (BigInt(fraction || 0) * units[unit!]!) / 10n ** BigInt(fraction.length)
  return match[1] === '-' ? -total : total
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function addDate(args: readonly Value[]): Value {
  const { instant, zone } = momentAt(args, 1)
  const parts = civil(instant, zone)
  return inRange(
    instantOf(
      {
        ...parts,
        year: parts.year + smallIntegerAt(args, 2),
        month: parts.month + smallIntegerAt(args, 3),
        day: parts.day + smallIntegerAt(args, 4),
      },
      zone,
    ),
  )
}

function inRange(instant: bigint | undefined): Value {
  if (instant === undefined || BigInt.asIntN(64, instant) !== instant) return builtinError('time outside of valid range')
  return integer(instant)
}

/** Years, months, days, hours, minutes and seconds from one instant to the other, as calendars count them. */
function difference(args: readonly Value[]): Value {
  const moments = [momentAt(args, 1), momentAt(args, 2)].sort((a, b) => (a.instant < b.instant ? -1 : 1))
  const { zone } = momentAt(args, 1)
  const [from, to] = moments.map(({ instant }) => civil(instant, zone)) as [Civil, Civil]
  const parts = [
    to.year - from.year,
    to.month - from.month,
    to.day - from.day,
    to.hour - from.hour,
    to.minute - from.minute,
    to.second - from.second,
  ]
  const carry = (index: number, amount: number): void => {
    if (parts[index]! >= 0) return
    parts[index]! += amount
    parts[index - 1]!--
  }
  carry(5, 60)
  carry(4, 60)
  carry(3, 24)
  carry(2, new Date(Date.UTC(from.year, from.month, 0)).getUTCDate())
  carry(1, 12)
  return parts
}

function format(args: readonly Value[]): string {
  const { instant, zone, layout } = momentAt(args, 1)
  return formatTime(layout ?? 'RFC3339Nano', instant, zone)
}

export const timeBuiltins: BuiltinFamily = {
  'time.now_ns': builtin(0, (_, { now }) => integer(now())),
  'time.parse_ns': builtin(2, (args) => inRange(parseTime(stringAt(args, 1), stringAt(args, 2)) ?? builtinError('cannot parse time'))),
  'time.parse_rfc3339_ns': builtin(1, (args) => inRange(parseTime('RFC3339', stringAt(args, 1)) ?? builtinError('cannot parse time'))),
  'time.parse_duration_ns': builtin(1, (args) => integer(parseDuration(stringAt(args, 1)))),
  'time.format': builtin(1, format),
  'time.date': builtin(1, (args) => {
    const { year, month, day } = partsAt(args, 1)
    return [year, month, day]
  }),
  'time.clock': builtin(1, (args) => {
    const { hour, minute, second: seconds } = partsAt(args, 1)
    return [hour, minute, seconds]
  }),
  'time.weekday': builtin(1, (args) => weekdays[partsAt(args, 1).weekday]!),
  'time.add_date': builtin(4, addDate),
  'time.diff': builtin(2, (args) => (args.length === 2 ? difference(args) : typeError('two operands are needed'))),
}
