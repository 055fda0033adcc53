import type { Range } from '../../core/location.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import { actionOf, inputOf, type Job, type PipelineFile, type Step } from './pipeline-file.ts'

const clusterActions = /^(?:azure\/(?:k8s-deploy|k8s-create-secret)|helmfile\/helmfile-action|google-github-actions\/deploy-gke)$/
const deployActions =
  /^(?:azure\/(?:webapps-deploy|functions-action|container-apps-deploy-action|arm-deploy|bicep-deploy|spring-apps-deploy)|google-github-actions\/deploy-cloudrun|aws-actions\/amazon-ecs-deploy-task-definition)$/

/** Tasks of Azure Pipelines that change what runs whatever they are told. */
const deployTasks =
  /^(?:azurewebapp(?:container)?|azurefunctionapp(?:container)?|azurermwebappdeployment|azurecontainerapps|azurespringcloud|azureappservicemanage)$/

/** Tasks that do so by their command or action, with what is theirs when nothing is said. */
const commandTasks: Readonly<Record<string, { readonly input: string; readonly byDefault: string; readonly deploys: RegExp }>> = {
  kubernetes: { input: 'command', byDefault: 'apply', deploys: /^(?:apply|create|delete|replace|set|patch|rollout|scale|run|expose)$/ },
  kubernetesmanifest: { input: 'action', byDefault: 'deploy', deploys: /^(?:deploy|patch|promote|reject|scale|delete|createsecret)$/ },
  helmdeploy: { input: 'command', byDefault: 'ls', deploys: /^(?:install|upgrade|rollback|uninstall|delete)$/ },
  azureresourcemanagertemplatedeployment: { input: 'deploymentMode', byDefault: 'incremental', deploys: /^(?!validation$)/ },
  terraformtask: { input: 'command', byDefault: 'init', deploys: /^(?:apply|destroy)$/ },
  terraformtaskv1: { input: 'command', byDefault: 'init', deploys: /^(?:apply|destroy)$/ },
  terraformtaskv2: { input: 'command', byDefault: 'init', deploys: /^(?:apply|destroy)$/ },
  terraformtaskv3: { input: 'command', byDefault: 'init', deploys: /^(?:apply|destroy)$/ },
  terraformtaskv4: { input: 'command', byDefault: 'init', deploys: /^(?:apply|destroy)$/ },
}

/** What makes a cluster on the runner itself, to be thrown away with it: by the name of the action or the program. */
const localCluster = /(?:^|[^a-z])(?:kind|minikube|k3d|k3s|microk8s)(?:[^a-z]|$)|^sigstore\/scaffolding\/actions\/setup$/

function usesLocalCluster(file: PipelineFile, { steps }: Job): boolean {
  return steps.some((step) => {
    const called = step.uses?.kind === 'local' ? step.uses.path.toLowerCase() : (actionOf(step, true) ?? '')
    if (localCluster.test(called)) return true
    return file.commandsOf(step).some((command) => {
      const program = programOf(command)
      return localCluster.test(program?.name ?? '') && program!.args.some(({ text }) => /^(?:create|start|server|install)$/.test(text))
    })
  })
}

/** The place of a step that changes what runs in a cluster or a cloud, or undefined. */
export function deployment(file: PipelineFile, step: Step): Range | undefined {
  return changeOf(file, step, () => true)
}

/** The place of a step that changes objects of a cluster itself, or undefined. */
export function clusterDeployment(file: PipelineFile, step: Step): Range | undefined {
  return changeOf(file, step, (where) => where === 'cluster')
}

type Where = 'cluster' | 'cloud'

function changeOf(file: PipelineFile, step: Step, counts: (where: Where) => boolean): Range | undefined {
  const called = calledDeployer(step)
  const isChange = (where: Where | undefined): boolean => where !== undefined && counts(where)
  const range = isChange(called)
    ? file.place(step.doing).range
    : file.commandsOf(step).find((command) => isChange(changedBy(programOf(command))))?.range
  return range === undefined || usesLocalCluster(file, step.job) ? undefined : range
}

/** What a command changes. */
function changedBy(program: ReturnType<typeof programOf>): Where | undefined {
  if (program === undefined) return undefined
  const { name, args } = program
  const words = args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text)
  const [first = '', second = ''] = words
  if (args.some(({ text }) => /^--dry-run(?!=none)/.test(text) || text === '--help')) return undefined
  switch (name) {
    case 'kubectl':
      return /^(?:apply|create|replace|set|patch|rollout|scale|delete)$/.test(first) &&
        !(first === 'rollout' && /^(?:status|history)$/.test(second))
        ? 'cluster'
        : undefined
    case 'helm':
      return /^(?:upgrade|install|rollback|uninstall)$/.test(first) ? 'cluster' : undefined
    case 'terraform':
    case 'tofu':
      return first === 'apply' || first === 'destroy' ? 'cloud' : undefined
    case 'azd':
      return first === 'deploy' || first === 'up' || first === 'provision' ? 'cloud' : undefined
    case 'az':
      return azChanges.test(words.join(' ')) ? 'cloud' : undefined
    default:
      return undefined
  }
}

const azChanges =
  /^(?:deployment \w+ create|aks (?:create|update|upgrade|command)|containerapp (?:up|update|create)|webapp deploy(?:ment)?|functionapp deploy(?:ment)?|stack \w+ create)/

/** What the action or task that a step calls changes. */
function calledDeployer(step: Step): Where | undefined {
  const action = actionOf(step)
  if (action !== undefined) return clusterActions.test(action) ? 'cluster' : deployActions.test(action) ? 'cloud' : undefined
  if (step.task === undefined) return undefined
  const { slug } = step.task
  if (deployTasks.test(slug)) return 'cloud'
  const task = Object.hasOwn(commandTasks, slug) ? commandTasks[slug] : undefined
  if (task === undefined || !task.deploys.test((inputOf(step, task.input) || task.byDefault).toLowerCase())) return undefined
  return /^(?:kubernetes|kubernetesmanifest|helmdeploy)$/.test(slug) ? 'cluster' : 'cloud'
}
