import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

/** What one run of a program took. */
export interface Cost {
  /** Seconds. */
  readonly wall: number
  /** Seconds of processor time, of all threads and children; undefined where the machine has no `time` that tells. */
  readonly cpu: number | undefined
  /** The most memory that was held at a time, in megabytes. */
  readonly memory: number | undefined
  /** What it wrote to its standard output, in bytes. */
  readonly output: number
  readonly exit: number | null
  readonly timedOut: boolean
}

const timeProgram = '/usr/bin/time'
/** Node.js does not tell what a child cost; GNU time does, to a hundredth of a second. */
const knowsCost = existsSync(timeProgram) && spawnSync(timeProgram, ['-q', '-f', '%e', 'true']).status === 0

/** Runs a program to its end, or to its time bound in seconds. What it writes goes to a file. */
export async function measure({ program, args }: Command, scratch: string, bound: number): Promise<Cost> {
  const report = join(scratch, 'cost')
  const output = join(scratch, 'output')
  rmSync(report, { force: true })
  const file = openSync(output, 'w')
  const [first, ...others] = knowsCost
    ? ([timeProgram, '-q', '-f', '%U %S %M', '-o', report, program, ...args] as const)
    : ([program, ...args] as const)
  const started = process.hrtime.bigint()
  const { exit, timedOut } = await ended(first, others, { file, scratch, bound })
  const wall = Number(process.hrtime.bigint() - started) / 1e9
  closeSync(file)
  const [user, system, kilobytes] = timedOut || !knowsCost ? [] : readFileSync(report, 'utf8').trim().split(' ').map(Number)
  return {
    wall,
    cpu: user === undefined || system === undefined ? undefined : user + system,
    memory: kilobytes === undefined ? undefined : kilobytes / 1024,
    output: statSync(output).size,
    exit,
    timedOut,
  }
}

interface Surroundings {
  readonly file: number
  readonly scratch: string
  readonly bound: number
}

async function ended(
  program: string,
  args: readonly string[],
  { file, scratch, bound }: Surroundings,
): Promise<Pick<Cost, 'exit' | 'timedOut'>> {
  // A group of its own, so that the bound ends what the program has started as well.
  const child = spawn(program, args, { cwd: scratch, stdio: ['ignore', file, 'ignore'], detached: true })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, bound * 1000)
  const exit = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => done(code))
  })
  clearTimeout(timer)
  return { exit, timedOut }
}

/** Of several runs the shortest times, because what else the machine does only ever adds to them, and the most memory. */
export function best(costs: readonly [Cost, ...Cost[]]): Cost {
  const defined = (of: (cost: Cost) => number | undefined): number[] => costs.map(of).filter((figure) => figure !== undefined)
  const cpus = defined(({ cpu }) => cpu)
  const memories = defined(({ memory }) => memory)
  return {
    ...costs[0],
    wall: Math.min(...costs.map(({ wall }) => wall)),
    cpu: cpus.length === 0 ? undefined : Math.min(...cpus),
    memory: memories.length === 0 ? undefined : Math.max(...memories),
  }
}
