import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { securityGroupOrRule } from '../../models/azure/kinds.ts'
import { isMadeByService, isManagedGroup } from '../../models/azure/managed-group.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { securityGroups } from '../../models/azure/security-rules.ts'

export const managedGroupUntouched = defineCheck({
  id: 'network-security/managed-group-untouched',
  controls: ['net-nsg-subnet'],
  subject: securityGroupOrRule,
  severity: 'medium',
  confidence: 'high',
  reads: 'estate',
  since: '0.1.0',
  title: text({
    en: 'The security group that AKS manages has no rules of yours',
    ja: 'AKS が管理するセキュリティグループに独自の規則を置かない',
  }),
  why: text({
    en: 'The service rewrites this group as Services come and go, and does not support changes of it; your rules belong in the group of the subnet.',
    ja: 'このグループは Service の増減に応じてサービスが書き換えるもので、変更はサポートされません。独自の規則はサブネットのグループに置いてください。',
  }),
  messages: {
    own: text({
      en: 'rule {rule} is not one that the service made',
      ja: '規則 {rule} はサービスが作成したものではありません',
    }),
  },
  *evaluate(resource: AzureResource, { report, estate }) {
    if (!isManagedGroup(resource))
      return notApplicable(text({ en: 'the service does not manage it', ja: 'サービスが管理するグループではありません' }))
    for (const { holder, path, name } of estate.view(securityGroups).of(resource).rules)
      if (holder === resource && !isMadeByService(name))
        yield report('own', { rule: name }, { at: path.length > 1 ? path.slice(0, -1) : [] })
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/support-policies',
    'https://learn.microsoft.com/azure/aks/concepts-network#network-security-groups',
  ],
  examples: [
    {
      name: 'an answer with a rule of somebody’s own',
      file: 'groups.json',
      source: `{
  "id": "/subscriptions/s/resourceGroups/MC_shop/providers/Microsoft.Network/networkSecurityGroups/aks-agentpool-00000001-nsg",
  "name": "aks-agentpool-00000001-nsg",
  "type": "Microsoft.Network/networkSecurityGroups",
  "properties": {
    "securityRules": [
      {
        "name": "k8s-azure-lb_allow_IPv4_2f1a",
        "properties": { "priority": 500, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destinationPortRange": "443" }
      },
      «{
        "name": "mine",
        "properties": { "priority": 510, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destinationPortRange": "8443" }
      }»
    ]
  }
}
`,
      fails: ['own'],
    },
    {
      name: 'Bicep that adds a rule to it',
      file: 'main.bicep',
      source: `resource group 'Microsoft.Network/networkSecurityGroups@2025-01-01' existing = {
  name: 'aks-agentpool-00000001-nsg'
}

resource «rule» 'Microsoft.Network/networkSecurityGroups/securityRules@2025-01-01' = {
  parent: group
  name: 'mine'
  properties: {
    priority: 510
    direction: 'Inbound'
    access: 'Deny'
    protocol: '*'
  }
}
`,
      fails: ['own'],
    },
    {
      name: 'Terraform that adds a rule to it',
      file: 'main.tf',
      source: `«resource "azurerm_network_security_rule" "mine"» {
  name                        = "mine"
  resource_group_name         = azurerm_kubernetes_cluster.aks.node_resource_group
  network_security_group_name = data.azurerm_resources.groups.resources[0].name
  priority                    = 510
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
}
`,
      fails: ['own'],
    },
    {
      name: 'Terraform with a group of a subnet',
      file: 'main.tf',
      source: `resource "azurerm_network_security_group" "nodes" {
  name                = "nodes"
  resource_group_name = azurerm_resource_group.shop.name

  security_rule {
    name      = "mine"
    priority  = 510
    direction = "Inbound"
    access    = "Deny"
    protocol  = "*"
  }
}
`,
    },
  ],
})
