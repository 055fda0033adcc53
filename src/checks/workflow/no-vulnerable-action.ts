import { defineCheck } from '../../core/check.ts'
import { compareSeverity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import { actionAdvisories } from '../../models/pipeline/action-advisories.ts'
import { actionCalls, isAffected, newestOf } from '../../models/pipeline/action-version.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'

export const noVulnerableAction = defineCheck({
  id: 'workflow/no-vulnerable-action',
  controls: ['build-sca', 'build-dependency-review'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  // Advisories that are given know more, and are newer.
  coveredBy: ['dependency/no-known-vulnerability'],
  since: '0.1.0',
  title: text({ en: 'Actions have no known vulnerability', ja: '既知の脆弱性があるアクションを使わない' }),
  why: text({
    en: 'An action runs with the secrets and the token of the job. Some were taken over and printed them to the log; others let a title or a file name run as a command. The list is of 15 August 2026; what came later is known from advisories that are given to the scan.',
    ja: 'アクションはジョブのシークレットとトークンを持って動きます。乗っ取られてそれらをログに出力したものや、タイトルやファイル名をコマンドとして実行してしまうものがあります。一覧は 2026 年 8 月 15 日時点のものです。それ以降の脆弱性は、スキャンに渡した脆弱性情報から分かります。',
  }),
  messages: {
    fixable: text({
      en: '{action} {version} has {id}; {fixed} is free of it',
      ja: '{action} {version} に {id} があります。{fixed} で解消します',
    }),
    malicious: text({
      en: 'this commit of {action} is one of an attacker ({id})',
      ja: '{action} のこのコミットは攻撃者によるものです（{id}）',
    }),
  },
  *evaluate(file, { report }) {
    for (const call of actionCalls(file)) {
      const action = call.uses.slug
      const known = actionAdvisories.filter((advisory) => isAffected(call, advisory))
      if (known.length === 0) continue
      const ids = [...new Set(known.map(({ id, cve }) => cve ?? id))].join(', ')
      if (known.some(({ commits }) => commits?.includes(call.uses.ref?.toLowerCase() ?? '')))
        yield report('malicious', { action, id: ids }, { at: call.at, severity: 'critical' })
      else {
        const fixed = newestOf(known.flatMap((advisory) => advisory.fixed ?? []))
        const [severity] = known.map((advisory) => advisory.severity).sort(compareSeverity)
        yield report('fixable', { action, version: call.version!, id: ids, fixed }, { at: call.at, severity: severity! })
      }
    }
  },
  references: [
    'https://github.com/advisories?query=ecosystem%3Aactions',
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions',
  ],
  examples: [
    {
      name: 'taken over, and vulnerable by tag, line of versions and comment',
      file: '.github/workflows/ci.yml',
      source: `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: «tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67»
      - uses: «tj-actions/branch-names@v8»
      - uses: «actions/download-artifact@v4.1.2»
      - uses: «lycheeverse/lychee-action@1111111111111111111111111111111111111111» # v1.10.0
`,
      fails: ['malicious', 'fixable', 'fixable', 'fixable'],
    },
    {
      name: 'mended, or a line whose newest version is',
      file: '.github/workflows/ci.yml',
      source: `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: tj-actions/changed-files@v46.0.5
      - uses: actions/download-artifact@v4
      - uses: actions/download-artifact@v3
      - uses: lycheeverse/lychee-action@1111111111111111111111111111111111111111 # v2.0.2
      - uses: tj-actions/branch-names@main
`,
    },
  ],
})
