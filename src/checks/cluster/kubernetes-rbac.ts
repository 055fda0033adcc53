import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isNotFalse, settingCheck } from '../setting-check.ts'

export const kubernetesRbac = settingCheck({
  id: 'cluster/kubernetes-rbac',
  controls: ['aks-kubernetes-rbac'],
  subject: managedCluster,
  severity: 'critical',
  since: '0.1.0',
  title: text({
    en: 'Kubernetes role-based access control is on',
    ja: 'Kubernetes の RBAC を有効にする',
  }),
  why: text({
    en: 'Without it everyone who can sign in can do everything, and it cannot be switched on later.',
    ja: 'RBAC がないと、サインインできる人は誰でも何でもできます。あとから有効にすることもできません。',
  }),
  anyOf: [{ path: ['properties', 'enableRBAC'], accepts: isNotFalse }],
  fails: text({
    en: 'role-based access control is off',
    ja: 'RBAC が無効です',
  }),
  enforce: { azurePolicy: 'ac4a19c2-fa67-49b4-8ae5-0b2e78c49457' },
  references: ['https://learn.microsoft.com/azure/aks/concepts-identity'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    enableRBAC: «false»
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
  role_based_access_control_enabled = «false»
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  role_based_access_control_enabled = true
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
        "enableRBAC": true
      }
    }
  ]
}
`,
    },
  ],
})
