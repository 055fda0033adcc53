import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import type { Trait } from '../image/contents.ts'
import { endOfLife } from './end-of-life.ts'
import { judgedImage, type JudgedImage } from './judged-target.ts'

const reference = 'https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management'

/** What all checks of an image have in common. Their input is a built image, which no example text can hold. */
const common = { controls: [], subject: judgedImage, confidence: 'high', since: '0.1.0', references: [reference], examples: [] } as const

function atTop({ document }: JudgedImage): ReturnType<JudgedImage['placeOfLayer']> {
  return document.place([])
}

function atTrait(image: JudgedImage, { path, layer }: Trait): ReturnType<JudgedImage['placeOfLayer']> {
  const place = image.placeOfLayer(layer)
  return { ...place, path: [...place.path, path] }
}

export const nonRootUser = defineCheck({
  ...common,
  id: 'image/non-root-user',
  severity: 'medium',
  title: text({ en: 'Images name a user other than root', ja: 'イメージは root 以外のユーザーを指定する' }),
  why: text({
    en: 'A process that breaks out of its container as root is root on the node.',
    ja: 'root で動くプロセスがコンテナーを抜け出すと、ノードでも root になります。',
  }),
  messages: {
    root: text({ en: 'the image runs as root', ja: 'イメージが root で動きます' }),
    unset: text({ en: 'the image names no user, so it runs as root', ja: 'イメージにユーザーの指定がなく、root で動きます' }),
  },
  *evaluate(subject, { report }) {
    const user = subject.image.config.user.split(':')[0] ?? ''
    if (user === '') yield report('unset', {}, { at: atTop(subject) })
    else if (user === 'root' || /^0+$/.test(user)) yield report('root', {}, { at: atTop(subject) })
  },
})

export const minimalContents = defineCheck({
  ...common,
  id: 'image/minimal-contents',
  severity: 'low',
  title: text({ en: 'Images hold no shell and no package manager', ja: 'イメージにシェルやパッケージマネージャーを含めない' }),
  why: text({
    en: 'An intruder works with what is there: a shell runs commands, and a package manager brings the rest.',
    ja: '侵入者はそこにあるものを使います。シェルがあればコマンドを実行でき、パッケージマネージャーがあれば残りも揃います。',
  }),
  messages: {
    shell: text({ en: 'the image holds a shell: {path}', ja: 'イメージにシェルがあります: {path}' }),
    manager: text({ en: 'the image holds a package manager: {path}', ja: 'イメージにパッケージマネージャーがあります: {path}' }),
  },
  *evaluate(subject, { report }) {
    const { shells, packageManagers } = subject.image.contents
    const [shell] = shells
    const [manager] = packageManagers
    if (shell !== undefined) yield report('shell', { path: shell.path }, { at: atTrait(subject, shell) })
    if (manager !== undefined) yield report('manager', { path: manager.path }, { at: atTrait(subject, manager) })
  },
})

export const noSetuidProgram = defineCheck({
  ...common,
  id: 'image/no-setuid-program',
  severity: 'low',
  title: text({ en: 'Images hold no set-user-id programs', ja: 'イメージに setuid のプログラムを含めない' }),
  why: text({
    en: 'Such a program runs with the rights of its owner, mostly root, whoever starts it.',
    ja: '誰が起動しても所有者（多くは root）の権限で動くためです。',
  }),
  messages: { setuid: text({ en: '{path} runs with the rights of its owner', ja: '{path} は所有者の権限で動きます' }) },
  *evaluate(subject, { report }) {
    for (const found of subject.image.contents.setuid) yield report('setuid', { path: found.path }, { at: atTrait(subject, found) })
  },
})

