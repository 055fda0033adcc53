#!/usr/bin/env node
import module from 'node:module'

// Not loaded lazily: a chunk may hold code that older versions cannot even read.
import { nodeRefusal } from './node/refuse-node.ts'
import { runOnPinnedNode } from './node/run-on-pinned-node.ts'
import { isSupportedNode, supportedNode } from './node/supported-node.ts'

// Missing in Node.js versions that are older than the supported ones, which still have to be told so.
module.enableCompileCache?.()

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  const { printVersion } = await import('./start.ts')
  printVersion()
} else if (!isSupportedNode(process.version)) {
  const status = await runOnPinnedNode(import.meta.url, process.argv.slice(2))
  if (status === undefined) {
    process.stderr.write(nodeRefusal(process.version, supportedNode, process.argv.slice(2), process.env))
  }
  process.exitCode = status ?? 2
} else {
  const { start } = await import('./start.ts')
  process.exitCode = await start(process.argv.slice(2))
}
