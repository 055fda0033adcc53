import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { parseCidr } from '../../models/azure/functions/addresses.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isTrue, isOneOf, settingCheck } from '../setting-check.ts'

/** Ranges that together hold more addresses than a /8 keep nobody out. */
const mostAddresses = 2n ** 24n

function isNarrow(value: JsonValue): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  const sizes = value.map((range: JsonValue) => (typeof range === 'string' ? sizeOf(range) : mostAddresses))
  return sizes.reduce((total, size) => total + size, 0n) < mostAddresses
}

function sizeOf(range: string): bigint {
  const cidr = parseCidr(range)
  return cidr === undefined ? 0n : 2n ** BigInt(cidr.bits - cidr.length)
}

export const authorizedIpRanges = settingCheck({
  id: 'cluster/authorized-ip-ranges',
  controls: ['aks-authorized-ip-ranges'],
  standards: ['cis-aks/5.4.1'],
  subject: managedCluster,
  severity: 'high',
  since: '0.1.0',
  title: text({
    en: 'A public API server is open to known addresses only',
    ja: 'パブリックな API サーバーへの接続元を既知のアドレスに限る',
  }),
  why: text({
    en: 'Without a list of addresses, or with one that holds the whole internet, stolen credentials work from anywhere.',
    ja: '接続元の一覧がない、または全インターネットを含む一覧では、盗まれた資格情報がどこからでも使えます。',
  }),
  anyOf: [
    { path: ['properties', 'apiServerAccessProfile', 'authorizedIPRanges'], accepts: isNarrow },
    { path: ['properties', 'apiServerAuthorizedIPRanges'], accepts: isNarrow },
    { path: ['properties', 'apiServerAccessProfile', 'enablePrivateCluster'], accepts: isTrue },
    { path: ['properties', 'publicNetworkAccess'], accepts: isOneOf('Disabled') },
  ],
  fails: text({
    en: 'anyone on the internet can reach the API server',
    ja: 'インターネット上の誰でも API サーバーに到達できます',
  }),
  enforce: { azurePolicy: '0e246bcf-5f6f-4f87-bc6f-775d4712c7ea' },
  references: ['https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    apiServerAccessProfile: {
      authorizedIPRanges: «[
        '0.0.0.0/0'
      ]»
    }
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    authorized_ip_ranges = «["0.0.0.0/1", "128.0.0.0/1"]»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  api_server_access_profile {
    authorized_ip_ranges = ["203.0.113.0/24"]
  }
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks",
      "properties": {
        "apiServerAccessProfile": {
          "authorizedIPRanges": [
            "203.0.113.0/24"
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
})
