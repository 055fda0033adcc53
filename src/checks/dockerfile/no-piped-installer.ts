import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { pipedInstallers } from '../../models/dockerfile/downloads.ts'

export const noPipedInstaller = defineCheck({
  id: 'dockerfile/no-piped-installer',
  controls: ['image-trusted-base', 'build-sca'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Nothing is run straight from the network', ja: 'ネットワークから取得したものをそのまま実行しない' }),
  why: text({
    en: 'A script that is piped into a shell is neither reviewed nor verified, and half of it runs when the connection breaks.',
    ja: 'シェルに直接渡されるスクリプトは、レビューも検証もされません。接続が切れれば途中まで実行されます。',
  }),
  messages: {
    piped: text({
      en: 'what {program} downloads is run by {shell} at once',
      ja: '{program} でダウンロードしたものが {shell} で直ちに実行されます',
    }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, commands } of build.runs()) {
      for (const { program, shell, range } of pipedInstallers(commands))
        yield report('piped', { program, shell }, { at: build.at(instruction, range) })
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#using-pipes'],
  examples: [
    {
      name: 'curl into bash',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN apt-get update && «curl -fsSL https://example.com/install.sh | sudo bash -s -- -y»\n',
      fails: ['piped'],
    },
    {
      name: 'a checked download',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN curl -fsSLo /tmp/x https://example.com/x && echo "11 /tmp/x" | sha256sum -c && sh /tmp/x\n',
    },
  ],
})
