import type { Path } from '../../core/location.ts'
import { constantOf } from '../../syntax/github-expression/constant.ts'
import { contextPath, walkExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import { stringAt } from '../kubernetes/json.ts'
import type { ActionsFile } from './actions-file.ts'
import type { FieldExpression, PipelineFile, Step } from './pipeline-file.ts'

/** The paths of all `if` fields that are there. */
function* conditionPaths(file: ActionsFile): Generator<Path> {
  for (const job of file.jobs) {
    if (job.value['if'] !== undefined) yield [...job.path, 'if']
    for (const step of job.steps) if (step.value['if'] !== undefined) yield [...step.path, 'if']
  }
}

function* conditions(file: ActionsFile): Generator<FieldExpression> {
  for (const path of conditionPaths(file)) yield* file.expressions(path, true)
}

/** Comparisons of who acts with a bot. `decides`: the condition is true whenever the comparison is. */
export function* botComparisons(
  file: ActionsFile,
): Generator<{ readonly path: Path; readonly comparison: Expression; readonly context: string; readonly decides: boolean }> {
  for (const { expression, path } of conditions(file)) {
    for (const node of walkExpression(expression)) {
      if (node.kind !== 'binary' || node.operator !== '==') continue
      for (const [side, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const context = contextPath(side)?.join('.')
        if (context === undefined || other.kind !== 'literal') continue
        const byName =
          /^github\.(?:actor|triggering_actor)$|^github\.event\.(?:sender|pull_request\.sender)\.login$/.test(context) &&
          String(other.value).endsWith('[bot]')
        const byId = /^github\.actor_id$|^github\.event\.(?:pull_request\.)?sender\.id$/.test(context) && botIds.has(String(other.value))
        if (byName || byId) yield { path, comparison: node, context, decides: decides(expression, node) }
      }
    }
  }
}

/** User ids of Dependabot, Renovate, GitHub Actions and GitHub's merge queue. */
const botIds = new Set(['49699333', '27856297', '29139614', '41898282', '9919'])

function decides(whole: Expression, node: Expression): boolean {
  if (whole === node) return true
  return whole.kind === 'binary' && whole.operator === '||' && (decides(whole.left, node) || decides(whole.right, node))
}

/** Conditions that have text outside their braces, and so are never empty. */
export function* alwaysTrueConditions(file: ActionsFile): Generator<Path> {
  for (const path of conditionPaths(file)) {
    const value = stringAt(file.value, path)
    if (value === undefined || !value.includes('${{')) continue
    const opened = value.indexOf('${{')
    const closed = value.lastIndexOf('}}')
    if (closed === -1) continue
    const several = value.indexOf('${{', opened + 3) !== -1
    if (opened > 0 || closed + 2 < value.length || several) yield path
  }
}

/** `contains('a list in a string', context)` with a context that outsiders can choose a part of the string for. */
export function* partialContains(
  file: ActionsFile,
): Generator<{ readonly path: Path; readonly call: Expression; readonly context: string }> {
  for (const { expression, path } of conditions(file)) {
    for (const node of walkExpression(expression)) {
      if (
        node.kind !== 'call' ||
        node.name.toLowerCase() !== 'contains' ||
        node.args[0]?.kind !== 'literal' ||
        typeof node.args[0].value !== 'string'
      )
        continue
      const context = node.args[1] === undefined ? undefined : contextPath(node.args[1])?.join('.')
      if (
        context !== undefined &&
        /^(?:github\.(?:actor|base_ref|head_ref|ref|ref_name|sha|triggering_actor)|env\.|inputs\.)/.test(context)
      )
        yield { path, call: node, context }
    }
  }
}

/** Whether the condition of a step or of what it belongs to lets it run only for other events than pull requests, or after a merge. */
export function excludesPullRequests(file: PipelineFile, step: Step): boolean {
  return file.conditionsOf(step).some((condition) => [...walkExpression(condition)].some((node) => isAgainst(node)))
}

function isAgainst(node: Expression): boolean {
  if (node.kind === 'binary' && (node.operator === '==' || node.operator === '!=')) {
    const context = (contextPath(node.left) ?? contextPath(node.right))?.join('.') ?? ''
    const literal = [node.left, node.right].find(({ kind }) => kind === 'literal')
    const value = literal?.kind === 'literal' ? String(literal.value) : ''
    if (context === 'github.event_name')
      return node.operator === '==' ? !value.startsWith('pull_request') : value.startsWith('pull_request')
    if (context === 'github.ref' || context === 'github.ref_name') return node.operator === '=='
    return context === 'github.event.pull_request.merged' && node.operator === '==' && value === 'true'
  }
  if (node.kind === 'call') return callIsAgainst(node)
  return contextPath(node)?.join('.') === 'github.event.pull_request.merged'
}

/** Functions of both systems: `startsWith(github.ref, …)`, `ne(variables['Build.Reason'], 'PullRequest')`. */
function callIsAgainst({ name, args }: Extract<Expression, { kind: 'call' }>): boolean {
  const [context, ...others] = args.map((arg) => contextPath(arg)?.join('.'))
  const names = args.some((arg) => arg.kind === 'literal' && String(arg.value).toLowerCase() === 'pullrequest')
  switch (name.toLowerCase()) {
    case 'startswith':
      return context === 'github.ref' || context === branchVariable
    case 'eq':
    case 'in':
      return [context, ...others].some(
        (path) => path === branchVariable || path === `${branchVariable}name` || (path === reasonVariable && !names),
      )
    case 'ne':
    case 'notin':
      return names && [context, ...others].includes(reasonVariable)
    case 'not':
      return args[0]?.kind === 'call' && /^(?:eq|in)$/i.test(args[0].name) && callIsAgainst({ ...args[0], name: 'ne' })
    default:
      return false
  }
}

const branchVariable = 'variables.build.sourcebranch'
const reasonVariable = 'variables.build.reason'

/** Whether a step is switched off for good. */
export function neverRuns(file: ActionsFile, step: Step): boolean {
  const path = [...step.path, 'if']
  return step.value['if'] === false || file.expressions(path, true).some(({ expression }) => constantOf(expression) === false)
}
