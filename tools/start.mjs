// Starts Breakwater from a fresh clone: brings the installation and the bundle up to date first, then runs it.
import { spawnSync } from 'node:child_process'

import { ensureInstalled, nodeOfProject } from './ensure-installed.mjs'

ensureInstalled()
const [command = 'scan', ...rest] = process.argv.slice(2)
const node = nodeOfProject()
const built = spawnSync(node, ['tools/build.ts', '--if-stale'], { stdio: ['ignore', 2, 2] })
if (built.status !== 0) process.exit(built.status ?? 70)
const given = process.argv.length > 2 ? [command, ...rest] : ['scan', 'examples']
const run = spawnSync(node, ['dist/breakwater.mjs', ...given], { stdio: 'inherit' })
process.exit(run.status ?? 70)
