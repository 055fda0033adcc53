import { defineCheck, notApplicable } from '../../core/check.ts'
import { strings } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { dependencyList } from '../../models/dependency/package-list.ts'
import { isNamedBy } from '../../models/dependency/package-pattern.ts'

const noRules = text({ en: 'no packages are denied by the settings', ja: '禁止するパッケージが設定されていません' })

const lockOf = (...entries: readonly string[]): string =>
  `{\n  "lockfileVersion": 3,\n  "packages": {\n${entries.map((entry) => `    ${entry}`).join(',\n')}\n  }\n}\n`

export const allowedPackage = defineCheck({
  id: 'dependency/allowed-package',
  controls: ['build-sca'],
  subject: dependencyList,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Dependencies are packages that are not denied', ja: '禁止されたパッケージに依存しない' }),
  why: text({
    en: 'A package can be unwanted whatever is known of its vulnerabilities: because it was taken over once, because nobody maintains it, or because there is a better one of your own.',
    ja: '脆弱性の有無にかかわらず、使いたくないパッケージはあります。過去に乗っ取られたもの、保守されていないもの、自社に代わりがあるものなどです。',
  }),
  messages: {
    denied: text({ en: '{package} {version} is denied by {pattern}', ja: '{package} {version} は {pattern} により禁止されています' }),
  },
  options: {
    deny: strings(
      [],
      text({
        en: 'packages as `npm:left-pad`, versions as `npm:left-pad@1.3.0`, groups as `npm:@scope/*`',
        ja: '禁止するもの。パッケージは `npm:left-pad`、バージョンは `npm:left-pad@1.3.0`、グループは `npm:@scope/*`',
      }),
    ),
  },
  *evaluate(list, { report, options: { deny } }) {
    if (deny.length === 0) return notApplicable(noRules)
    for (const found of list.packages) {
      const pattern = deny.find((each) => isNamedBy(found, each))
      if (pattern === undefined) continue
      const place = list.placeOf(found)
      const { name, version } = found
      yield report('denied', { package: name, version, pattern }, { at: { ...place, path: [...place.path, name, 'denied'] } })
    }
  },
  references: ['https://owasp.org/www-project-top-ten/'],
  examples: [
    {
      name: 'a package, one version of another, and a group',
      file: 'package-lock.json',
      source: lockOf(
        '«"node_modules/left-pad"»: { "version": "1.3.0" }',
        '«"node_modules/minimist"»: { "version": "1.2.5" }',
        '«"node_modules/@old/core"»: { "version": "2.0.0" }',
      ),
      options: { deny: ['npm:left-pad', 'npm:minimist@1.2.5', 'npm:@old/*'] },
      fails: ['denied', 'denied', 'denied'],
    },
    {
      name: 'other packages, versions and ecosystems',
      file: 'package-lock.json',
      source: lockOf('"node_modules/left-padding": { "version": "1.3.0" }', '"node_modules/minimist": { "version": "1.2.6" }'),
      options: { deny: ['npm:left-pad', 'npm:minimist@1.2.5', 'PyPI:left-padding', 'npm:@old/*'] },
    },
  ],
})
