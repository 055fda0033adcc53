import { below, passed, type ModuleProfile } from './profile.ts'
import { diagnosticSettings, privateEndpoints, roleAssignments } from './shared.ts'

const attributes = below('properties.attributes', [
  { to: 'enabled', from: 'item.attributes.enabled', otherwise: true },
  ...passed('item.attributes.', ['exp', 'nbf']),
])

/** `avm/res/key-vault/vault`. Since 0.14, access from the internet is left out rather than empty; both come out the same. */
export const bicepKeyVault: ModuleProfile = {
  versions: ['0.11.0', '0.15.0'],
  source: 'https://github.com/Azure/bicep-registry-modules/tree/main/avm/res/key-vault/vault',
  defaults: {
    enableVaultForDeployment: true,
    enableVaultForTemplateDeployment: true,
    enableVaultForDiskEncryption: true,
    enableSoftDelete: true,
    softDeleteRetentionInDays: 90,
    enableRbacAuthorization: true,
    createMode: 'default',
    enablePurgeProtection: true,
    sku: 'premium',
  },
  resources: [
    {
      type: 'Microsoft.KeyVault/vaults',
      apiVersion: '2024-11-01',
      complete: true,
      rows: [
        ...passed('', ['name', 'location', 'tags']),
        ...below('properties', [
          ...passed('', ['enableSoftDelete', 'softDeleteRetentionInDays', 'enableRbacAuthorization', 'createMode'], {
            enableVaultForDeployment: 'enabledForDeployment',
            enableVaultForTemplateDeployment: 'enabledForTemplateDeployment',
            enableVaultForDiskEncryption: 'enabledForDiskEncryption',
            sku: 'sku.name',
          }),
          { to: 'sku.family', value: 'A' },
          // The service refuses false: protection that is not asked for is left out.
          { to: 'enablePurgeProtection', from: 'enablePurgeProtection', when: [{ of: 'enablePurgeProtection', is: true }] },
          { to: 'accessPolicies', from: 'accessPolicies', otherwise: [] },
          { to: 'networkAcls', from: 'networkAcls', when: [{ of: 'networkAcls', given: true }] },
          { to: 'publicNetworkAccess', from: 'publicNetworkAccess', when: [{ of: 'publicNetworkAccess', given: true }] },
          {
            to: 'publicNetworkAccess',
            value: 'Disabled',
            when: [
              { of: 'privateEndpoints', given: true },
              { of: 'networkAcls', given: false },
            ],
          },
        ]),
      ],
    },
    {
      type: 'Microsoft.KeyVault/vaults/secrets',
      apiVersion: '2024-11-01',
      as: 'child',
      each: 'secrets',
      complete: true,
      rows: [...passed('item.', ['name', 'tags']), { to: 'properties.contentType', from: 'item.contentType' }, ...attributes],
    },
    {
      type: 'Microsoft.KeyVault/vaults/keys',
      apiVersion: '2024-11-01',
      as: 'child',
      each: 'keys',
      complete: true,
      rows: [
        ...passed('item.', ['name', 'tags']),
        ...attributes,
        ...below('properties', [
          ...passed('item.', ['keyOps', 'rotationPolicy', 'keySize', 'curveName']),
          { to: 'kty', from: 'item.kty', otherwise: 'EC' },
        ]),
      ],
    },
    privateEndpoints('vault'),
    diagnosticSettings,
    roleAssignments,
  ],
  outputs: { resourceId: 'id', name: 'name', location: 'location' },
}
