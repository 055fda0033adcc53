import { shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'

const clusterLog = /managedclusters|azurerm_kubernetes_cluster/

/** Whether diagnostic settings send logs of a cluster to the workspace. */
export function getsClusterLogs(workspace: AzureResource, resources: ResourcesByType): boolean {
  const settings = resources.of(
    'Microsoft.Insights/diagnosticSettings',
    'Microsoft.ContainerService/managedClusters/providers/diagnosticSettings',
  )
  const feeding = settings.filter((setting) => shapeOf(setting.get('properties', 'workspaceId')) === workspace.id)
  return feeding.some((setting) => clusterLog.test(`${shapeOf(setting.get('scope')) ?? ''} ${setting.id}`))
}

/** Whether Microsoft Sentinel is on the workspace: onboarded, or by the older solution. */
export function hasSentinel(workspace: AzureResource, resources: ResourcesByType): boolean {
  const isOnboarded = resources.within(workspace, 'Microsoft.SecurityInsights/onboardingStates').length > 0
  const isSolution = resources
    .of('Microsoft.OperationsManagement/solutions')
    .some((solution) => solution.name.toLowerCase() === `securityinsights(${workspace.name.toLowerCase()})`)
  return isOnboarded || isSolution
}
