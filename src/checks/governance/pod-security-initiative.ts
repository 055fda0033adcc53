import { text } from '../../core/text.ts'
import { assignmentExamples, policyCheck } from '../policy-check.ts'

export const podSecurityInitiative = policyCheck({
  id: 'governance/pod-security-initiative',
  controls: ['gov-pss-initiative'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'A pod security initiative reaches the cluster and denies',
    ja: 'ポッドセキュリティのイニシアティブをクラスターに割り当てて拒否する',
  }),
  why: text({ en: 'What an initiative only audits still runs.', ja: '監査するだけでは、違反した Pod もそのまま動きます。' }),
  definitions: ['a8640138-9b0a-4a28-b8cb-1666c838647d', '42b8ef37-b724-4e24-bbc8-7a7708edfe00'],
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [
    ...assignmentExamples('a8640138-9b0a-4a28-b8cb-1666c838647d', 'policySetDefinitions'),
    {
      name: 'Terraform that leaves the effect to the initiative, which audits',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_resource_policy_assignment" "assignment" {
  name                 = "assignment"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  «policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"»
}
`,
      fails: ['watches'],
    },
  ],
})
