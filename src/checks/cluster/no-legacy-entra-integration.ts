import { defineCheck, notApplicable } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isNull } from '../../models/azure/value/value.ts'
import { armTemplate } from '../azure-example.ts'

/** The properties of the integration that was kept up by hand, which the service has retired. */
const legacy = ['clientAppID', 'serverAppID', 'serverAppSecret'] as const

export const noLegacyEntraIntegration = defineCheck({
  id: 'cluster/no-legacy-entra-integration',
  controls: ['aks-entra-managed'],
  standards: ['cis-aks/5.5.1'],
  subject: managedCluster,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The cluster needs no applications of its own to sign people in', ja: 'サインイン用の独自アプリケーションを使わない' }),
  why: text({
    en: 'The older integration keeps the secret of an application in the cluster. When it expires nobody can sign in, and whoever has it can ask for the groups of everybody.',
    ja: '旧方式の統合では、アプリケーションのシークレットをクラスターに預けます。期限が切れると誰もサインインできず、漏れると全員のグループ情報を読み取られます。',
  }),
  messages: {
    legacy: text({ en: '{property} belongs to the retired integration', ja: '{property} は廃止された統合の設定です' }),
    undecided: text({
      en: '{property} depends on {input}, which is not known here',
      ja: '{property} は {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(cluster: AzureResource, { report, unknown }) {
    if (cluster.get('properties', 'aadProfile') === undefined)
      return notApplicable(text({ en: 'the cluster does not use Entra ID', ja: 'Entra ID を使っていません' }))
    const given = legacy.flatMap((property) => {
      const at = ['properties', 'aadProfile', property]
      const value = cluster.get(...at)
      return value === undefined || isNull(value) || (value.kind === 'scalar' && value.value === '') ? [] : [{ property, at, value }]
    })
    const open = given.find(({ value }) => value.kind === 'unknown')
    if (given.every(({ value }) => value.kind === 'unknown')) {
      if (open?.value.kind === 'unknown')
        yield unknown('undecided', { property: open.property, input: open.value.reason.decidedBy }, { at: open.at })
      return undefined
    }
    for (const { property, at, value } of given) {
      const fix = {
        title: text({ en: 'let the service run the integration', ja: '統合をサービスに任せる' }),
        safety: 'review',
        edits: [remove(at)],
      } as const
      const hidden = property === 'serverAppSecret' && value.kind !== 'unknown' ? { conceal: at } : {}
      yield report('legacy', { property }, { at, part: 'key', fix, ...hidden })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id'],
  examples: [
    {
      name: 'Bicep with applications',
      file: 'main.bicep',
      source: `@secure()
param secret string

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: true
      «clientAppID»: '00000000-0000-0000-0000-0000000000a1'
      «serverAppID»: '00000000-0000-0000-0000-0000000000a2'
      «serverAppSecret»: secret
    }
  }
}
`,
      fails: ['legacy', 'legacy', 'legacy'],
      fixed: `@secure()
param secret string

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: true
    }
  }
}
`,
    },
    {
      name: 'Terraform with applications',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  azure_active_directory_role_based_access_control {
    «client_app_id»     = "00000000-0000-0000-0000-0000000000a1"
    «server_app_id»     = "00000000-0000-0000-0000-0000000000a2"
    «server_app_secret» = var.secret
  }
}
`,
      fails: ['legacy', 'legacy', 'legacy'],
    },
    {
      name: 'Bicep that a parameter decides',
      file: 'main.bicep',
      source: `param clientApplication string

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    aadProfile: {
      managed: true
      clientAppID: ‹clientApplication›
    }
  }
}
`,
      unknown: ['undecided'],
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
      source: armTemplate({
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-05-01',
        name: 'aks',
        properties: { aadProfile: { managed: true, enableAzureRBAC: true } },
      }),
    },
  ],
})
