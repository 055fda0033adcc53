import { text } from '../../core/text.ts'
import { safeguardSettings } from '../../models/azure/kinds.ts'
import { armAnswer } from '../azure-example.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

export const safeguardsPodSecurity = settingCheck({
  id: 'governance/safeguards-pod-security',
  controls: ['gov-safeguards'],
  severity: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Deployment Safeguards hold pods to a Pod Security Standard',
    ja: 'デプロイセーフガードに Pod Security Standards を適用する',
  }),
  why: text({
    en: 'Without a level the safeguards ask for good practice and still admit privileged pods, which own their node.',
    ja: 'レベルを指定しないと、推奨事項は確かめますが、ノードを乗っ取れる特権 Pod は受け入れます。',
  }),
  subject: safeguardSettings,
  anyOf: [{ path: ['properties', 'podSecurityStandardsLevel'], accepts: isOneOf('Baseline', 'Restricted') }],
  fails: text({ en: 'the safeguards admit privileged pods', ja: '特権 Pod が受け入れられます' }),
  fix: { title: text({ en: 'hold pods to the baseline', ja: 'Baseline を適用する' }), value: 'Baseline', safety: 'review' },
  references: ['https://learn.microsoft.com/azure/aks/deployment-safeguards'],
  examples: [
    {
      name: 'Bicep that leaves it out',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  name: 'default'
  scope: aks
  properties: {
    «level: 'Enforce'»
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  name: 'default'
  scope: aks
  properties: {
    level: 'Enforce'
    podSecurityStandardsLevel: 'Baseline'
  }
}
`,
    },
    {
      name: 'Terraform with the privileged level',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_deployment_safeguard" "safeguards" {
  kubernetes_cluster_id        = azurerm_kubernetes_cluster.aks.id
  level                        = "Enforce"
  pod_security_standards_level = «"Privileged"»
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster_deployment_safeguard" "safeguards" {
  kubernetes_cluster_id        = azurerm_kubernetes_cluster.aks.id
  level                        = "Enforce"
  pod_security_standards_level = "Baseline"
}
`,
    },
    {
      name: 'Terraform with the restricted level',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_deployment_safeguard" "safeguards" {
  kubernetes_cluster_id        = azurerm_kubernetes_cluster.aks.id
  level                        = "Enforce"
  pod_security_standards_level = "Restricted"
}
`,
    },
    {
      name: 'what the service answers',
      file: 'live.json',
      source: armAnswer({
        id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.ContainerService/deploymentSafeguards/default',
        name: 'default',
        type: 'Microsoft.ContainerService/deploymentSafeguards',
        properties: { level: 'Enforce', podSecurityStandardsLevel: 'Baseline', excludedNamespaces: [] },
      }),
    },
  ],
})
