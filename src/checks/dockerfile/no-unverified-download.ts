import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { unverifiedFlags } from '../../models/dockerfile/downloads.ts'

export const noUnverifiedDownload = defineCheck({
  id: 'dockerfile/no-unverified-download',
  controls: ['image-trusted-base'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Downloads verify whom they come from', ja: 'ダウンロード元を検証する' }),
  why: text({
    en: 'Without verification of certificate or signature anybody on the way can replace what goes into the image.',
    ja: '証明書や署名を検証しないと、通信経路上の誰でもイメージに入るものを差し替えられます。',
  }),
  messages: {
    unverified: text({ en: '{flag} of {program} switches verification off', ja: '{program} の {flag} は検証を無効にします' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, commands } of build.runs()) {
      for (const { program, flag } of unverifiedFlags(commands))
        yield report('unverified', { program, flag: flag.text }, { at: build.at(instruction, flag.range) })
    }
  },
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html'],
  examples: [
    {
      name: 'verification off',
      file: 'Dockerfile',
      source:
        'FROM debian:12\nRUN curl «-k» https://example.com/a && wget «--no-check-certificate» https://example.com/b \\\n && apt-get install -y «--allow-unauthenticated» x=1\n',
      fails: ['unverified', 'unverified', 'unverified'],
    },
    {
      name: 'verified',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN curl -fsSL https://example.com/a -o a && apt-get install -y x=1\n',
    },
  ],
})
