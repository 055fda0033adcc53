import { spawnSync } from 'node:child_process'
// Measures `breakwater scan` and every peer on PATH on the same inputs, and writes RESULTS.md beside this file.
// `--bound 30` ends any run after so many seconds; `--rounds 3` is how often each is run; `--print` leaves the file alone.
// A peer that needs long is run once, and not on what is larger: the whole takes less than ten minutes.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { corpus } from '../tests/corpora.ts'
import { helmBinary } from '../tests/tools.ts'
import { chartsInput, makeInputs, type Input } from './inputs.ts'
import { best, measure, type Command, type Cost } from './measure.ts'
import { findPeers, type Peer } from './peers.ts'
import { handWritten, resultsPage, type Results, type ScanResult, type StartResult } from './results.ts'

// What has peers, or a measure, of its own: `npm run bench -- azure`, `-- admission`, `-- rego`.
const others: Readonly<Record<string, () => Promise<unknown>>> = {
  azure: async () => import('./azure.ts'),
  admission: async () => import('./admission.ts'),
  rego: async () => import('./rego.ts'),
}
const other = others[process.argv[2] ?? '']
if (other !== undefined) {
  await other()
  process.exit()
}

const { values } = parseArgs({
  options: {
    bound: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '3' },
    print: { type: 'boolean', default: false },
  },
})
const bound = Number(values.bound)
const rounds = Number(values.rounds)
const root = join(import.meta.dirname, '..')
const bundle = join(root, 'dist/breakwater.mjs')
const resultsFile = join(import.meta.dirname, 'RESULTS.md')

function breakwater(...args: string[]): Command {
  return { program: process.execPath, args: [bundle, ...args] }
}

function scanOf({ path }: Input, ...flags: string[]): Command {
  return breakwater('scan', path, '--format', 'json', '--exit-zero', ...flags)
}

/** One run is told to a hundredth of a second only, and start-up takes a few of those. */
const batch = 10

/** Start-up times are short: batches of runs in turn, so that a busy moment of the machine meets all of them. */
async function measureStart(one: Input, scratch: string): Promise<readonly StartResult[]> {
  const commands: readonly (readonly [string, Command])[] = [
    ['bare Node.js (`node -e 0`)', { program: process.execPath, args: ['-e', '0'] }],
    ['`breakwater --version`', breakwater('--version')],
    ['`breakwater --help`', breakwater('--help')],
    ['`breakwater scan` of one manifest', scanOf(one)],
  ]
  const costs = commands.map((): Cost[] => [])
  for (let round = 0; round < 5; round++)
    for (const [index, [, command]] of commands.entries()) costs[index]!.push(await measure(repeated(command), scratch, bound))
  return commands.map(([name], index) => {
    const { cpu, wall } = best(costs[index] as [Cost, ...Cost[]])
    return { name, cpu: cpu === undefined ? undefined : cpu / batch, wall: wall / batch }
  })
}

function repeated({ program, args }: Command): Command {
  const times = Array.from({ length: batch }, (_, index) => index).join(' ')
  return { program: '/bin/sh', args: ['-c', `for run in ${times}; do "$@" > /dev/null; done`, 'sh', program, ...args] }
}

/** Seconds after which a run is not done again. */
const long = 8
/** Seconds: who needs longer for an input is not given a larger one. */
const tooLong = 20

/** Everybody in turn, round after round. */
async function measureInput(input: Input, peers: readonly Peer[], scratch: string): Promise<ScanResult> {
  const commands: readonly (readonly [string, Command])[] = [
    ['breakwater', scanOf(input)],
    ...peers.map(({ name, scan }) => [name, scan(input)] as const),
  ]
  const costs = new Map<string, [Cost, ...Cost[]]>()
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of commands) {
      const before = costs.get(name)
      if (before !== undefined && before[0].wall > long) continue
      const cost = await measure(command, scratch, name === 'breakwater' ? 120 : bound)
      console.error(`${input.name}: ${name} ${cost.wall.toFixed(2)} s${cost.timedOut ? ', bound' : ''}`)
      if (before === undefined) costs.set(name, [cost])
      else before.push(cost)
    }
  }
  return { input, costs: new Map([...costs].map(([name, measured]) => [name, best(measured)])) }
}

async function measureJobs(input: Input, scratch: string): Promise<NonNullable<Results['jobs']>> {
  const one: Cost[] = []
  const all: Cost[] = []
  await measure(scanOf(input), scratch, bound)
  for (let round = 0; round < rounds; round++) {
    one.push(await measure(scanOf(input, '--jobs', '1'), scratch, bound))
    all.push(await measure(scanOf(input), scratch, bound))
  }
  return { input: input.name, one: Math.min(...one.map(({ wall }) => wall)), all: Math.min(...all.map(({ wall }) => wall)) }
}

const built = spawnSync(process.execPath, [join(root, 'tools/build.ts'), '--if-stale'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)
const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
try {
  const inputs = makeInputs(join(scratch, 'inputs'), corpus('manifests'))
  const peers = findPeers(scratch)
  console.error(`peers: ${peers.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none on PATH'}`)
  const thousand = inputs.find(({ name }) => name.startsWith('1,000 '))!
  // The first run after a build also compiles: that is not what every other run costs.
  await measure(scanOf(thousand), scratch, bound)
  const starts = await measureStart(inputs[0]!, scratch)
  const scans: ScanResult[] = []
  for (const input of inputs) {
    const isTooMuch = ({ name }: Peer): boolean =>
      scans.some((scan) => scan.input.size < input.size && (scan.costs.get(name)?.wall ?? 0) > tooLong)
    const ready = peers.filter((peer) => !isTooMuch(peer))
    scans.push(await measureInput(input, ready, scratch))
  }
  const helm = helmBinary()
  if (helm !== undefined) process.env['HELM'] ??= helm
  const jobs = process.env['HELM'] === undefined ? undefined : await measureJobs(chartsInput(join(scratch, 'inputs')), scratch)
  const notes = existsSync(resultsFile) ? handWritten(readFileSync(resultsFile, 'utf8')) : ''
  const page = resultsPage({ starts, scans, jobs, peers, bound, rounds }, new Date()) + notes
  if (values.print) process.stdout.write(page)
  else writeFileSync(resultsFile, page)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
