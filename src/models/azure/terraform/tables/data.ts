import type { ResourceTable } from '../resource-table.ts'

/** What stands in vaults and registries, and the keys of disks. */
export const dataTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_key_vault_access_policy: {
    type: 'Microsoft.KeyVault/vaults/accessPolicies',
    apiVersion: '2024-11-01',
    rows: [
      { from: 'key_vault_id', to: 'parentId' },
      { from: 'object_id', to: 'properties.objectId' },
      { from: 'key_permissions', to: 'properties.permissions.keys' },
      { from: 'secret_permissions', to: 'properties.permissions.secrets' },
      { from: 'certificate_permissions', to: 'properties.permissions.certificates' },
    ],
  },
  azurerm_key_vault_secret: {
    type: 'Microsoft.KeyVault/vaults/secrets',
    apiVersion: '2024-11-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'key_vault_id', to: 'parentId' },
      { from: 'expiration_date', to: 'properties.attributes.exp' },
    ],
  },
  azurerm_disk_encryption_set: {
    type: 'Microsoft.Compute/diskEncryptionSets',
    apiVersion: '2025-01-02',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'auto_key_rotation_enabled', to: 'properties.rotationToLatestKeyVersionEnabled', default: false },
    ],
  },
  azurerm_key_vault_key: {
    type: 'Microsoft.KeyVault/vaults/keys',
    apiVersion: '2024-11-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'key_vault_id', to: 'parentId' },
      { from: 'expiration_date', to: 'properties.attributes.exp' },
      { from: 'rotation_policy.expire_after', to: 'properties.rotationPolicy.attributes.expiryTime' },
    ],
    lists: [
      {
        block: 'rotation_policy',
        to: 'properties.rotationPolicy.lifetimeActions',
        rows: [{ from: 'automatic', to: 'action.type', present: 'rotate' }],
      },
    ],
  },
  azurerm_container_registry_token: {
    type: 'Microsoft.ContainerRegistry/registries/tokens',
    apiVersion: '2025-11-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'enabled', to: 'properties.status', as: ['enabled', 'disabled'], default: true },
      { from: 'scope_map_id', to: 'properties.scopeMapId' },
      { from: 'container_registry_name', to: 'parentName' },
    ],
  },
  // The service has the passwords in the token; for the provider they are a resource of their own.
  azurerm_container_registry_token_password: {
    type: 'Microsoft.ContainerRegistry/registries/tokens/passwords',
    apiVersion: '2025-11-01',
    rows: [{ from: 'container_registry_token_id', to: 'parentId' }],
    lists: ['password1', 'password2'].map((block) => ({
      block,
      to: 'properties.passwords',
      rows: [{ from: 'expiry', to: 'expiry' }],
    })),
  },
  azurerm_container_registry_scope_map: {
    type: 'Microsoft.ContainerRegistry/registries/scopeMaps',
    apiVersion: '2025-11-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'container_registry_name', to: 'parentName' },
      { from: 'actions', to: 'properties.actions' },
    ],
  },
  azurerm_container_registry_task: {
    type: 'Microsoft.ContainerRegistry/registries/tasks',
    apiVersion: '2019-04-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'container_registry_id', to: 'parentId' },
      { from: 'base_image_trigger', to: 'properties.trigger.baseImageTrigger.status', present: 'Enabled' },
      { from: 'base_image_trigger.enabled', to: 'properties.trigger.baseImageTrigger.status', as: ['Enabled', 'Disabled'] },
    ],
  },
}
