import { defineCheck } from '../../core/check.ts'
import { formatPath } from '../../core/location.ts'
import { flag } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { alertContact } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { leastSeverity, toldOfAlerts } from '../../models/azure/security-contact.ts'
import { armTemplate } from '../azure-example.ts'
import { contactWords } from '../contact-words.ts'

export const contactAlerts = defineCheck({
  id: 'defender/contact-alerts',
  controls: ['def-contact'],
  subject: alertContact,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The security contact is sent alerts', ja: 'セキュリティ連絡先にアラートを送信する' }),
  why: text({
    en: 'An address that is entered and not written to gives the feeling of being warned, and no warning.',
    ja: '登録しただけで送信が無効な連絡先には、警告が届きません。備えたつもりになるだけです。',
  }),
  options: {
    medium: flag(
      false,
      text({ en: 'whether alerts of medium severity have to be sent as well', ja: '重大度「中」のアラートの送信も求めるか' }),
    ),
  },
  messages: {
    ...contactWords,
    off: text({ en: 'alerts are not sent', ja: 'アラートが送信されません' }),
    narrow: text({ en: 'only alerts of high severity are sent', ja: '重大度「高」のアラートだけが送信されます' }),
  },
  *evaluate(contact: AzureResource, { report, unknown, options }) {
    const { state, at } = toldOfAlerts(contact)
    if (typeof state === 'object') yield unknown('undecided', { property: formatPath(at), input: state.reason.decidedBy }, { at })
    else if (state === undefined) yield unknown('unsaid', { property: formatPath(at) }, { at })
    else if (!state) yield report(at.at(-1) === 'isEnabled' ? 'disabled' : 'off', {}, { at })
    else if (options.medium) {
      const least = leastSeverity(contact)
      if (least?.severity === 'high') yield report('narrow', {}, { at: least.at })
    }
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications'],
  examples: [
    {
      name: 'Bicep that tells of attack paths only',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: true
    emails: 'security@example.com'
    notificationsSources: «[
      {
        sourceType: 'AttackPath'
        minimalRiskLevel: 'High'
      }
    ]»
  }
}
`,
      fails: ['off'],
    },
    {
      name: 'Bicep with a contact that is off',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: «false»
    emails: 'security@example.com'
    notificationsSources: [
      {
        sourceType: 'Alert'
        minimalSeverity: 'High'
      }
    ]
  }
}
`,
      fails: ['disabled'],
    },
    {
      name: 'Bicep of an older version that leaves it out',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2020-01-01-preview' = {
  name: 'default'
  properties: {
    ‹emails: 'security@example.com'›
  }
}
`,
      unknown: ['unsaid'],
    },
    {
      name: 'Terraform that sends no alerts',
      file: 'main.tf',
      source: `resource "azurerm_security_center_contact" "contact" {
  name                = "default"
  email               = "security@example.com"
  alert_notifications = «false»
  alerts_to_admins    = true
}
`,
      fails: ['off'],
    },
    {
      name: 'Terraform that sends alerts',
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
      name: 'alerts of high severity only, where those of medium severity are wanted',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    isEnabled: true
    emails: 'security@example.com'
    notificationsSources: [
      {
        sourceType: 'Alert'
        minimalSeverity: «'High'»
      }
    ]
  }
}
`,
      options: { medium: true },
      fails: ['narrow'],
    },
    {
      name: 'an ARM template of an older version that sends alerts',
      file: 'main.json',
      source: armTemplate({
        type: 'Microsoft.Security/securityContacts',
        apiVersion: '2020-01-01-preview',
        name: 'default',
        properties: { emails: 'security@example.com', alertNotifications: { state: 'On', minimalSeverity: 'Medium' } },
      }),
    },
  ],
})
