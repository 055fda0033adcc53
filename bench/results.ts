import { availableParallelism, cpus, totalmem } from 'node:os'

import type { Input } from './inputs.ts'
import type { Cost } from './measure.ts'
import { peerNames, type Peer } from './peers.ts'

export interface StartResult {
  readonly name: string
  /** In seconds. */
  readonly cpu: number | undefined
  /** In seconds. */
  readonly wall: number
}

export interface ScanResult {
  readonly input: Input
  /** By name of the tool. */
  readonly costs: ReadonlyMap<string, Cost>
}

export interface Results {
  readonly starts: readonly StartResult[]
  readonly scans: readonly ScanResult[]
  /** Shortest wall times in seconds with one job and with the default number. */
  readonly jobs: { readonly input: string; readonly one: number; readonly all: number } | undefined
  readonly peers: readonly Peer[]
  /** Seconds after which any run is ended. */
  readonly bound: number
  readonly rounds: number
}

/** Where the part of the page begins that people write; it is kept when the page is made anew. */
const notesHeading = '## What was tried'

export function handWritten(page: string): string {
  const start = page.indexOf(`\n${notesHeading}\n`)
  return start === -1 ? '' : page.slice(start)
}

export function resultsPage(results: Results, date: Date): string {
  const { peers, bound, rounds } = results
  const missing = peerNames.filter((name) => !peers.some((peer) => peer.name === name))
  const peerList = peers.length === 0 ? 'none' : peers.map(({ name, version }) => `${name} ${version}`).join(', ')
  return `# Benchmark

Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}. Times are the shortest of ${rounds} runs in turn, memory is the largest; a peer is ended after ${bound} seconds, run once where it needs long, and not run on what is larger than an input that took it 20 seconds. Other programs may have run on the machine: processor time tells less of that than wall time does, and the shortest run least.

- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${gigabytes(totalmem())} GB of memory
- Node.js ${process.versions.node}
- Peers on \`PATH\`: ${peerList}. Not there: ${missing.join(', ') || 'none'}

## Targets

${targetTable(results)}

## Start-up

Each figure is of ten runs one after the other, divided by ten; the smallest of five such batches.

${startTable(results.starts)}

## Cost and growth

${growthTable(results.scans)}

${jobsLine(results.jobs)}

## Side by side

Wall time, and how many times as long as Breakwater; below it the same of processor time, which a busy machine disturbs less. Every tool runs all the checks that it runs by default and writes JSON; conftest brings none and gets two rules. ${given(peers)}

${sideBySide(results, ({ wall }) => wall)}

${sideBySide(results, ({ cpu }) => cpu)}
`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function gigabytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(0)
}

function seconds(figure: number | undefined): string {
  return figure === undefined ? 'not known' : `${figure.toFixed(figure < 10 ? 2 : 1)} s`
}

function milliseconds(figure: number | undefined): string {
  return figure === undefined ? 'not known' : `${(figure * 1000).toFixed(0)} ms`
}

function targetTable({ starts, scans, peers }: Results): string {
  const bare = starts[0]?.cpu
  const timesBare = (index: number): number | undefined => {
    const cpu = starts[index]?.cpu
    return cpu === undefined || bare === undefined ? undefined : cpu / bare
  }
  const ours = (name: string): Cost | undefined => scans.find(({ input }) => input.name.startsWith(name))?.costs.get('breakwater')
  const growth = growthOf(ours('1 '), ours('1,000 '), ours('10,000 '))
  const thousand = scans.find(({ input }) => input.name.startsWith('1,000 '))
  const rows = [
    row('`--version`', '≤ 1.6 × bare Node.js', timesBare(1), 1.6, (figure) => `${figure.toFixed(2)} ×`),
    row('one file', '≤ 3 × bare Node.js', timesBare(3), 3, (figure) => `${figure.toFixed(2)} ×`),
    ...peers.map(({ name }) => {
      const [own, peer] = [thousand?.costs.get('breakwater'), thousand?.costs.get(name)]
      const ratio = own === undefined || peer === undefined ? undefined : own.wall / peer.wall
      return row(`1,000 manifests against ${name}`, 'faster', ratio, 1, (figure) => `${figure.toFixed(2)} × its time`)
    }),
    row('cost of a manifest, 10,000 against 1,000', 'linear: ≤ 1.2 ×', growth, 1.2, (figure) => `${figure.toFixed(2)} ×`),
    row('memory for 10,000 manifests', '< 600 MB', ours('10,000 ')?.memory, 600, (figure) => `${figure.toFixed(0)} MB`),
    row('argo-cd install.yaml', '< 1.5 s of CPU', ours('argo-cd')?.cpu, 1.5, (figure) => `${figure.toFixed(2)} s`),
  ]
  return table(['what', 'target', 'measured', 'met'], rows)
}

