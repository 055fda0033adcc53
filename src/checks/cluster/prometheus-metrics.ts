import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { workload } from '../../models/workload/workload.ts'
import { isTrue, settingCheck } from '../setting-check.ts'

/** Images of Prometheus, and of the operator that runs it. */
const prometheus = /(?:^|\/)prometheus(?:-operator)?(?:[:@]|$)/

export const prometheusMetrics = settingCheck({
  id: 'cluster/prometheus-metrics',
  controls: ['mon-prometheus'],
  subject: managedCluster,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({
    en: 'Prometheus metrics are collected',
    ja: 'Prometheus メトリックを収集する',
  }),
  why: text({
    en: 'Exhausted resources, restarts and odd traffic show in metrics first; without them attacks on availability go unseen.',
    ja: 'リソース枯渇、再起動、異常な通信はまずメトリックに現れます。なければ可用性への攻撃に気付けません。',
  }),
  anyOf: [{ path: ['properties', 'azureMonitorProfile', 'metrics', 'enabled'], accepts: isTrue }],
  metBeside: (estate) =>
    estate.subjects(workload).some(({ containers }) => containers.some(({ image }) => prometheus.test(image ?? '')))
      ? text({ en: 'the cluster runs a Prometheus of its own', ja: 'クラスターで独自の Prometheus が動いています' })
      : undefined,
  fails: text({
    en: 'managed Prometheus is off',
    ja: 'マネージド Prometheus が無効です',
  }),
  fix: {
    title: text({
      en: 'collect Prometheus metrics',
      ja: 'Prometheus メトリックを収集する',
    }),
    value: true,
    safety: 'review',
  },
  references: ['https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable'],
  examples: [
    {
      name: 'beside the manifests of a Prometheus of its own',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}
`,
      files: {
        'prometheus.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: prometheus
  namespace: monitoring
spec:
  template:
    spec:
      containers:
        - name: prometheus
          image: quay.io/prometheus/prometheus:v3.5.0
`,
      },
    },
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    azureMonitorProfile: {
      metrics: {
        enabled: «false»
      }
    }
  }
}
`,
      fails: ['fails'],
      fixed: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
    azureMonitorProfile: {
      metrics: {
        enabled: true
      }
    }
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
        "azureMonitorProfile": {
          "metrics": {
            "enabled": true
          }
        }
      }
    }
  ]
}
`,
    },
    {
      name: 'Terraform without them',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that collects them',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"

  monitor_metrics {}
}
`,
    },
  ],
})
