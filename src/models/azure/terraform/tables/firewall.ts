import type { AttributeRow, BlockList, ResourceTable } from '../resource-table.ts'

const apiVersion = '2025-01-01'

/** Who and where rules of all kinds are about, by the same attributes in policies and in classic firewalls. */
const sources: readonly AttributeRow[] = [
  { from: 'name', to: 'name' },
  { from: 'source_addresses', to: 'sourceAddresses' },
  { from: 'source_ip_groups', to: 'sourceIpGroups' },
]

const destinations: readonly AttributeRow[] = [
  { from: 'destination_addresses', to: 'destinationAddresses' },
  { from: 'destination_ip_groups', to: 'destinationIpGroups' },
  { from: 'destination_fqdns', to: 'destinationFqdns' },
  { from: 'destination_ports', to: 'destinationPorts' },
]

const translation: readonly AttributeRow[] = [
  { from: 'destination_ports', to: 'destinationPorts' },
  { from: 'translated_address', to: 'translatedAddress' },
  { from: 'translated_fqdn', to: 'translatedFqdn' },
  { from: 'translated_port', to: 'translatedPort' },
]

function protocols(block: string): BlockList {
  return {
    block,
    to: 'protocols',
    rows: [
      { from: 'type', to: 'protocolType' },
      { from: 'port', to: 'port' },
    ],
  }
}

/** A collection of a group of a policy. */
function ofPolicy(kind: string, rows: readonly AttributeRow[], lists: readonly BlockList[] = []): BlockList {
  return {
    block: `${kind}_rule_collection`,
    to: 'properties.ruleCollections',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'priority', to: 'priority' },
      { from: 'action', to: 'action.type' },
    ],
    lists: [{ block: 'rule', to: 'rules', rows: [...sources, ...rows], lists }],
  }
}

/** A collection of a classic firewall: a resource of its own for the provider, an item of a list for the service. */
function ofFirewall(list: string, rows: readonly AttributeRow[], lists: readonly BlockList[] = []): ResourceTable {
  return {
    type: `Microsoft.Network/azureFirewalls/${list}`,
    apiVersion,
    rows: [
      { from: 'name', to: 'name' },
      { from: 'azure_firewall_name', to: 'parentName' },
      { from: 'priority', to: 'properties.priority' },
      { from: 'action', to: 'properties.action.type' },
    ],
    lists: [{ block: 'rule', to: 'properties.rules', rows: [...sources, ...rows], lists }],
  }
}

/** Firewalls, their policies, and rules of both. */
export const firewallTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_firewall: {
    type: 'Microsoft.Network/azureFirewalls',
    apiVersion,
    rows: [
      { from: 'name', to: 'name' },
      { from: 'location', to: 'location' },
      { from: 'sku_name', to: 'properties.sku.name' },
      { from: 'sku_tier', to: 'properties.sku.tier' },
      { from: 'firewall_policy_id', to: 'properties.firewallPolicy.id' },
      { from: 'threat_intel_mode', to: 'properties.threatIntelMode', default: 'Alert' },
      { from: 'virtual_hub.virtual_hub_id', to: 'properties.virtualHub.id' },
    ],
  },
  azurerm_firewall_network_rule_collection: ofFirewall('networkRuleCollections', [...destinations, { from: 'protocols', to: 'protocols' }]),
  azurerm_firewall_application_rule_collection: ofFirewall(
    'applicationRuleCollections',
    [
      { from: 'target_fqdns', to: 'targetFqdns' },
      { from: 'fqdn_tags', to: 'fqdnTags' },
    ],
    [protocols('protocol')],
  ),
  azurerm_firewall_nat_rule_collection: ofFirewall('natRuleCollections', [
    ...translation,
    { from: 'destination_addresses', to: 'destinationAddresses' },
    { from: 'protocols', to: 'protocols' },
  ]),
  azurerm_firewall_policy: {
    type: 'Microsoft.Network/firewallPolicies',
    apiVersion,
    rows: [
      { from: 'name', to: 'name' },
      { from: 'sku', to: 'properties.sku.tier', default: 'Standard' },
      { from: 'base_policy_id', to: 'properties.basePolicy.id' },
      { from: 'threat_intelligence_mode', to: 'properties.threatIntelMode', default: 'Alert' },
      { from: 'intrusion_detection.mode', to: 'properties.intrusionDetection.mode' },
    ],
  },
  azurerm_firewall_policy_rule_collection_group: {
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    apiVersion,
    rows: [
      { from: 'name', to: 'name' },
      { from: 'firewall_policy_id', to: 'parentId' },
      { from: 'priority', to: 'properties.priority' },
    ],
    lists: [
      ofPolicy(
        'application',
        [
          { from: 'destination_fqdns', to: 'targetFqdns' },
          { from: 'destination_fqdn_tags', to: 'fqdnTags' },
          { from: 'destination_urls', to: 'targetUrls' },
        ],
        [protocols('protocols')],
      ),
      ofPolicy('network', [...destinations, { from: 'protocols', to: 'ipProtocols' }]),
      ofPolicy('nat', [
        ...translation,
        { from: 'destination_address', to: 'destinationAddresses' },
        { from: 'protocols', to: 'ipProtocols' },
      ]),
    ],
  },
}
