import { text } from '../../core/text.ts'
import { securityConnector } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

export const devopsConnector = settingCheck({
  id: 'defender/devops-connector',
  controls: ['def-devops', 'detect-pipeline-dashboard'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Connectors of repositories watch their posture', ja: 'リポジトリ接続で態勢を監視する' }),
  why: text({
    en: 'A connector without an offering brings nothing to Defender for Cloud: findings of the repositories stay where nobody looks.',
    ja: 'オファリングのない接続では、リポジトリの検出結果が Defender for Cloud に届きません。',
  }),
  subject: securityConnector,
  anyOf: [
    { path: ['properties', 'offerings'], accepts: (value) => /CspmMonitor(?:Github|AzureDevOps|GitLab)/i.test(JSON.stringify(value)) },
  ],
  exempt: (connector) =>
    /^(?:GitHub|AzureDevOps|GitLab)$/i.test(connector.text('properties', 'environmentName') ?? '')
      ? undefined
      : text({ en: 'it connects a cloud, not repositories', ja: 'リポジトリではなくクラウドの接続です' }),
  fails: text({ en: 'the connector has no offering that watches repositories', ja: 'リポジトリを監視するオファリングがありません' }),
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/quickstart-onboard-github'],
  examples: [
    {
      name: 'Bicep without an offering',
      file: 'main.bicep',
      source: `resource connector 'Microsoft.Security/securityConnectors@2024-08-01-preview' = {
  name: 'github'
  properties: {
    environmentName: 'GitHub'
    offerings: «[]»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'an ARM template with the offering',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Security/securityConnectors",
      "apiVersion": "2024-08-01-preview",
      "name": "github",
      "properties": {
        "environmentName": "GitHub",
        "offerings": [
          {
            "offeringType": "CspmMonitorGithub"
          }
        ]
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform of azapi that says otherwise',
      file: 'main.tf',
      source: `resource "azapi_resource" "this" {
  type      = "Microsoft.Security/securityConnectors@2024-08-01-preview"
  name      = "github"
  parent_id = azurerm_resource_group.shop.id

  body = {
    properties = {
      environmentName = "GitHub"
      offerings       = «[]»
    }
  }
}
`,
      fails: ['fails'],
    },
  ],
})
