import { expect, test } from 'vitest'

import { Estate } from '../../core/estate.ts'
import { azureResource } from './resource.ts'
import { securityGroups, type EffectiveRules } from './security-rules.ts'
import { fromInternet, passageOf, type Connection } from './traffic.ts'
import { evaluateUnits } from './units.ts'

interface Rule {
  readonly priority: number
  readonly access: string
  readonly direction?: string
  readonly [field: string]: unknown
}

function rulesOf(...rules: readonly Rule[]): EffectiveRules {
  const securityRules = rules.map(({ direction = 'Outbound', ...rest }) => ({
    name: `rule-${rest.priority}`,
    properties: { direction, protocol: '*', sourcePortRange: '*', ...rest },
  }))
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    parameters: { somewhere: { type: 'string' } },
    resources: [{ type: 'Microsoft.Network/networkSecurityGroups', apiVersion: '2025-01-01', name: 'nsg', properties: { securityRules } }],
  }
  const { resources } = evaluateUnits([{ uri: 'main.json', text: JSON.stringify(template) }], { read: () => undefined })
  return new Estate([[azureResource, resources]]).view(securityGroups).of(resources[0]!)
}

const near = { tags: ['virtualnetwork'], ranges: ['10.1.2.0/24'] }
const toMcr: Connection = {
  inbound: false,
  protocol: 'tcp',
  port: 443,
  near,
  far: { tags: ['microsoftcontainerregistry', 'azurecloud', 'internet'], ranges: [] },
}

function outcome(connection: Connection, ...rules: readonly Rule[]): string {
  const passage = passageOf(connection, rulesOf(...rules))
  return `${passage.state} by ${passage.rule?.name ?? 'default'}`
}

const denyInternet = { priority: 4096, access: 'Deny', destinationAddressPrefix: 'Internet', destinationPortRange: '*' }

test('without rules of its own a group lets everything out, and lets in only the network and the load balancer', () => {
  expect(outcome(toMcr)).toBe('allowed by default')
  expect(outcome(fromInternet(443))).toBe('denied by default')
  expect(outcome({ ...toMcr, inbound: true, far: near })).toBe('allowed by default')
  expect(outcome({ ...toMcr, inbound: true, far: { tags: ['azureloadbalancer'], ranges: [] } })).toBe('allowed by default')
})

test('the rule with the smallest number that is about a connection decides', () => {
  expect(outcome(toMcr, denyInternet)).toBe('denied by rule-4096')
  const allow = { priority: 200, access: 'Allow', destinationAddressPrefix: 'AzureCloud', destinationPortRange: '400-500' }
  expect(outcome(toMcr, denyInternet, allow)).toBe('allowed by rule-200')
  expect(outcome(toMcr, denyInternet, { ...allow, priority: 4097 })).toBe('denied by rule-4096')
})

test.each([
  ['another port', { destinationPortRange: '80' }],
  ['another protocol', { destinationPortRange: '*', protocol: 'Udp' }],
  ['another direction', { destinationPortRange: '*', direction: 'Inbound' }],
  ['another service', { destinationPortRange: '*', destinationAddressPrefix: 'Storage' }],
  ['private addresses', { destinationPortRange: '*', destinationAddressPrefix: '10.0.0.0/8' }],
  ['another subnet', { destinationPortRange: '*', sourceAddressPrefix: '10.9.0.0/16' }],
  ['a port that connections do not come from', { destinationPortRange: '*', sourcePortRange: '22' }],
])('a rule about %s is passed over', (_, fields) => {
  expect(outcome(toMcr, { priority: 100, access: 'Deny', ...fields })).toBe('allowed by default')
})

test('addresses that contain the subnet are about it, and so is the any of every spelling', () => {
  for (const sourceAddressPrefix of ['10.1.0.0/16', '10.1.2.0/24', 'VirtualNetwork', '*', '0.0.0.0/0'])
    expect(outcome(toMcr, { priority: 100, access: 'Deny', destinationPortRange: '*', sourceAddressPrefix })).toBe('denied by rule-100')
})

test('public addresses may be those of a service: what they let through before a deny is not decided', () => {
  const some = { priority: 100, access: 'Allow', destinationAddressPrefix: '203.0.113.0/24', destinationPortRange: '443' }
  expect(outcome(toMcr, some, denyInternet)).toBe('undecided by rule-100')
  expect(outcome(toMcr, some)).toBe('allowed by default')
  // Closing some addresses is not closing the service.
  expect(outcome(toMcr, { ...some, access: 'Deny' })).toBe('allowed by default')
})

test('a part that is not known leaves a deny open, and does no harm in an allow that others repeat', () => {
  const open = { priority: 100, destinationAddressPrefix: "[parameters('somewhere')]", destinationPortRange: '*' }
  expect(outcome(toMcr, { ...open, access: 'Deny' })).toBe('undecided by rule-100')
  expect(outcome(toMcr, { ...open, access: 'Allow' })).toBe('allowed by default')
  expect(outcome(toMcr, { ...open, access: 'Allow' }, denyInternet)).toBe('undecided by rule-100')
})

test('services of the platform are shut out only by their tag', () => {
  const dns: Connection = { ...toMcr, protocol: 'udp', port: 53, far: { tags: ['azureplatformdns'], ranges: [], byTagOnly: true } }
  expect(outcome(dns, { priority: 100, access: 'Deny', destinationAddressPrefix: '*', destinationPortRange: '*' })).toBe(
    'allowed by default',
  )
  expect(outcome(dns, { priority: 100, access: 'Deny', destinationAddressPrefix: 'AzurePlatformDNS', destinationPortRange: '*' })).toBe(
    'denied by rule-100',
  )
})
