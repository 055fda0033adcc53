import type { Path } from '../../core/location.ts'
import { constantOf } from '../../syntax/github-expression/constant.ts'
import { contextPath, type Expression } from '../../syntax/github-expression/parse.ts'
import { isObject, listAt, objectAt, valueAt } from '../kubernetes/json.ts'
import type { ActionsFile } from './actions-file.ts'
import type { Step } from './pipeline-file.ts'
import { worstTrust, type Trust } from './trust.ts'

export interface Flow {
  readonly expression: Expression
  /** The context as people write it. */
  readonly name: string
  readonly trust: Trust
}

/** Jobs are looked through this deep for the outputs that they pass on. */
const deepest = 6

/** The contexts whose text becomes part of an expression's value, with whose say it is. `step` is where it stands, if in a step. */
export function flowsOf(expression: Expression, file: ActionsFile, step: Step | undefined): readonly Flow[] {
  return flows(expression, file, step, 0)
}

function flows(expression: Expression, file: ActionsFile, step: Step | undefined, depth: number): readonly Flow[] {
  if (constantOf(expression) !== undefined) return []
  switch (expression.kind) {
    case 'literal':
    case 'not':
      return []
    case 'binary':
      if (expression.operator === '&&') return flows(expression.right, file, step, depth)
      if (expression.operator === '||') return [...flows(expression.left, file, step, depth), ...flows(expression.right, file, step, depth)]
      return []
    case 'call':
      return /^(?:tojson|fromjson|format|join|case)$/i.test(expression.name)
        ? expression.args.flatMap((arg) => flows(arg, file, step, depth))
        : []
    case 'name':
    case 'property':
    case 'index':
    case 'each':
    default: {
      const path = contextPath(expression)
      if (path === undefined) return flowsOfMember(expression, file, step, depth)
      return [{ expression, name: path.join('.'), trust: trustOf(path, file, step, depth) }]
    }
  }
}

/** `fromJSON(x).y`, `(a || b).c`: the member of something computed, judged by its name and by what it is computed from. */
function flowsOfMember(expression: Expression, file: ActionsFile, step: Step | undefined, depth: number): readonly Flow[] {
  if (expression.kind !== 'property' && expression.kind !== 'index' && expression.kind !== 'each') return []
  if (expression.kind === 'property' && safeMember.test(expression.name)) return []
  return flows(expression.object, file, step, depth)
}

/** Numbers, hashes, switches and words of a fixed list, whatever object they belong to. */
const safeMember =
  /^(?:id|node_id|number|sha|before|after|base_sha|head_sha|commit_id|action|draft|merged|fork|private|created_at|updated_at|state|type|run_id|run_number|run_attempt|additions|deletions|changed_files|commits_count|size|position|line|locked|conclusion|status|event|author_association|html_url|url|default_branch|avatar_url|html)$/

const fixedGithub =
  /^github\.(?:action|action_path|action_repository|action_status|actor|actor_id|api_url|base_ref_protected|env|event_name|event_path|graphql_url|job|job_workflow_sha|path|ref_protected|ref_type|repository|repository_id|repository_owner|repository_owner_id|repository_visibility|repositoryurl|retention_days|run_attempt|run_id|run_number|secret_source|server_url|sha|token|triggering_actor|workflow|workflow_ref|workflow_sha|workspace|action_ref|output|state|step_summary|artifact_cache_size_limit)$/

function trustOf(path: readonly string[], file: ActionsFile, step: Step | undefined, depth: number): Trust {
  const name = path.join('.')
  switch (path[0] ?? '') {
    case 'github':
      return githubTrust(path, name, file)
    case 'inputs':
      return inputTrust(path[1] ?? '*', file)
    case 'env':
      return envTrust(path[1] ?? '*', file, step, depth)
    case 'matrix':
      return matrixTrust(path.slice(1), file, step, depth)
    case 'needs':
      return needsTrust(path, file, depth)
    case 'steps':
      return stepTrust(path, step)
    default:
      return 'fixed'
  }
}

function githubTrust(path: readonly string[], name: string, file: ActionsFile): Trust {
  if (path.length === 1) return 'attacker'
  if (fixedGithub.test(name)) return 'fixed'
  // Branches and tags of the repository itself: whoever may push chooses them. A pull request's own branch is head_ref.
  if (/^github\.(?:ref|ref_name|base_ref)$|^github\.event\.(?:release\.|ref$|base_ref$)/.test(name) && !/\.(?:body|name)$/.test(name))
    return 'caller'
  if (path[1] !== 'event') return 'attacker'
  if (path.length === 2) return 'attacker'
  // Whoever may start the workflow by hand or from the API decides.
  if (path[2] === 'inputs') return inputTrust(path[3] ?? '*', file)
  if (path[2] === 'client_payload') return 'caller'
  if (path.some((part) => part === 'sender' || part === 'installation' || part === 'organization' || part === 'enterprise')) return 'fixed'
  if (path[2] === 'repository' || path[path.length - 2] === 'user' || /^(?:base|owner|login)$/.test(path.at(-1)!))
    return /^(?:description|homepage)$/.test(path.at(-1)!) ? 'attacker' : 'fixed'
  if (path.includes('base') && !path.includes('head')) return 'fixed'
  return safeMember.test(path.at(-1)!) ? 'fixed' : 'attacker'
}

