import { defineCheck } from '../../core/check.ts'
import { type FixDraft } from '../../core/check.ts'
import type { PathEdit } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { scriptFlows } from '../../models/pipeline/script-flows.ts'

export const noTemplateInjection = defineCheck({
  id: 'workflow/no-template-injection',
  controls: ['code-secure-standards', 'release-branch-protection'],
  subject: pipelineFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Scripts contain no expressions that outsiders decide on',
    ja: '外部の人が値を決められる式をスクリプトに埋め込まない',
  }),
  why: text({
    en: 'The expression is filled in before the script runs, so a title such as `"; curl … | sh #` becomes part of the script, with the secrets and the token of the workflow. In an environment variable it stays text.',
    ja: '式はスクリプトの実行前に展開されるため、`"; curl … | sh #` のようなタイトルがスクリプトの一部になり、ワークフローのシークレットとトークンで実行されます。環境変数で渡せばただの文字列です。',
  }),
  messages: {
    attacker: text({
      en: '{context} is chosen by whoever opens the issue or pull request, and becomes part of the script',
      ja: '{context} は Issue やプルリクエストの作成者が決める値で、スクリプトの一部になります',
    }),
    caller: text({
      en: '{context} is chosen by whoever starts the workflow, and becomes part of the script',
      ja: '{context} はワークフローを起動する人が決める値で、スクリプトの一部になります',
    }),
    unknown: text({
      en: '{context} is only known at run time, and becomes part of the script',
      ja: '{context} は実行時に決まる値で、スクリプトの一部になります',
    }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      for (const { name, trust, path, range, detour } of scriptFlows(file, step)) {
        const at = file.at(path, range)
        if (trust === 'attacker') yield report('attacker', { context: name }, { at, fix: viaEnvironment(detour) })
        else if (trust === 'caller') yield report('caller', { context: name }, { at, severity: 'low', confidence: 'low' })
        // Outputs of other steps are made by the workflow itself, most of the time.
        else if (trust === 'unknown' && !/^(?:steps|needs|dependencies|stagedependencies)\./.test(name))
          yield report('unknown', { context: name }, { at, severity: name.startsWith('matrix.') ? 'medium' : 'low', confidence: 'medium' })
      }
    }
  },
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#understanding-the-risk-of-script-injections',
  ],
  examples: [
    {
      name: 'a title in a script',
      file: '.github/workflows/ci.yml',
      source:
        'on: issues\npermissions: {}\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          echo "New: ${{ «github.event.issue.title» }}"\n          echo "${{ github.event.issue.number }} ${{ github.event.issue.title == \'x\' }}"\n',
      fails: ['attacker'],
    },
    {
      name: 'through the output of a job and the environment',
      file: '.github/workflows/ci.yml',
      source:
        'on: pull_request\npermissions: {}\njobs:\n  name:\n    runs-on: ubuntu-24.04\n    outputs:\n      branch: ${{ github.head_ref }}\n    steps:\n      - run: "true"\n  use:\n    needs: name\n    runs-on: ubuntu-24.04\n    env:\n      BODY: ${{ github.event.pull_request.body }}\n    steps:\n      - run: git fetch origin ${{ «needs.name.outputs.branch» }}\n      - uses: actions/github-script@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          script: console.log("${{ «env.BODY» }}")\n',
      fails: ['attacker', 'attacker'],
    },
    {
      name: 'the way out',
      file: '.github/workflows/ci.yml',
      source:
        'on: issues\npermissions: {}\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          make\n          echo "New: ${{ «github.event.issue.title» }}"\n',
      fails: ['attacker'],
      fixed:
        'on: issues\npermissions: {}\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          make\n          echo "New: ${ISSUE_TITLE}"\n        env:\n          ISSUE_TITLE: ${{ github.event.issue.title }}\n',
    },
    {
      name: 'inputs',
      file: '.github/workflows/ci.yml',
      source:
        'on:\n  workflow_dispatch:\n    inputs:\n      name: { type: string }\n      debug: { type: boolean }\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make ${{ «inputs.name» }} DEBUG=${{ inputs.debug }}\n',
      fails: ['caller'],
    },
    {
      name: 'in the environment',
      file: '.github/workflows/ci.yml',
      source:
        'on: issues\npermissions: {}\njobs:\n  greet:\n    runs-on: ubuntu-24.04\n    strategy:\n      matrix:\n        os: [a, b]\n    steps:\n      - env:\n          TITLE: ${{ github.event.issue.title }}\n        run: echo "$TITLE ${{ matrix.os }} ${{ github.sha }}"\n',
    },
    {
      name: 'a message in a script of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `pr: [main]
parameters:
  - name: target
    type: string
  - name: color
    type: string
    values: [red, green]
variables:
  branch: $[ variables['System.PullRequest.SourceBranch'] ]
  fixed: main
steps:
  - bash: |
      make
      echo "«$(Build.SourceVersionMessage)»" $(Build.BuildId) $(fixed)
  - script: git log «$(branch)» «$(Build.SourceBranchName)»
  - pwsh: ./deploy.ps1 \${{ «parameters.target» }} \${{ parameters.color }} $(kind get clusters)
`,
      fails: ['attacker', 'attacker', 'caller', 'caller'],
    },
    {
      name: 'the way out in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `pr: [main]
steps:
  - bash: |
      make
      echo "«$(Build.SourceVersionMessage)»"
  - task: PowerShell@2
    inputs:
      targetType: inline
      script: Write-Host "«$(System.PullRequest.SourceBranch)»"
`,
      fails: ['attacker', 'attacker'],
      fixed: `pr: [main]
steps:
  - bash: |
      make
      echo "\${BUILD_SOURCEVERSIONMESSAGE}"
  - task: PowerShell@2
    inputs:
      targetType: inline
      script: Write-Host "\${env:SYSTEM_PULLREQUEST_SOURCEBRANCH}"
`,
    },
    {
      name: 'in the environment of Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `pr: [main]
steps:
  - bash: echo "$MESSAGE"
    env:
      MESSAGE: $(Build.SourceVersionMessage)
`,
    },
  ],
})

function viaEnvironment(edits: readonly PathEdit[] | undefined): FixDraft | undefined {
  if (edits === undefined) return undefined
  return { title: text({ en: 'pass the value in an environment variable', ja: '値を環境変数で渡す' }), safety: 'review', edits }
}
