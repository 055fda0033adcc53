import { defineCheck, notApplicable } from '../../core/check.ts'
import { formatPath } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { alertContact } from '../../models/azure/kinds.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { toldToOwners } from '../../models/azure/security-contact.ts'
import { armAnswer } from '../azure-example.ts'
import { contactWords } from '../contact-words.ts'

export const contactOwners = defineCheck({
  id: 'defender/contact-owners',
  controls: ['def-contact'],
  subject: alertContact,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Alerts reach the owners of the subscription, too', ja: 'サブスクリプションの所有者にもアラートを通知する' }),
  why: text({
    en: 'A mailbox is forgotten when people move on; whoever owns the subscription can always act.',
    ja: '共有の宛先は担当者が替わると見られなくなります。所有者なら、いつでも対処できます。',
  }),
  messages: {
    undecided: contactWords.undecided,
    unsaid: contactWords.unsaid,
    off: text({ en: 'owners are not told', ja: '所有者に通知されません' }),
  },
  *evaluate(contact: AzureResource, { report, unknown }) {
    const { state, at } = toldToOwners(contact)
    if (state === false && at.at(-1) === 'isEnabled')
      return notApplicable(text({ en: 'the contact is off, which is a question of its own', ja: '連絡先が無効なことは別の検査で扱います' }))
    if (typeof state === 'object') yield unknown('undecided', { property: formatPath(at), input: state.reason.decidedBy }, { at })
    else if (state === undefined) yield unknown('unsaid', { property: formatPath(at) }, { at })
    else if (!state) yield report('off', {}, { at })
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications'],
  examples: [
    {
      name: 'Bicep that tells other roles',
      file: 'main.bicep',
      source: `targetScope = 'subscription'

resource contact 'Microsoft.Security/securityContacts@2023-12-01-preview' = {
  name: 'default'
  properties: {
    emails: 'security@example.com'
    notificationsByRole: {
      state: 'On'
      roles: «[
        'Contributor'
      ]»
    }
  }
}
`,
      fails: ['off'],
    },
    {
      name: 'Terraform that does not tell owners',
      file: 'main.tf',
      source: `resource "azurerm_security_center_contact" "contact" {
  name                = "default"
  email               = "security@example.com"
  alert_notifications = true
  alerts_to_admins    = «false»
}
`,
      fails: ['off'],
    },
    {
      name: 'Terraform that tells owners',
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
      name: 'what the service answers',
      file: 'live.json',
      source: armAnswer({
        id: '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Security/securityContacts/default',
        name: 'default',
        type: 'Microsoft.Security/securityContacts',
        properties: { isEnabled: true, emails: 'security@example.com', notificationsByRole: { state: 'On', roles: ['Owner'] } },
      }),
    },
  ],
})