function inputTrust(input: string, file: ActionsFile): Trust {
  const declared = ['workflow_call', 'workflow_dispatch'].flatMap((trigger) => {
    const inputs = objectAt(file.value, ['on', trigger, 'inputs']) ?? {}
    const found = Object.entries(inputs).find(([name]) => name.toLowerCase() === input)?.[1]
    return isObject(found) ? [found] : []
  })
  if (
    declared.length > 0 &&
    declared.every(({ type }) => type === 'boolean' || type === 'number' || type === 'choice' || type === 'environment')
  )
    return 'fixed'
  return 'caller'
}

/** A variable that a step, its job or the workflow sets; what sets it decides. One that nobody sets comes from a script. */
function envTrust(variable: string, file: ActionsFile, step: Step | undefined, depth: number): Trust {
  const scopes: readonly Path[] = step === undefined ? [['env']] : [[...step.path, 'env'], [...step.job.path, 'env'], ['env']]
  for (const scope of scopes) {
    const entry = Object.entries(objectAt(file.value, scope) ?? {}).find(([name]) => name.toLowerCase() === variable)
    if (entry === undefined) continue
    return typeof entry[1] === 'string'
      ? worst(
          file
            .expressions([...scope, entry[0]])
            .flatMap(({ expression }) => (depth >= deepest ? [] : flows(expression, file, step, depth + 1))),
        )
      : 'fixed'
  }
  return 'unknown'
}

function matrixTrust(route: readonly string[], file: ActionsFile, step: Step | undefined, depth: number): Trust {
  if (step === undefined) return 'unknown'
  const base = [...step.job.path, 'strategy', 'matrix']
  const matrix = valueAt(file.value, base)
  const trustAt = (path: Path): Trust =>
    worst(
      [...file.strings(path)].flatMap((field) =>
        file.expressions(field.path).flatMap(({ expression }) => (depth >= deepest ? [] : flows(expression, file, step, depth + 1))),
      ),
    )
  // A matrix, or a list of it, that is an expression is known at run time only.
  if (typeof matrix === 'string') return atLeast(trustAt(base), 'unknown')
  if (!isObject(matrix) || route[0] === undefined) return 'fixed'
  const direct = Object.keys(matrix).find((name) => name.toLowerCase() === route[0])
  const results: Trust[] = []
  if (direct !== undefined && direct !== 'include' && direct !== 'exclude') {
    const value = matrix[direct]
    results.push(typeof value === 'string' ? atLeast(trustAt([...base, direct]), 'unknown') : trustAt([...base, direct]))
  }
  if (typeof matrix['include'] === 'string') results.push('unknown')
  for (const [index, entry] of listAt(matrix, ['include']).entries()) {
    const name = isObject(entry) ? Object.keys(entry).find((key) => key.toLowerCase() === route[0]) : undefined
    if (name !== undefined) results.push(trustAt([...base, 'include', index, name]))
  }
  return results.length === 0 ? 'fixed' : results.reduce(atLeast)
}

/** `needs.job.outputs.name`: what the other job puts there. */
function needsTrust(path: readonly string[], file: ActionsFile, depth: number): Trust {
  if (path[2] !== 'outputs') return path[2] === 'result' ? 'fixed' : 'unknown'
  const job = file.jobs.find(({ id }) => id.toLowerCase() === path[1])
  const output =
    job === undefined ? undefined : Object.keys(objectAt(job.value, ['outputs']) ?? {}).find((name) => name.toLowerCase() === path[3])
  if (job === undefined || output === undefined || depth >= deepest) return 'unknown'
  const found = file
    .expressions([...job.path, 'outputs', output])
    .flatMap(({ expression }) => flows(expression, file, job.steps.at(-1), depth + 1))
  return worst(found)
}

/** Actions whose outputs repeat what a pull request says. */
const echoing =
  /^(?:tj-actions\/(?:changed-files|branch-names)|jitterbit\/get-changed-files|trilom\/file-changes-action|xt0rted\/pull-request-comment-branch|the-coding-turtle\/ga-file-list|khan\/pull-request-comment-trigger|dorny\/paths-filter|ahmadnassri\/action-changed-files|cypress-io\/github-action|franzdiebold\/github-env-vars-action)$/

function stepTrust(path: readonly string[], step: Step | undefined): Trust {
  if (path[2] !== 'outputs') return 'fixed'
  const other = step?.job.steps.find(({ id }) => id?.toLowerCase() === path[1])
  const uses = other?.uses
  return uses?.kind === 'repository' && echoing.test(uses.slug) ? 'attacker' : 'unknown'
}

function atLeast(a: Trust, b: Trust): Trust {
  return worstTrust([a, b])
}

function worst(found: readonly Flow[]): Trust {
  return worstTrust(found.map(({ trust }) => trust))
}