function row(what: string, target: string, figure: number | undefined, limit: number, show: (figure: number) => string): readonly string[] {
  if (figure === undefined) return [what, target, 'not measured', '–']
  return [what, target, show(figure), figure <= limit ? 'yes' : '**missed**']
}

/** What a manifest more costs between 1,000 and 10,000 of them, against what it costs up to 1,000; one manifest is the start. */
function growthOf(one: Cost | undefined, thousand: Cost | undefined, tenThousand: Cost | undefined): number | undefined {
  const [first, second, third] = [one, thousand, tenThousand].map((cost) => cost?.cpu ?? cost?.wall)
  if (first === undefined || second === undefined || third === undefined) return undefined
  return (third - second) / 9_000 / ((second - first) / 999)
}

function startTable(starts: readonly StartResult[]): string {
  const [bare] = starts
  return table(
    ['command', 'CPU', 'wall', '× bare Node.js'],
    starts.map(({ name, cpu, wall }) => [
      name,
      milliseconds(cpu),
      milliseconds(wall),
      ((cpu ?? wall) / (bare?.cpu ?? bare?.wall ?? 1)).toFixed(2),
    ]),
  )
}

function growthTable(scans: readonly ScanResult[]): string {
  return table(
    ['input', 'manifests', 'wall', 'CPU', 'peak memory', 'manifests a second', 'MB a second'],
    scans.map(({ input, costs }) => {
      const { wall, cpu, memory } = costs.get('breakwater')!
      return [
        input.name,
        `${(input.size / 1e6).toFixed(2)} MB`,
        seconds(wall),
        seconds(cpu),
        memory === undefined ? 'not known' : `${memory.toFixed(0)} MB`,
        input.manifests.length === 1 ? '–' : (input.manifests.length / wall).toFixed(0),
        (input.size / 1e6 / wall).toFixed(1),
      ]
    }),
  )
}

function jobsLine(jobs: Results['jobs']): string {
  if (jobs === undefined) return 'Jobs were not measured: there is no helm.'
  const { input, one, all } = jobs
  return `${input} with \`--jobs 1\`: ${seconds(one)}; with as many as there are processors: ${seconds(all)} (${(one / all).toFixed(2)} ×). Judging is done in one thread; the section on what was tried says why.`
}

function given(peers: readonly Peer[]): string {
  const names = peers.filter(({ searches }) => !searches).map(({ name }) => name)
  return names.length === 0 ? '' : `${names.join(' and ')} search no folders: the list of manifests is given to them.`
}

type Measure = (cost: Cost) => number | undefined

function sideBySide({ scans, peers, bound }: Results, of: Measure): string {
  return table(
    ['input', 'breakwater', ...peers.map(({ name }) => name)],
    scans.map(({ input, costs }) => {
      const own = of(costs.get('breakwater')!)
      return [input.name, seconds(own), ...peers.map(({ name }) => against(costs.get(name), own, of, bound))]
    }),
  )
}

function against(cost: Cost | undefined, own: number | undefined, of: Measure, bound: number): string {
  if (cost === undefined) return 'not run'
  if (cost.timedOut) return `ended after ${bound} s`
  if (cost.output === 0) return `gave nothing (exit ${cost.exit ?? 'by signal'})`
  const figure = of(cost)
  if (figure === undefined || own === undefined) return seconds(figure)
  const ratio = figure / own
  return `${seconds(figure)} (${ratio.toFixed(ratio < 10 ? 2 : 0)} ×)`
}
