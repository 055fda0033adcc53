import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const isShortList = (value: JsonValue): boolean => Array.isArray(value) && value.length > 0 && value.length <= 3

export const adminGroups = settingCheck({
  id: 'cluster/admin-groups',
  controls: ['aks-admin-groups'],
  standards: ['cis-aks/4.1.1'],
  subject: managedCluster,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Cluster administrators are one to three named groups',
    ja: 'クラスター管理者を 1〜3 個のグループに限る',
  }),
  why: text({
    en: 'Administrators by group are added, reviewed and removed in Entra ID; without one, people are given the role one by one and kept.',
    ja: '管理者をグループで定めれば、追加、レビュー、削除を Entra ID で行えます。グループがないと、個人への付与が積み重なります。',
  }),
  anyOf: [{ path: ['properties', 'aadProfile', 'adminGroupObjectIDs'], accepts: isShortList }],
  fails: text({
    en: 'no group, or more than three, administers the cluster',
    ja: '管理者グループがないか、4 個以上あります',
  }),
  references: ['https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      adminGroupObjectIDs: «[]»
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

  azure_active_directory_role_based_access_control {
    admin_group_object_ids = «[]»
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

  azure_active_directory_role_based_access_control {
    admin_group_object_ids = ["00000000-0000-0000-0000-0000000000a1"]
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
          "adminGroupObjectIDs": [
            "00000000-0000-0000-0000-0000000000a1"
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
