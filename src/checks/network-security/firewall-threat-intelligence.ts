import { text } from '../../core/text.ts'
import { hasPolicy, nextPolicyOf } from '../../models/azure/firewall.ts'
import { firewallOrPolicy } from '../../models/azure/kinds.ts'
import type { ResourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import type { Unknown } from '../../models/azure/value/value.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const firewallThreatIntelligence = settingCheck({
  id: 'network-security/firewall-threat-intelligence',
  controls: ['net-egress-firewall'],
  subject: firewallOrPolicy,
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The firewall refuses addresses that are known to be malicious',
    ja: 'ファイアウォールで既知の悪意あるアドレスを拒否する',
  }),
  why: text({
    en: 'By default they are only logged: a pod that was taken over keeps talking to whoever commands it.',
    ja: '既定では記録されるだけで、乗っ取られた Pod と指令元の通信は止まりません。',
  }),
  anyOf: [{ path: ['properties', 'threatIntelMode'], accepts: isOneOf('Deny') }],
  exempt: (resource) =>
    hasPolicy(resource) ? text({ en: 'the policy of the firewall decides', ja: 'ファイアウォールのポリシーで決まります' }) : undefined,
  elsewhere: inheritsDenial,
  fails: text({ en: 'malicious addresses are not refused', ja: '悪意あるアドレスが拒否されません' }),
  fix: { title: text({ en: 'refuse malicious addresses', ja: '悪意あるアドレスを拒否する' }), value: 'Deny', safety: 'review' },
  references: [
    'https://learn.microsoft.com/azure/firewall-manager/threat-intelligence-settings',
    'https://learn.microsoft.com/azure/firewall/threat-intel',
    'https://learn.microsoft.com/azure/firewall-manager/policy-overview',
  ],
  examples: [
    {
      name: 'Bicep that only logs',
      file: 'main.bicep',
      source: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: «'Alert'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: 'Deny'
  }
}
`,
    },
    {
      name: 'Terraform that says nothing',
      file: 'main.tf',
      source: `«resource "azurerm_firewall_policy" "egress"» {
  name = "egress"
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_firewall_policy" "egress" {
  name = "egress"
  threat_intelligence_mode = "Deny"
}
`,
    },
    {
      name: 'Bicep with a classic firewall that only logs',
      file: 'main.bicep',
      source: `resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: «'Alert'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'egress'
  properties: {
    threatIntelMode: 'Deny'
  }
}
`,
    },
    {
      name: 'Bicep with a policy that builds on one that refuses',
      file: 'main.bicep',
      source: `resource base 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'base'
  properties: {
    threatIntelMode: 'Deny'
  }
}

resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    basePolicy: {
      id: base.id
    }
  }
}
`,
    },
    {
      name: 'Bicep with a policy that builds on one elsewhere',
      file: 'main.bicep',
      source: `param base string

resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'egress'
  properties: {
    ‹basePolicy›: {
      id: base
    }
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with a classic firewall that says nothing',
      file: 'main.tf',
      source: `«resource "azurerm_firewall" "egress"» {
  name     = "egress"
  sku_name = "AZFW_VNet"
  sku_tier = "Standard"
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_firewall" "egress" {
  name     = "egress"
  sku_name = "AZFW_VNet"
  sku_tier = "Standard"
  threat_intel_mode = "Deny"
}
`,
    },
    {
      name: 'Terraform with a firewall that has a policy',
      file: 'main.tf',
      source: `resource "azurerm_firewall" "egress" {
  name               = "egress"
  firewall_policy_id = azurerm_firewall_policy.egress.id
}

resource "azurerm_firewall_policy" "egress" {
  name                     = "egress"
  threat_intelligence_mode = "Deny"
}
`,
    },
    {
      name: 'an answer with a classic firewall that does nothing',
      file: 'firewalls.json',
      source: `{
  "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/hub/providers/Microsoft.Network/azureFirewalls/egress",
  "name": "egress",
  "type": "Microsoft.Network/azureFirewalls",
  "properties": { "threatIntelMode": «"Off"» }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that refuses',
      file: 'main.tf',
      source: `resource "azurerm_firewall_policy" "egress" {
  name                     = "egress"
  threat_intelligence_mode = "Deny"
}
`,
    },
    {
      name: 'an ARM template that refuses',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/firewallPolicies",
      "apiVersion": "2025-01-01",
      "name": "egress",
      "properties": { "threatIntelMode": "Deny" }
    }
  ]
}
`,
    },
  ],
})

/** Whether a policy that this one builds on refuses: what it says can only be made stricter. */
function inheritsDenial(policy: AzureResource, resources: ResourcesByType): boolean | Unknown {
  let next = nextPolicyOf(policy, resources)
  for (let depth = 0; depth < 5 && next !== undefined; depth++) {
    if ('reason' in next) return next
    if (next.text('properties', 'threatIntelMode')?.toLowerCase() === 'deny') return true
    next = nextPolicyOf(next, resources)
  }
  return false
}
