import { defineCheck, notApplicable } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { number } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { ruleWithExclusions } from '../../models/azure/kinds.ts'
import { parameterOf } from '../../models/azure/policy-assignments.ts'
import { shapeOf } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import type { Value } from '../../models/azure/value/value.ts'
import { armTemplate } from '../azure-example.ts'

/** Namespaces of the service itself, which the built-in definitions leave out by default, or which it fills. */
const ofTheService: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'azure-arc',
  'azure-extensions-usage-system',
  'calico-system',
  'tigera-operator',
  'tigera-system',
  'dataprotection-microsoft',
  'flux-system',
])

/** Where a rule names the namespaces that it does not hold for. */
function exclusionsOf(rule: AzureResource): { readonly at: Path; readonly value: Value | undefined } {
  if (rule.is('Microsoft.Authorization/policyAssignments'))
    return { at: ['properties', 'parameters', 'excludedNamespaces', 'value'], value: parameterOf(rule, 'excludedNamespaces') }
  const inCluster = rule.is('Microsoft.ContainerService/managedClusters') ? ['safeguardsProfile'] : []
  const at = ['properties', ...inCluster, 'excludedNamespaces']
  return { at, value: rule.get(...at) }
}

export const fewExcludedNamespaces = defineCheck({
  id: 'governance/few-excluded-namespaces',
  controls: ['gov-safeguards', 'gov-pss-initiative'],
  subject: ruleWithExclusions,
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Rules of the cluster leave out few namespaces', ja: 'クラスターの規則から除外する名前空間を最小限にする' }),
  why: text({
    en: 'Whoever may create a pod in a namespace that is left out is under no rule at all. Each entry was added for one workload and stays for all that come after.',
    ja: '除外した名前空間で Pod を作成できる人には、どの規則も効きません。一つのワークロードのための除外が、後から来るすべてに効き続けます。',
  }),
  options: {
    most: number(
      3,
      text({ en: 'how many namespaces may be left out, besides those of the service', ja: 'サービスの名前空間以外に除外してよい数' }),
    ),
  },
  messages: {
    many: text({ en: 'the rules do not hold in {count} namespaces: {names}', ja: '{count} 個の名前空間に規則が適用されません: {names}' }),
    undecided: text({
      en: 'which namespaces are left out depends on {input}, which is not known here',
      ja: '除外する名前空間は {input} によって決まりますが、その値がここでは分かりません',
    }),
  },
  *evaluate(rule: AzureResource, { report, unknown, options }) {
    const { at, value } = exclusionsOf(rule)
    if (value === undefined) return notApplicable(text({ en: 'it leaves no namespace out', ja: '除外している名前空間がありません' }))
    const items = value.kind === 'list' ? value.items : []
    const names = items.map((item) => shapeOf(item) ?? '').filter((name) => !ofTheService.has(name))
    if (names.length > options.most) yield report('many', { count: names.length, names: names.join(', ') }, { at })
    else {
      const open = value.kind === 'unknown' ? value : value.kind === 'list' ? value.open : undefined
      if (open !== undefined) yield unknown('undecided', { input: open.reason.decidedBy }, { at })
    }
    return undefined
  },
  references: [
    'https://learn.microsoft.com/azure/aks/deployment-safeguards',
    'https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes',
  ],
  examples: [
    {
      name: 'Bicep of safeguards with a long list',
      file: 'main.bicep',
      source: `resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  name: 'default'
  properties: {
    level: 'Enforce'
    excludedNamespaces: «[
      'kube-system'
      'shop'
      'legacy'
      'batch'
      'tools'
    ]»
  }
}
`,
      fails: ['many'],
    },
    {
      name: 'Terraform of an assignment with a long list',
      file: 'main.tf',
      source: `resource "azurerm_subscription_policy_assignment" "pods" {
  name                 = "pods"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"
  parameters           = «jsonencode({ excludedNamespaces = { value = ["shop", "legacy", "batch", "tools"] } })»
}
`,
      fails: ['many'],
    },
    {
      name: 'Terraform of safeguards with a short list',
      file: 'main.tf',
      source: `resource "azurerm_kubernetes_cluster_deployment_safeguard" "safeguards" {
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  level                 = "Enforce"
  excluded_namespaces   = ["kube-system", "legacy"]
}
`,
    },
    {
      name: 'a list that a parameter decides',
      file: 'main.bicep',
      source: `param excluded array

resource aks 'Microsoft.ContainerService/managedClusters@2024-05-02-preview' = {
  name: 'aks'
  properties: {
    safeguardsProfile: {
      level: 'Enforcement'
      excludedNamespaces: ‹excluded›
    }
  }
}
`,
      unknown: ['undecided'],
    },
    {
      name: 'an ARM template with what the definition leaves out',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.Authorization/policyAssignments',
        apiVersion: '2024-04-01',
        name: 'pods',
        properties: {
          policyDefinitionId: '/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d',
          parameters: { excludedNamespaces: { value: ['kube-system', 'gatekeeper-system', 'azure-arc'] } },
        },
      }),
    },
  ],
})
