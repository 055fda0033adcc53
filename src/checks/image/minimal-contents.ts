import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

export const minimalContents = defineCheck({
  id: 'image/minimal-contents',
  controls: ['image-minimal-base'],
  subject: builtImage,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Images hold no shell and no package manager', ja: 'イメージにシェルやパッケージマネージャーを含めない' }),
  why: text({
    en: 'An intruder works with what is there: a shell runs commands, and a package manager brings the rest.',
    ja: '侵入者はそこにあるものを使います。シェルがあればコマンドを実行でき、パッケージマネージャーがあれば残りも揃います。',
  }),
  messages: {
    shell: text({ en: 'the image holds a shell: {path}', ja: 'イメージにシェルがあります: {path}' }),
    manager: text({ en: 'the image holds a package manager: {path}', ja: 'イメージにパッケージマネージャーがあります: {path}' }),
  },
  *evaluate(image, { report }) {
    const [shell] = image.facts.shells
    const [manager] = image.facts.packageManagers
    if (shell !== undefined) yield report('shell', { path: shell.path }, { at: image.placeOf(shell) })
    if (manager !== undefined) yield report('manager', { path: manager.path }, { at: image.placeOf(manager) })
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a base with a shell and a package manager',
      file: 'Dockerfile',
      source: '«FROM debian:12»\nCOPY app /app\n',
      files: exampleImage({
        layers: [
          { createdBy: '# debian.sh', files: { 'usr/bin/dash': 'x', 'usr/bin/apt-get': 'x' } },
          { createdBy: 'COPY app /app', files: { app: 'x' } },
        ],
      }),
      fails: [['manager', 'shell']],
    },
    {
      name: 'nothing but the program',
      file: 'Dockerfile',
      source: 'FROM gcr.io/distroless/static\nCOPY app /app\n',
      files: exampleImage({ layers: [{ createdBy: 'COPY app /app', files: { app: 'x' } }] }),
    },
  ],
})
