import { defineCheck } from '../../core/check.ts'
import { rename } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const copyNotAdd = defineCheck({
  id: 'dockerfile/copy-not-add',
  controls: ['image-minimal-base'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Local files are copied with COPY', ja: 'ローカルファイルのコピーには COPY を使う' }),
  why: text({
    en: 'ADD unpacks archives and fetches addresses as a side effect, so a file that changes its kind changes what lands in the image.',
    ja: 'ADD はアーカイブの展開や URL の取得も行うため、ファイルの種類が変わるとイメージの内容も変わってしまいます。',
  }),
  messages: {
    add: text({ en: '{file} can be copied with COPY', ja: '{file} は COPY でコピーできます' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      const { keyword, words, flags, keywordRange, heredocs } = instruction.effective
      const sources = words.slice(0, -1)
      if (
        keyword !== 'ADD' ||
        heredocs.length > 0 ||
        sources.length === 0 ||
        flags.some(({ name }) => name === 'checksum' || name === 'keep-git-dir')
      )
        continue
      if (sources.some(({ text: file }) => /:\/\/|^git@|\.(?:tar|tgz|tbz2?|txz|tzst|tlz|gz|lz|bz2|xz|Z|zst|lzma)\b|[$*?]/.test(file)))
        continue
      const fix = { title: text({ en: 'use COPY', ja: 'COPY にする' }), safety: 'safe', edits: [rename(instruction.path, 'COPY')] } as const
      yield report('add', { file: sources[0]!.text }, { at: build.at(instruction, keywordRange), fix })
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#add-or-copy'],
  examples: [
    {
      name: 'a folder',
      file: 'Dockerfile',
      source: 'FROM debian:12\n«ADD» src /app/\n',
      fails: ['add'],
      fixed: 'FROM debian:12\nCOPY src /app/\n',
    },
    { name: 'an archive', file: 'Dockerfile', source: 'FROM debian:12\nADD app.tar.gz /app/\nCOPY src /app/\n' },
  ],
})
