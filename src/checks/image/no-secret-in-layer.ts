import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

/** A token of the right form that nobody has issued, put together so that this file holds none. */
const sample = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')

export const noSecretInLayer = defineCheck({
  id: 'image/no-secret-in-layer',
  controls: ['image-no-credentials'],
  subject: builtImage,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No file in any layer of an image holds secrets', ja: 'どのレイヤーのファイルにもシークレットを含めない' }),
  why: text({
    en: 'Every layer can be read by whoever can pull the image, also what a later layer deletes or overwrites. The secret has to be revoked at its issuer, and the image built again without it.',
    ja: '後のレイヤーで消したり上書きしたりしても、イメージを取得できる人は全レイヤーを読めます。発行元で失効させ、含めずにビルドし直す必要があります。',
  }),
  messages: {
    secret: text({ en: '{path} holds a secret ({rule}): {redacted}', ja: '{path} にシークレットがあります（{rule}）: {redacted}' }),
  },
  *evaluate(image, { report }) {
    for (const found of image.facts.secrets) {
      const { path, rule, redacted, fingerprint, severity } = found
      const place = image.placeOf(found)
      yield report(
        'secret',
        { path, rule, redacted },
        {
          at: { ...place, path: [...place.path, fingerprint] },
          severity,
          details: { secret: { rule, redacted, fingerprint, file: path } },
        },
      )
    }
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a token in a settings file that a later step deletes',
      file: 'Dockerfile',
      source: 'FROM node:22\n«COPY . /src»\nRUN npm ci && rm /src/.npmrc\n',
      files: exampleImage({
        layers: [
          { createdBy: 'COPY . /src', files: { 'src/.gitlab.env': `TOKEN=${sample}\n` } },
          { createdBy: 'RUN /bin/sh -c npm ci && rm /src/.npmrc', files: { 'src/.gitlab.env': { removed: true } } },
        ],
      }),
      fails: ['secret'],
    },
    {
      name: 'a reference to a secret store',
      file: 'Dockerfile',
      source: 'FROM node:22\nCOPY . /src\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY . /src', files: { 'src/.gitlab.env': 'TOKEN=${GITLAB_TOKEN}\n' } }] }),
    },
  ],
})
