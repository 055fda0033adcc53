import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const knownStage = defineCheck({
  id: 'dockerfile/known-stage',
  controls: ['image-trusted-base'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'COPY --from names a stage that exists', ja: 'COPY --from は存在するステージを指す' }),
  why: text({
    en: 'A name that is no stage is pulled as an image from the public registry, where anybody may own it.',
    ja: 'ステージにない名前は公開レジストリのイメージとして取得されます。その名前は誰でも登録できます。',
  }),
  messages: {
    unknown: text({
      en: '{name} is no earlier stage, so it is pulled as an image',
      ja: '{name} は先行するステージではないため、イメージとして取得されます',
    }),
    itself: text({ en: '{name} is the stage itself', ja: '{name} はこのステージ自身です' }),
    twice: text({ en: 'the stage name {name} is taken', ja: 'ステージ名 {name} は使用済みです' }),
  },
  *evaluate(build, { report }) {
    const names = new Set<string>()
    for (const stage of build.stages) {
      if (stage.name !== undefined && names.has(stage.name))
        yield report('twice', { name: stage.name }, { at: build.at(stage.from, stage.nameWord!.range) })
      for (const instruction of stage.instructions) {
        const from = instruction.effective.keyword === 'COPY' ? instruction.effective.flags.find(({ name }) => name === 'from') : undefined
        const name = from?.value?.toLowerCase()
        if (from === undefined || name === undefined || name.includes('$')) continue
        const at = build.at(instruction, from.range)
        if (name === stage.name) yield report('itself', { name }, { at })
        else if (/^\d+$/.test(name) ? Number(name) >= stage.index : !names.has(name) && !/[:/@]/.test(name))
          yield report('unknown', { name }, { at })
      }
      if (stage.name !== undefined) names.add(stage.name)
    }
  },
  references: ['https://docs.docker.com/build/building/multi-stage/'],
  examples: [
    {
      name: 'a name that is misspelt',
      file: 'Dockerfile',
      source: 'FROM golang:1.24 AS build\nFROM debian:12\nCOPY «--from=biuld» /app /app\n',
      fails: ['unknown'],
    },
    {
      name: 'stages and images',
      file: 'Dockerfile',
      source:
        'FROM golang:1.24 AS build\nFROM debian:12\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\nCOPY --from=busybox:1.36 /bin/sh /bin/sh\n',
    },
  ],
})
