import type { Example } from '../core/check.ts'

/** What does the work of a safeguard in each of the two languages of pipelines. */
interface SafeguardSteps {
  /** The step of a workflow; lines after the first are indented as below the item of a list. */
  readonly step: string
  /** The task of Azure Pipelines: `trivy@2`. */
  readonly task: string
}

/** The examples of a safeguard that a repository which deploys needs: absent and present in each language of pipelines. */
export function deployExamples({ step, task }: SafeguardSteps): readonly Example[] {
  return inBothLanguages(
    deployWorkflow('«helm upgrade shop chart/»'),
    deployWorkflow('helm upgrade shop chart/', { before: step }),
    deployPipeline('«HelmDeploy@1»'),
    `${deployPipeline('HelmDeploy@1')}            - task: ${task}\n`,
  )
}

/** The same for a safeguard that an image needs which is pushed. */
export function pushExamples({ step, task }: SafeguardSteps): readonly Example[] {
  return inBothLanguages(
    pushWorkflow('run: |\n          docker build -t contoso.azurecr.io/shop:1 .\n          «docker push contoso.azurecr.io/shop:1»'),
    pushWorkflow('run: docker push contoso.azurecr.io/shop:1', step),
    pushPipeline('«Docker@2»'),
    `${pushPipeline('Docker@2')}  - task: ${task}\n`,
  )
}

/** The examples of a question that is asked after a deployment, as the step of a workflow. */
export function gateExamples(question: string): readonly Example[] {
  return [
    {
      name: 'a deployment that nobody watches',
      file: '.github/workflows/deploy.yml',
      source: deployWorkflow('«helm upgrade shop chart/»'),
      fails: ['missing'],
    },
    {
      name: 'a deployment, and a question after it',
      file: '.github/workflows/deploy.yml',
      source: deployWorkflow('helm upgrade shop chart/', { after: question }),
    },
    {
      name: 'a pipeline of Azure Pipelines that deploys only',
      file: 'azure-pipelines.yml',
      source: deployPipeline('«HelmDeploy@1»'),
      fails: ['missing'],
    },
    {
      name: 'a pipeline of Azure Pipelines that asks for alerts',
      file: 'azure-pipelines.yml',
      source: `${deployPipeline('HelmDeploy@1')}  - job: watch
    dependsOn: shop
    pool: server
    steps:
      - task: AzureMonitor@1
        inputs:
          connectedServiceNameARM: monitor
          ResourceGroupName: shop
`,
    },
  ]
}

function inBothLanguages(noStep: string, step: string, noTask: string, task: string): readonly Example[] {
  return [
    { name: 'none', file: '.github/workflows/ci.yml', source: noStep, fails: ['missing'] },
    { name: 'one', file: '.github/workflows/ci.yml', source: step },
    { name: 'a pipeline of Azure Pipelines', file: 'azure-pipelines.yml', source: noTask, fails: ['missing'] },
    { name: 'a pipeline that does it', file: 'azure-pipelines.yml', source: task },
  ]
}

/** A workflow that deploys by a command, with a step before or after it. */
export function deployWorkflow(command: string, { before, after }: { readonly before?: string; readonly after?: string } = {}): string {
  return workflow('deploy', ['environment: production'], [before, `run: ${command}`, after])
}

function pushWorkflow(push: string, after?: string): string {
  return workflow('build', [], [push, after])
}

function workflow(job: string, settings: readonly string[], steps: readonly (string | undefined)[]): string {
  return [
    'on: push',
    'permissions: {}',
    'jobs:',
    `  ${job}:`,
    ...settings.map((setting) => `    ${setting}`),
    '    runs-on: ubuntu-24.04',
    '    steps:',
    ...steps.flatMap((step) => (step === undefined ? [] : [`      - ${step}`])),
    '',
  ].join('\n')
}

function deployPipeline(task: string): string {
  return `trigger: [main]
jobs:
  - deployment: shop
    environment: production
    strategy:
      runOnce:
        deploy:
          steps:
            - task: ${task}
              inputs:
                command: upgrade
`
}

function pushPipeline(task: string): string {
  return `trigger: [main]
steps:
  - task: ${task}
    inputs:
      repository: shop
`
}
