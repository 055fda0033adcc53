import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { packageInstalls } from '../../models/dockerfile/package-manager.ts'

export const pinnedPackages = defineCheck({
  id: 'dockerfile/pinned-packages',
  controls: ['build-sca'],
  subject: dockerBuild,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Packages are installed in a fixed version', ja: 'パッケージはバージョンを固定してインストールする' }),
  why: text({
    en: 'Without a version the same Dockerfile gives another image tomorrow, and nobody can say which of them was scanned.',
    ja: 'バージョンを指定しないと、同じ Dockerfile から明日は別のイメージができ、どれをスキャンしたのか分からなくなります。',
  }),
  messages: {
    unpinned: text({
      en: '{manager} installs {package} in whatever version is current',
      ja: '{manager} が {package} をその時点のバージョンでインストールします',
    }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, commands } of build.runs()) {
      for (const { manager, packages, flags, module } of packageInstalls(commands)) {
        for (const word of packages) {
          if (word.expands || manager.pinned(word.text, flags, module)) continue
          yield report('unpinned', { manager: manager.name, package: word.text }, { at: build.at(instruction, word.range) })
        }
      }
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  examples: [
    {
      name: 'moving versions',
      file: 'Dockerfile',
      source:
        'FROM debian:12\nRUN apt-get install -y «curl» jq=1.6-2.1 \\\n && pip install «flask» || npm install -g «express» sax@0.1.1\n',
      fails: ['unpinned', 'unpinned', 'unpinned'],
    },
    {
      name: 'fixed versions and files',
      file: 'Dockerfile',
      source:
        'FROM debian:12\nARG V\nRUN apk add curl=8.9.1-r1 && pip install -r requirements.txt && npm ci && apt-get install -y nginx=$V ./local.deb\n',
    },
  ],
})
