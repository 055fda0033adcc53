import type { Path, Range } from '../../core/location.ts'
import { contextPath, type Expression } from '../../syntax/github-expression/parse.ts'
import { macroPattern, type AzurePipeline, type AzureVariable } from './azure-pipeline.ts'
import { inputKey, type Step } from './pipeline-file.ts'
import { worstTrust, type Trust } from './trust.ts'

/** A value that is filled in before a script runs. */
export interface Filled {
  /** As people write it: `$(Build.SourceBranchName)`, `parameters.name`. */
  readonly name: string
  readonly trust: Trust
  readonly range: Range
  readonly path: Path
  /** The environment variable that has the same value, for variables that Azure Pipelines sets. */
  readonly environment: string | undefined
}

/** Variables in which text of other people stands: names of their branches, their messages, their own names. */
const chosenByAnyone = /^(?:system\.pullrequest\.sourcebranch(?:name)?|build\.sourceversionmessage|build\.sourceversionauthor)$/
/** Those that whoever may push to the repository, or queue a build, chooses. */
const chosenByCaller =
  /^(?:build\.sourcebranch(?:name)?|system\.pullrequest\.targetbranch(?:name)?|build\.requestedfor|build\.queuedby|release\.\w+description)$/

/** Variables that are made of variables are followed this deep. */
const deepest = 6

/** What is filled into the script of a step, and into the arguments that it is given, with whose say it is. */
export function filledInto(step: Step, file: AzurePipeline): readonly Filled[] {
  const job = file.jobs.find((candidate) => candidate === step.job)
  const scope = job === undefined ? [] : file.variables(job)
  const args = step.task === undefined ? undefined : inputKey(step.with, 'arguments')
  const paths = [...(step.run === undefined ? [] : [step.doing]), ...(args === undefined ? [] : [[...step.path, 'inputs', args]])]
  return paths.flatMap((path) => [...macrosIn(path, file, scope), ...expressionsIn(path, file, scope)])
}

function macrosIn(path: Path, file: AzurePipeline, scope: readonly AzureVariable[]): readonly Filled[] {
  const { source, range } = file.place(path)
  return [...source.text.slice(range.start, range.end).matchAll(macroPattern)].map((match) => {
    const name = match[1]!
    const start = range.start + match.index
    const isSystem = /^(?:build|system|agent|pipeline|environment|release)\./i.test(name)
    return {
      name: match[0],
      trust: trustOfVariable(name, file, scope, 0),
      range: { start, end: start + match[0].length },
      path,
      environment: isSystem ? name.toUpperCase().replaceAll('.', '_') : undefined,
    }
  })
}

function expressionsIn(path: Path, file: AzurePipeline, scope: readonly AzureVariable[]): readonly Filled[] {
  return file.expressions(path).flatMap(({ expression }) =>
    contextsIn(expression).map(({ name, range }) => ({
      name,
      trust: trustOfContext(name, file, scope, 0),
      range,
      path,
      environment: undefined,
    })),
  )
}

/** The contexts whose text becomes part of an expression's value. */
function contextsIn(expression: Expression): readonly { readonly name: string; readonly range: Range }[] {
  if (expression.kind === 'call')
    return /^(?:format|join|coalesce|lower|upper|replace|trim|split|iif|converttojson)$/i.test(expression.name)
      ? expression.args.flatMap((arg) => contextsIn(arg))
      : []
  const path = contextPath(expression)
  return path === undefined ? [] : [{ name: path.join('.'), range: expression.range }]
}

function trustOfContext(name: string, file: AzurePipeline, scope: readonly AzureVariable[], depth: number): Trust {
  const [context, ...rest] = name.split('.')
  if (context === 'variables') return trustOfVariable(rest.join('.'), file, scope, depth)
  if (context === 'dependencies' || context === 'stagedependencies') return 'unknown'
  if (context !== 'parameters' || file.isPart) return 'fixed'
  const parameter = file.parameters.find((candidate) => candidate.name.toLowerCase() === rest[0])
  return parameter === undefined || parameter.isChoice || parameter.type !== 'string' ? 'fixed' : 'caller'
}

/** What nobody declares comes from the settings of the pipeline or a group, which its owners fill in. */
function trustOfVariable(name: string, file: AzurePipeline, scope: readonly AzureVariable[], depth: number): Trust {
  const lower = name.toLowerCase()
  const declared = scope.find((variable) => variable.name.toLowerCase() === lower)
  if (declared !== undefined && typeof declared.value === 'string') {
    if (depth >= deepest) return 'unknown'
    const macros = [...declared.value.matchAll(macroPattern)].map((match) => trustOfVariable(match[1]!, file, scope, depth + 1))
    const contexts = [
      ...declared.value.matchAll(/\b(?:variables|parameters|dependencies|stageDependencies)(?:\.[\w.]+|\['[^'\]]{1,200}'\])/gi),
    ]
    return worstTrust([
      ...macros,
      ...contexts.map(([found]) => trustOfContext(found.replace(/\['([^']*)'\]/, '.$1').toLowerCase(), file, scope, depth + 1)),
    ])
  }
  if (chosenByAnyone.test(lower)) return 'attacker'
  return chosenByCaller.test(lower) ? 'caller' : 'fixed'
}
