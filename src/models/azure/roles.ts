import { lastPart, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'

/** Built-in roles by their ids. */
const builtIn: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  'b24988ac-6180-42a0-ab88-20f7382dd24c': 'Contributor',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': 'Role Based Access Control Administrator',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d': 'AcrPull',
  '8311e382-0749-4cb8-b61a-304f252e45ec': 'AcrPush',
  'b93aa761-3e63-49ed-ac28-beffa264f7ac': 'Container Registry Repository Reader',
  '2a1e307c-b015-4ebd-883e-5b7698a07328': 'Container Registry Repository Writer',
  '2efddaa5-3f1f-4df3-97df-af3f13818f4c': 'Container Registry Repository Contributor',
  'c2f4ef07-c644-48eb-af81-4b1b4947fb11': 'AcrDelete',
  '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8': 'Azure Kubernetes Service Cluster Admin Role',
  'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b': 'Azure Kubernetes Service RBAC Cluster Admin',
  '3498e952-d568-435e-9b2c-8d77e338d7f7': 'Azure Kubernetes Service RBAC Admin',
  'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8': 'Azure Kubernetes Service Contributor Role',
}

/** Roles with which images can be written to a registry, and that are for nothing else. */
export const pushingRoles: readonly string[] = [
  'AcrPush',
  'AcrDelete',
  'Container Registry Repository Writer',
  'Container Registry Repository Contributor',
]

/** The name of the role that is assigned; undefined where it is not known or not a built-in one that matters here. */
export function roleNameOf(assignment: AzureResource): string | undefined {
  const named = assignment.text('properties', 'roleDefinitionName')
  if (named !== undefined) return named
  const id = shapeOf(assignment.get('properties', 'roleDefinitionId'))
  return id === undefined ? undefined : builtIn[lastPart(id)]
}

/** Where an assignment says which role it is about. */
export function rolePath(assignment: AzureResource): readonly string[] {
  return ['properties', assignment.get('properties', 'roleDefinitionId') === undefined ? 'roleDefinitionName' : 'roleDefinitionId']
}
