import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { keptCaches } from '../../models/dockerfile/package-cache.ts'

export const noPackageCache = defineCheck({
  id: 'dockerfile/no-package-cache',
  controls: ['image-minimal-base'],
  subject: dockerBuild,
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Package lists and caches do not stay in the image', ja: 'パッケージの一覧やキャッシュをイメージに残さない' }),
  why: text({
    en: 'They make the image larger, and old lists make a later install take old versions with known vulnerabilities.',
    ja: 'イメージが大きくなるうえ、古い一覧が残っていると、既知の脆弱性がある古い版が後からインストールされかねません。',
  }),
  messages: {
    kept: text({ en: '{manager} leaves its cache in the layer', ja: '{manager} のキャッシュがレイヤーに残ります' }),
  },
  *evaluate(build, { report }) {
    for (const { stage, instruction, commands } of build.runs()) {
      // Only what the result is built on counts; a deferred command runs in somebody else's build.
      if (instruction.deferred === undefined && !build.lineage(build.finalStage!).includes(stage)) continue
      for (const { manager, command } of keptCaches(commands, instruction.effective.flags))
        yield report('kept', { manager }, { at: build.at(instruction, command.range) })
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  examples: [
    {
      name: 'the lists stay',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN «apt-get update» && apt-get install -y x=1\n',
      fails: ['kept'],
    },
    {
      name: 'removed in the same layer',
      file: 'Dockerfile',
      source: 'FROM debian:12\nRUN apt-get update && apt-get install -y x=1 && rm -rf /var/lib/apt/lists/*\n',
    },
  ],
})
