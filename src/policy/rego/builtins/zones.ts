/** A date and a time of day as a wall clock shows them. Months and days count from 1. */
export interface Civil {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nanosecond: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** Seconds east of Greenwich. */
  readonly offset: number
}

/** How far a zone is from Greenwich at an instant given in seconds, and what it is called then. */
export interface Zone {
  readonly name: string
  offsetAt(seconds: number): number
}

export const utc: Zone = { name: 'UTC', offsetAt: () => 0 }

export function fixedZone(offset: number): Zone {
  return { name: '', offsetAt: () => offset }
}

const zones = new Map<string, Zone | undefined>()

/** The zone with this name of the IANA database; undefined where there is none. */
export function zoneNamed(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return utc
  if (zones.has(name)) return zones.get(name)
  const zone = name === 'Local' ? utc : makeZone(name)
  if (zones.size < 1000) zones.set(name, zone)
  return zone
}

function makeZone(name: string): Zone | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset', year: 'numeric' })
  } catch {
    return undefined
  }
  return {
    name,
    offsetAt(seconds) {
      const text = format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
      const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(text)
      if (match === null) return 0
      return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0))
    },
  }
}

const second = 1_000_000_000n

export function civil(instant: bigint, zone: Zone): Civil {
  const nanosecond = ((instant % second) + second) % second
  const seconds = Number((instant - nanosecond) / second)
  const offset = zone.offsetAt(seconds)
  const date = new Date((seconds + offset) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: Number(nanosecond),
    weekday: date.getUTCDay(),
    offset,
  }
}

/** The instant at which clocks of the zone show these parts; parts out of range carry over. Undefined beyond all calendars. */
export function instantOf(parts: Omit<Civil, 'weekday' | 'offset'>, zone: Zone): bigint | undefined {
  const date = new Date(0)
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  date.setUTCHours(parts.hour, parts.minute, parts.second)
  if (Number.isNaN(date.getTime())) return undefined
  const local = date.getTime() / 1000
  const guess = local - zone.offsetAt(local)
  const seconds = local - zone.offsetAt(guess)
  return BigInt(seconds) * second + BigInt(parts.nanosecond)
}
