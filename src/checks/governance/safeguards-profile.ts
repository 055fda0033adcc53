import { text } from '../../core/text.ts'
import { clusterWithSafeguards } from '../../models/azure/kinds.ts'
import { armTemplate } from '../azure-example.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const safeguardsProfile = settingCheck({
  id: 'governance/safeguards-profile',
  controls: ['gov-safeguards'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Safeguards in the cluster’s own settings enforce', ja: 'クラスター自身のセーフガード設定で強制する' }),
  why: text({
    en: 'Preview versions of the API have the safeguards in the cluster. At any other level than Enforcement everything that is against the rules is still admitted.',
    ja: 'API のプレビュー版では、セーフガードをクラスターの設定に持ちます。Enforcement 以外のレベルでは違反も受け入れられます。',
  }),
  subject: clusterWithSafeguards,
  anyOf: [{ path: ['properties', 'safeguardsProfile', 'level'], accepts: isOneOf('Enforcement') }],
  fails: text({ en: 'the safeguards do not enforce', ja: 'セーフガードが強制されていません' }),
  fix: { title: text({ en: 'enforce', ja: '強制する' }), value: 'Enforcement', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/aks/deployment-safeguards'],
  examples: [
    {
      name: 'Bicep that warns',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2024-05-02-preview' = {
  name: 'aks'
  properties: {
    safeguardsProfile: {
      level: «'Warning'»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2024-05-02-preview' = {
  name: 'aks'
  properties: {
    safeguardsProfile: {
      level: 'Enforcement'
    }
  }
}
`,
    },
    {
      name: 'Terraform of azapi that warns',
      file: 'main.tf',
      source: `resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2024-05-02-preview"
  name = "aks"

  body = {
    properties = {
      safeguardsProfile = {
        level = «"Warning"»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2024-05-02-preview"
  name = "aks"

  body = {
    properties = {
      safeguardsProfile = {
        level = "Enforcement"
      }
    }
  }
}
`,
    },
    {
      name: 'an ARM template that enforces',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2024-05-02-preview',
        name: 'aks',
        properties: { safeguardsProfile: { level: 'Enforcement' } },
      }),
    },
  ],
})
