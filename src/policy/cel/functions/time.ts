import { civil, zoneNamed, fixedZone, instantOf, utc, type Civil, type Zone } from '../../rego/builtins/zones.ts'
import { CelError } from '../errors.ts'
import { CelDuration, CelTimestamp, int64, type CelValue } from '../values.ts'
import type { CelFunction, CelLibrary } from './function.ts'

const second = 1_000_000_000n
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3600n * second,
}

export function parseDuration(text: string): CelDuration {
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text)
  if (match === null) {
    if (/^[+-]?0$/.test(text)) return new CelDuration(0n)
    throw new CelError(`${JSON.stringify(text)} is not a duration`)
  }
  let total = 0n
  for (const [, whole, fraction = '', unit] of match[2]!.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|ms|s|m|h)/g))
    total += BigInt(whole || 0) * units[unit!]! + (BigInt(fraction || 0) * units[unit!]!) / 10n ** BigInt(fraction.length)
  return new CelDuration(int64(match[1] === '-' ? -total : total))
}

/** In seconds: `1.5s`. */
export function formatDuration({ nanoseconds }: CelDuration): string {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const fraction = String(magnitude % second)
    .padStart(9, '0')
    .replace(/0+$/, '')
  return `${nanoseconds < 0n ? '-' : ''}${magnitude / second}${fraction === '' ? '' : `.${fraction}`}s`
}

export function parseTimestamp(text: string): CelTimestamp {
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text)
  const [year, month, day, hour, minute, seconds] = (match?.slice(1, 7) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const zone = match === null ? undefined : zoneOf(match[8]!.toUpperCase())
  if (
    match === null ||
    zone === undefined ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > new Date(Date.UTC(year, month, 0)).getUTCDate() ||
    hour > 23 ||
    minute > 59 ||
    seconds > 59
  )
    throw new CelError(`${JSON.stringify(text)} is not a timestamp`)
  return new CelTimestamp(
    instantOf({ year, month, day, hour, minute, second: seconds, nanosecond: Number((match[7] ?? '').padEnd(9, '0')) }, zone)!,
  )
}

function zoneOf(name: string): Zone | undefined {
  if (name === 'Z') return utc
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(name)
  if (offset !== null) return fixedZone((offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60))
  return zoneNamed(name)
}

export function formatTimestamp({ nanoseconds }: CelTimestamp): string {
  const rest = ((nanoseconds % second) + second) % second
  const date = new Date(Number((nanoseconds - rest) / second) * 1000)
  const fraction = String(rest).padStart(9, '0').replace(/0+$/, '')
  return `${date.toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`
}

function part(ofTimestamp: (parts: Civil) => number, ofDuration?: (nanoseconds: bigint) => bigint): CelFunction {
  return (value, zoneName = 'UTC'): CelValue | undefined => {
    if (value instanceof CelDuration) return ofDuration?.(value.nanoseconds)
    if (!(value instanceof CelTimestamp) || typeof zoneName !== 'string') return undefined
    const zone = zoneOf(zoneName)
    if (zone === undefined) throw new CelError(`unknown time zone ${zoneName}`)
    return BigInt(ofTimestamp(civil(value.nanoseconds, zone)))
  }
}

const dayOfYear = ({ year, month, day }: Civil): number => Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000)

export const timeLibrary: CelLibrary = {
  '.getFullYear': part(({ year }) => year),
  '.getMonth': part(({ month }) => month - 1),
  '.getDate': part(({ day }) => day),
  '.getDayOfMonth': part(({ day }) => day - 1),
  '.getDayOfWeek': part(({ weekday }) => weekday),
  '.getDayOfYear': part(dayOfYear),
  '.getHours': part(
    ({ hour }) => hour,
    (nanoseconds) => nanoseconds / (3600n * second),
  ),
  '.getMinutes': part(
    ({ minute }) => minute,
    (nanoseconds) => nanoseconds / (60n * second),
  ),
  '.getSeconds': part(
    ({ second: seconds }) => seconds,
    (nanoseconds) => nanoseconds / second,
  ),
  '.getMilliseconds': part(
    ({ nanosecond }) => Math.trunc(nanosecond / 1_000_000),
    (nanoseconds) => (nanoseconds / 1_000_000n) % 1000n,
  ),
}
