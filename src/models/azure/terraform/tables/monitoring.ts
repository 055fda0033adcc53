import type { AttributeRow, ResourceTable } from '../resource-table.ts'

const exported: readonly AttributeRow[] = [
  { from: 'category', to: 'category' },
  { from: 'enabled', to: 'enabled', default: true },
]

/** Alerts, event subscriptions, exports of logs and Sentinel. */
export const monitoringTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_monitor_metric_alert: {
    type: 'Microsoft.Insights/metricAlerts',
    apiVersion: '2018-03-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'scopes', to: 'properties.scopes' },
      { from: 'enabled', to: 'properties.enabled', default: true },
    ],
    lists: [{ block: 'action', to: 'properties.actions', rows: [{ from: 'action_group_id', to: 'actionGroupId' }] }],
  },
  azurerm_monitor_alert_prometheus_rule_group: {
    type: 'Microsoft.AlertsManagement/prometheusRuleGroups',
    apiVersion: '2023-03-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'scopes', to: 'properties.scopes' },
      { from: 'rule_group_enabled', to: 'properties.enabled' },
    ],
    lists: [
      {
        block: 'rule',
        to: 'properties.rules',
        rows: [{ from: 'alert', to: 'alert' }],
        lists: [{ block: 'action', to: 'actions', rows: [{ from: 'action_group_id', to: 'actionGroupId' }] }],
      },
    ],
  },
  azurerm_monitor_activity_log_alert: {
    type: 'Microsoft.Insights/activityLogAlerts',
    apiVersion: '2020-10-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'enabled', to: 'properties.enabled', default: true },
    ],
    lists: [
      { block: 'criteria', to: 'properties.condition.allOf', rows: [{ from: 'category', to: 'equals' }] },
      { block: 'action', to: 'properties.actions.actionGroups', rows: [{ from: 'action_group_id', to: 'actionGroupId' }] },
    ],
  },
  azurerm_monitor_data_collection_rule: {
    type: 'Microsoft.Insights/dataCollectionRules',
    apiVersion: '2023-03-11',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'kind', to: 'kind' },
    ],
    lists: [
      {
        block: 'data_flow',
        to: 'properties.dataFlows',
        rows: [
          { from: 'streams', to: 'streams' },
          { from: 'destinations', to: 'destinations' },
        ],
      },
    ],
  },
  azurerm_monitor_data_collection_rule_association: {
    type: 'Microsoft.Insights/dataCollectionRuleAssociations',
    apiVersion: '2023-03-11',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'target_resource_id', to: 'scope' },
      { from: 'data_collection_rule_id', to: 'properties.dataCollectionRuleId' },
      { from: 'data_collection_endpoint_id', to: 'properties.dataCollectionEndpointId' },
    ],
  },
  azurerm_log_analytics_workspace_table: {
    type: 'Microsoft.OperationalInsights/workspaces/tables',
    apiVersion: '2022-10-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'workspace_id', to: 'parentId' },
      { from: 'plan', to: 'properties.plan', default: 'Analytics' },
      { from: 'retention_in_days', to: 'properties.retentionInDays' },
      { from: 'total_retention_in_days', to: 'properties.totalRetentionInDays' },
    ],
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2023-12-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'enabled', to: 'properties.enabled', default: true },
      { from: 'action.action_groups', to: 'properties.actions.actionGroups' },
    ],
    lists: [{ block: 'criteria', to: 'properties.criteria.allOf', rows: [{ from: 'query', to: 'query' }] }],
  },
  azurerm_monitor_aad_diagnostic_setting: {
    type: 'microsoft.aadiam/diagnosticSettings',
    apiVersion: '2017-04-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'log_analytics_workspace_id', to: 'properties.workspaceId' },
    ],
    lists: [
      { block: 'enabled_log', to: 'properties.logs', rows: exported },
      { block: 'log', to: 'properties.logs', rows: exported },
    ],
  },
  azurerm_sentinel_log_analytics_workspace_onboarding: {
    type: 'Microsoft.SecurityInsights/onboardingStates',
    apiVersion: '2024-09-01',
    rows: [{ from: 'workspace_id', to: 'scope' }],
  },
  azurerm_sentinel_alert_rule_scheduled: {
    type: 'Microsoft.SecurityInsights/alertRules',
    apiVersion: '2024-09-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'log_analytics_workspace_id', to: 'scope' },
      { from: 'enabled', to: 'properties.enabled', default: true },
      { from: 'query', to: 'properties.query' },
    ],
  },
  azurerm_sentinel_alert_rule_nrt: {
    type: 'Microsoft.SecurityInsights/alertRules',
    apiVersion: '2024-09-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'log_analytics_workspace_id', to: 'scope' },
      { from: 'enabled', to: 'properties.enabled', default: true },
      { from: 'query', to: 'properties.query' },
    ],
  },
  azurerm_eventgrid_system_topic: {
    type: 'Microsoft.EventGrid/systemTopics',
    apiVersion: '2025-02-15',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'source_resource_id', formerly: 'source_arm_resource_id', renamedIn: 5, to: 'properties.source' },
      { from: 'topic_type', to: 'properties.topicType' },
    ],
  },
  azurerm_eventgrid_system_topic_event_subscription: {
    type: 'Microsoft.EventGrid/systemTopics/eventSubscriptions',
    apiVersion: '2025-02-15',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'system_topic', to: 'parentName' },
      { from: 'included_event_types', to: 'properties.filter.includedEventTypes' },
    ],
  },
  azurerm_eventgrid_event_subscription: {
    type: 'Microsoft.EventGrid/eventSubscriptions',
    apiVersion: '2025-02-15',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'scope', to: 'scope' },
      { from: 'included_event_types', to: 'properties.filter.includedEventTypes' },
    ],
  },
}
