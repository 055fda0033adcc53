import { set, type PathEdit } from '../../core/edit.ts'
import type { Path, Range } from '../../core/location.ts'
import { contextPath } from '../../syntax/github-expression/parse.ts'
import { ActionsFile } from './actions-file.ts'
import { filledInto, type Filled } from './azure-flows.ts'
import { AzurePipeline } from './azure-pipeline.ts'
import type { FieldExpression, PipelineFile, Step } from './pipeline-file.ts'
import { scriptExpressions } from './script-inputs.ts'
import { flowsOf } from './taint.ts'
import type { Trust } from './trust.ts'

/** A value that becomes part of a script before it runs. */
export interface ScriptFlow {
  /** As people write it. */
  readonly name: string
  readonly trust: Trust
  readonly path: Path
  readonly range: Range
  /** What takes the value by way of the environment instead, where that can be said for sure. */
  readonly detour: readonly PathEdit[] | undefined
}

/** The values that become part of what a step runs, with whose say they are. */
export function scriptFlows(file: PipelineFile, step: Step): readonly ScriptFlow[] {
  if (file instanceof AzurePipeline)
    return filledInto(step, file).map((filled) => ({ ...filled, detour: throughEnvironment(file, step, filled) }))
  if (!(file instanceof ActionsFile)) return []
  return scriptExpressions(file, step).flatMap((field) =>
    flowsOf(field.expression, file, step).map(({ expression, name, trust }) => ({
      name,
      trust,
      path: field.path,
      range: expression.range,
      detour: throughNewVariable(file, step, field),
    })),
  )
}

/** Passes the value through an environment variable, in scripts of POSIX shells. */
function throughNewVariable(file: ActionsFile, step: Step, { path, range, expression }: FieldExpression): readonly PathEdit[] | undefined {
  if (path.at(-1) !== 'run' || step.run === undefined || !file.isPosixShell(step)) return undefined
  const written = file.document.source.text.slice(range.start, range.end)
  const route = contextPath(expression)
  const name = (route ?? ['value'])
    .filter((part) => part !== 'github' && part !== 'event' && part !== '*')
    .join('_')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_')
  if (!step.run.includes(written) || step.env[name] !== undefined) return undefined
  return [set([...step.path, 'env', name], written), set(path, step.run.replaceAll(written, `\${${name}}`))]
}

/** Variables that Azure Pipelines sets are in the environment already. */
function throughEnvironment(file: AzurePipeline, step: Step, { name, environment, path }: Filled): readonly PathEdit[] | undefined {
  if (environment === undefined || step.run === undefined || path !== step.doing || !step.run.includes(name)) return undefined
  const isPowerShell = 'pwsh' in step.value || 'powershell' in step.value || /^(?:azure)?powershell$/.test(step.task?.slug ?? '')
  if (!isPowerShell && !file.isPosixShell(step)) return undefined
  return [set(path, step.run.replaceAll(name, isPowerShell ? `\${env:${environment}}` : `\${${environment}}`))]
}
