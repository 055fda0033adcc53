import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { truthOf } from '../../models/azure/value/truth.ts'
import type { Value } from '../../models/azure/value/value.ts'
import { isOneOf, settingCheck } from '../setting-check.ts'

const routing = ['properties', 'ingressProfile', 'webAppRouting']

const isOff = (value: Value | undefined): boolean => value?.kind === 'scalar' && (value.value === null || truthOf(value) === false)

export const internalIngress = settingCheck({
  id: 'cluster/internal-ingress',
  controls: ['net-internal-ingress'],
  subject: managedCluster,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'The managed ingress controller is internal',
    ja: 'マネージドの Ingress コントローラーを内部向けにする',
  }),
  why: text({
    en: 'An external default publishes whatever a team gives an Ingress to; a gateway in front should decide what is public.',
    ja: '既定が外部向けだと、Ingress を作るだけで公開されます。何を公開するかは、前段のゲートウェイで決めるべきです。',
  }),
  anyOf: [
    {
      path: ['properties', 'ingressProfile', 'webAppRouting', 'nginx', 'defaultIngressControllerType'],
      accepts: isOneOf('Internal', 'None'),
    },
  ],
  exempt: (cluster) =>
    cluster.get(...routing) === undefined || isOff(cluster.get(...routing)) || isOff(cluster.get(...routing, 'enabled'))
      ? text({ en: 'managed ingress is not used', ja: 'マネージドの Ingress が使われていません' })
      : undefined,
  fails: text({
    en: 'the default ingress controller has a public address',
    ja: '既定の Ingress コントローラーがパブリックアドレスを持ちます',
  }),
  fix: {
    title: text({
      en: 'make the default ingress controller internal',
      ja: '既定の Ingress コントローラーを内部向けにする',
    }),
    value: 'Internal',
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/aks/app-routing-nginx-configuration'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    ingressProfile: {
      webAppRouting: {
        enabled: true
        nginx: {
          defaultIngressControllerType: «'External'»
        }
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    ingressProfile: {
      webAppRouting: {
        enabled: true
        nginx: {
          defaultIngressControllerType: 'Internal'
        }
      }
    }
  }
}
`,
    },
    {
      name: 'Bicep with managed ingress switched off',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    ingressProfile: {
      webAppRouting: {
        enabled: false
      }
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

  web_app_routing {
    default_nginx_controller = «"External"»
  }
}
`,
      fails: ['fails'],
      fixed: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  web_app_routing {
    default_nginx_controller = "Internal"
  }
}
`,
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  web_app_routing {
    default_nginx_controller = "Internal"
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
        "ingressProfile": {
          "webAppRouting": {
            "enabled": true,
            "nginx": {
              "defaultIngressControllerType": "Internal"
            }
          }
        }
      }
    }
  ]
}
`,
    },
  ],
})
