import { text } from '../../core/text.ts'
import { subscriptionCheck, subscriptionExamples } from '../subscription-check.ts'

export const contactExists = subscriptionCheck({
  id: 'defender/contact-exists',
  controls: ['def-contact'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'The subscription has a security contact', ja: 'サブスクリプションにセキュリティ連絡先を登録する' }),
  why: text({
    en: 'Defender for Cloud and Microsoft itself write to the contact when something is under attack. Without one the mail goes at best to owners of the subscription, who may have moved on.',
    ja: '攻撃を受けると、Defender for Cloud や Microsoft がこの連絡先に知らせます。登録がなければ、通知が届くのは所有者だけで、すでに担当を離れていることもあります。',
  }),
  what: text({ en: 'security contact', ja: 'セキュリティ連絡先' }),
  types: ['Microsoft.Security/securityContacts'],
  references: ['https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications'],
  examples: [
    ...subscriptionExamples('providers/Microsoft.Security/securityContacts/default', {
      name: 'default',
      type: 'Microsoft.Security/securityContacts',
      properties: { emails: 'security@example.com' },
    }),
  ],
})
