import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { builtImage } from '../../models/image/built-image.ts'
import { exampleImage } from './parts/example-image.ts'
import { imageManagement } from './parts/references.ts'

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CONNECTION_?STRING)(?:_|$)/i

/** A token of the right form that nobody has issued, put together so that this file holds none. */
const sample = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')

export const noSecretInConfig = defineCheck({
  id: 'image/no-secret-in-config',
  controls: ['image-no-credentials'],
  subject: builtImage,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'The configuration of an image holds no secrets', ja: 'イメージの設定にシークレットを含めない' }),
  why: text({
    en: 'Environment variables and the history of an image are part of it, for everybody who can pull it. The history holds the arguments of the build, too.',
    ja: 'イメージの環境変数と履歴はイメージの一部で、取得できる人は誰でも読めます。履歴にはビルド引数も残ります。',
  }),
  messages: {
    env: text({ en: 'the environment variable {name} looks like a secret', ja: '環境変数 {name} はシークレットのようです' }),
    value: text({
      en: 'the environment variable {name} holds a secret: {redacted}',
      ja: '環境変数 {name} にシークレットがあります: {redacted}',
    }),
    history: text({ en: 'the history of the image holds a secret: {redacted}', ja: 'イメージの履歴にシークレットがあります: {redacted}' }),
  },
  *evaluate(image, { report }) {
    const { env, configSecrets } = image.facts
    for (const { rule, redacted, fingerprint, severity, at: path, layer } of configSecrets) {
      const place = layer === undefined ? image.top : image.placeOfLayer(layer)
      const options = {
        at: { ...place, path: [...path, 'secret', fingerprint] },
        severity,
        confidence: 'high',
        details: { secret: { rule, redacted, fingerprint } },
      } as const
      const variable = path[1] === 'Env' ? env[Number(path[2])] : undefined
      if (variable === undefined) yield report('history', { redacted }, options)
      else yield report('value', { name: nameOf(variable), redacted }, options)
    }
    const proven = new Set(configSecrets.flatMap(({ at }) => (at[1] === 'Env' ? [at[2]] : [])))
    for (const [index, entry] of env.entries()) {
      if (proven.has(index) || !looksSecret(entry)) continue
      yield report('env', { name: nameOf(entry) }, { at: { ...image.top, path: ['config', 'Env', index] } })
    }
  },
  references: [imageManagement],
  examples: [
    {
      name: 'a password in the environment',
      file: 'Dockerfile',
      source: '«FROM scratch»\nENV DB_PASSWORD=correct-horse\n',
      files: exampleImage({ env: ['DB_PASSWORD=correct-horse'] }),
      fails: ['env'],
    },
    {
      name: 'a token in a variable whose name says nothing',
      file: 'Dockerfile',
      source: '«FROM scratch»\nARG GIT\nENV GIT=$GIT\n',
      files: exampleImage({ env: [`GIT=${sample}`] }),
      fails: ['value'],
    },
    {
      name: 'an argument of the build, which the history keeps',
      file: 'Dockerfile',
      source: 'FROM debian:12\nARG GIT\n«RUN git clone https://x:$GIT@gitlab.example/app»\n',
      files: exampleImage({
        layers: [{ createdBy: `RUN |1 GIT=${sample} /bin/sh -c git clone https://x:$GIT@gitlab.example/app`, files: { 'app/main': 'x' } }],
      }),
      fails: ['history'],
    },
    {
      name: 'the name of a file that is mounted later',
      file: 'Dockerfile',
      source: 'FROM scratch\nENV DB_PASSWORD_FILE=/run/secrets/db\n',
      files: exampleImage({ env: ['DB_PASSWORD_FILE=/run/secrets/db'] }),
    },
  ],
})

function nameOf(entry: string): string {
  return entry.slice(0, Math.max(entry.indexOf('='), 0))
}

/** By its name. The name of a file, or a placeholder, is no secret. */
function looksSecret(entry: string): boolean {
  const name = nameOf(entry)
  const value = entry.slice(name.length + 1)
  return secretName.test(name) && !name.endsWith('_FILE') && value.length >= 4 && !/^(?:\/|\$\{?)/.test(value)
}
