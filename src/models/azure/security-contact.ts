import type { Path } from '../../core/location.ts'
import { shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { truthOf } from './value/truth.ts'
import { isText, valueAt, type Unknown, type Value } from './value/value.ts'

/** What a contact of Defender for Cloud says of one kind of mail; undefined where it says nothing of it. */
export interface Told {
  readonly state: boolean | Unknown | undefined
  /** Where it is said, or belongs. */
  readonly at: Path
}

const sources = ['properties', 'notificationsSources']
const byRole = ['properties', 'notificationsByRole']

/**
 * Whether the addresses of a contact get alerts. The API has had three shapes for it: a word (2017-08-01-preview), an object
 * with a state (2020-01-01-preview), and a list of sources (2023-12-01-preview).
 */
export function toldOfAlerts(contact: AzureResource): Told {
  const off = switchedOff(contact)
  if (off !== undefined) return off
  const listed = contact.get(...sources)
  if (listed?.kind === 'list') {
    const isThere = listed.items.some((item) => isWord(valueAt(item, ['sourceType']), 'alert'))
    return { state: isThere || (listed.open ?? false), at: sources }
  }
  if (listed?.kind === 'unknown') return { state: listed, at: sources }
  return statedIn(contact, ['properties', 'alertNotifications'], sources)
}

/** The least severity of the alerts that are sent, in lower case; undefined where it is not said. */
export function leastSeverity(contact: AzureResource): { readonly severity: string; readonly at: Path } | undefined {
  const listed = contact.get(...sources)
  for (const [index, item] of listed?.kind === 'list' ? listed.items.entries() : []) {
    const severity = valueAt(item, ['minimalSeverity'])
    if (isWord(valueAt(item, ['sourceType']), 'alert') && severity !== undefined && isText(severity))
      return { severity: severity.value.toLowerCase(), at: [...sources, index, 'minimalSeverity'] }
  }
  const at = ['properties', 'alertNotifications', 'minimalSeverity']
  const severity = contact.text(...at)?.toLowerCase()
  return severity === undefined ? undefined : { severity, at }
}

/** Whether the owners of the subscription get alerts, besides the addresses. */
export function toldToOwners(contact: AzureResource): Told {
  const off = switchedOff(contact)
  if (off !== undefined) return off
  const { state, at } = statedIn(contact, byRole, byRole)
  if (state === undefined) return statedIn(contact, ['properties', 'alertsToAdmins'], byRole)
  if (state !== true) return { state, at }
  const roles = contact.get(...byRole, 'roles')
  if (roles?.kind === 'unknown') return { state: roles, at: [...byRole, 'roles'] }
  return { state: shapesAt(contact, ...byRole, 'roles').includes('owner'), at: [...byRole, 'roles'] }
}

function switchedOff(contact: AzureResource): Told | undefined {
  const at = ['properties', 'isEnabled']
  const enabled = contact.get(...at)
  if (enabled?.kind === 'unknown') return { state: enabled, at }
  return truthOf(enabled) === false ? { state: false, at } : undefined
}

/** A word that is On or Off, or an object whose state is. */
function statedIn(contact: AzureResource, at: Path, otherwise: Path): Told {
  const value = contact.get(...at)
  const state = value?.kind === 'dictionary' ? valueAt(value, ['state']) : value
  if (state === undefined) return { state: undefined, at: otherwise }
  const place = value?.kind === 'dictionary' ? [...at, 'state'] : at
  return { state: state.kind === 'unknown' ? state : isWord(state, 'on'), at: place }
}

function isWord(value: Value | undefined, word: string): boolean {
  return value !== undefined && isText(value) && value.value.toLowerCase() === word
}
