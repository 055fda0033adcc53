import type { Check } from '../../core/check.ts'
import type { PolicyExportOptions } from './admission-policies.ts'

/** The id of a check's Azure Policy that is an initiative, not a definition. */
const initiatives: ReadonlySet<string> = new Set(['a8640138-9b0a-4a28-b8cb-1666c838647d'])

/** Definitions with a parameter that has no default: which values are right is for their owner to say. */
export const definitionsThatAsk: ReadonlyMap<string, string> = new Map([
  ['febd0533-8e55-448f-b837-bd0e06f16469', 'allowedContainerImagesRegex'],
  ['56d0a13f-712f-466b-8416-56fb354fb823', 'forbiddenSysctls'],
])

const schema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#'

/**
 * An ARM template that assigns the built-in Azure Policy definitions which ask the same of a cluster as these checks. The
 * policy add-on of AKS makes Gatekeeper constraints of them. Definitions that several checks share are assigned once.
 */
export function azureAssignments(checks: readonly Check[], { mode, exempt, locale }: PolicyExportOptions): object {
  const byDefinition = Map.groupBy(
    checks.filter(({ enforce }) => isAssignable(enforce?.azurePolicy)),
    ({ enforce }) => enforce!.azurePolicy!,
  )
  const excluded = [...new Set(['kube-system', 'gatekeeper-system', 'azure-arc', ...exempt])]
  return {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: {},
    resources: [...byDefinition].map(([definition, members]) => ({
      type: 'Microsoft.Authorization/policyAssignments',
      apiVersion: '2022-06-01',
      name: `breakwater-${definition.slice(0, 8)}`,
      properties: {
        displayName: members
          .map(({ id }) => id)
          .join(', ')
          .slice(0, 128),
        description: members
          .map(({ title }) => title[locale])
          .join(' / ')
          .slice(0, 512),
        policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${definition}`,
        parameters: { effect: { value: mode === 'deny' ? 'Deny' : 'Audit' }, excludedNamespaces: { value: excluded } },
      },
    })),
  }
}

function isAssignable(definition: string | undefined): boolean {
  return definition !== undefined && !initiatives.has(definition) && !definitionsThatAsk.has(definition)
}
