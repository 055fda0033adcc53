import { programOf } from '../../syntax/shell/commands.ts'
import { listAt, stringAt } from '../kubernetes/json.ts'
import type { ActionsFile, Trigger } from './actions-file.ts'
import type { GithubSubject } from './federated-subject.ts'
import { actionOf, type Job, type Step } from './pipeline-file.ts'

/** A step that signs in to Azure with the identity of its workflow. */
export interface OidcLogin {
  readonly file: ActionsFile
  readonly step: Step
  /** The subjects that its token can have; undefined where a part of them is only known at run time. */
  readonly subjects: readonly GithubSubject[] | undefined
}

/** The sign-ins of a workflow to Azure by OIDC. */
export function oidcLogins(file: ActionsFile): readonly OidcLogin[] {
  if (file.isPart) return []
  return file.jobs.flatMap((job) =>
    job.steps.filter((step) => signsIn(file, step)).map((step) => ({ file, step, subjects: subjectsOf(file, job) })),
  )
}

function signsIn(file: ActionsFile, step: Step): boolean {
  if (actionOf(step) === 'azure/login')
    return step.with['client-id'] !== undefined && step.with['creds'] === undefined && step.with['auth-type'] !== 'IDENTITY'
  return file.commandsOf(step).some((command) => {
    const program = programOf(command)
    const words = program?.args.map(({ text }) => text) ?? []
    return (
      (program?.name === 'az' && words[0] === 'login' && words.includes('--federated-token')) ||
      (program?.name === 'azd' && words[0] === 'auth' && words.includes('--federated-credential-provider'))
    )
  })
}

/** An environment is the whole subject; without one, what started the workflow is. */
function subjectsOf(file: ActionsFile, { environment, value }: Job): readonly GithubSubject[] | undefined {
  if (environment !== undefined) return environment.includes('${{') ? undefined : [{ kind: 'environment', name: environment }]
  if (value['environment'] !== undefined) return undefined
  const all: GithubSubject[] = []
  for (const trigger of file.triggers) {
    const subjects = startedBy(trigger)
    if (subjects === undefined) return undefined
    all.push(...subjects)
  }
  return all
}

/** What is started on the default branch, by hand or by another workflow, can have any ref. */
function startedBy({ name, value }: Trigger): readonly GithubSubject[] | undefined {
  if (name === 'pull_request') return [{ kind: 'pull_request' }]
  if (name !== 'push') return undefined
  const branches = patterns(value['branches'], listAt(value, ['branches']))
  const tags = patterns(value['tags'], listAt(value, ['tags']))
  if (branches === undefined || tags === undefined || branches.length + tags.length === 0) return undefined
  return [
    ...branches.map((branch) => ({ kind: 'ref', ref: `refs/heads/${branch}` }) as const),
    ...tags.map((tag) => ({ kind: 'ref', ref: `refs/tags/${tag}` }) as const),
  ]
}

/** Names, or undefined where one of them is a pattern. */
function patterns(single: unknown, several: readonly unknown[]): readonly string[] | undefined {
  const names = typeof single === 'string' ? [single] : several
  return names.every((name): name is string => typeof name === 'string' && !/[*?+[\]!]/.test(name)) ? names : undefined
}

/** Where a sign-in says which subject its token has: the environment of its job, else what starts the workflow. */
export function subjectPath({ step: { job } }: OidcLogin): readonly (string | number)[] {
  if (job.environment === undefined) return ['on']
  return stringAt(job.value, ['environment']) === undefined ? [...job.path, 'environment', 'name'] : [...job.path, 'environment']
}
