import type { Path } from '../../core/location.ts'
import { shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { valueAt } from './value/value.ts'

export const summaryType = 'Microsoft.PolicyInsights/policyStates/summarize'

/** What Azure Policy found of one assignment in a resource, when it last looked. */
export interface AssignmentState {
  /** In lower case. */
  readonly assignment: string
  /** How many policies of the assignment are violated. */
  readonly violated: number
  /** Where the summary says it. */
  readonly at: Path
}

/** The summary of the states of a resource; only a live reading has one. */
export function summaryOf(resource: AzureResource, resources: ResourcesByType): AzureResource | undefined {
  return resources.of(summaryType).find(({ id }) => id.startsWith(`${resource.id}/`))
}

export function statesIn(summary: AzureResource): readonly AssignmentState[] {
  const listed = summary.get('properties', 'policyAssignments')
  if (listed?.kind !== 'list') return []
  return listed.items.flatMap((item, index) => {
    const assignment = shapeOf(valueAt(item, ['policyAssignmentId']))
    const count = valueAt(item, ['results', 'nonCompliantPolicies'])
    if (assignment === undefined) return []
    const violated = count?.kind === 'scalar' && typeof count.value === 'number' ? count.value : 0
    return [{ assignment, violated, at: ['properties', 'policyAssignments', index, 'results', 'nonCompliantPolicies'] }]
  })
}
