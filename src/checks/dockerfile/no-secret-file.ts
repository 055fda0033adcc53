import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { isCredentialFile } from '../../models/dockerfile/secret-names.ts'

export const noSecretFile = defineCheck({
  id: 'dockerfile/no-secret-file',
  controls: ['image-no-credentials', 'secret-none-in-code'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Files with credentials are not copied into the image', ja: '資格情報を含むファイルをイメージにコピーしない' }),
  why: text({
    en: 'A file stays in its layer even when a later instruction removes it.',
    ja: '後の命令で削除しても、ファイルは元のレイヤーに残ります。',
  }),
  messages: {
    copied: text({ en: '{file} holds credentials and becomes part of the image', ja: '{file} は資格情報を含み、イメージの一部になります' }),
  },
  *evaluate(build, { report }) {
    for (const { stage, instruction } of build.instructions()) {
      const { keyword, words, flags } = instruction.effective
      if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) continue
      // What a stage copies that is not part of the result stays on the machine that builds.
      if (build.finalStage !== undefined && !build.lineage(build.finalStage).includes(stage)) continue
      for (const word of words.slice(0, -1)) {
        if (isCredentialFile(word.text)) yield report('copied', { file: word.text }, { at: build.at(instruction, word.range) })
      }
    }
  },
  references: ['https://docs.docker.com/build/building/secrets/'],
  examples: [
    {
      name: 'keys of a developer',
      file: 'Dockerfile',
      source: 'FROM debian:12\nCOPY «.ssh/id_rsa» /root/.ssh/\nADD src «.env» «deploy/kubeconfig» /app/\n',
      fails: ['copied', 'copied', 'copied'],
    },
    {
      name: 'in a stage that is thrown away',
      file: 'Dockerfile',
      source: 'FROM node:22 AS build\nCOPY .npmrc package.json ./\nFROM debian:12\nCOPY --from=build /app /app\n',
    },
  ],
})
