// `npm test`: brings the installation up to date, then everything that must hold, and ends with the line `N passed, N failed`.
// Arguments go to vitest and leave the other steps out: `npm test -- src/core`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

import { ensureInstalled, nodeOfProject } from './ensure-installed.mjs'

ensureInstalled()
const node = nodeOfProject()
const binaries = join(process.cwd(), 'node_modules', '.bin')
const env = { ...process.env, PATH: [dirname(node), binaries, process.env.PATH].join(delimiter) }
const selected = process.argv.slice(2)
// A dot for each test of everything; the names of what was selected.
const reporter = selected.length === 0 ? 'dot' : 'default'

let passed = 0
let failed = 0
let skipped = 0

/** Runs one step; its output is shown only when it fails. */
function step(name, command, args) {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64e6,
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}  ${seconds} s`)
  if (status === 0) passed++
  else {
    failed++
    console.log(stdout + stderr)
  }
}

function vitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-test-'))
  const results = join(folder, 'results.json')
  const reporters = [reporter, 'json', './tests/absent-parts.ts'].map((name) => `--reporter=${name}`)
  const { status } = spawnSync('vitest', ['run', ...reporters, `--outputFile.json=${results}`, ...args], {
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(readFileSync(results, 'utf8'))
    passed += numPassedTests
    // A file that does not load has failed without any test in it failing.
    failed += Math.max(numFailedTests, success ? 0 : Math.max(1, numFailedTestSuites > 0 && numFailedTests === 0 ? numFailedTestSuites : 0))
    skipped += numPendingTests
  } catch {
    failed++
  }
  if (status !== 0 && failed === 0) failed++
  rmSync(folder, { recursive: true, force: true })
}

if (selected.length === 0) {
  step('types', 'tsc', ['--noEmit'])
  step('lint', 'oxlint', ['--type-aware'])
  step('format', 'oxfmt', ['--check', '.'])
  step('dead code', 'knip', [])
  step('generated files are current', node, ['tools/generate.ts', '--check'])
  step('bundle', node, ['tools/build.ts'])
}
vitest(selected)
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 ? 1 : 0)
