import { text } from '../../core/text.ts'
import { imageSafeguardCheck } from '../safeguard-check.ts'
import { pushExamples } from '../safeguard-examples.ts'

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
  examples: [...pushExamples({ step: 'run: notation sign contoso.azurecr.io/shop@$DIGEST', task: 'Notation@0' })],
})
