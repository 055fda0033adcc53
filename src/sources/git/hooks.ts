import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

import { makeFolder } from '../../core/make-folder.ts'
import { startGit, finished } from './command.ts'

export const hookNames = ['pre-commit', 'commit-msg', 'pre-push'] as const
export type HookName = (typeof hookNames)[number]

/** What became of a hook; `kept` names the file that a hook which stood there before was moved to. It still runs, first. */
export interface InstalledHook {
  readonly hook: HookName
  readonly file: string
  readonly state: 'installed' | 'updated' | 'unchanged'
  readonly kept?: string
}

const mark = '# breakwater secrets hook'
const former = '.before-breakwater'

const argumentsOf: Readonly<Record<HookName, string>> = {
  'pre-commit': '--staged',
  'commit-msg': '--message "$1"',
  'pre-push': '--pushed "$1"',
}

/**
 * The hook's script. `program` are the words that start Breakwater on this machine; when they no longer work one on the PATH
 * is tried, and when there is none the commit is refused: a hook that lets everything pass unseen is worse than none.
 */
function hookScript(hook: HookName, program: readonly string[]): string {
  const words = program.map(quoted).join(' ')
  const existing = program.filter(isAbsolute).map((file) => `[ -e ${quoted(file)} ]`)
  return `#!/bin/sh
${mark}
${hook === 'pre-push' ? 'refs=$(cat)\n' : ''}former="$0${former}"
if [ -x "$former" ]; then
  ${hook === 'pre-push' ? 'printf \'%s\\n\' "$refs" | "$former" "$@"' : '"$former" "$@"'} || exit $?
fi
if ${[...existing, 'true'].join(' && ')}; then
  set -- ${words} secrets ${argumentsOf[hook]}
elif command -v breakwater >/dev/null 2>&1; then
  set -- breakwater secrets ${argumentsOf[hook]}
else
  echo "breakwater is not installed any more, so nothing was checked. Install it, or remove $0" >&2
  exit 1
fi
${hook === 'pre-push' ? 'printf \'%s\\n\' "$refs" | "$@"' : 'exec "$@"'}
`
}

/** Puts the hooks into the repository of `folder`, where its configuration wants them. @throws {GitError} when there is none */
export async function installHooks(
  folder: string,
  hooks: readonly HookName[],
  program: readonly string[],
): Promise<readonly InstalledHook[]> {
  const directory = await hookFolder(folder)
  makeFolder(directory)
  const results: InstalledHook[] = []
  for (const hook of hooks) results.push(await installHook(join(directory, hook), hook, hookScript(hook, program)))
  return results
}

async function installHook(file: string, hook: HookName, script: string): Promise<InstalledHook> {
  const existing = await readFile(file, 'utf8').catch(() => undefined)
  if (existing === script) return { hook, file, state: 'unchanged' }
  const foreign = existing !== undefined && !existing.includes(mark)
  if (foreign) await rename(file, file + former)
  await writeFile(file, script, { mode: 0o755 })
  await chmod(file, 0o755)
  return { hook, file, state: existing === undefined || foreign ? 'installed' : 'updated', ...(foreign ? { kept: file + former } : {}) }
}

/** Takes our hooks out again and puts back what stood there before. Gives the hooks that were removed. */
export async function uninstallHooks(folder: string): Promise<readonly HookName[]> {
  const directory = await hookFolder(folder)
  const removed: HookName[] = []
  for (const hook of hookNames) {
    const file = join(directory, hook)
    const existing = await readFile(file, 'utf8').catch(() => '')
    if (!existing.includes(mark)) continue
    await rm(file)
    await rename(file + former, file).catch(() => {})
    removed.push(hook)
  }
  return removed
}

/** `core.hooksPath` counts here, so this one question is asked without the safe settings' own hooks path. */
async function hookFolder(folder: string): Promise<string> {
  const child = startGit(folder, ['rev-parse', '--git-path', 'hooks'], { hooksPath: true })
  child.stdin.end()
  const done = finished(child)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (output += piece))
  await done
  const path = output.trimEnd()
  return isAbsolute(path) ? path : join(folder, path)
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
