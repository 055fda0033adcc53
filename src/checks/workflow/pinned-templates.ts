import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { azurePipeline } from '../../models/pipeline/azure-pipeline.ts'
import { movingReferences } from '../../models/pipeline/azure-references.ts'

export const pinnedTemplates = defineCheck({
  id: 'workflow/pinned-templates',
  controls: ['build-sca', 'release-branch-protection'],
  subject: azurePipeline,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Templates and extension tasks of Azure Pipelines are pinned',
    ja: 'Azure Pipelines のテンプレートと拡張機能のタスクを固定する',
  }),
  why: text({
    en: 'Whoever can push to the branch of the other repository, or publish the extension, changes what this pipeline does with its service connections and secrets.',
    ja: '参照先リポジトリのブランチにプッシュできる人や、拡張機能を公開できる人は、このパイプラインがサービス接続とシークレットを使って行う処理を変えられます。',
  }),
  messages: {
    branch: text({
      en: 'templates of {repository} are taken from {ref}, which moves',
      ja: '{repository} のテンプレートを、動く参照 {ref} から取得します',
    }),
    none: text({
      en: 'templates of {repository} are taken from its default branch',
      ja: '{repository} のテンプレートを、既定のブランチから取得します',
    }),
    task: text({
      en: 'the task {task} of an extension is updated within version {version} without a change here',
      ja: '拡張機能のタスク {task} は、バージョン {version} の範囲で自動的に更新されます',
    }),
  },
  *evaluate(file, { report }) {
    for (const reference of movingReferences(file)) {
      const { at } = reference
      if (reference.kind === 'task') yield report('task', { task: reference.task, version: reference.version }, { at, severity: 'low' })
      else {
        const { repository, ref, isForeign } = reference
        const severity = isForeign ? 'high' : 'medium'
        if (ref === undefined) yield report('none', { repository }, { at, severity })
        else yield report('branch', { repository, ref }, { at, severity })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/devops/pipelines/security/templates'],
  examples: [
    {
      name: 'a branch, a default branch, an extension',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
resources:
  repositories:
    - repository: «common»
      type: git
      name: platform/templates
    - repository: outside
      type: github
      name: contoso/templates
      ref: «refs/heads/main»
steps:
  - template: build.yml@common
  - template: scan.yml@outside
  - task: «contoso.tools.publish@1»
`,
      fails: ['none', 'branch', 'task'],
    },
    {
      name: 'a tag, a commit, a repository that is only checked out',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
resources:
  repositories:
    - repository: common
      type: git
      name: platform/templates
      ref: refs/tags/v1.4.0
    - repository: docs
      type: git
      name: platform/docs
extends:
  template: pipeline.yml@common
  parameters:
    steps:
      - checkout: docs
      - task: contoso.tools.publish@1.2.3
      - task: AzureCLI@2
`,
    },
  ],
})
