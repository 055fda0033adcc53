import { civil, fixedZone, instantOf, type Civil, utc, type Zone } from './zones.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** The layouts that Go has names for. */
const named: Readonly<Record<string, string>> = {
  ANSIC: 'Mon Jan _2 15:04:05 2006',
  UnixDate: 'Mon Jan _2 15:04:05 MST 2006',
  RubyDate: 'Mon Jan 02 15:04:05 -0700 2006',
  RFC822: '02 Jan 06 15:04 MST',
  RFC822Z: '02 Jan 06 15:04 -0700',
  RFC850: 'Monday, 02-Jan-06 15:04:05 MST',
  RFC1123: 'Mon, 02 Jan 2006 15:04:05 MST',
  RFC1123Z: 'Mon, 02 Jan 2006 15:04:05 -0700',
  RFC3339: '2006-01-02T15:04:05Z07:00',
  RFC3339Nano: '2006-01-02T15:04:05.999999999Z07:00',
}

const pieces = /January|Jan|Monday|Mon|MST|2006|Z07:00|Z0700|-07:00|-0700|-07|01|02|03|04|05|06|15|PM|pm|_2|[.,](?:0+|9+)(?!\d)|1|2|3|4|5/g

const two = (value: number): string => String(value).padStart(2, '0')

function offsetText(offset: number, colon: string): string {
  const minutes = Math.trunc(Math.abs(offset) / 60)
  return `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}${colon}${two(minutes % 60)}`
}

/** The instant in a layout of Go's: the layout shows how it would write Monday, 2 January 2006, 15:04:05 MST. */
export function formatTime(layout: string, instant: bigint, zone: Zone): string {
  const parts = civil(instant, zone)
  return (named[layout] ?? layout).replace(pieces, (piece) => formatPiece(piece, parts, zone))
}

function formatPiece(piece: string, parts: Civil, zone: Zone): string {
  const half = parts.hour % 12 === 0 ? 12 : parts.hour % 12
  switch (piece) {
    case '2006':
      return String(parts.year).padStart(4, '0')
    case '06':
      return two(parts.year % 100)
    case 'January':
      return months[parts.month - 1]!
    case 'Jan':
      return months[parts.month - 1]!.slice(0, 3)
    case '01':
      return two(parts.month)
    case '1':
      return String(parts.month)
    case 'Monday':
      return days[parts.weekday]!
    case 'Mon':
      return days[parts.weekday]!.slice(0, 3)
    case '02':
      return two(parts.day)
    case '_2':
      return String(parts.day).padStart(2)
    case '2':
      return String(parts.day)
    case '15':
      return two(parts.hour)
    case '03':
      return two(half)
    case '3':
      return String(half)
    case '04':
      return two(parts.minute)
    case '4':
      return String(parts.minute)
    case '05':
      return two(parts.second)
    case '5':
      return String(parts.second)
    case 'PM':
      return parts.hour < 12 ? 'AM' : 'PM'
    case 'pm':
      return parts.hour < 12 ? 'am' : 'pm'
    case 'MST':
      return zone.name === 'UTC' ? 'UTC' : offsetText(parts.offset, '').replace(/00$/, '')
    case 'Z07:00':
    case 'Z0700':
      return parts.offset === 0 ? 'Z' : offsetText(parts.offset, piece.includes(':') ? ':' : '')
    case '-07:00':
    case '-0700':
      return offsetText(parts.offset, piece.includes(':') ? ':' : '')
    case '-07':
      return offsetText(parts.offset, '').slice(0, 3)
    default: {
      const digits = String(parts.nanosecond)
        .padStart(9, '0')
        .slice(0, piece.length - 1)
      const shown = piece.includes('9') ? digits.replace(/0+$/, '') : digits
      return shown === '' ? '' : piece[0]! + shown
    }
  }
}

