import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'

export const noRecommendedPackages = defineCheck({
  id: 'dockerfile/no-recommended-packages',
  controls: ['image-minimal-base'],
  subject: dockerBuild,
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Only the packages that are named are installed', ja: '指定したパッケージだけをインストールする' }),
  why: text({
    en: 'apt adds recommended packages that the application does not need, each of them something to patch.',
    ja: 'apt は、アプリケーションに不要な推奨パッケージまで入れます。そのすべてが更新の対象になります。',
  }),
  messages: {
    recommends: text({
      en: 'apt installs recommended packages as well; add --no-install-recommends',
      ja: 'apt が推奨パッケージも入れます。--no-install-recommends を付けてください',
    }),
  },
  *evaluate(build, { report }) {
    for (const { instruction, commands } of build.runs()) {
      for (const { program, args, range } of commands) {
        if (!/^apt(?:-get)?$/.test(program) || !args.some(({ text: word }) => word === 'install')) continue
        if (
          args.some(({ text: word }) =>
            /^(?:--no-install-recommends|(?:APT::)?Install-Recommends=(?:false|0)|-o?=?APT::Install-Recommends=(?:false|0))$/i.test(word),
          )
        )
          continue
        yield report('recommends', {}, { at: build.at(instruction, range) })
      }
    }
  },
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  examples: [
    { name: 'recommended packages', file: 'Dockerfile', source: 'FROM debian:12\nRUN «apt-get install -y x=1»\n', fails: ['recommends'] },
    {
      name: 'left out',
      file: 'Dockerfile',
      source:
        'FROM debian:12\nRUN apt-get install -y --no-install-recommends x=1 && apt-get -o APT::Install-Recommends=false install y=1\n',
    },
  ],
})
