import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { managedCluster } from '../models/azure/kinds.ts'
import { effectOf, overrideOf, policyAssignments } from '../models/azure/policy-assignments.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { unreadAmong } from '../models/azure/unread.ts'

export interface PolicyCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly severity: Severity
  readonly default?: 'on' | 'off'
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** GUIDs of the definitions and initiatives, any of which is enough. */
  readonly definitions: readonly [string, ...string[]]
  /** Whether the definition acts by itself, so that no effect has to be chosen. */
  readonly deploys?: true
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that an assignment of Azure Policy reaches the cluster and keeps things out of it. */
export function policyCheck({ definitions, deploys, ...rest }: PolicyCheck): Check {
  const meant = new Set<string>(definitions)
  return defineCheck({
    ...rest,
    subject: managedCluster,
    confidence: 'medium',
    reads: 'estate',
    messages: {
      missing: text({
        en: 'of the policies that are assigned none of {definitions} reaches the cluster',
        ja: '{definitions} のどれも、このクラスターに割り当てられていません',
      }),
      unread: text({ en: '{path} could not be read, so it is not known', ja: '{path} を読み取れないため、判断できません' }),
      watches: text({ en: 'the assignment only watches; its effect is not Deny', ja: '割り当ての効果が Deny ではなく、監視するだけです' }),
      unenforced: text({ en: 'the assignment is not enforced', ja: '割り当ての強制が無効です' }),
      overridden: text({
        en: 'an override takes its effect from the assignment',
        ja: 'オーバーライドにより割り当ての効果が弱められています',
      }),
      exempted: text({
        en: 'an exemption takes the cluster {cluster} out of the assignment',
        ja: '除外により、クラスター {cluster} に割り当てが適用されません',
      }),
      undecided: text({
        en: 'what the assignment does depends on {input}, which is not known here',
        ja: '割り当ての効果は {input} によって決まりますが、その値がここでは分かりません',
      }),
    },
    *evaluate(cluster: AzureResource, { report, unknown, estate, today }) {
      const path = unreadAmong(estate, ['Microsoft.Authorization/policyAssignments'])
      if (path !== undefined) {
        yield unknown('unread', { path }, { at: [] })
        return undefined
      }
      const assignments = estate.view(policyAssignments)
      if (assignments.isEmpty)
        return notApplicable(
          text({ en: 'no policy assignments are among what was scanned', ja: '検査対象にポリシーの割り当てがありません' }),
        )
      const reaching = assignments.reaching(cluster, meant)
      const [first] = reaching
      if (first === undefined) {
        yield report('missing', { definitions: definitions.join(', ') }, { at: [] })
        return undefined
      }
      const holding = reaching.filter((assignment) => assignments.exemption(assignment, cluster, today) === undefined)
      const [judged] = holding
      if (judged === undefined) {
        const exemption = assignments.exemption(first, cluster, today)!
        yield report('exempted', { cluster: cluster.name }, { at: ['properties', 'policyAssignmentId'], of: exemption })
        return undefined
      }
      const effects = holding.map((assignment) => (deploys && effectOf(assignment) === 'watches' ? 'denies' : effectOf(assignment)))
      if (effects.includes('denies')) return undefined
      const open = effects.find((effect) => typeof effect === 'object')
      const at = ['properties', 'parameters', 'effect', 'value']
      if (open !== undefined) yield unknown('undecided', { input: open.reason.decidedBy }, { at, of: judged })
      else if (effects[0] === 'unenforced') yield report('unenforced', {}, { at: ['properties', 'enforcementMode'], of: judged })
      else if (effects[0] === 'overridden') yield report('overridden', {}, { at: overrideOf(judged) ?? at, of: judged })
      else yield report('watches', {}, { at, of: judged })
      return undefined
    },
  })
}

type DefinitionKind = 'policyDefinitions' | 'policySetDefinitions'

