import { text } from '../../core/text.ts'
import { assignmentExamples, policyCheck } from '../policy-check.ts'

export const imageIntegrityInitiative = policyCheck({
  id: 'governance/image-integrity-initiative',
  controls: ['img-signature-gate'],
  severity: 'low',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies images that are not signed', ja: 'Azure Policy で署名のないイメージを拒否する' }),
  why: text({
    en: 'Image Integrity only verifies what a policy tells it to; without the initiative nothing is refused.',
    ja: 'Image Integrity が検証するのは、ポリシーで指定したイメージだけです。イニシアチブを割り当てなければ何も拒否されません。',
  }),
  definitions: ['af28bf8b-c669-4dd3-9137-1e68fdc61bd6'],
  references: ['https://learn.microsoft.com/azure/aks/image-integrity'],
  examples: [...assignmentExamples('af28bf8b-c669-4dd3-9137-1e68fdc61bd6', 'policySetDefinitions')],
})
