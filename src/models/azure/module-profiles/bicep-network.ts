import { below, passed, type ModuleProfile, type ProfileRow } from './profile.ts'
import { diagnosticSettings, roleAssignments } from './shared.ts'

const source = 'https://github.com/Azure/bicep-registry-modules/tree/main/avm/res/network'

/** The module sends nothing for what is not given, and empty texts and lists for parts of rules. */
function emptyUnlessGiven(names: readonly string[], otherwise: '' | readonly string[]): readonly ProfileRow[] {
  return names.map((name) => ({
    to: name,
    from: `item.properties.${name}`,
    otherwise: typeof otherwise === 'string' ? otherwise : [...otherwise],
  }))
}

function groupsOfInterfaces(side: 'source' | 'destination'): ProfileRow {
  return {
    to: `${side}ApplicationSecurityGroups`,
    from: `item.properties.${side}ApplicationSecurityGroupResourceIds`,
    otherwise: [],
    items: [{ to: 'id', from: 'item' }],
  }
}

/** `avm/res/network/network-security-group`. */
export const bicepNetworkSecurityGroup: ModuleProfile = {
  versions: ['0.5.0', '0.6.0'],
  source: `${source}/network-security-group`,
  defaults: { flushConnection: false },
  resources: [
    {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2025-05-01',
      complete: true,
      rows: [
        ...passed('', ['name', 'location', 'tags']),
        { to: 'properties.flushConnection', from: 'flushConnection' },
        {
          to: 'properties.securityRules',
          from: 'securityRules',
          otherwise: [],
          items: [
            { to: 'name', from: 'item.name' },
            ...below('properties', [
              ...passed('item.properties.', ['access', 'direction', 'priority', 'protocol']),
              ...emptyUnlessGiven(
                ['description', 'destinationAddressPrefix', 'destinationPortRange', 'sourceAddressPrefix', 'sourcePortRange'],
                '',
              ),
              ...emptyUnlessGiven(['destinationAddressPrefixes', 'destinationPortRanges', 'sourceAddressPrefixes', 'sourcePortRanges'], []),
              groupsOfInterfaces('source'),
              groupsOfInterfaces('destination'),
            ]),
          ],
        },
      ],
    },
    diagnosticSettings,
    roleAssignments,
  ],
  outputs: { resourceId: 'id', name: 'name', location: 'location' },
}

const subnetType = 'Microsoft.Network/virtualNetworks/subnets'

/** The id of something that a subnet has, under the name that the module gives the parameter. */
function subnetHas(to: string): ProfileRow {
  const from = `item.${to}ResourceId`
  return { to: `properties.${to}.id`, from, when: [{ of: from, given: true }] }
}

/** `avm/res/network/virtual-network`, with its subnets, and its peerings on its own side. */
export const bicepVirtualNetwork: ModuleProfile = {
  versions: ['0.10.0', '0.11.0'],
  source: `${source}/virtual-network`,
  defaults: { enablePrivateEndpointVNetPolicies: 'Disabled', vnetEncryption: false, vnetEncryptionEnforcement: 'AllowUnencrypted' },
  resources: [
    {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2025-05-01',
      rows: [
        ...passed('', ['name', 'location', 'tags']),
        ...below('properties', [
          { to: 'addressSpace.addressPrefixes', from: 'addressPrefixes', when: [{ of: 'ipamPoolNumberOfIpAddresses', given: false }] },
          { to: 'dhcpOptions.dnsServers', from: 'dnsServers', when: [{ of: 'dnsServers', given: true }] },
          {
            to: 'ddosProtectionPlan.id',
            from: 'ddosProtectionPlanResourceId',
            when: [{ of: 'ddosProtectionPlanResourceId', given: true }],
          },
          { to: 'encryption.enabled', value: true, when: [{ of: 'vnetEncryption', is: true }] },
          { to: 'encryption.enforcement', from: 'vnetEncryptionEnforcement', when: [{ of: 'vnetEncryption', is: true }] },
          ...passed('', ['enableVmProtection'], { enablePrivateEndpointVNetPolicies: 'privateEndpointVNetPolicies' }),
        ]),
      ],
    },
    {
      type: subnetType,
      apiVersion: '2025-05-01',
      as: 'child',
      each: 'subnets',
      complete: true,
      rows: [
        { to: 'name', from: 'item.name' },
        ...below(
          'properties',
          passed('item.', [
            'addressPrefix',
            'addressPrefixes',
            'ipamPoolPrefixAllocations',
            'ipAllocations',
            'serviceGateway',
            'privateEndpointNetworkPolicies',
            'privateLinkServiceNetworkPolicies',
            'applicationGatewayIPConfigurations',
            'serviceEndpointPolicies',
            'defaultOutboundAccess',
            'sharingScope',
          ]),
        ),
        ...['networkSecurityGroup', 'routeTable', 'natGateway'].map(subnetHas),
        {
          to: 'properties.serviceEndpoints',
          from: 'item.serviceEndpoints',
          otherwise: [],
          items: [{ to: 'service', from: 'item' }],
        },
        { to: 'properties.delegations.0.name', from: 'item.delegation', when: [{ of: 'item.delegation', given: true }] },
        { to: 'properties.delegations.0.properties.serviceName', from: 'item.delegation', when: [{ of: 'item.delegation', given: true }] },
      ],
    },
    diagnosticSettings,
    roleAssignments,
  ],
  outputs: {
    resourceId: 'id',
    name: 'name',
    location: 'location',
    subnetResourceIds: { each: subnetType, is: 'id' },
    subnetNames: { each: subnetType, is: 'name' },
  },
}
