// Starts Breakwater from a fresh clone: brings the installation and the bundle up to date first, then runs it.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

import { ensureInstalled, nodeOfProject } from './ensure-installed.mjs'

ensureInstalled()
const [command = 'scan', ...rest] = process.argv.slice(2)
const node = nodeOfProject()
const built = spawnSync(node, ['tools/build.ts', '--if-stale'], { stdio: ['ignore', 2, 2] })
if (built.status !== 0) process.exit(built.status ?? 70)
const given = process.argv.length > 2 ? [command, ...rest] : ['scan', 'examples']
// Paths mean what they mean where npm was started: `npm --prefix ~/breakwater start -- scan deploy`.
const cwd = process.argv.length > 2 ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd()
const run = spawnSync(node, [resolve('dist/breakwater.mjs'), ...given], { stdio: 'inherit', cwd })
process.exit(run.status ?? 70)
