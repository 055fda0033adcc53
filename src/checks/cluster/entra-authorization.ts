import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { binding } from '../../models/rbac/role.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

/** Groups of Entra ID are bound by their object ids. */
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const entraAuthorization = settingCheck({
  id: 'cluster/entra-authorization',
  controls: ['aks-entra-authorization'],
  standards: ['cis-aks/5.5.2'],
  subject: managedCluster,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Rights in the cluster are given to Entra identities',
    ja: 'クラスター内の権限を Entra の ID に与える',
  }),
  why: text({
    en: 'With Azure roles, who may do what in the cluster is reviewed, time-limited and logged in one place with everything else.',
    ja: 'Azure のロールを使えば、クラスター内の権限も他と同じ場所でレビュー、期限設定、記録ができます。',
  }),
  anyOf: [{ path: ['properties', 'aadProfile', 'enableAzureRBAC'], accepts: isTrue }],
  metBeside: (estate) =>
    estate.subjects(binding).some(({ subjects }) => subjects.some(({ kind, name }) => kind === 'Group' && guid.test(name)))
      ? text({
          en: 'role bindings of the scanned set name groups of Entra ID',
          ja: '検査対象のロールバインディングが Entra ID のグループを指定しています',
        })
      : undefined,
  fails: text({
    en: 'Azure RBAC for Kubernetes authorization is off',
    ja: 'Kubernetes 認可の Azure RBAC が無効です',
  }),
  fix: {
    title: text({
      en: 'use Azure RBAC for authorization',
      ja: '認可に Azure RBAC を使う',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/manage-azure-rbac'],
  examples: [
    {
      name: 'without Azure RBAC, beside bindings that name groups of Entra ID',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: true
      enableAzureRBAC: false
    }
  }
}
`,
      files: {
        'binding.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: developers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: 00000000-0000-0000-0000-0000000000a1
`,
      },
    },
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      enableAzureRBAC: «false»
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      enableAzureRBAC: true
    }
  }
}
`,
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = «false»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
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
        "aadProfile": {
          "enableAzureRBAC": true
        }
      }
    }
  ]
}
`,
    },
  ],
})
