import { expect, test } from 'vitest'

import { readLive } from './live.ts'
import { leastSeverity, toldOfAlerts, toldToOwners } from './security-contact.ts'

function contact(properties: object) {
  const id = '/subscriptions/x/providers/Microsoft.Security/securityContacts/default'
  const { resources } = readLive([{ uri: 'live.json', text: JSON.stringify({ id, name: 'default', properties }) }])
  return resources[0]!
}

test.each([
  [{ alertNotifications: 'On' }, true],
  [{ alertNotifications: 'Off' }, false],
  [{ alertNotifications: { state: 'On', minimalSeverity: 'High' } }, true],
  [{ alertNotifications: { state: 'Off' } }, false],
  [{ notificationsSources: [{ sourceType: 'AttackPath' }, { sourceType: 'Alert' }] }, true],
  [{ notificationsSources: [] }, false],
  [{ notificationsSources: [{ sourceType: 'Alert' }], isEnabled: false }, false],
  [{ emails: 'a@example.com' }, undefined],
])('alerts of %j', (properties, expected) => {
  expect(toldOfAlerts(contact(properties)).state).toBe(expected)
})

test.each([
  [{ alertsToAdmins: 'On' }, true],
  [{ alertsToAdmins: 'Off' }, false],
  [{ notificationsByRole: { state: 'On', roles: ['Contributor', 'Owner'] } }, true],
  [{ notificationsByRole: { state: 'On', roles: [] } }, false],
  [{ notificationsByRole: { state: 'Off', roles: ['Owner'] } }, false],
  [{}, undefined],
])('owners of %j', (properties, expected) => {
  expect(toldToOwners(contact(properties)).state).toBe(expected)
})

test('the least severity, in both shapes', () => {
  expect(leastSeverity(contact({ alertNotifications: { state: 'On', minimalSeverity: 'Low' } }))?.severity).toBe('low')
  expect(leastSeverity(contact({ notificationsSources: [{ sourceType: 'Alert', minimalSeverity: 'High' }] }))?.severity).toBe('high')
  expect(leastSeverity(contact({ notificationsSources: [{ sourceType: 'AttackPath', minimalRiskLevel: 'High' }] }))).toBeUndefined()
})
