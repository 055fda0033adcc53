import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { tokenPublishes } from '../../models/pipeline/publishing.ts'

export const trustedPublishing = defineCheck({
  id: 'workflow/trusted-publishing',
  controls: ['secret-no-shared-credentials', 'release-oidc'],
  subject: actionsFile,
  severity: 'info',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Packages are published without a stored token', ja: '保存したトークンを使わずにパッケージを公開する' }),
  why: text({
    en: 'PyPI, npm, RubyGems, NuGet and crates.io accept the identity of the workflow. Then there is no token to leak.',
    ja: 'PyPI、npm、RubyGems、NuGet、crates.io はワークフローの ID を受け付けます。漏えいするトークン自体がなくなります。',
  }),
  messages: {
    token: text({ en: '{command} can publish with the identity of the workflow', ja: '{command} はワークフローの ID で公開できます' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      for (const { command, place } of tokenPublishes(file, step)) yield report('token', { command }, { at: place })
    }
  },
  references: ['https://docs.pypi.org/trusted-publishers/', 'https://docs.npmjs.com/trusted-publishers'],
  examples: [
    {
      name: 'with a token',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: «gem push shop.gem»\n      - «uses: pypa/gh-action-pypi-publish@11bd71901bbe5b1630ceea73d27597364c9af683»\n        with:\n          password: ${{ secrets.PYPI_TOKEN }}\n',
      fails: ['token', 'token'],
    },
    {
      name: 'with the identity of the workflow',
      file: '.github/workflows/ci.yml',
      source:
        'on: release\npermissions:\n  id-token: write\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: pypa/gh-action-pypi-publish@11bd71901bbe5b1630ceea73d27597364c9af683\n      - run: npm publish\n',
    },
  ],
})
