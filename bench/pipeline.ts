// Measures the search for secrets and the judging of workflows side by side with the peers that are on PATH, on the same
// inputs, and writes PIPELINE.md beside this file. `--bound 300` ends any run after so many seconds; `--rounds 3` is how
// often each is run; `--commits 30000` is the length of the history; `--print` leaves the file alone.
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { corpus } from '../tests/corpora.ts'
import { best, measure, type Command, type Cost } from './measure.ts'
import { findProgram, versionOf } from './peers.ts'
import { bytesBelow, cleanTree, generatedWorkflows, syntheticHistory, versionsIn } from './pipeline-inputs.ts'

const { values } = parseArgs({
  options: {
    bound: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    commits: { type: 'string', default: '30000' },
    print: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..')
const bundle = join(root, 'dist/breakwater.mjs')

interface Task {
  readonly name: string
  /** In megabytes, of what is read. */
  readonly size: number
  /** A second unit that people count in, such as file versions. */
  readonly units?: { readonly count: number; readonly name: string }
  readonly commands: readonly (readonly [tool: string, command: Command])[]
}

function breakwater(...args: string[]): Command {
  return { program: process.execPath, args: [bundle, ...args, '--format', 'json', '--exit-zero'] }
}

/** Those that are on PATH, told as their makers do it, without the network and with JSON as output. */
function peers(...known: readonly (readonly [name: string, args: readonly string[]])[]): Task['commands'] {
  return known.flatMap(([name, args]) => {
    const program = findProgram(name)
    return program === undefined ? [] : [[name, { program, args }] as const]
  })
}

function treeTask(name: string, path: string, size: number): Task {
  const gitleaks = ['dir', path, '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '/dev/stdout']
  return {
    name,
    size,
    commands: [
      ['breakwater', breakwater('secrets', path)],
      ...peers(
        ['gitleaks', gitleaks],
        ['trufflehog', ['filesystem', path, '--json', '--no-update', '--no-verification']],
        ['secretlint', ['--format', 'json', `${path}/**/*`]],
      ),
    ],
  }
}

function historyTask(path: string, commits: number): Task {
  const { count, bytes } = versionsIn(path)
  const gitleaks = ['git', path, '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '/dev/stdout']
  return {
    name: `history of ${commits.toLocaleString('en')} commits`,
    size: bytes / 1e6,
    units: { count, name: 'file versions' },
    commands: [
      ['breakwater', breakwater('secrets', path, '--history', '--no-cache')],
      ...peers(['gitleaks', gitleaks], ['trufflehog', ['git', `file://${path}`, '--json', '--no-update', '--no-verification']]),
    ],
  }
}

function workflowTask(path: string): Task {
  const files = globSync('**/*.{yml,yaml}', { cwd: path }).map((file) => join(path, file))
  return {
    name: `${files.length} workflows`,
    size: bytesBelow(path) / 1e6,
    units: { count: files.length, name: 'workflows' },
    commands: [
      ['breakwater', breakwater('scan', path, '--only', 'workflow/*', '--allow-unknown')],
      ['breakwater, all checks', breakwater('scan', path, '--allow-unknown')],
      ...peers(
        ['zizmor', ['--offline', '--no-exit-codes', '--format', 'json', '--no-progress', ...files]],
        ['actionlint', ['-format', '{{json .}}', '-shellcheck=', '-pyflakes=', ...files]],
      ),
    ],
  }
}

async function measureTask({ name, commands }: Task, scratch: string): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, [Cost, ...Cost[]]>()
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [tool, command] of commands) {
      const cost = await measure(command, scratch, Number(values.bound))
      console.error(`${name}: ${tool} ${cost.wall.toFixed(2)} s, processor ${cost.cpu?.toFixed(2) ?? '–'} s`)
      const before = costs.get(tool)
      if (before === undefined) costs.set(tool, [cost])
      else before.push(cost)
    }
  }
  return new Map([...costs].map(([tool, measured]) => [tool, best(measured)]))
}

function rows({ name, size, units, commands }: Task, costs: ReadonlyMap<string, Cost>): readonly string[] {
  return commands.map(([tool]) => {
    const { wall, cpu, memory, timedOut } = costs.get(tool)!
    const per = cpu ?? wall
    const rate = timedOut ? '–' : (size / per).toFixed(size / per < 10 ? 1 : 0)
    const counted = units === undefined || timedOut ? '' : ` (${Math.round(units.count / per).toLocaleString('en')} ${units.name}/s)`
    const times = timedOut ? `ended after ${values.bound} | –` : `${wall.toFixed(2)} | ${cpu?.toFixed(2) ?? '–'}`
    return `| ${name}, ${size.toFixed(1)} MB | ${tool} | ${times} | ${rate}${counted} | ${memory?.toFixed(0) ?? '–'} |`
  })
}

const built = spawnSync(process.execPath, [join(root, 'tools/build.ts'), '--if-stale'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)
const scratch = mkdtempSync(join(tmpdir(), 'breakwater-bench-'))
try {
  const clean = join(scratch, 'clean')
  const history = join(scratch, 'history')
  const size = cleanTree(clean, 2000, 48_000) / 1e6
  syntheticHistory(history, Number(values.commits))
  const real = corpus('manifests')
  const workflows = corpus('pipeline') === undefined ? join(scratch, 'workflows') : join(corpus('pipeline')!, 'workflows')
  if (corpus('pipeline') === undefined) generatedWorkflows(workflows, 424)
  const tasks = [
    treeTask('code without a secret', clean, size),
    ...(real === undefined ? [] : [treeTask('manifests of other projects', real, bytesBelow(real) / 1e6)]),
    historyTask(history, Number(values.commits)),
    workflowTask(workflows),
  ]
  const lines: string[] = []
  for (const task of tasks) lines.push(...rows(task, await measureTask(task, scratch)))
  const found = ['gitleaks', 'trufflehog', 'secretlint', 'zizmor', 'actionlint'].map(
    (name) => `${name} ${versionOf(name) ?? '(not there)'}`,
  )
  const page = `# Secrets and workflows, side by side

Written by \`node bench/pipeline.ts\` on ${new Date().toISOString().slice(0, 10)}. Times are the shortest of ${values.rounds} runs in turn, in seconds; MB/s are of processor time, of all threads together. A run is ended after ${values.bound} seconds.

- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores; Node.js ${process.versions.node}; load ${loadavg()[0]!.toFixed(1)} at the end: with a load above the number of cores, processor time says more than wall time
- Peers: ${found.join(', ')}

| input | tool | wall | processor | MB/s | memory in MB |
| --- | --- | ---: | ---: | ---: | ---: |
${lines.join('\n')}
`
  if (values.print) process.stdout.write(page)
  else writeFileSync(join(import.meta.dirname, 'PIPELINE.md'), page)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