export const noCredentialFile = defineCheck({
  ...common,
  id: 'image/no-credential-file',
  severity: 'high',
  confidence: 'medium',
  title: text({ en: 'No layer of an image holds files with credentials', ja: 'どのレイヤーにも資格情報のファイルを含めない' }),
  why: text({
    en: 'Whoever can pull the image can read every layer, also what a later layer deletes.',
    ja: 'イメージを取得できる人は、後のレイヤーで消したものも含め、全レイヤーを読めます。',
  }),
  messages: {
    present: text({ en: '{path} by its name holds credentials', ja: '{path} は名前からして資格情報のファイルです' }),
    buried: text({
      en: '{path} was deleted by a later layer, and is still in the image',
      ja: '{path} は後のレイヤーで削除されていますが、イメージには残っています',
    }),
  },
  *evaluate(subject, { report }) {
    const { credentials, buriedCredentials } = subject.image.contents
    for (const found of credentials) yield report('present', { path: found.path }, { at: atTrait(subject, found) })
    for (const found of buriedCredentials) yield report('buried', { path: found.path }, { at: atTrait(subject, found) })
  },
})

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CONNECTION_?STRING)(?:_|$)/i

export const noSecretInConfig = defineCheck({
  ...common,
  id: 'image/no-secret-in-config',
  severity: 'high',
  confidence: 'medium',
  title: text({ en: 'The configuration of an image holds no secrets', ja: 'イメージの設定にシークレットを含めない' }),
  why: text({
    en: 'Environment variables of an image are part of it, for everybody who can pull it.',
    ja: 'イメージの環境変数はイメージの一部で、取得できる人は誰でも読めます。',
  }),
  messages: { env: text({ en: 'the environment variable {name} looks like a secret', ja: '環境変数 {name} はシークレットのようです' }) },
  *evaluate(subject, { report }) {
    for (const [index, entry] of subject.image.config.env.entries()) {
      const equals = entry.indexOf('=')
      const name = entry.slice(0, equals)
      // A file's name or a placeholder is no secret. The value itself is never shown.
      const value = entry.slice(equals + 1)
      if (equals < 1 || !secretName.test(name) || value.length < 4 || /^(?:\/|\$\{?)|_FILE$/.test(value) || name.endsWith('_FILE')) continue
      yield report('env', { name }, { at: { ...atTop(subject), path: ['config', 'Env', index] } })
    }
  },
})

export const packageDatabaseKept = defineCheck({
  ...common,
  id: 'image/package-database-kept',
  severity: 'high',
  title: text({ en: 'Images keep the database of their packages', ja: 'イメージはパッケージのデータベースを残す' }),
  why: text({
    en: 'Without it nobody can tell which packages are there, and a scan that finds nothing proves nothing.',
    ja: 'これがないと何が入っているか誰にも分からず、「脆弱性なし」という結果にも意味がなくなります。',
  }),
  messages: {
    removed: text({
      en: '{path} was taken away after its packages were installed',
      ja: '{path} が、パッケージの導入後に取り除かれています',
    }),
  },
  *evaluate(subject, { report }) {
    for (const found of subject.image.contents.removedDatabases)
      yield report('removed', { path: found.path }, { at: atTrait(subject, found) })
  },
})

export const supportedBase = defineCheck({
  ...common,
  id: 'image/supported-base',
  severity: 'high',
  title: text({ en: 'Images come from a distribution that is still supported', ja: 'サポート中のディストリビューションを使う' }),
  why: text({
    en: 'After its end of life a distribution gets no fixes, and new vulnerabilities are no longer even counted for it.',
    ja: 'サポートが終わると修正は出ず、新しい脆弱性は数えられもしなくなります。',
  }),
  messages: {
    ended: text({ en: '{name} {version} has had no support since {date}', ja: '{name} {version} のサポートは {date} に終わっています' }),
    unknown: text({ en: 'it is not known how long {name} {version} is supported', ja: '{name} {version} のサポート期限は不明です' }),
  },
  *evaluate(subject, { report }) {
    const { os } = subject.image.contents
    if (os === undefined) return
    const date = endOfLife(os)
    const words = { name: os.name, version: os.version }
    if (date === undefined) yield report('unknown', words, { at: atTop(subject), severity: 'low' })
    else if (date !== 'rolling' && date < subject.today) yield report('ended', { ...words, date }, { at: atTop(subject) })
  },
})

/** All checks of built images. */
export const hygieneChecks = [
  nonRootUser,
  minimalContents,
  noSetuidProgram,
  noCredentialFile,
  noSecretInConfig,
  packageDatabaseKept,
  supportedBase,
]
