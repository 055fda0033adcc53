import { text } from '../../core/text.ts'
import { assignmentExamples, policyCheck } from '../policy-check.ts'

export const allowedImagesPolicy = policyCheck({
  id: 'governance/allowed-images-policy',
  controls: ['gov-allowed-images'],
  severity: 'medium',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies images from elsewhere', ja: 'Azure Policy で許可していないイメージを拒否する' }),
  why: text({
    en: 'Whatever the pipelines check, whoever may create a pod runs any image, unless the cluster refuses those of other registries.',
    ja: 'パイプラインで検査していても、クラスターで拒否しなければ、Pod を作成できる人は任意のレジストリのイメージを実行できます。',
  }),
  definitions: ['febd0533-8e55-448f-b837-bd0e06f16469'],
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [...assignmentExamples('febd0533-8e55-448f-b837-bd0e06f16469')],
})
