import { createHash } from 'node:crypto'

import type { Check } from '../../core/check.ts'
import { text, type Text } from '../../core/text.ts'
import type { PolicyExportOptions } from './admission-policies.ts'
import { azureDefinitions, type AzureDefinition } from './azure-definitions.ts'
import { azureLikeness } from './azure-likeness.ts'

const schema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#'

/** As many characters as Azure takes, and as the names of assignments of a management group may have. */
const limits = { displayName: 128, description: 512, name: 24 } as const

const words = {
  onlyAudits: text({ en: 'It only audits.', ja: '監査だけを行います。' }),
} satisfies Record<string, Text>

/** Whether an assignment of a built-in definition asks for what the check asks for. */
export function isAssignable({ enforce }: Check): boolean {
  return enforce?.azurePolicy !== undefined && azureDefinitions.has(enforce.azurePolicy)
}

/**
 * An ARM template that assigns the built-in Azure Policy definitions which are about what these checks are about. The
 * policy add-on of AKS makes Gatekeeper constraints of them. Checks that share a definition with the same parameters share
 * an assignment. Where a definition says more or less than its check, the description of the assignment says so.
 */
export function azureAssignments(checks: readonly Check[], options: PolicyExportOptions): object {
  const shared = Map.groupBy(checks.filter(isAssignable), (check) =>
    JSON.stringify([check.enforce!.azurePolicy, azureLikeness.get(check.id)?.parameters]),
  )
  return {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: {},
    resources: [...shared.values()].map((members) => assignment(members, options)),
  }
}

function assignment(members: readonly Check[], { mode, exempt, locale }: PolicyExportOptions): object {
  const [{ id, enforce }] = members as [Check]
  const definition = enforce!.azurePolicy!
  const known = azureDefinitions.get(definition)!
  const parameters = azureLikeness.get(id)?.parameters ?? {}
  const differences = members.flatMap((member) => {
    const difference = azureLikeness.get(member.id)?.difference
    return difference === undefined ? [] : [difference[locale]]
  })
  const limit = mode === 'deny' && known.effect !== 'Deny' ? [words.onlyAudits[locale]] : []
  return {
    type: 'Microsoft.Authorization/policyAssignments',
    apiVersion: '2022-06-01',
    name: nameOf(definition, parameters),
    properties: {
      displayName: shortened(members.map((member) => member.id).join(', '), limits.displayName),
      description: shortened(
        [members.map(({ title }) => title[locale]).join(' / '), ...new Set([...differences, ...limit])].join(' — '),
        limits.description,
      ),
      policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${definition}`,
      metadata: { assignedBy: 'Breakwater', checks: members.map((member) => member.id) },
      parameters: valuesOf({ ...parameters, ...parametersFor(known, mode, exempt) }),
    },
  }
}

/** A definition takes no parameters that it does not declare, and no effect that it does not offer. */
function parametersFor({ effect, isInClusters }: AzureDefinition, mode: PolicyExportOptions['mode'], exempt: readonly string[]) {
  const asked = mode !== 'deny' && effect === 'Deny' ? 'Audit' : effect
  if (!isInClusters) return { effect: asked }
  const excludedNamespaces = [...new Set(['kube-system', 'gatekeeper-system', 'azure-arc', ...exempt])]
  return { effect: asked, excludedNamespaces, ...(mode === 'warn' ? { warn: true } : {}) }
}

/** A check with parameters of its own has an assignment of its own, and that a name of its own. */
function nameOf(definition: string, parameters: object): string {
  const name = `breakwater-${definition.slice(0, 8)}`
  if (Object.keys(parameters).length === 0) return name
  const hash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex')
  return `${name}-${hash}`.slice(0, limits.name)
}

function valuesOf(parameters: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { value }]))
}

function shortened(value: string, limit: number): string {
  return value.length <= limit ? value : `${value.slice(0, limit - 1)}…`
}
