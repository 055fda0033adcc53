// Measures source analysis on a tree: `npm run bench:source -- FOLDER`. With semgrep on PATH it runs on the same tree with
// the rules that `--semgrep-rules FILE` names, and the ratio of processor time is printed. Both run in one process each.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { languageOf } from '../src/syntax/source-code/language.ts'
import { measure, type Command } from './measure.ts'

const { values, positionals } = parseArgs({
  options: { bound: { type: 'string', default: '300' }, 'semgrep-rules': { type: 'string' } },
  allowPositionals: true,
})
const folder = positionals[0] ?? join(import.meta.dirname, '../src')
const bound = Number(values.bound)
const bundle = join(import.meta.dirname, '../dist/breakwater.mjs')

/** The source files below a folder, as a scan finds them, and their size. */
function sizeOf(path: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0]
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || languageOf(entry.name) === undefined || /[/\\](?:node_modules|\.git|\.venv)[/\\]/.test(file)) continue
    files++
    bytes += statSync(file).size
  }
  return { files, bytes }
}

const { files, bytes } = sizeOf(folder)
const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
try {
  const tell = async (name: string, command: Command): Promise<number> => {
    const { wall, cpu = wall, memory } = await measure(command, scratch, bound)
    const speed = `${(files / cpu).toFixed(0)} files/s, ${(bytes / 1e6 / cpu).toFixed(2)} MB/s of processor time`
    console.log(`${name}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of processor time, ${memory?.toFixed(0) ?? '?'} MB; ${speed}`)
    return cpu
  }
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${folder}`)
  const args = [bundle, 'scan', folder, '--only', 'source/*', '--format', 'json', '--exit-zero']
  const ours = await tell('breakwater', { program: process.execPath, args })
  const rules = values['semgrep-rules']
  if (rules === undefined || spawnSync('semgrep', ['--version']).status !== 0) console.log('semgrep: not on PATH, or no --semgrep-rules')
  else {
    const command = { program: 'semgrep', args: ['scan', '--metrics=off', '--jobs=1', '--json', '--config', rules, folder] }
    console.log(`ratio: ${((await tell('semgrep', command)) / ours).toFixed(1)}`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
