import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { actionOf } from '../../models/pipeline/pipeline-file.ts'
import { publishes, restoresCache, runsOnRelease } from '../../models/pipeline/release.ts'

export const noCacheInRelease = defineCheck({
  id: 'workflow/no-cache-in-release',
  controls: ['image-signed', 'build-sca'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'low',
  since: '0.1.0',
  title: text({ en: 'Releases are built without a shared cache', ja: 'リリースのビルドに共有キャッシュを使わない' }),
  why: text({
    en: 'Any workflow run on the default branch can write to the cache, so one that is taken over puts its files into the release.',
    ja: 'キャッシュは既定ブランチのどのワークフローからも書き込めます。どれかが乗っ取られると、そのファイルがリリースに入ります。',
  }),
  messages: {
    cached: text({
      en: '{action} restores a cache that another run may have written',
      ja: '{action} は、別の実行が書き込んだ可能性のあるキャッシュを復元します',
    }),
  },
  *evaluate(file, { report }) {
    const onRelease = runsOnRelease(file)
    for (const { steps } of file.jobs) {
      if (!onRelease && !steps.some(publishes)) continue
      for (const step of steps)
        if (restoresCache(file, step)) yield report('cached', { action: actionOf(step) ?? '' }, { at: [...step.path, 'uses'], part: 'key' })
    }
  },
  references: ['https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/'],
  examples: [
    {
      name: 'a cache in a release',
      file: '.github/workflows/ci.yml',
      source:
        'on: release\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - «uses»: actions/cache@11bd71901bbe5b1630ceea73d27597364c9af683\n',
      fails: ['cached'],
    },
    {
      name: 'outside releases, and switched off',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/cache@11bd71901bbe5b1630ceea73d27597364c9af683\n  b:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/setup-go@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          cache: false\n      - uses: goreleaser/goreleaser-action@11bd71901bbe5b1630ceea73d27597364c9af683\n',
    },
  ],
})
