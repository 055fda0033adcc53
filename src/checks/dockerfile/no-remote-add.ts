import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const noRemoteAdd = defineCheck({
  id: 'dockerfile/no-remote-add',
  controls: ['image-trusted-base', 'image-minimal-base'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'ADD does not fetch from the network unchecked', ja: 'ADD で検証なしにネットワークから取得しない' }),
  why: text({
    en: 'What the address serves tomorrow may be something else. ADD can verify a checksum, and git addresses a commit.',
    ja: 'その URL が明日も同じものを返すとは限りません。ADD はチェックサムを検証でき、git はコミットを指定できます。',
  }),
  messages: {
    url: text({ en: '{url} is added without a checksum', ja: '{url} がチェックサムなしで追加されます' }),
    plain: text({ en: '{url} is fetched without encryption', ja: '{url} が暗号化されずに取得されます' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction } of build.instructions()) {
      const { keyword, words, flags } = instruction.effective
      if (keyword !== 'ADD') continue
      for (const word of words.slice(0, -1)) {
        if (!/^(?:https?|ftp|git):\/\/|^git@/i.test(word.text)) continue
        const url = word.text.replace(/\/\/[^/@]*@/, '//')
        const pinned = flags.some(({ name }) => name === 'checksum') || /#[0-9a-f]{40}\b/.test(word.text)
        if (!pinned) yield report('url', { url }, { at: build.at(instruction, word.range) })
        else if (/^(?:http|ftp|git):/i.test(word.text))
          yield report('plain', { url }, { at: build.at(instruction, word.range), severity: 'low' })
      }
    }
  },
  references: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
  examples: [
    { name: 'a download', file: 'Dockerfile', source: 'FROM debian:12\nADD «https://example.com/tool.tar.gz» /opt/\n', fails: ['url'] },
    {
      name: 'with checksum',
      file: 'Dockerfile',
      source:
        'FROM debian:12\nADD --checksum=sha256:1111111111111111111111111111111111111111111111111111111111111111 https://example.com/tool.tar.gz /opt/\nADD app.tar.gz /opt/\n',
    },
  ],
})
