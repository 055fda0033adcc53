import { text } from '../../core/text.ts'
import { imageSafeguardCheck } from '../safeguard-check.ts'

export const imageSignature = imageSafeguardCheck({
  id: 'workflow/image-signature',
  controls: ['image-signed'],
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Images are signed where they are built', ja: 'イメージはビルドした場所で署名する' }),
  why: text({
    en: 'Only a signature lets the cluster tell an image of this pipeline from one that somebody else put into the registry.',
    ja: '署名があって初めて、クラスターはこのパイプラインのイメージと、誰かがレジストリに置いたイメージを見分けられます。',
  }),
  safeguard: 'signature',
  missing: text({
    en: 'an image is pushed and no step of the workflow signs it',
    ja: 'イメージをプッシュしますが、ワークフローに署名のステップがありません',
  }),
  references: ['https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-sign-build-push'],
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
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: docker push contoso.azurecr.io/shop:1\n      - run: notation sign contoso.azurecr.io/shop@$DIGEST\n',
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
  - task: Notation@0
`,
    },
  ],
})
