import type { AttributeRow, ResourceTable } from '../resource-table.ts'

const assignment: readonly AttributeRow[] = [
  { from: 'name', to: 'name' },
  { from: 'policy_definition_id', to: 'properties.policyDefinitionId' },
  { from: 'enforce', to: 'properties.enforcementMode', as: ['Default', 'DoNotEnforce'], default: true },
  { from: 'parameters', to: 'properties.parameters' },
  { from: 'not_scopes', to: 'properties.notScopes' },
]

function assignments(scope: string): ResourceTable {
  return {
    type: 'Microsoft.Authorization/policyAssignments',
    apiVersion: '2024-04-01',
    rows: [...assignment, { from: scope, to: 'scope' }],
    lists: [
      {
        block: 'overrides',
        to: 'properties.overrides',
        rows: [{ from: 'value', to: 'value' }],
        lists: [{ block: 'selectors', to: 'selectors', rows: [{ from: 'in', to: 'in' }] }],
      },
    ],
  }
}

function exemptions(scope: string): ResourceTable {
  return {
    type: 'Microsoft.Authorization/policyExemptions',
    apiVersion: '2022-07-01-preview',
    rows: [
      { from: 'name', to: 'name' },
      { from: scope, to: 'scope' },
      { from: 'description', to: 'properties.description' },
      { from: 'expires_on', to: 'properties.expiresOn' },
      { from: 'exemption_category', to: 'properties.exemptionCategory' },
      { from: 'policy_assignment_id', to: 'properties.policyAssignmentId' },
      { from: 'policy_definition_reference_ids', to: 'properties.policyDefinitionReferenceIds' },
    ],
  }
}

/** Azure Policy and Defender for Cloud. */
export const governanceTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_resource_policy_assignment: assignments('resource_id'),
  azurerm_resource_group_policy_assignment: assignments('resource_group_id'),
  azurerm_subscription_policy_assignment: assignments('subscription_id'),
  azurerm_management_group_policy_assignment: assignments('management_group_id'),
  azurerm_resource_policy_exemption: exemptions('resource_id'),
  azurerm_resource_group_policy_exemption: exemptions('resource_group_id'),
  azurerm_subscription_policy_exemption: exemptions('subscription_id'),
  azurerm_management_group_policy_exemption: exemptions('management_group_id'),
  azurerm_security_center_contact: {
    type: 'Microsoft.Security/securityContacts',
    apiVersion: '2023-12-01-preview',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'email', to: 'properties.emails' },
      { from: 'phone', to: 'properties.phone' },
      // The provider speaks the version of 2017, in which these are words.
      { from: 'alert_notifications', to: 'properties.alertNotifications', as: ['On', 'Off'] },
      { from: 'alerts_to_admins', to: 'properties.alertsToAdmins', as: ['On', 'Off'] },
    ],
  },
  azurerm_kubernetes_cluster_deployment_safeguard: {
    type: 'Microsoft.ContainerService/deploymentSafeguards',
    apiVersion: '2025-07-01',
    rows: [
      { from: 'kubernetes_cluster_id', to: 'scope' },
      { from: 'level', to: 'properties.level' },
      { from: 'pod_security_standards_level', to: 'properties.podSecurityStandardsLevel', default: 'Privileged' },
      { from: 'excluded_namespaces', to: 'properties.excludedNamespaces' },
    ],
  },
  azurerm_role_definition: {
    type: 'Microsoft.Authorization/roleDefinitions',
    apiVersion: '2022-04-01',
    rows: [
      { from: 'name', to: 'properties.roleName' },
      { from: 'scope', to: 'scope' },
    ],
    lists: [
      {
        block: 'permissions',
        to: 'properties.permissions',
        rows: [
          { from: 'actions', to: 'actions' },
          { from: 'not_actions', to: 'notActions' },
        ],
      },
    ],
  },
}
