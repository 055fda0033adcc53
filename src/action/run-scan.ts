import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Inputs } from './inputs.ts'
import type { Say } from './workflow-files.ts'

/** What a scan left behind. */
export interface ScanResult {
  /** The exit code of the command line, which is the verdict. */
  readonly exitCode: number
  /** Paths of the reports; undefined where the scan ended before it wrote any. */
  readonly json: string | undefined
  readonly sarif: string | undefined
  readonly summary: string | undefined
}

/** The part of the JSON report that the action needs. */
export interface Verdict {
  readonly gate: { readonly verdict: string; readonly counted: number }
  readonly findings: readonly unknown[]
}

/** Runs the command line once and writes all reports; annotations go to the log of the step, where GitHub reads them. */
export function runScan(bundle: string, inputs: Inputs, env: NodeJS.ProcessEnv, say: Say): ScanResult {
  const folder = mkdtempSync(join(env['RUNNER_TEMP'] || '/tmp', 'breakwater-'))
  const at = (name: string): string => join(folder, name)
  const args = ['scan', ...inputs.paths, '--lang', inputs.lang, '--fail-on', inputs.failOn, '--format', 'github']
  for (const [format, file] of [
    ['json', 'report.json'],
    ['sarif', 'report.sarif'],
    ['markdown', 'summary.md'],
  ] as const)
    args.push('--report', `${format}=${at(file)}`)
  if (inputs.config !== undefined) args.push('--config', inputs.config)
  if (inputs.baseline !== undefined) args.push('--baseline', inputs.baseline)
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: env['GITHUB_WORKSPACE'] || process.cwd(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: withoutToken(env),
  })
  if (error !== undefined) throw error
  say(`${stdout}${stderr}`)
  const written = (name: string): string | undefined => (existsSync(at(name)) ? at(name) : undefined)
  return { exitCode: status ?? 70, json: written('report.json'), sarif: written('report.sarif'), summary: written('summary.md') }
}

/** The verdict in the JSON report; undefined where the scan wrote none. */
export function readVerdict({ json }: ScanResult): Verdict | undefined {
  return json === undefined ? undefined : (JSON.parse(readFileSync(json, 'utf8')) as Verdict)
}

/** A scan of files needs no token, so it does not get one. */
function withoutToken(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT_TOKEN|GITHUB_TOKEN|ACTIONS_.*TOKEN.*)$/.test(name)))
}
