import { covers, isReadFrom, lastPart, scopeOf, shapeOf, shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { roleNameOf } from './roles.ts'

/**
 * Whether a role is assigned on a cluster, or on something that it stands in.
 *
 * @param groups the resource groups of the scanned set
 */
export function reachesCluster(assignment: AzureResource, cluster: AzureResource, groups: readonly AzureResource[]): boolean {
  const scope = scopeOf(assignment)
  if (scope === '') return false
  if (covers(scope, cluster)) return true
  if (scope.includes('/managementgroups/') || /^\/subscriptions\/[^/]+$/.test(scope) || scope.startsWith('{data.azurerm_subscription.'))
    return true
  // Terraform names the group of the cluster by its name, and that of the assignment by its id.
  const group = shapeOf(cluster.get('resourceGroupName'))
  if (group === undefined) return false
  return scope.endsWith(`/resourcegroups/${group}`) || groups.some(({ id, name }) => id === scope && name.toLowerCase() === group)
}

/** Built-in roles that may do everything except, for one, give rights to others. */
const rolesForEverything: ReadonlySet<string> = new Set(['owner', 'contributor'])

/** Built-in roles by the actions of theirs that matter here, in lower case: learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers. */
const rolesWith: Readonly<Record<string, ReadonlySet<string>>> = {
  'microsoft.containerservice/managedclusters/runcommand/action': new Set(['azure kubernetes service cluster admin role']),
}

/**
 * The name of the assigned role where it allows an action; undefined where it does not, or nothing is known of it.
 *
 * @param action in lower case
 * @param definitions custom roles
 */
export function roleAllowing(action: string, assignment: AzureResource, definitions: readonly AzureResource[]): string | undefined {
  const name = roleNameOf(assignment)
  const known = name?.toLowerCase() ?? ''
  if (rolesForEverything.has(known) || rolesWith[action]?.has(known) === true) return name
  const custom = definitions.find((definition) => isOf(assignment, definition))
  if (custom === undefined || !allows(custom, action)) return undefined
  return custom.text('properties', 'roleName') ?? custom.name
}

function isOf(assignment: AzureResource, definition: AzureResource): boolean {
  const named = assignment.text('properties', 'roleDefinitionName')
  if (named !== undefined) return named.toLowerCase() === definition.text('properties', 'roleName')?.toLowerCase()
  const value = assignment.get('properties', 'roleDefinitionId')
  const id = shapeOf(value)
  if (value === undefined || id === undefined) return false
  if (value.kind === 'unknown' && isReadFrom(value, definition)) return true
  return id === definition.id || lastPart(id) === lastPart(definition.id)
}

function allows(definition: AzureResource, action: string): boolean {
  const permissions = definition.get('properties', 'permissions')
  if (permissions?.kind !== 'list') return false
  return [...permissions.items.keys()].some((index) => {
    const listed = (key: string): boolean =>
      shapesAt(definition, 'properties', 'permissions', index, key).some((pattern) => matchesAction(pattern, action))
    return listed('actions') && !listed('notActions')
  })
}

/** Whether a pattern with asterisks, each for any characters, is true of an action. Both in lower case. */
export function matchesAction(pattern: string, action: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === action
  const last = rest.pop() ?? ''
  if (!action.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = action.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return action.length - last.length >= at && action.endsWith(last)
}
