import { defineCheck, type Check, type Example } from '../core/check.ts'
import type { Estate } from '../core/estate.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { roleAssignment } from '../models/azure/kinds.ts'
import { lastPart, resourcesByType, scopeOf } from '../models/azure/relations.ts'
import type { AzureResource } from '../models/azure/resource.ts'
import { roleNameOf, rolePath } from '../models/azure/roles.ts'

export interface RoleCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  readonly severity: Severity
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** The names of the roles. */
  readonly roles: readonly string[]
  /** Whether the assignment is to somebody who should not have such a role there. */
  readonly isWrong: (assignment: AzureResource, role: string, estate: Estate) => boolean
  readonly coveredBy?: readonly string[]
  /** Who that is, as a noun. */
  readonly who: Text<never>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that certain roles are not assigned to certain principals. */
export function roleCheck({ roles, isWrong, who, ...rest }: RoleCheck): Check {
  const meant = new Set(roles.map((role) => role.toLowerCase()))
  return defineCheck({
    ...rest,
    subject: roleAssignment,
    reads: 'estate',
    confidence: 'high',
    messages: { assigned: text({ en: '{role} is assigned to {who}', ja: '{role} が{who}に割り当てられています' }) },
    *evaluate(assignment: AzureResource, { report, estate }) {
      const role = roleNameOf(assignment)
      if (role === undefined || !meant.has(role.toLowerCase())) return
      if (!isWrong(assignment, role, estate)) return
      yield report('assigned', { role, who }, { at: rolePath(assignment) })
    },
  })
}

/** Whether a role is assigned to one person rather than to a group or an application. */
export function isToUser(assignment: AzureResource): boolean {
  return assignment.text('properties', 'principalType')?.toLowerCase() === 'user'
}

/** Whether a role is assigned on a registry itself, rather than on what the registry stands in. */
export function isOnRegistry(assignment: AzureResource, estate: Estate): boolean {
  const scope = scopeOf(assignment)
  if (scope.endsWith(`/microsoft.containerregistry/registries/${lastPart(scope)}`)) return true
  return estate.view(resourcesByType).withId(scope, 'Microsoft.ContainerRegistry/registries') !== undefined
}