const readers: Readonly<Record<string, readonly [string, string]>> = {
  '2006': ['year', '(\\d{4})'],
  '06': ['shortYear', '(\\d{2})'],
  January: ['monthName', '([A-Za-z]+)'],
  Jan: ['monthName', '([A-Za-z]{3})'],
  '01': ['month', '(\\d{2})'],
  '1': ['month', '(\\d{1,2})'],
  Monday: ['', '([A-Za-z]+)'],
  Mon: ['', '([A-Za-z]{3})'],
  '02': ['day', '(\\d{2})'],
  _2: ['day', ' ?(\\d{1,2})'],
  '2': ['day', '(\\d{1,2})'],
  '15': ['hour', '(\\d{2})'],
  '03': ['hour', '(\\d{2})'],
  '3': ['hour', '(\\d{1,2})'],
  '04': ['minute', '(\\d{2})'],
  '4': ['minute', '(\\d{1,2})'],
  '05': ['second', '(\\d{2})((?:[.,]\\d{1,9})?)'],
  '5': ['second', '(\\d{1,2})((?:[.,]\\d{1,9})?)'],
  PM: ['half', '(AM|PM)'],
  pm: ['half', '(am|pm)'],
  MST: ['zone', '([A-Z]{3,4})'],
  'Z07:00': ['zone', '(Z|[+-]\\d{2}:\\d{2})'],
  Z0700: ['zone', '(Z|[+-]\\d{4})'],
  '-07:00': ['zone', '([+-]\\d{2}:\\d{2})'],
  '-0700': ['zone', '([+-]\\d{4})'],
  '-07': ['zone', '([+-]\\d{2})'],
}

/** The instant that the text says in the layout, in nanoseconds since 1970; undefined where it does not fit. */
export function parseTime(layout: string, text: string): bigint | undefined {
  const names: string[] = []
  const full = named[layout] ?? layout
  let source = ''
  let done = 0
  for (const match of full.matchAll(pieces)) {
    source += escapePattern(full.slice(done, match.index))
    done = match.index + match[0].length
    const reader = readers[match[0]]
    // Fractions of a second are read with the seconds whether the layout shows them or not.
    if (reader === undefined) continue
    names.push(reader[0], ...(reader[0] === 'second' ? ['fraction'] : []))
    source += reader[1]
  }
  const found = new RegExp(`^${source}${escapePattern(full.slice(done))}$`).exec(text)
  if (found === null) return undefined
  return assemble(new Map(names.map((name, index) => [name, found[index + 1]!])))
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function assemble(read: ReadonlyMap<string, string>): bigint | undefined {
  const number = (name: string, byDefault: number): number => Number(read.get(name) ?? byDefault)
  const monthName = read.get('monthName')
  const month =
    monthName === undefined
      ? number('month', 1)
      : months.findIndex((name) => name.slice(0, 3).toLowerCase() === monthName.slice(0, 3).toLowerCase()) + 1
  const short = number('shortYear', 0)
  const year = read.has('shortYear') ? short + (short >= 69 ? 1900 : 2000) : number('year', 0)
  const hour = hourOf(number('hour', 0), read.get('half')?.toUpperCase())
  const parts = {
    year,
    month,
    day: number('day', 1),
    hour,
    minute: number('minute', 0),
    second: number('second', 0),
    nanosecond: fraction(read.get('fraction')),
  }
  const lastDay = new Date(Date.UTC(parts.year, parts.month, 0)).getUTCDate()
  if (month < 1 || month > 12 || parts.day < 1 || parts.day > lastDay || hour > 23 || parts.minute > 59 || parts.second > 59)
    return undefined
  return instantOf(parts, zoneOf(read.get('zone')))
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === 'PM') return hour === 12 ? 12 : hour + 12
  return half === 'AM' && hour === 12 ? 0 : hour
}

function fraction(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : Number(text.slice(1).padEnd(9, '0'))
}

function zoneOf(text: string | undefined): Zone {
  const match = text === undefined ? null : /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (match === null) return utc
  return fixedZone((match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60))
}
