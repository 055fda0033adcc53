import { text } from '../../core/text.ts'
import { imageSafeguardCheck } from '../safeguard-check.ts'
import { pushExamples } from '../safeguard-examples.ts'

export const imageScan = imageSafeguardCheck({
  id: 'workflow/image-scan',
  controls: ['image-ci-scan'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Images are scanned before they are pushed', ja: 'イメージはプッシュする前にスキャンする' }),
  why: text({
    en: 'A known vulnerability is cheapest to find before the image reaches the registry and the clusters that pull from it.',
    ja: '既知の脆弱性は、イメージがレジストリやクラスターに届く前に見つけるのが最も安上がりです。',
  }),
  safeguard: 'image-scan',
  missing: text({
    en: 'an image is pushed and no step of the workflow scans it',
    ja: 'イメージをプッシュしますが、ワークフローにスキャンのステップがありません',
  }),
  references: ['https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability'],
  examples: [...pushExamples({ step: 'run: trivy image --exit-code 1 contoso.azurecr.io/shop:1', task: 'trivy@2' })],
})
