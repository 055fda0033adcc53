import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

export const noCredentialFile = defineCheck({
  id: 'image/no-credential-file',
  controls: ['image-no-credentials'],
  subject: builtImage,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'No layer of an image holds files with credentials', ja: 'どのレイヤーにも資格情報のファイルを含めない' }),
  why: text({
    en: 'Whoever can pull the image can read every layer, also what a later layer deletes.',
    ja: 'イメージを取得できる人は、後のレイヤーで消したものも含め、全レイヤーを読めます。',
  }),
  messages: {
    present: text({ en: '{path} by its name holds credentials', ja: '{path} は名前からして資格情報のファイルです' }),
    buried: text({
      en: '{path} was deleted by a later layer, and is still in the image',
      ja: '{path} は後のレイヤーで削除されていますが、イメージには残っています',
    }),
  },
  *evaluate(image, { report }) {
    const { credentials, buriedCredentials } = image.facts
    for (const found of credentials) yield report('present', { path: found.path }, { at: image.placeOf(found) })
    for (const found of buriedCredentials) yield report('buried', { path: found.path }, { at: image.placeOf(found) })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a kubeconfig in the image',
      file: 'Dockerfile',
      source: 'FROM scratch\n«COPY .kube /root/.kube»\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY .kube /root/.kube', files: { 'root/.kube/config': 'x' } }] }),
      fails: ['present'],
    },
    {
      name: 'a key that a later step deletes',
      file: 'Dockerfile',
      source: 'FROM debian:12\n«COPY id_rsa /root/id_rsa»\nRUN git clone git@example.com:app && rm /root/id_rsa\n',
      files: exampleImage({
        layers: [
          { createdBy: 'COPY id_rsa /root/id_rsa', files: { 'root/id_rsa': 'x' } },
          {
            createdBy: 'RUN /bin/sh -c git clone git@example.com:app && rm /root/id_rsa',
            files: { 'root/id_rsa': { removed: true } },
          },
        ],
      }),
      fails: ['buried'],
    },
    {
      name: 'a key that is only mounted while the step runs',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN --mount=type=ssh git clone git@example.com:app\n',
      files: exampleImage({ layers: [{ createdBy: 'RUN /bin/sh -c git clone git@example.com:app', files: { 'app/main': 'x' } }] }),
    },
  ],
})
