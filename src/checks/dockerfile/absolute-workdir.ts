import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const absoluteWorkdir = defineCheck({
  id: 'dockerfile/absolute-workdir',
  controls: ['code-secure-standards'],
  subject: dockerBuild,
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'WORKDIR is absolute', ja: 'WORKDIR は絶対パスで書く' }),
  why: text({
    en: 'A relative folder depends on what the base image set, and moves with it.',
    ja: '相対パスはベースイメージの設定次第で場所が変わります。',
  }),
  messages: {
    relative: text({ en: '{path} depends on the base image', ja: '{path} の場所はベースイメージに左右されます' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      const word = instruction.effective.words[0]
      if (instruction.effective.keyword !== 'WORKDIR' || word === undefined || /^(?:[/$%]|[A-Za-z]:|\\)/.test(word.text)) continue
      yield report('relative', { path: word.text }, { at: build.at(instruction, word.range) })
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#workdir'],
  examples: [
    { name: 'a relative folder', file: 'Dockerfile', source: 'FROM debian:12\nWORKDIR «app»\n', fails: ['relative'] },
    { name: 'absolute folders', file: 'Dockerfile', source: 'FROM debian:12\nWORKDIR /app\nWORKDIR $HOME\nWORKDIR "C:\\\\app"\n' },
  ],
})
