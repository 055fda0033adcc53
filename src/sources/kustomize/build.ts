import { copyFileSync, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

import { pathOf, type FileTree } from '../files/file-tree.ts'
import { runProgram, scrubbedEnvironment, type Program, type Run } from '../programs/run-program.ts'
import { largestMemory, largestRendering } from '../rendering/rendering.ts'
import { inScratch } from '../scratch.ts'
import type { Expansion } from './origins.ts'

/** Inputs larger than this are left out, and Kustomize then says that they are missing. In bytes. */
const largestInput = 16 * 1024 * 1024

export interface BuildJob {
  readonly tree: FileTree
  readonly expansion: Expansion
  readonly kustomize: Program
  readonly timeout: number
}

/**
 * Builds a Kustomization from copies of just the files that it names, so that it can neither read others nor see them
 * change; without plugins, without Helm and without network.
 *
 * @param edited texts that stand in for what files hold, by `uri`
 */
export function build({ tree, expansion, kustomize, timeout }: BuildJob, edited?: ReadonlyMap<string, string>): Promise<Run> {
  return inScratch(async (scratch) => {
    const files = [...expansion.inputs, ...expansion.resources]
    const top = commonFolder([tree.cwd, ...files.map((uri) => dirname(pathOf(tree, uri)))])
    const inScratchFolder = (path: string): string => join(scratch, 'tree', relative(top, path))
    for (const uri of files) {
      const path = pathOf(tree, uri)
      const target = inScratchFolder(path)
      const text = edited?.get(uri) ?? tree.overlay?.get(uri)
      mkdirSync(dirname(target), { recursive: true })
      if (text !== undefined) writeFileSync(target, text)
      else if (existsSync(path) && tree.contains(realpathSync(path)) && statSync(path).size <= largestInput) copyFileSync(path, target)
    }
    const home = join(scratch, 'home')
    mkdirSync(home)
    const folder = inScratchFolder(pathOf(tree, expansion.root.folder))
    const options = { cwd: home, env: scrubbedEnvironment(home), timeout, largestOutput: largestRendering, largestMemory }
    const run = await runProgram(kustomize, [folder], options)
    return run.ended === 'well'
      ? run
      : { ...run, stderr: run.stderr.replaceAll(join(scratch, 'tree') + sep, '').replaceAll(join(scratch, 'tree'), '.') }
  })
}

function commonFolder(folders: readonly string[]): string {
  let common = (folders[0] ?? sep).split(sep)
  for (const folder of folders) {
    const steps = folder.split(sep)
    const end = common.findIndex((step, index) => step !== steps[index])
    if (end !== -1) common = common.slice(0, end)
  }
  return common.join(sep) || sep
}

/** The heart of what Kustomize says: it wraps an error in one line for each Kustomization on the way to it. */
export function readComplaint(stderr: string): string {
  return (
    stderr
      .replace(/^# Warning:[^\n]*\n?/gm, '')
      // As kubectl's log has it.
      .replace(/^E\d{4} \S+\s+\d+ \S+\] "command failed" err="(.*)"$/m, (_line, error: string) => error.replaceAll('\\"', '"'))
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^[Ee]rror: /, '')
      .replace(/^(?:accumulating (?:resources|components): |accumulation err='|accumulating (?:resources|components) from '[^']*': )+/, '')
      .slice(0, 2_000)
  )
}
