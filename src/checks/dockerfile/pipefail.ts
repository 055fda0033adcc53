import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { unguardedPipes } from '../../models/dockerfile/shell-options.ts'

export const pipefail = defineCheck({
  id: 'dockerfile/pipefail',
  controls: ['code-secure-standards'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A failure inside a pipe fails the build', ja: 'パイプ内の失敗でビルドを失敗させる' }),
  why: text({
    en: 'The shell looks at the last command of a pipe only: a download that failed goes unnoticed and half a file lands in the image.',
    ja: 'シェルはパイプの最後のコマンドしか見ません。ダウンロードの失敗に気付かず、不完全なファイルがイメージに入ります。',
  }),
  messages: {
    pipe: text({
      en: 'a failure before the pipe goes unnoticed; set -o pipefail with SHELL',
      ja: 'パイプの前の失敗が無視されます。SHELL で -o pipefail を設定してください',
    }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, command } of unguardedPipes(build)) yield report('pipe', {}, { at: build.at(instruction, command.range) })
  },
  references: ['https://docs.docker.com/build/building/best-practices/#using-pipes'],
  examples: [
    {
      name: 'an unguarded pipe',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN wget -O - https://example.com | «wc -l» > /number\n',
      fails: ['pipe'],
    },
    {
      name: 'guarded',
      file: 'Dockerfile',
      source: 'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -O - https://example.com | wc -l > /number\n',
    },
  ],
})
