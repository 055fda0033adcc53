import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { runProgram, scrubbedEnvironment, type Program, type Run } from '../programs/run-program.ts'
import { largestMemory, largestRendering, renderTimeout } from '../rendering/rendering.ts'

export interface TemplateArguments {
  /** Absolute path of the chart's folder. */
  readonly chart: string
  /** Minor version of the cluster, e.g. 35 for 1.35. */
  readonly kubernetes: number
  readonly release: string
  readonly namespace: string
  /** Absolute paths, the last one has the last word. */
  readonly values: readonly string[]
  readonly set: Readonly<Record<string, string>>
}

/**
 * `helm template`, bounded in time and output, with an empty home, no plugins, no cluster and no network.
 *
 * @param scratch an existing folder for Helm's own files
 */
export function runHelm(helm: Program, scratch: string, wanted: TemplateArguments, timeout = renderTimeout): Promise<Run> {
  const home = join(scratch, 'home')
  mkdirSync(home, { recursive: true })
  const env = {
    ...scrubbedEnvironment(home),
    HELM_NO_PLUGINS: '1',
    HELM_PLUGINS: join(home, 'no-plugins'),
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
  }
  const args = [
    'template',
    wanted.release,
    wanted.chart,
    '--namespace',
    wanted.namespace,
    '--kube-version',
    `1.${wanted.kubernetes}.0`,
    '--include-crds',
    ...wanted.values.flatMap((file) => ['--values', file]),
    ...Object.entries(wanted.set).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
  ]
  return runProgram(helm, args, { cwd: scratch, env, timeout, largestOutput: largestRendering, largestMemory })
}
