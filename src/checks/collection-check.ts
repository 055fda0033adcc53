import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { associationTypes, collectionOf, ruleType } from '../models/azure/data-collection.ts'
import { managedCluster } from '../models/azure/kinds.ts'
import { resourcesByType } from '../models/azure/relations.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { unreadAmong } from '../models/azure/unread.ts'
import { firstUnknown, type Unknown } from '../models/azure/value/value.ts'
import { isTrue } from './setting-check.ts'

export interface CollectionCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** What is collected, as a noun. */
  readonly what: Text<never>
  /** Whether a stream, in lower case, is what is asked for. */
  readonly isMeant: (stream: string) => boolean
  /** Whether a cluster sends what a rule has to take; an unknown where that hangs on one. */
  readonly sends: (cluster: AzureResource) => boolean | Unknown
  /** Why a cluster does not. */
  readonly sendsNot: Text<never>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that a data collection rule takes from the cluster what an add-on sends. */
export function collectionCheck({ what, isMeant, sends, sendsNot, ...rest }: CollectionCheck): Check {
  return defineCheck({
    ...rest,
    subject: managedCluster,
    confidence: 'medium',
    reads: 'estate',
    messages: {
      none: text({
        en: 'no data collection rule is associated with the cluster, so nothing receives {what}',
        ja: 'クラスターにデータ収集ルールが関連付けられておらず、{what}がどこにも送られません',
      }),
      other: text({ en: 'the rule that is associated does not take {what}', ja: '関連付けられたルールは{what}を収集しません' }),
      unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
      undecided: text({
        en: 'whether the cluster sends {what} depends on {input}, which is not known here',
        ja: 'クラスターが{what}を送るかどうかは {input} によって決まりますが、その値がここでは分かりません',
      }),
      elsewhere: text({
        en: 'whether {what} is collected, the data collection rule {rule} would tell, which is not in the scanned set',
        ja: '{what}が収集されているかは、データ収集ルール {rule} を検査対象に加えると分かります',
      }),
    },
    *evaluate(cluster: AzureResource, { report, unknown, estate }) {
      const sending = sends(cluster)
      if (sending === false) return notApplicable(sendsNot)
      const collection = collectionOf(cluster, estate.view(resourcesByType), isMeant)
      const path = unreadAmong(estate, [...associationTypes, ruleType])
      const at = ['properties', 'dataCollectionRuleId']
      if (collection.state === 'collected') return undefined
      if (path !== undefined) yield unknown('unread', { path }, { at: [] })
      else if (typeof sending === 'object') yield unknown('undecided', { what, input: sending.reason.decidedBy }, { at: [] })
      else if (collection.state === 'none') yield report('none', { what }, { at: [] })
      else if (collection.state === 'other') yield report('other', { what }, { at, of: collection.association })
      else yield unknown('elsewhere', { what, rule: collection.rule }, { at, of: collection.association })
      return undefined
    },
  })
}

/** Whether a switch of a cluster is on; an unknown where that hangs on one. */
export function isSwitchedOn(cluster: AzureResource, ...path: readonly string[]): boolean | Unknown {
  const value = cluster.get('properties', ...path)
  if (value === undefined) return false
  return value.kind === 'scalar' ? value.value !== null && isTrue(value.value) : (firstUnknown(value) ?? false)
}

/** The examples of an add-on of the cluster whose rule has to take a stream. */
export function collectionExamples({ bicep, terraform, arm, stream, other }: CollectionExamples): readonly Example[] {
  return [
    { name: 'Bicep without an association', file: 'main.bicep', source: bicepCluster('«aks»', bicep), fails: ['none'] },
    {
      name: 'Bicep with a rule for something else',
      file: 'main.bicep',
      source: `${bicepCluster('aks', bicep)}${bicepRule(other)}${bicepAssociation('«rule.id»')}`,
      fails: ['other'],
    },
    {
      name: 'Bicep with a rule that stands elsewhere',
      file: 'main.bicep',
      source: `param ruleId string\n\n${bicepCluster('aks', bicep)}${bicepAssociation('‹ruleId›')}`,
      unknown: ['elsewhere'],
    },
    {
      name: 'Bicep with its rule',
      file: 'main.bicep',
      source: `${bicepCluster('aks', bicep)}${bicepRule(stream)}${bicepAssociation('rule.id')}`,
    },
    {
      name: 'Terraform without an association',
      file: 'main.tf',
      source: terraformCluster('«resource "azurerm_kubernetes_cluster" "aks"»', terraform),
      fails: ['none'],
    },
    {
      name: 'Terraform with its rule',
      file: 'main.tf',
      source: `${terraformCluster('resource "azurerm_kubernetes_cluster" "aks"', terraform)}${terraformRule(stream)}`,
    },
    { name: 'what the service answers', file: 'live.json', source: answer(arm, stream) },
  ]
}

interface CollectionExamples {
  /** The settings of the cluster that switch the add-on on, in each language. */
  readonly bicep: string
  readonly terraform: string
  readonly arm: Readonly<Record<string, unknown>>
  readonly stream: string
  /** A stream of something else. */
  readonly other: string
}

function bicepCluster(symbol: string, settings: string): string {
  return `resource ${symbol} 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
  properties: {
${settings}  }
}
`
}

function bicepRule(stream: string): string {
  return `
resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: 'rule'
  properties: {
    dataFlows: [
      {
        streams: [
          '${stream}'
        ]
      }
    ]
  }
}
`
}

function bicepAssociation(rule: string): string {
  return `
resource association 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  name: 'association'
  scope: aks
  properties: {
    dataCollectionRuleId: ${rule}
  }
}
`
}

function terraformCluster(head: string, settings: string): string {
  return `${head} {
  name = "aks"

${settings}}
`
}

function terraformRule(stream: string): string {
  return `
resource "azurerm_monitor_data_collection_rule" "rule" {
  name = "rule"

  data_flow {
    streams      = ["${stream}"]
    destinations = ["logs"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "aks" {
  name                    = "aks"
  target_resource_id      = azurerm_kubernetes_cluster.aks.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.rule.id
}
`
}

function answer(properties: Readonly<Record<string, unknown>>, stream: string): string {
  const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers'
  const cluster = `${group}/Microsoft.ContainerService/managedClusters/aks`
  const rule = `${group}/Microsoft.Insights/dataCollectionRules/rule`
  const value = [
    { id: cluster, name: 'aks', type: 'Microsoft.ContainerService/managedClusters', properties },
    { id: rule, name: 'rule', type: ruleType, properties: { dataFlows: [{ streams: [stream] }] } },
    {
      id: `${cluster}/providers/Microsoft.Insights/dataCollectionRuleAssociations/aks`,
      name: 'aks',
      type: associationTypes[0],
      properties: { dataCollectionRuleId: rule },
    },
  ]
  return `${JSON.stringify({ value }, undefined, 2)}\n`
}
