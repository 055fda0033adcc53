import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

export const noSetuidProgram = defineCheck({
  id: 'image/no-setuid-program',
  controls: ['image-minimal-base'],
  subject: builtImage,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images hold no set-user-id programs', ja: 'イメージに setuid のプログラムを含めない' }),
  why: text({
    en: 'Such a program runs with the rights of its owner, mostly root, whoever starts it.',
    ja: '誰が起動しても所有者（多くは root）の権限で動くためです。',
  }),
  messages: { setuid: text({ en: '{path} runs with the rights of its owner', ja: '{path} は所有者の権限で動きます' }) },
  *evaluate(image, { report }) {
    for (const found of image.facts.setuid) yield report('setuid', { path: found.path }, { at: image.placeOf(found) })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a program that was copied with its bit',
      file: 'Dockerfile',
      source: 'FROM scratch\n«COPY ping /bin/ping»\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY ping /bin/ping', files: { 'bin/ping': { content: 'x', mode: 0o4755 } } }] }),
      fails: ['setuid'],
    },
    {
      name: 'an ordinary program',
      file: 'Dockerfile',
      source: 'FROM scratch\nCOPY ping /bin/ping\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY ping /bin/ping', files: { 'bin/ping': { content: 'x', mode: 0o755 } } }] }),
    },
  ],
})
