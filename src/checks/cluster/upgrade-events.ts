import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { isWithin, shapeOf, shapesAt } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { companionCheck } from '../companion-check.ts'

const isTopic = (resource: AzureResource): boolean => resource.is('Microsoft.EventGrid/systemTopics')

function topicsOf(cluster: AzureResource, all: readonly AzureResource[]): readonly AzureResource[] {
  return all.filter((topic) => isTopic(topic) && shapeOf(topic.get('properties', 'source')) === cluster.id)
}

function isAbout(candidate: AzureResource, cluster: AzureResource, all: readonly AzureResource[]): boolean {
  return !isTopic(candidate) && (isWithin(candidate, cluster) || topicsOf(cluster, all).some((topic) => isWithin(candidate, topic)))
}

/** Whether all subscriptions together tell of new versions and of the end of support. One without a filter gets all events. */
function tellOfVersions(_: AzureResource, cluster: AzureResource, all: readonly AzureResource[]): boolean {
  const filters = all
    .filter((candidate) => isAbout(candidate, cluster, all))
    .map((subscription) => shapesAt(subscription, 'properties', 'filter', 'includedEventTypes'))
  if (filters.some((types) => types.length === 0)) return true
  const types = filters.flat()
  return (
    types.some((type) => type.endsWith('.newkubernetesversionavailable')) &&
    types.some((type) => /\.clustersupportend(?:ing|ed)$/.test(type))
  )
}

export const upgradeEvents = companionCheck({
  id: 'cluster/upgrade-events',
  controls: ['aks-upgrade-events'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Somebody is told of new versions and of the end of support', ja: '新バージョンとサポート終了を通知する' }),
  why: text({
    en: 'A version runs out of support on a day that nobody remembers unless it is announced.',
    ja: '知らせがなければ、サポートの終了日は気付かないうちに過ぎてしまいます。',
  }),
  subject: managedCluster,
  needs: [
    {
      what: text({ en: 'Event Grid subscription to version and support events', ja: 'バージョンとサポートのイベントの購読（Event Grid）' }),
      types: [
        'Microsoft.EventGrid/systemTopics/eventSubscriptions',
        'Microsoft.EventGrid/eventSubscriptions',
        'Microsoft.EventGrid/systemTopics',
      ],
      isAbout,
      serves: tellOfVersions,
    },
  ],
  references: ['https://learn.microsoft.com/azure/aks/quickstart-event-grid'],
  examples: [
    {
      name: 'nobody is told',
      file: 'main.bicep',
      source: `resource «aks» 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}
`,
      fails: ['missing'],
    },
    {
      name: 'a subscription to other events',
      file: 'main.bicep',
      source: `resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'aks'
  properties: {
    source: aks.id
    topicType: 'Microsoft.ContainerService.ManagedClusters'
  }
}

resource «subscription» 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'versions'
  properties: {
    filter: {
      includedEventTypes: [
        'Microsoft.ContainerService.NodePoolRollingStarted'
      ]
    }
  }
}
`,
      fails: ['unfit'],
    },
    {
      name: 'Terraform without a subscription',
      file: 'main.tf',
      source: `«resource "azurerm_kubernetes_cluster" "aks"» {
  name = "aks"
}
`,
      fails: ['missing'],
    },
    {
      name: 'Terraform with a subscription to new versions alone',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

«resource "azurerm_eventgrid_event_subscription" "versions"» {
  name                 = "versions"
  scope                = azurerm_kubernetes_cluster.aks.id
  included_event_types = ["Microsoft.ContainerService.NewKubernetesVersionAvailable"]
}
`,
      fails: ['unfit'],
    },
    {
      name: 'Terraform with a subscription',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_eventgrid_system_topic" "aks" {
  name                   = "aks"
  source_arm_resource_id = azurerm_kubernetes_cluster.aks.id
  topic_type             = "Microsoft.ContainerService.ManagedClusters"
}

resource "azurerm_eventgrid_system_topic_event_subscription" "versions" {
  name                 = "versions"
  system_topic         = azurerm_eventgrid_system_topic.aks.name
  included_event_types = ["Microsoft.ContainerService.NewKubernetesVersionAvailable", "Microsoft.ContainerService.ClusterSupportEnding"]
}
`,
    },
    {
      name: 'an ARM template with a subscription',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2025-05-01",
      "name": "aks"
    },
    {
      "type": "Microsoft.EventGrid/systemTopics",
      "apiVersion": "2025-02-15",
      "name": "aks",
      "properties": {
        "source": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
        "topicType": "Microsoft.ContainerService.ManagedClusters"
      }
    },
    {
      "type": "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      "apiVersion": "2025-02-15",
      "name": "aks/versions",
      "properties": {
        "filter": {
          "includedEventTypes": [
            "Microsoft.ContainerService.NewKubernetesVersionAvailable",
            "Microsoft.ContainerService.ClusterSupportEnding"
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