/** The examples of a demand for an assignment: of something else, one that only watches, one that is off, and what is right, in each language. */
export function assignmentExamples(definition: string, kind: DefinitionKind = 'policyDefinitions'): readonly Example[] {
  const [other, unenforced, unenforcedTerraform] = wrongAssignments(kind, definition)
  return [
    other,
    {
      name: 'Bicep that only watches',
      file: 'main.bicep',
      source: bicepAssignment('aks', kind, definition, bicepEffect("«'Audit'»")),
      fails: ['watches'],
    },
    {
      name: 'Bicep that is about other resources',
      file: 'main.bicep',
      source: bicepAssignment(
        '«aks»',
        kind,
        definition,
        `    resourceSelectors: [
      {
        name: 'vaults'
        selectors: [
          {
            kind: 'resourceType'
            in: [
              'Microsoft.KeyVault/vaults'
            ]
          }
        ]
      }
    ]
`,
      ),
      fails: ['missing'],
    },
    unenforced,
    unenforcedTerraform,
    {
      name: 'Bicep with an override',
      file: 'main.bicep',
      source: bicepAssignment('aks', kind, definition, `${bicepEffect("'Deny'")}${bicepOverride}`),
      fails: ['overridden'],
    },
    {
      name: 'Bicep that a parameter decides',
      file: 'main.bicep',
      source: `param effect string\n\n${bicepAssignment('aks', kind, definition, bicepEffect('‹effect›'))}`,
      unknown: ['undecided'],
    },
    {
      name: 'Terraform with an exemption for the cluster',
      file: 'main.tf',
      source: `${terraformAssignment(kind, definition, terraformDeny)}${terraformExemption}`,
      today: '2026-11-05',
      fails: ['exempted'],
    },
    { name: 'Terraform as it should be', file: 'main.tf', source: terraformAssignment(kind, definition, terraformDeny) },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: armAssignment(kind, definition, { parameters: { effect: { value: 'Deny' } } }),
    },
  ]
}

/** The same for a definition that acts by itself, so that no effect is chosen. */
export function deployingAssignmentExamples(definition: string): readonly Example[] {
  const kind = 'policyDefinitions'
  return [
    ...wrongAssignments(kind, definition),
    { name: 'Terraform as it should be', file: 'main.tf', source: terraformAssignment(kind, definition) },
    { name: 'an ARM template as it should be', file: 'main.json', source: armAssignment(kind, definition) },
  ]
}

function wrongAssignments(kind: DefinitionKind, definition: string): readonly [Example, Example, Example] {
  return [
    {
      name: 'Bicep that assigns something else',
      file: 'main.bicep',
      source: bicepAssignment('«aks»', 'policyDefinitions', '00000000-0000-0000-0000-00000000000d'),
      fails: ['missing'],
    },
    {
      name: 'Bicep that does not enforce it',
      file: 'main.bicep',
      source: bicepAssignment('aks', kind, definition, "    enforcementMode: «'DoNotEnforce'»\n"),
      fails: ['unenforced'],
    },
    {
      name: 'Terraform that does not enforce it',
      file: 'main.tf',
      source: terraformAssignment(kind, definition, '  enforce              = «false»\n'),
      fails: ['unenforced'],
    },
  ]
}

function bicepAssignment(cluster: string, kind: DefinitionKind, definition: string, settings = ''): string {
  return `resource ${cluster} 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'aks'
}

resource assignment 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'assignment'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/${kind}', '${definition}')
${settings}  }
}
`
}

function bicepEffect(value: string): string {
  return `    parameters: {
      effect: {
        value: ${value}
      }
    }
`
}

const bicepOverride = `    overrides: [
      {
        kind: 'policyEffect'
        value: «'Audit'»
      }
    ]
`

const terraformDeny = '  parameters           = jsonencode({ effect = { value = "Deny" } })\n'

const terraformExemption = `
resource "azurerm_resource_policy_exemption" "ended" {
  name                 = "ended"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  policy_assignment_id = azurerm_resource_policy_assignment.assignment.id
  exemption_category   = "Waiver"
  expires_on           = "2026-01-31T00:00:00Z"
}

resource "azurerm_resource_policy_exemption" "lasting" {
  name                 = "lasting"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  policy_assignment_id = «azurerm_resource_policy_assignment.assignment.id»
  exemption_category   = "Waiver"
}
`

function terraformAssignment(kind: DefinitionKind, definition: string, settings = ''): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azurerm_resource_policy_assignment" "assignment" {
  name                 = "assignment"
  resource_id          = azurerm_kubernetes_cluster.aks.id
  policy_definition_id = "/providers/Microsoft.Authorization/${kind}/${definition}"
${settings}}
`
}

function armAssignment(kind: DefinitionKind, definition: string, settings: Readonly<Record<string, unknown>> = {}): string {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources: [
      { type: 'Microsoft.ContainerService/managedClusters', apiVersion: '2025-05-01', name: 'aks' },
      {
        type: 'Microsoft.Authorization/policyAssignments',
        apiVersion: '2024-04-01',
        name: 'assignment',
        properties: { policyDefinitionId: `[tenantResourceId('Microsoft.Authorization/${kind}', '${definition}')]`, ...settings },
      },
    ],
  }
  return `${JSON.stringify(template, null, 2)}\n`
}
