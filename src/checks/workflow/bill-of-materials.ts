import { text } from '../../core/text.ts'
import { imageSafeguardCheck } from '../safeguard-check.ts'

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
  examples: [
    {
      name: 'none',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          docker build -t contoso.azurecr.io/shop:1 .\n          «docker push contoso.azurecr.io/shop:1»\n',
      fails: ['missing'],
    },
    {
      name: 'one',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: docker push contoso.azurecr.io/shop:1\n      - run: syft contoso.azurecr.io/shop:1 -o spdx-json\n',
    },
    {
      name: 'a pipeline of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - task: «Docker@2»
    inputs:
      repository: shop
`,
      fails: ['missing'],
    },
    {
      name: 'a pipeline that does it',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - task: Docker@2
    inputs:
      repository: shop
  - task: ManifestGeneratorTask@0
`,
    },
  ],
})
