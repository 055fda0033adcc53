import { shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'

/** What the service names the security group that it manages for the nodes of a cluster. */
const managedName = /^aks-agentpool-\d+-nsg$/

/** What the cloud provider of Kubernetes names the rules that it makes for Services. */
const madeForServices = /^(?:[0-9a-f]{32}-|k8s-azure-lb_)/i

/** Whether a group, or the group that a rule belongs to, is the one that the service manages for the nodes of a cluster. */
export function isManagedGroup(resource: AzureResource): boolean {
  const group = /\/networksecuritygroups\/([^/]+)/.exec(resource.id)?.[1]
  if (managedName.test(group ?? '') || managedName.test(shapeOf(resource.get('parentName')) ?? '')) return true
  // A template that reaches into the resource group of the nodes names it by what the cluster says of it.
  return /node_?resource_?group/.test(`${shapeOf(resource.get('resourceGroup')) ?? ''} ${resource.id}`)
}

/** Whether the service made a rule of a group that it manages. */
export function isMadeByService(rule: string): boolean {
  return madeForServices.test(rule)
}
