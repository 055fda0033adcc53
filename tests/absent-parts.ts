import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

import type { Reporter, TestModule } from 'vitest/node'

import { clusterPrograms } from './cluster-programs.ts'

/** What a run made of one file of tests. */
interface RunFile {
  readonly path: string
  readonly tests: number
  readonly skipped: number
}

/**
 * Says at the end of a run, once and so that nobody overlooks it, that tests which want a real API server had none: what
 * answered them instead, and what did not run at all.
 */
export default class AbsentParts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map(({ moduleId, children }) => {
      const tests = [...children.allTests()]
      return { path: moduleId, tests: tests.length, skipped: tests.filter((test) => test.result().state === 'skipped').length }
    })
    const lines = absentParts(files, clusterPrograms() !== undefined)
    if (lines.length > 0) process.stderr.write(`\n${lines.join('\n')}\n\n`)
  }
}

const frame = '!'.repeat(100)

/** What is to be said of a run; nothing where every test had what it wants. */
export function absentParts(files: readonly RunFile[], hasApiServer: boolean): readonly string[] {
  if (hasApiServer) return []
  const wanting = files.filter(({ path }) => /from '(?:\.\.?\/)+(?:cluster|door)\.ts'/.test(readFileSync(path, 'utf8')))
  if (wanting.length === 0) return []
  const skipped = wanting.reduce((sum, file) => sum + file.skipped, 0)
  const answered = wanting.reduce((sum, file) => sum + file.tests, 0) - skipped
  return [
    frame,
    'NO REAL API SERVER: kube-apiserver and etcd were not found (KUBEBUILDER_ASSETS names their folder).',
    `${answered} tests made do with recordings of a real one, and ${skipped} did not run:`,
    ...wanting.map(({ path }) => `  ${relative(process.cwd(), path).replaceAll('\\', '/')}`),
    frame,
  ]
}
