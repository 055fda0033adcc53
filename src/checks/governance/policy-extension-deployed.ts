import { text } from '../../core/text.ts'
import { deployingAssignmentExamples, policyCheck } from '../policy-check.ts'

export const policyExtensionDeployed = policyCheck({
  id: 'governance/policy-extension-deployed',
  controls: ['gov-extension-auto'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Azure Policy brings the policy add-on to every cluster', ja: '全クラスターにポリシーアドオンを自動導入する' }),
  why: text({
    en: 'A new cluster without the add-on is under no rule until somebody notices.',
    ja: 'アドオンのない新しいクラスターは、誰かが気付くまで規則の対象外です。',
  }),
  definitions: ['a8eff44f-8c92-45c3-a3fb-9880802d67a7'],
  deploys: true,
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [...deployingAssignmentExamples('a8eff44f-8c92-45c3-a3fb-9880802d67a7')],
})
