import { text } from '../../../../core/text.ts'
import { Misuse, tolerant, type Call, type FunctionTable, type TemplateFunction } from '../../functions/library.ts'
import { scalar, unknown, type Value } from '../../value/value.ts'
import { stringAt } from './arguments.ts'

const messages = {
  notDate: text({ en: '{name}: {value} is not a date', ja: '{name}: {value} は日時ではありません' }),
  notDuration: text({ en: '{name}: {value} is not a duration', ja: '{name}: {value} は期間ではありません' }),
  notPattern: text({ en: '{name}: there is no {part} in a date pattern', ja: '{name}: 日時の書式に {part} は使えません' }),
}

const onlyWhenApplied = (name: string): TemplateFunction => tolerant((_, call) => unknown(call, 'runtime', `${name}()`))

export const dates: FunctionTable = {
  timestamp: onlyWhenApplied('timestamp'),
  plantimestamp: onlyWhenApplied('plantimestamp'),
  timeadd: (args, call) => {
    const amount = stringAt(args, 1, call)
    return scalar(call, iso(new Date(dateAt(args, 0, call).getTime() + milliseconds(amount, call))))
  },
  timecmp: (args, call) => scalar(call, Math.sign(dateAt(args, 0, call).getTime() - dateAt(args, 1, call).getTime())),
  formatdate: (args, call) => {
    const date = dateAt(args, 1, call)
    const pattern = stringAt(args, 0, call)
    const written = pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (part: string, literal?: string) => {
      if (literal !== undefined) return literal === '' ? "'" : literal.replaceAll("''", "'")
      const made = parts[part]?.(date)
      if (made === undefined) throw new Misuse(messages.notPattern, { name: call.name, part })
      return made
    })
    return scalar(call, written)
  },
}

const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/

/** A moment (RFC 3339), told in UTC: an offset other than zero is left out of account where parts of it are written. */
function dateAt(args: readonly Value[], position: number, call: Call): Date {
  const written = stringAt(args, position, call)
  const date = new Date(dateTime.test(written) ? written : Number.NaN)
  if (Number.isNaN(date.getTime())) throw new Misuse(messages.notDate, { name: call.name, value: JSON.stringify(written.slice(0, 40)) })
  return date
}

function iso(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 }

function milliseconds(amount: string, call: Call): number {
  if (!/^[+-]?(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|µs|ns))+$/.test(amount))
    throw new Misuse(messages.notDuration, { name: call.name, value: JSON.stringify(amount.slice(0, 40)) })
  let total = 0
  for (const [, number, unit] of amount.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)) total += Number(number) * units[unit!]!
  return amount.startsWith('-') ? -total : total
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function hourOfHalf(date: Date): number {
  return date.getUTCHours() % 12 || 12
}

const parts: Readonly<Record<string, (date: Date) => string>> = {
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => months[date.getUTCMonth()]!,
  MMM: (date) => months[date.getUTCMonth()]!.slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  EEEE: (date) => days[date.getUTCDay()]!,
  EEE: (date) => days[date.getUTCDay()]!.slice(0, 3),
  hh: (date) => two(date.getUTCHours()),
  h: (date) => String(date.getUTCHours()),
  HH: (date) => two(hourOfHalf(date)),
  H: (date) => String(hourOfHalf(date)),
  AA: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  aa: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  mm: (date) => two(date.getUTCMinutes()),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
  s: (date) => String(date.getUTCSeconds()),
  ZZZZZ: () => '+00:00',
  ZZZZ: () => '+0000',
  ZZZ: () => 'UTC',
  Z: () => 'Z',
}
