import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { managedCluster } from '../../models/azure/kinds.ts'
import { effectOf, kubernetesDefinitions, policyAssignments } from '../../models/azure/policy-assignments.ts'
import { statesIn, summaryOf, summaryType } from '../../models/azure/policy-states.ts'
import { lastPart, resourcesByType } from '../../models/azure/relations.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { unreadAmong } from '../../models/azure/unread.ts'
import { armAnswer } from '../azure-example.ts'

export const assignmentsEffective = defineCheck({
  id: 'governance/assignments-effective',
  controls: ['gov-assignments-effective'],
  subject: managedCluster,
  reads: 'estate',
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Policies that are assigned are evaluated and hold', ja: '割り当てたポリシーが評価され、守られている' }),
  why: text({
    en: 'An assignment is a wish until the cluster has evaluated it: the add-on can be off or out of date, and what ran before a rule still runs.',
    ja: '割り当ては、クラスターで評価されて初めて意味を持ちます。アドオンが無効か古いこともあり、規則より前からの違反は動き続けます。',
  }),
  messages: {
    violated: text({ en: '{assignment}: {count} policies are violated', ja: '{assignment}: {count} 個のポリシーに違反があります' }),
    unseen: text({
      en: '{assignment} reaches the cluster, and Azure Policy has evaluated nothing of it there',
      ja: '{assignment} はクラスターに及びますが、評価の結果がありません',
    }),
    unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
  },
  *evaluate(cluster: AzureResource, { report, unknown, estate, today }) {
    const summary = summaryOf(cluster, estate.view(resourcesByType))
    if (summary === undefined) {
      const path = unreadAmong(estate, [summaryType])
      if (path === undefined)
        return notApplicable(text({ en: 'only a live scan knows what was evaluated', ja: '評価の結果は稼働環境の検査でだけ分かります' }))
      yield unknown('unread', { path }, { at: [] })
      return undefined
    }
    const states = statesIn(summary)
    for (const { assignment, violated, at } of states)
      if (violated > 0) yield report('violated', { assignment: lastPart(assignment), count: violated }, { at, of: summary })
    const seen = new Set(states.map(({ assignment }) => assignment))
    const assignments = estate.view(policyAssignments)
    for (const assignment of assignments.reaching(cluster, kubernetesDefinitions)) {
      if (seen.has(assignment.id) || effectOf(assignment) === 'unenforced') continue
      if (assignments.exemption(assignment, cluster, today) !== undefined) continue
      yield report('unseen', { assignment: assignment.name }, { at: [], of: assignment })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/governance/policy/how-to/get-compliance-data'],
  examples: [
    {
      name: 'an assignment that is violated, and one that was never evaluated',
      file: 'live.json',
      source: `{
  "value": [
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks",
      "name": "aks",
      "type": "Microsoft.ContainerService/managedClusters",
      "properties": {}
    },
    {
      "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.PolicyInsights/policyStates/latest/summarize",
      "properties": {
        "policyAssignments": [
          {
            "policyAssignmentId": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/microsoft.authorization/policyassignments/pods",
            "results": {
              "nonCompliantResources": 1,
              "nonCompliantPolicies": «2»
            }
          }
        ]
      }
    },
    {
      "id": «"/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyAssignments/images"»,
      "name": "images",
      "type": "Microsoft.Authorization/policyAssignments",
      "properties": {
        "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"
      }
    }
  ]
}
`,
      fails: ['violated', 'unseen'],
    },
    {
      name: 'an assignment that holds',
      file: 'live.json',
      source: armAnswer(
        {
          id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks',
          name: 'aks',
          type: 'Microsoft.ContainerService/managedClusters',
          properties: {},
        },
        {
          id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.PolicyInsights/policyStates/latest/summarize',
          properties: {
            policyAssignments: [
              {
                policyAssignmentId:
                  '/subscriptions/00000000-0000-0000-0000-000000000001/providers/microsoft.authorization/policyassignments/images',
                results: { nonCompliantResources: 0, nonCompliantPolicies: 0 },
              },
            ],
          },
        },
        {
          id: '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyAssignments/images',
          name: 'images',
          type: 'Microsoft.Authorization/policyAssignments',
          properties: { policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469' },
        },
      ),
    },
  ],
})
