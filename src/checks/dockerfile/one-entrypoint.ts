import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const oneEntrypoint = defineCheck({
  id: 'dockerfile/one-entrypoint',
  controls: ['code-secure-standards'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'A stage says once what it runs', ja: '実行するものはステージごとに一度だけ書く' }),
  why: text({
    en: 'Only the last CMD, ENTRYPOINT or HEALTHCHECK counts; the earlier one is a mistake that looks as if it were in force.',
    ja: 'CMD、ENTRYPOINT、HEALTHCHECK は最後のものだけが有効です。先に書いたものは、有効に見えるだけの誤りです。',
  }),
  messages: {
    repeated: text({
      en: 'this {keyword} has no effect: a later one replaces it',
      ja: '後の {keyword} に置き換えられるため、この {keyword} は無効です',
    }),
  },
  *evaluate(build, { report }) {
    for (const { instructions } of build.stages) {
      for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
        const said = instructions.filter((instruction) => instruction.keyword === keyword)
        for (const instruction of said.slice(0, -1)) {
          const fix = { title: text({ en: 'remove it', ja: '削除する' }), safety: 'safe', edits: [remove(instruction.path)] } as const
          yield report('repeated', { keyword }, { at: build.at(instruction), fix })
        }
      }
    }
  },
  references: ['https://docs.docker.com/reference/dockerfile/#cmd'],
  examples: [
    {
      name: 'twice',
      file: 'Dockerfile',
      source: 'FROM debian:12\n«CMD ["a"]»\nCMD ["b"]\n',
      fails: ['repeated'],
      fixed: 'FROM debian:12\nCMD ["b"]\n',
    },
    { name: 'once a stage', file: 'Dockerfile', source: 'FROM debian:12 AS a\nCMD ["a"]\nFROM debian:12\nENTRYPOINT ["b"]\nCMD ["c"]\n' },
  ],
})
