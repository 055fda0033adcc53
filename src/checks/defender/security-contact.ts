import type { JsonValue } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { alertContact } from '../../models/azure/kinds.ts'
import { settingCheck } from '../setting-check.ts'

const isNotEmpty = (value: JsonValue): boolean => typeof value === 'string' && value !== ''

export const securityContact = settingCheck({
  id: 'defender/security-contact',
  controls: ['def-contact'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Security alerts reach somebody', ja: 'セキュリティアラートの連絡先を設定する' }),
  why: text({
    en: 'An alert that nobody receives is found by the next audit, months after the attack.',
    ja: '受け取る人のいないアラートは、攻撃の何か月も後の監査でようやく見つかります。',
  }),
  subject: alertContact,
  anyOf: [
    { path: ['properties', 'emails'], accepts: isNotEmpty },
    { path: ['properties', 'email'], accepts: isNotEmpty },
  ],
  fails: text({ en: 'no address is given', ja: 'メールアドレスが指定されていません' }),
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications'],
  examples: [
    {
      name: 'Bicep that says otherwise',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: true
    emails: «''»
  }
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform that says otherwise',
      file: 'main.tf',
      source: `resource "azurerm_security_center_contact" "contact" {
  name                = "default"
  email               = «""»
  alert_notifications = true
  alerts_to_admins    = true
}
`,
      fails: ['fails'],
    },
    {
      name: 'Terraform as it should be',
      file: 'main.tf',
      source: `resource "azurerm_security_center_contact" "contact" {
  name                = "default"
  email               = "security@example.com"
  alert_notifications = true
  alerts_to_admins    = true
}
`,
    },
    {
      name: 'an ARM template as it should be',
      file: 'main.json',
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Security/securityContacts",
      "apiVersion": "2023-12-01-preview",
      "name": "default",
      "properties": {
        "isEnabled": true,
        "emails": "security@example.com"
      }
    }
  ]
}
`,
    },
  ],
})
