import { text } from '../../core/text.ts'
import { imageSafeguardCheck } from '../safeguard-check.ts'
import { pushExamples } from '../safeguard-examples.ts'

export const billOfMaterials = imageSafeguardCheck({
  id: 'workflow/bill-of-materials',
  controls: ['build-sca'],
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Images come with a bill of materials', ja: 'イメージに SBOM を付ける' }),
  why: text({
    en: 'When the next vulnerability is published, the bill of materials says in minutes which images have it.',
    ja: '次に脆弱性が公表されたとき、SBOM があれば、どのイメージが該当するか数分で分かります。',
  }),
  safeguard: 'bill-of-materials',
  missing: text({
    en: 'an image is pushed and no step of the workflow makes a bill of materials',
    ja: 'イメージをプッシュしますが、SBOM を作るステップがありません',
  }),
  references: ['https://www.cisa.gov/sbom'],
  examples: [...pushExamples({ step: 'run: syft contoso.azurecr.io/shop:1 -o spdx-json', task: 'ManifestGeneratorTask@0' })],
})
