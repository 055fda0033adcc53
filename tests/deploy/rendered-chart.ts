import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { helmBinary } from '../tools.ts'

export const chart = join(import.meta.dirname, '..', '..', 'deploy/helm/breakwater')

/** What Helm is given so that everything that must be set is set. */
export const values: readonly string[] = ['--values', join(chart, 'ci/values.yaml')]

/** The chart as the real Helm renders it for a namespace. */
export function renderedChart(namespace: string, ...args: readonly string[]): string {
  return execFileSync(
    helmBinary()!,
    ['template', 'breakwater', chart, '--namespace', namespace, '--kube-version', `1.${defaultMinor}.0`, ...values, ...args],
    { encoding: 'utf8' },
  )
}
