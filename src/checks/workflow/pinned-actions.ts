import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { type Path } from '../../core/location.ts'
import { strings } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { isCommitHash, type Uses } from '../../models/pipeline/uses.ts'

export const pinnedActions = defineCheck({
  id: 'workflow/pinned-actions',
  controls: ['build-sca', 'release-branch-protection'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Actions are pinned to a commit', ja: 'アクションはコミットで固定する' }),
  why: text({
    en: 'Whoever controls the repository of the action, or gets into it, can move a tag or branch to other code, which then runs with the secrets of the workflow.',
    ja: 'アクションのリポジトリを管理する人や侵入者は、タグやブランチを別のコードに付け替えられます。そのコードはワークフローのシークレットを使って動きます。',
  }),
  messages: {
    moving: text({ en: '{action} is taken by {ref}, which can be moved', ja: '{action} の {ref} は別のコミットに付け替えられます' }),
    none: text({ en: '{action} names no version', ja: '{action} にバージョンの指定がありません' }),
    image: text({ en: 'the image {image} is not pinned to a digest', ja: 'イメージ {image} がダイジェストで固定されていません' }),
  },
  options: {
    trusted: strings(
      [],
      text({ en: 'owners, or owner/repository, whose tags are accepted', ja: 'タグでの参照を認める所有者、または owner/repository' }),
    ),
    commits: strings(
      [],
      text({
        en: 'commits of tags, for the fix: actions/checkout@v4=11bd719…',
        ja: '修正に使う、タグに対応するコミット: actions/checkout@v4=11bd719… など',
      }),
    ),
  },
  *evaluate(file, { options, report }) {
    const commits = new Map(
      options.commits.map((entry) => [entry.slice(0, entry.indexOf('=')).toLowerCase(), entry.slice(entry.indexOf('=') + 1)]),
    )
    const named: (readonly [Uses | undefined, Path])[] = [
      ...file.jobs.map(({ uses, path }) => [uses, [...path, 'uses']] as const),
      ...file.steps.map(({ uses, path }) => [uses, [...path, 'uses']] as const),
    ]
    for (const [uses, at] of named) {
      if (uses?.kind === 'image' && !uses.image.includes('@sha256:')) yield report('image', { image: uses.image }, { at })
      if (uses?.kind !== 'repository' || isCommitHash(uses.ref) || uses.owner === '$' || uses.slug.includes('${{')) continue
      if (options.trusted.some((name) => name.toLowerCase() === uses.slug || name.toLowerCase() === uses.owner.toLowerCase())) continue
      if (uses.ref === undefined) yield report('none', { action: uses.slug }, { at })
      else {
        const written = String(file.get(at)).trim()
        const commit = commits.get(`${uses.slug}@${uses.ref.toLowerCase()}`)
        const fix = isCommitHash(commit)
          ? ({
              title: text({ en: 'pin to the commit of the tag', ja: 'タグのコミットで固定する' }),
              safety: 'safe',
              edits: [set(at, `${written.slice(0, written.lastIndexOf('@'))}@${commit}`)],
            } as const)
          : undefined
        yield report('moving', { action: uses.slug, ref: uses.ref }, { at, fix })
      }
    }
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions',
  ],
  examples: [
    {
      name: 'tags, branches and images',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «actions/checkout@v4»\n      - uses: «docker://alpine:3.20»\n      - uses: «owner/action»\n',
      fails: ['moving', 'image', 'none'],
    },
    {
      name: 'a tag whose commit is known',
      file: '.github/workflows/ci.yml',
      source: 'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: «actions/checkout@v4»\n',
      fails: ['moving'],
      fixed:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n',
      options: { commits: ['actions/checkout@v4=11bd71901bbe5b1630ceea73d27597364c9af683'] },
    },
    {
      name: 'a commit, the same tree, a trusted owner',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2\n      - uses: ./.github/actions/build\n      - uses: contoso/deploy@v1\n',
      options: { trusted: ['contoso'] },
    },
  ],
})
