import { spoken } from '../../core/text.ts'
import { EvaluationError, type PolicyValue } from './value.ts'

function instant(value: PolicyValue): Date {
  const date = typeof value === 'string' ? new Date(/Z|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`) : undefined
  if (date === undefined || Number.isNaN(date.getTime()))
    throw new EvaluationError(
      spoken({ en: '{value} is not a date and time', ja: '{value} は日時ではありません' }, { value: String(value) }),
    )
  return date
}

function format(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new EvaluationError(spoken({ en: 'the date is out of range', ja: '日付が範囲外です' }))
  return date.toISOString().replace(/\.000Z$/, 'Z')
}

const durationPattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** ISO 8601 durations: `P1DT2H`. */
function addDuration(value: PolicyValue, duration: PolicyValue): string {
  const match = typeof duration === 'string' ? durationPattern.exec(duration) : null
  if (match === null)
    throw new EvaluationError(
      spoken({ en: '{duration} is not a duration', ja: '{duration} は期間ではありません' }, { duration: String(duration) }),
    )
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => (match[1] === '-' ? -1 : 1) * Number(part ?? 0)) as [number, number, number, number, number, number, number]
  const date = instant(value)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return format(new Date(date.getTime() + (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000))
}

/** By name in lower case. */
export const dateFunctions: Readonly<Record<string, (...args: readonly PolicyValue[]) => PolicyValue>> = {
  adddays: (value, days) => {
    if (typeof days !== 'number')
      throw new EvaluationError(spoken({ en: 'addDays needs a number of days', ja: 'addDays には日数が必要です' }))
    return format(new Date(instant(value).getTime() + days * 86_400_000))
  },
  datetimeadd: addDuration,
  datetimefromepoch: (seconds) => {
    if (typeof seconds !== 'number')
      throw new EvaluationError(spoken({ en: 'dateTimeFromEpoch needs a number of seconds', ja: 'dateTimeFromEpoch には秒数が必要です' }))
    return format(new Date(seconds * 1000))
  },
  datetimetoepoch: (value) => Math.floor(instant(value).getTime() / 1000),
}
