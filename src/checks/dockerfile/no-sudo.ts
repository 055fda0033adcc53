import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const noSudo = defineCheck({
  id: 'dockerfile/no-sudo',
  controls: ['image-no-root'],
  subject: dockerBuild,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The build does not use sudo', ja: 'ビルドで sudo を使わない' }),
  why: text({
    en: 'sudo behaves differently without a terminal, and where it is installed it is a way back to root. USER switches the user.',
    ja: 'sudo は端末がないと挙動が変わり、入れておくと root に戻る手段になります。ユーザーの切り替えには USER を使います。',
  }),
  messages: {
    sudo: text({ en: 'sudo runs {command}; switch with USER', ja: 'sudo で {command} を実行しています。USER で切り替えてください' }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, commands } of build.runs()) {
      for (const { words } of commands) {
        if (words[0]?.text !== 'sudo') continue
        yield report(
          'sudo',
          { command: words.find(({ text: word }, index) => index > 0 && !word.startsWith('-'))?.text ?? '' },
          { at: build.at(instruction, words[0].range) },
        )
      }
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#user'],
  examples: [
    {
      name: 'sudo in a list',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN apt-get update && «sudo» -E apt-get install -y x=1\n',
      fails: ['sudo'],
    },
    { name: 'only its name', file: 'Dockerfile', source: 'FROM debian:12\nRUN apt-get remove -y sudo\n' },
  ],
})
