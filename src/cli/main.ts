#!/usr/bin/env node
import module from 'node:module'

// Missing in Node.js versions that are older than the supported ones; those still start, only slower.
module.enableCompileCache?.()

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  const { version } = await import('./version.ts')
  process.stdout.write(`${version}\n`)
} else {
  const { runProgram } = await import('./program.ts')
  process.exitCode = await runProgram(process.argv.slice(2))
}
