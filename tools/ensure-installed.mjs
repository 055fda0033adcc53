// Plain JavaScript on purpose: it runs on whatever Node.js the shell has, before the project's own is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const stamp = join(root, 'node_modules', '.breakwater-lock')

/** Runs `npm ci` when nothing is installed or the lock file has changed since. */
export function ensureInstalled() {
  process.chdir(root)
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('installing what package-lock.json names …\n')
  // The packages are run by the Node.js among them, so that of the shell need not suit them: npm's warnings about it would mislead.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) process.exit(npm.status ?? 70)
  writeFileSync(stamp, lock)
}

/** The Node.js that the project pins, once installed. */
export function nodeOfProject() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}
