import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { dockerBuild } from '../../models/dockerfile/docker-build.ts'
import { declaredNames, namesBuildSecret } from '../../models/dockerfile/secret-names.ts'

export const noSecretArgument = defineCheck({
  id: 'dockerfile/no-secret-argument',
  controls: ['image-no-credentials', 'secret-none-in-code'],
  subject: dockerBuild,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Secrets are not passed in ARG and ENV', ja: 'ARG や ENV でシークレットを渡さない' }),
  why: text({
    en: 'Values of ARG and ENV stand in the history and the configuration of the image, for everybody who can pull it. A secret mount is gone after its RUN.',
    ja: 'ARG と ENV の値はイメージの履歴と設定に残り、プルできる人は誰でも読めます。シークレットマウントなら RUN の後に残りません。',
  }),
  messages: {
    named: text({
      en: '{keyword} {name} puts a secret into the image; use RUN --mount=type=secret',
      ja: '{keyword} {name} はイメージにシークレットを残します。RUN --mount=type=secret を使ってください',
    }),
  },
  *evaluate(build, { report }) {
    const members = [...build.globalArguments, ...[...build.instructions()].map(({ instruction }) => instruction)]
    for (const instruction of members) {
      const { keyword } = instruction.effective
      if (keyword !== 'ARG' && keyword !== 'ENV') continue
      for (const { name, value, range } of declaredNames(instruction.effective)) {
        // An empty value in ENV takes a secret away again.
        if (!namesBuildSecret(name) || (keyword === 'ENV' && value === '')) continue
        yield report('named', { keyword, name }, { at: build.at(instruction, range) })
      }
    }
  },
  references: [
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    'https://docs.docker.com/build/building/secrets/',
  ],
  examples: [
    {
      name: 'a token as argument',
      file: 'Dockerfile',
      source: 'FROM debian:12\nARG «NPM_TOKEN»\nENV «DB_PASSWORD=Kx7mQ2vTz» APP_HOME=/app\n',
      fails: ['named', 'named'],
    },
    {
      name: 'a secret mount',
      file: 'Dockerfile',
      source: 'FROM debian:12\nARG VERSION=1\nENV TOKEN_FILE=/run/secrets/token\nRUN --mount=type=secret,id=token cat /run/secrets/token\n',
    },
  ],
})
