import { expect, test } from 'vitest'

import { readYaml } from '../../syntax/yaml/read.ts'
import { AzurePipeline } from './azure-pipeline.ts'
import { excludesPullRequests } from './conditions.ts'
import { deployment } from './deploy.ts'

function pipeline(text: string, uri = 'azure-pipelines.yml'): AzurePipeline {
  return AzurePipeline.of(readYaml({ uri, text }, { schema: 'core' }).documents[0]!)!
}

const nested = pipeline(`trigger: none
variables:
  - group: shop
  - name: region
    value: westeurope
  - \${{ if eq(variables['Build.Reason'], 'Manual') }}:
      - name: mode
        value: slow
extends:
  template: /pipelines/secure.yml
  parameters:
    preBuildSteps:
      - task: UseNode@1
    stages:
      - stage: build
        pool: { name: builders }
        variables: { level: 2 }
        jobs:
          - job: compile
            steps:
              - \${{ each tool in parameters.tools }}:
                  - bash: echo \${{ tool }} $(region)
              - template: ../steps/test.yml
                parameters:
                  steps:
                    - powershell: Write-Host done
          - template: jobs.yml@common
      - \${{ if ne(variables['Build.Reason'], 'PullRequest') }}:
          - stage: release
            jobs:
              - deployment: shop
                environment: { name: production }
                strategy:
                  rolling:
                    preDeploy: { steps: [{ script: ./prepare }] }
                    deploy: { steps: [{ task: HelmDeploy@1, inputs: { Command: upgrade } }] }
                    on: { failure: { steps: [{ script: ./undo }] } }
`)

test('finds steps under conditions, in parameters of templates and in the hooks of a deployment', () => {
  expect(nested.jobs.map(({ id, steps, environment }) => [id, environment, steps.map(({ run, task }) => run ?? task?.name)])).toEqual([
    ['', undefined, ['UseNode']],
    ['compile', undefined, ['echo ${{ tool }} $(region)']],
    ['', undefined, ['Write-Host done']],
    ['shop', 'production', ['./prepare', 'HelmDeploy', './undo']],
  ])
})

test('knows the templates of the same tree', () => {
  expect(nested.templates.map(({ name }) => name)).toEqual(['/pipelines/secure.yml', '../steps/test.yml', 'jobs.yml@common'])
  expect(pipeline('extends:\n  template: ../a/b.yml', 'ci/x/azure-pipelines.yml').calledFiles).toEqual(['ci/a/b.yml'])
  expect(pipeline('extends:\n  template: /a/b.yml', 'repo/ci/x.yml').calledFiles).toEqual(['a/b.yml', 'repo/a/b.yml', 'a/b.yml'])
})

test('resolves pools, variables and conditions by scope', () => {
  const [, compile, , shop] = nested.jobs
  expect(nested.poolOf(compile!)).toEqual({ path: [...compile!.stage!, 'pool'], name: 'builders', vmImage: undefined })
  expect(nested.poolOf(shop!)).toBeUndefined()
  expect(nested.variables(compile).map(({ name, value }) => [name, value])).toEqual([
    ['level', 2],
    ['region', 'westeurope'],
    ['mode', 'slow'],
  ])
  const step = shop!.steps[1]!
  expect(excludesPullRequests(nested, step)).toBe(true)
  expect(excludesPullRequests(nested, compile!.steps[0]!)).toBe(false)
  expect(deployment(nested, step)).toEqual(nested.place(step.doing).range)
})

test.each([
  ["ne(variables['Build.Reason'], 'PullRequest')", true],
  ["eq(variables['Build.Reason'], 'PullRequest')", false],
  ["not(eq(variables['Build.Reason'], 'PullRequest'))", true],
  ["and(succeeded(), eq(variables['Build.SourceBranchName'], 'main'))", true],
  ["startsWith(variables['Build.SourceBranch'], 'refs/tags/')", true],
  ["notIn(variables['Build.Reason'], 'PullRequest', 'Manual')", true],
  ["in(variables['Build.Reason'], 'IndividualCI', 'Manual')", true],
  ['succeeded()', false],
])('a condition of %s keeps pull requests out: %s', (condition, expected) => {
  const file = pipeline(`pr: [main]\nsteps:\n  - script: make\n    condition: ${condition}\n`)
  expect(excludesPullRequests(file, file.steps[0]!)).toBe(expected)
})

test('reads scripts of POSIX shells as commands, with macros as variables', () => {
  const file = pipeline(`pool: { vmImage: windows-2025 }
steps:
  - script: dir $(Build.SourcesDirectory)
  - bash: cat $(Build.SourcesDirectory)/x | grep \${{ parameters.y }}
  - task: AzureCLI@2
    inputs: { scriptType: pscore, inlineScript: az account show }
  - task: AzureCLI@2
    inputs: { scriptType: bash, inlineScript: az account show }
`)
  expect(file.steps.map((step) => file.commandsOf(step).map(({ words }) => words.map(({ text }) => text).join(' ')))).toEqual([
    [],
    [`cat $${'_'.repeat('(Build.SourcesDirectory)'.length)}/x`, `grep $${'_'.repeat('{{ parameters.y }}'.length)}`],
    [],
    ['az account show'],
  ])
})

test('odd shapes are read as nothing', () => {
  for (const text of [
    'steps: 1',
    'stages: [1, { jobs: 2 }, { jobs: [3, { job: x, steps: { a: 1 } }] }]',
    'jobs:\n  - deployment: a\n    strategy: { runOnce: 1, canary: { deploy: { steps: [[1]] }, on: 2 } }',
    `steps:\n${Array.from({ length: 30 }, (_, depth) => `${'    '.repeat(depth)}  - \${{ if x }}:`).join('\n')}\n`,
    'variables: [1, { name: a }, { group: b }]\nextends: { template: 5 }',
  ]) {
    const file = AzurePipeline.of(readYaml({ uri: 'x.yml', text }, { schema: 'core' }).documents[0]!)
    expect(() => [file?.steps, file?.variables(), file?.calledFiles]).not.toThrow()
  }
})
