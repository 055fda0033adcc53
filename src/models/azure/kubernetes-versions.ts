import { readFileSync } from 'node:fs'

import { dataFile } from '../../core/data-file.ts'
import { daysBetween } from '../../core/day.ts'

/** The calendar of Kubernetes versions of AKS, as its documentation had it on a day; months count to their last day. */
interface Calendar {
  readonly asOf: string
  readonly source: string
  readonly versions: Readonly<Record<string, { readonly until: string; readonly longTermUntil?: string }>>
}

/** How old the calendar may be before what it says of the present no longer counts. */
const freshFor = 60

let calendar: Calendar | undefined

export function versionCalendar(): Calendar {
  calendar ??= JSON.parse(readFileSync(dataFile('aks/versions.json'), 'utf8')) as Calendar
  return calendar
}

export type Support =
  | { readonly state: 'supported'; readonly until: string; readonly days: number }
  | { readonly state: 'ended'; readonly until: string }
  /** The calendar does not know the version, or is too old to say that it is still supported. */
  | { readonly state: 'unknown'; readonly asOf: string }

/**
 * Whether AKS supports a version on a day. That support has ended stays true however old the calendar is; that it lasts
 * does not.
 *
 * @param version such as `1.30` or `1.30.7`
 * @param today as `YYYY-MM-DD`
 * @param longTerm whether the cluster has the plan of long-term support
 */
export function supportOf(version: string, today: string, longTerm: boolean): Support {
  const { asOf, versions } = versionCalendar()
  const minor = minorOf(version)
  const known = minor === undefined ? undefined : versions[minor]
  if (minor !== undefined && known === undefined && isOlderThanAll(minor)) return { state: 'ended', until: asOf }
  const until = longTerm ? known?.longTermUntil : known?.until
  if (until === undefined) return { state: 'unknown', asOf }
  if (until < today) return { state: 'ended', until }
  return daysBetween(asOf, today) > freshFor ? { state: 'unknown', asOf } : { state: 'supported', until, days: daysBetween(today, until) }
}

/** `1.30` of `1.30.7`; undefined for what is no version. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.|$)/.exec(version)?.[1]
}

function isOlderThanAll(minor: string): boolean {
  const number = (version: string): number => Number(version.split('.')[1])
  return minor.startsWith('1.') && Object.keys(versionCalendar().versions).every((known) => number(minor) < number(known))
}
