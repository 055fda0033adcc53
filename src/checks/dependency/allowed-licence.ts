import { defineCheck, notApplicable } from '../../core/check.ts'
import { strings } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { isLicenceAccepted } from '../../models/dependency/licence.ts'
import { dependencyList } from '../../models/dependency/package-list.ts'

const noRules = text({
  en: 'no licences are allowed or denied by the settings',
  ja: '許可・禁止するライセンスが設定されていません',
})

const lockOf = (licence: string, mark: (name: string) => string): string =>
  `{\n  "lockfileVersion": 3,\n  "packages": {\n    ${mark('"node_modules/left-pad"')}: { "version": "1.3.0", "license": "${licence}" }\n  }\n}\n`

export const allowedLicence = defineCheck({
  id: 'dependency/allowed-licence',
  controls: ['build-sca'],
  subject: dependencyList,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Dependencies have licences that are allowed', ja: '依存パッケージのライセンスは許可されたものにする' }),
  why: text({
    en: 'A licence can oblige whoever ships the product to disclose its source, or forbid the use altogether. This is cheapest to know before the dependency is merged.',
    ja: 'ライセンスによっては製品のソース公開が必要になったり、利用自体が認められなかったりします。取り込む前に分かれば、対処は最も簡単です。',
  }),
  messages: {
    refused: text({
      en: '{package} {version} is under {licence}, which is not allowed',
      ja: '{package} {version} のライセンス {licence} は許可されていません',
    }),
  },
  options: {
    allow: strings(
      [],
      text({ en: 'SPDX ids that are allowed; when given, all others are not', ja: '許可する SPDX ID（指定するとほかは不可）' }),
    ),
    deny: strings([], text({ en: 'SPDX ids that are not allowed', ja: '許可しない SPDX ID' })),
  },
  *evaluate(list, { report, options: { allow, deny } }) {
    if (allow.length === 0 && deny.length === 0) return notApplicable(noRules)
    for (const found of list.packages) {
      const refused = (found.licences ?? []).find((licence) => !isLicenceAccepted(licence, { allow, deny }))
      if (refused === undefined) continue
      const place = list.placeOf(found)
      const { name, version } = found
      yield report('refused', { package: name, version, licence: refused }, { at: { ...place, path: [...place.path, name, 'licence'] } })
    }
  },
  references: ['https://spdx.org/licenses/'],
  examples: [
    {
      name: 'a licence that is denied',
      file: 'package-lock.json',
      source: lockOf('AGPL-3.0-only', (name) => `«${name}»`),
      options: { deny: ['AGPL-3.0-only'] },
      fails: ['refused'],
    },
    {
      name: 'one that is not on the list of those allowed',
      file: 'package-lock.json',
      source: lockOf('MIT AND GPL-2.0-only', (name) => `«${name}»`),
      options: { allow: ['MIT'] },
      fails: ['refused'],
    },
    {
      name: 'a choice of licences, one of which is allowed',
      file: 'package-lock.json',
      source: lockOf('(GPL-2.0-only OR MIT)', (name) => name),
      options: { allow: ['MIT'] },
    },
  ],
})
