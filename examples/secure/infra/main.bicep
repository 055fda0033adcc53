// The same cluster, closed and watched.
param location string = resourceGroup().location
// The network of the landing zone, which its own team watches, and the address of the firewall in its hub.
param networkName string
param firewallAddress string
// Where the private DNS zones are kept.
param zonesResourceGroup string
param workspaceId string
// The Azure Monitor workspace that keeps the metrics of all clusters.
param metricsWorkspaceId string
param kmsKeyId string
param keyVaultId string
// The Microsoft Entra group whose members administer the cluster.
param adminGroupId string = '6f4d5f3e-7a0e-4f57-9b1c-2f1d0a3c9e11'
// Whoever is on duty.
param onDutyAddress string = 'on-duty@shop.example'

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' existing = {
  name: networkName
}

resource nodesSecurity 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'shop-nodes'
  location: location
}

// Whatever leaves the nodes passes the firewall.
resource nodesRoutes 'Microsoft.Network/routeTables@2025-01-01' = {
  name: 'shop-nodes'
  location: location
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'through-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewallAddress
        }
      }
    ]
  }
}

resource nodes 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: 'shop-nodes'
  properties: {
    addressPrefix: '10.20.0.0/22'
    networkSecurityGroup: {
      id: nodesSecurity.id
    }
    routeTable: {
      id: nodesRoutes.id
    }
  }
}

resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: 'shop-endpoints'
  properties: {
    addressPrefix: '10.20.8.0/24'
    networkSecurityGroup: {
      id: nodesSecurity.id
    }
  }
}

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: 'shop'
  location: location
  sku: {
    name: 'Base'
    tier: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: 'shop'
    nodeResourceGroupProfile: {
      restrictionLevel: 'ReadOnly'
    }
    azureMonitorProfile: {
      metrics: {
        enabled: true
      }
    }
    enableRBAC: true
    disableLocalAccounts: true
    aadProfile: {
      managed: true
      enableAzureRBAC: true
      adminGroupObjectIDs: [adminGroupId]
    }
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
      disableRunCommand: true
    }
    autoUpgradeProfile: {
      upgradeChannel: 'stable'
      nodeOSUpgradeChannel: 'SecurityPatch'
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      azureKeyVaultKms: {
        enabled: true
        keyId: kmsKeyId
        keyVaultNetworkAccess: 'Private'
        keyVaultResourceId: keyVaultId
      }
      workloadIdentity: {
        enabled: true
      }
      imageCleaner: {
        enabled: true
        intervalHours: 168
      }
      defender: {
        logAnalyticsWorkspaceResourceId: workspaceId
        securityMonitoring: {
          enabled: true
        }
      }
    }
    addonProfiles: {
      azurepolicy: {
        enabled: true
      }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'true'
        }
      }
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: workspaceId
        }
      }
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        count: 3
        vmSize: 'Standard_D4ds_v5'
        osSKU: 'AzureLinux'
        availabilityZones: ['1', '2', '3']
        vnetSubnetID: nodes.id
        enableEncryptionAtHost: true
        enableNodePublicIP: false
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
        upgradeSettings: {
          maxSurge: '33%'
        }
      }
    ]
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      outboundType: 'userDefinedRouting'
      loadBalancerSku: 'standard'
    }
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'shop'
  location: location
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    policies: {
      azureADAuthenticationAsArmPolicy: {
        status: 'disabled'
      }
      exportPolicy: {
        status: 'disabled'
      }
    }
  }
}

// AcrPull for the identity with which the nodes pull, so that no pod carries a password of the registry.
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, cluster.id, 'AcrPull')
  scope: registry
  properties: {
    principalId: cluster.properties.identityProfile.kubeletidentity.objectId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}

resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'shop-registry'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: ['registry']
        }
      }
    ]
  }
}

resource registryZone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup(zonesResourceGroup)
  name: 'privatelink.azurecr.io'
}

resource registryName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-01-01' = {
  parent: registryEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'registry'
        properties: {
          privateDnsZoneId: registryZone.id
        }
      }
    ]
  }
}

// New versions of Kubernetes early on Sunday mornings, security patches of the nodes in any night.
resource upgradeWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-05-01' = {
  parent: cluster
  name: 'aksManagedAutoUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '01:00'
      utcOffset: '+09:00'
      schedule: {
        weekly: {
          dayOfWeek: 'Sunday'
          intervalWeeks: 1
        }
      }
    }
  }
}

resource patchWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-05-01' = {
  parent: cluster
  name: 'aksManagedNodeOSUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '01:00'
      utcOffset: '+09:00'
      schedule: {
        daily: {
          intervalDays: 1
        }
      }
    }
  }
}

resource onDuty 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'shop-on-duty'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'on-duty'
    emailReceivers: [
      {
        name: 'on-duty'
        emailAddress: onDutyAddress
      }
    ]
  }
}

resource nodesNotReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'shop-nodes-not-ready'
  location: 'global'
  properties: {
    enabled: true
    severity: 1
    scopes: [cluster.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'not-ready'
          metricName: 'kube_node_status_condition'
          dimensions: [
            {
              name: 'status2'
              operator: 'Include'
              values: ['NotReady']
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [
      {
        actionGroupId: onDuty.id
      }
    ]
  }
}

// The metrics that the Prometheus add-on reads, for the alerts above.
resource metrics 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: 'shop-metrics'
  location: location
  kind: 'Linux'
  properties: {
    dataSources: {
      prometheusForwarder: [
        {
          name: 'prometheus'
          streams: ['Microsoft-PrometheusMetrics']
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'workspace'
          accountResourceId: metricsWorkspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-PrometheusMetrics']
        destinations: ['workspace']
      }
    ]
  }
}

resource clusterMetrics 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  name: 'shop-metrics'
  scope: cluster
  properties: {
    dataCollectionRuleId: metrics.id
  }
}

// What Azure announces about the cluster: new versions, and the end of support for its own.
resource announcements 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'shop'
  location: location
  properties: {
    source: cluster.id
    topicType: 'Microsoft.ContainerService.ManagedClusters'
  }
}

resource versions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: announcements
  name: 'versions'
  properties: {
    destination: {
      endpointType: 'MonitorAlert'
      properties: {
        severity: 'Sev3'
        description: 'AKS announces a version or the end of support'
        actionGroups: [onDuty.id]
      }
    }
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: [
        'Microsoft.ContainerService.NewKubernetesVersionAvailable'
        'Microsoft.ContainerService.ClusterSupportEnding'
        'Microsoft.ContainerService.ClusterSupportEnded'
      ]
    }
  }
}

resource clusterLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'security'
  scope: cluster
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'kube-audit-admin'
        enabled: true
      }
      {
        category: 'guard'
        enabled: true
      }
      {
        category: 'kube-apiserver'
        enabled: true
      }
      {
        category: 'kube-controller-manager'
        enabled: true
      }
      {
        category: 'kube-scheduler'
        enabled: true
      }
      {
        category: 'cluster-autoscaler'
        enabled: true
      }
      {
        category: 'cloud-controller-manager'
        enabled: true
      }
    ]
  }
}

resource registryLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'security'
  scope: registry
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerRegistryLoginEvents'
        enabled: true
      }
      {
        category: 'ContainerRegistryRepositoryEvents'
        enabled: true
      }
    ]
  }
}
