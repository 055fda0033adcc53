import { defineCheck, notApplicable } from '../../core/check.ts'
import { defineView } from '../../core/estate.ts'
import { text } from '../../core/text.ts'
import { isPrivateCluster } from '../../models/azure/cluster-network.ts'
import { firewallType } from '../../models/azure/firewall-collections.ts'
import {
  classicRulesOf,
  firewallRulesOf,
  hasPolicy,
  letsThrough,
  type FirewallRules,
  type NamedService,
} from '../../models/azure/firewall.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { resourcesByType } from '../../models/azure/relations.ts'
import { requiredNames } from '../../models/azure/required-names.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { poolSubnetsOf, rangesOf, subnets } from '../../models/azure/subnets.ts'
import type { Unknown } from '../../models/azure/value/value.ts'

const outboundType = ['properties', 'networkProfile', 'outboundType']

const registryOnly = "targetFqdns: ['mcr.microsoft.com', '*.data.mcr.microsoft.com']"

export const requiredNamesAllowed = defineCheck({
  id: 'network-security/required-names-allowed',
  controls: ['net-egress-firewall'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The firewall lets nodes reach what they need', ja: 'ファイアウォールでノードに必要な宛先を許可する' }),
  why: text({
    en: 'Nodes that cannot reach the registry of the platform, Entra ID or their packages stay without fixes; in haste somebody then opens everything.',
    ja: 'プラットフォームのレジストリ、Entra ID、パッケージの取得先に届かないノードには修正が入りません。慌ててすべてを開放する原因にもなります。',
  }),
  subject: managedCluster,
  reads: 'estate',
  messages: {
    blocked: text({ en: 'nodes of {cluster} cannot reach {names}', ja: '{cluster} のノードから {names} に接続できません' }),
    undecided: text({
      en: 'whether nodes of {cluster} can reach {names} depends on {input}, which is not known here',
      ja: '{cluster} のノードから {names} に接続できるかどうかは {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate }) {
    if (cluster.text(...outboundType)?.toLowerCase() !== 'userdefinedrouting')
      return notApplicable(text({ en: 'the cluster does not use user-defined routing', ja: 'ユーザー定義ルートを使っていません' }))
    const region = cluster.text('location')?.toLowerCase().replaceAll(' ', '')
    if (region !== undefined && /^(?:china|us(?:gov|dod))/.test(region))
      return notApplicable(text({ en: 'the names of this cloud are others', ja: 'このクラウドでは必要な名前が異なります' }))
    const resources = estate.view(resourcesByType)
    const firewalls = estate.view(firewallRules).beside(cluster)
    if (firewalls.length === 0)
      return notApplicable(
        text({
          en: 'no firewall with rules is deployed with the cluster',
          ja: 'クラスターと一緒にデプロイするファイアウォールの規則がありません',
        }),
      )
    const ranges = poolSubnetsOf(cluster, resources).flatMap(({ id }) => {
      const subnet = estate.view(subnets).find(id)
      return subnet === undefined ? [] : rangesOf(subnet)
    })
    const needed = requiredNames(isPrivateCluster(cluster) !== false, region)
    const outcomes = firewalls.map(({ holder, rules }) => ({ holder, ...tryAll(needed, rules, ranges) }))
    // Which of several firewalls the nodes are behind is not said in one place: the most generous one speaks.
    const [best] = outcomes.toSorted((a, b) => a.blocked.length - b.blocked.length || a.undecided.length - b.undecided.length)
    if (best === undefined) return undefined
    if (best.blocked.length > 0)
      yield report('blocked', { cluster: cluster.name, names: best.blocked.join(', ') }, { at: [], of: best.holder })
    else if (best.open !== undefined)
      yield unknown(
        'undecided',
        { cluster: cluster.name, names: best.undecided.join(', '), input: best.open.reason.decidedBy },
        { at: [], of: best.holder },
      )
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/outbound-rules-control-egress',
    'https://github.com/Azure/AKS/issues/4792',
    'https://learn.microsoft.com/azure/firewall/rule-processing',
  ],
  examples: [
    {
      name: 'Bicep whose rules leave out what nodes need',
      file: 'main.bicep',
      source: bicep('«policy»', registryOnly),
      fails: ['blocked'],
    },
    { name: 'Bicep with the tag', file: 'main.bicep', source: bicep('policy', "fqdnTags: ['AzureKubernetesService']") },
    {
      name: 'Bicep with a rule for other nodes',
      file: 'main.bicep',
      source: bicep('«policy»', "fqdnTags: ['AzureKubernetesService']").replace("['10.1.0.0/16']", "['10.9.0.0/16']"),
      fails: ['blocked'],
    },
    {
      name: 'Bicep with names from a parameter',
      file: 'main.bicep',
      source: `param names array\n\n${bicep('‹policy›', 'targetFqdns: names')}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform whose rules leave out what nodes need',
      file: 'main.tf',
      source: terraform(
        '«resource "azurerm_firewall_policy" "egress"»',
        'destination_fqdns = ["mcr.microsoft.com", "*.data.mcr.microsoft.com"]',
      ),
      fails: ['blocked'],
    },
    {
      name: 'Terraform with all the names',
      file: 'main.tf',
      source: terraform(
        'resource "azurerm_firewall_policy" "egress"',
        'destination_fqdns = ["*.hcp.westeurope.azmk8s.io", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "management.azure.com", "login.microsoftonline.com", "packages.microsoft.com", "packages.aks.azure.com"]',
      ),
    },
    {
      name: 'Bicep with a classic firewall whose rules leave out what nodes need',
      file: 'main.bicep',
      source: bicepClassic('«firewall»', registryOnly),
      fails: ['blocked'],
    },
    {
      name: 'Bicep with a classic firewall and the tag',
      file: 'main.bicep',
      source: bicepClassic('firewall', "fqdnTags: ['AzureKubernetesService']"),
    },
    {
      name: 'Terraform with a classic firewall whose collections leave out what nodes need',
      file: 'main.tf',
      source: terraformClassic('«resource "azurerm_firewall" "egress"»', '["mcr.microsoft.com", "*.data.mcr.microsoft.com"]'),
      fails: ['blocked'],
    },
    {
      name: 'Terraform with a classic firewall whose collection allows any name',
      file: 'main.tf',
      source: terraformClassic('resource "azurerm_firewall" "egress"', '["*"]'),
    },
    {
      name: 'an ARM template whose network rule denies first',
      file: 'main.json',
      source: arm('«"Microsoft.Network/firewallPolicies"»', 'Deny'),
      fails: ['blocked'],
    },
    {
      name: 'an ARM template whose network rule allows Azure',
      file: 'main.json',
      source: arm('"Microsoft.Network/firewallPolicies"', 'Allow'),
    },
  ],
})

interface RuledFirewall {
  readonly holder: AzureResource
  readonly rules: FirewallRules
}

/** The rules of policies, and of the firewalls that have rules instead of a policy. */
const firewallRules = defineView('azure-firewall-rules', (estate) => {
  const resources = estate.view(resourcesByType)
  const known = new Map<AzureResource, RuledFirewall>()
  const ruled = (holder: AzureResource, read: typeof classicRulesOf): RuledFirewall => {
    const found = known.get(holder) ?? { holder, rules: read(holder, resources) }
    known.set(holder, found)
    return found
  }
  return {
    /** Those that are deployed together with a cluster. */
    beside(cluster: AzureResource): readonly RuledFirewall[] {
      const policies = resources.deployedWith(cluster, 'Microsoft.Network/firewallPolicies')
      const classic = resources.deployedWith(cluster, firewallType).filter((firewall) => !hasPolicy(firewall))
      return [...policies.map((policy) => ruled(policy, firewallRulesOf)), ...classic.map((firewall) => ruled(firewall, classicRulesOf))]
    },
  }
})

interface Outcome {
  readonly blocked: readonly string[]
  readonly undecided: readonly string[]
  readonly open: Unknown | undefined
}

function tryAll(needed: readonly NamedService[], rules: FirewallRules, ranges: readonly string[]): Outcome {
  const blocked: string[] = []
  const undecided: string[] = []
  let open: Unknown | undefined
  for (const service of needed) {
    const passes = letsThrough(rules, service, ranges)
    if (passes === false) blocked.push(service.name)
    if (typeof passes !== 'object') continue
    undecided.push(service.name)
    open ??= passes
  }
  return { blocked, undecided, open }
}

function bicep(policy: string, destinations: string): string {
  return `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  location: 'westeurope'
  properties: {
    networkProfile: {
      outboundType: 'userDefinedRouting'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: vnet::nodes.id
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet'

  resource nodes 'subnets' = {
    name: 'nodes'
    properties: {
      addressPrefix: '10.1.2.0/24'
    }
  }
}

resource ${policy} 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'

  resource rules 'ruleCollectionGroups' = {
    name: 'aks'
    properties: {
      priority: 200
      ruleCollections: [
        {
          ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
          name: 'nodes'
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              ruleType: 'ApplicationRule'
              name: 'needed'
              sourceAddresses: ['10.1.0.0/16']
              protocols: [
                {
                  protocolType: 'Https'
                  port: 443
                }
              ]
              ${destinations}
            }
          ]
        }
      ]
    }
  }
}
`
}

function bicepClassic(firewall: string, destinations: string): string {
  const [cluster] = bicep('policy', '').split('resource policy')
  return `${cluster}resource ${firewall} 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    applicationRuleCollections: [
      {
        name: 'nodes'
        properties: {
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'needed'
              sourceAddresses: ['10.1.0.0/16']
              protocols: [
                {
                  protocolType: 'Https'
                  port: 443
                }
              ]
              ${destinations}
            }
          ]
        }
      }
    ]
  }
}
`
}

function terraformClassic(firewall: string, names: string): string {
  const [cluster] = terraform('policy', '').split('policy {')
  return `${cluster}${firewall} {
  name     = "egress"
  sku_name = "AZFW_VNet"
  sku_tier = "Standard"
}

resource "azurerm_firewall_application_rule_collection" "nodes" {
  name                = "nodes"
  azure_firewall_name = azurerm_firewall.egress.name
  priority            = 100
  action              = "Allow"

  rule {
    name             = "needed"
    source_addresses = ["10.0.0.0/8"]
    target_fqdns     = ${names}

    protocol {
      type = "Https"
      port = 443
    }
  }
}
`
}

function terraform(policy: string, destinations: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name     = "aks"
  location = "westeurope"

  network_profile {
    outbound_type = "userDefinedRouting"
  }
}

${policy} {
  name = "egress"
}

resource "azurerm_firewall_policy_rule_collection_group" "aks" {
  name               = "aks"
  firewall_policy_id = azurerm_firewall_policy.egress.id
  priority           = 200

  application_rule_collection {
    name     = "nodes"
    priority = 100
    action   = "Allow"

    rule {
      name             = "needed"
      source_addresses = ["*"]
      ${destinations}

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
`
}

function arm(policy: string, action: string): string {
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "location": "westeurope",
      "properties": { "networkProfile": { "outboundType": "userDefinedRouting" } }
    },
    {
      "type": ${policy},
      "apiVersion": "2025-01-01",
      "name": "egress"
    },
    {
      "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
      "apiVersion": "2025-01-01",
      "name": "egress/aks",
      "properties": {
        "priority": 200,
        "ruleCollections": [
          {
            "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
            "name": "names",
            "priority": 100,
            "action": { "type": "Allow" },
            "rules": [
              {
                "ruleType": "ApplicationRule",
                "name": "tag",
                "sourceAddresses": ["*"],
                "fqdnTags": ["${action === 'Deny' ? 'AzureKubernetesService' : 'WindowsUpdate'}"]
              }
            ]
          },
          {
            "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
            "name": "addresses",
            "priority": 300,
            "action": { "type": "${action}" },
            "rules": [
              {
                "ruleType": "NetworkRule",
                "name": "azure",
                "ipProtocols": ["TCP"],
                "sourceAddresses": ["*"],
                "destinationAddresses": ["AzureCloud"],
                "destinationPorts": ["443"]
              }
            ]
          }
        ]
      }
    }
  ]
}
`
}
