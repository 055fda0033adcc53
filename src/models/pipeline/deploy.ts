import type { Range } from '../../core/location.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import { actionOf, type ActionsFile, type Job, type Step } from './actions-file.ts'

const deployActions =
  /^(?:azure\/(?:k8s-deploy|webapps-deploy|functions-action|container-apps-deploy-action|arm-deploy|bicep-deploy|aks-set-context|spring-apps-deploy)|azure\/k8s-bake|helmfile\/helmfile-action|google-github-actions\/deploy-cloudrun|google-github-actions\/deploy-gke|aws-actions\/amazon-ecs-deploy-task-definition)$/

/** What makes a cluster on the runner itself, to be thrown away with it. */
const localClusters =
  /^(?:helm\/kind-action|engineerd\/setup-kind|container-tools\/kind-action|medyagh\/setup-minikube|manusa\/actions-setup-minikube|absaoss\/k3d-action|nolar\/setup-k3d-k3s|jupyterhub\/action-k3s-helm)$/

function usesLocalCluster(file: ActionsFile, { steps }: Job): boolean {
  return steps.some((step) => {
    if (localClusters.test(actionOf(step) ?? '')) return true
    return file
      .commandsOf(step)
      .some(
        ({ words: [program, ...args] }) =>
          /^(?:kind|minikube|k3d|k3s)$/.test(program?.text ?? '') && args.some(({ text }) => /^(?:create|start|server)$/.test(text)),
      )
  })
}

/** The place of a step that changes what runs in a cluster or a cloud, or undefined. */
export function deployment(file: ActionsFile, step: Step): Range | undefined {
  if (usesLocalCluster(file, step.job)) return undefined
  const action = actionOf(step)
  if (action !== undefined)
    return deployActions.test(action) && action !== 'azure/k8s-bake' ? file.place([...step.path, 'uses']).range : undefined
  return file.commandsOf(step).find((command) => {
    const program = programOf(command)
    if (program === undefined) return false
    const words = program.args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text)
    if (program.args.some(({ text }) => /^--dry-run(?!=none)/.test(text) || text === '--help')) return false
    if (program.name === 'kubectl')
      return (
        ['apply', 'create', 'replace', 'set', 'patch', 'rollout', 'scale', 'delete'].includes(words[0] ?? '') &&
        !(words[0] === 'rollout' && /^(?:status|history)$/.test(words[1] ?? ''))
      )
    if (program.name === 'helm') return ['upgrade', 'install', 'rollback', 'uninstall'].includes(words[0] ?? '')
    if (program.name === 'terraform' || program.name === 'tofu') return words[0] === 'apply' || words[0] === 'destroy'
    if (program.name === 'azd') return words[0] === 'deploy' || words[0] === 'up' || words[0] === 'provision'
    return (
      program.name === 'az' &&
      /^(?:deployment \w+ create|aks (?:create|update|upgrade|command)|containerapp (?:up|update|create)|webapp deploy(?:ment)?|functionapp deploy(?:ment)?|stack \w+ create)/.test(
        words.join(' '),
      )
    )
  })?.range
}
