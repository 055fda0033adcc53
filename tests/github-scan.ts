import { PassThrough } from 'node:stream'

import type { Io } from '../src/cli/command.ts'
import { runProgram } from '../src/cli/program.ts'
import type { FakeGithub } from './fake-github.ts'

export interface JsonFinding {
  readonly check: string
  readonly outcome: string
  readonly severity: string
  readonly message: string
  readonly location: { readonly uri: string; readonly path: string }
}

export interface GithubScan {
  readonly code: number
  readonly printed: string
  readonly findings: readonly JsonFinding[]
}

/** Runs the program in a folder against a GitHub on loopback. Findings are those of a JSON report, where one was asked for. */
export async function runAgainst(github: FakeGithub, folder: string, args: readonly string[]): Promise<GithubScan> {
  const out = new PassThrough()
  const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'sample-token' }
  const io = { cwd: folder, env, stdout: out, stderr: out, stdin: process.stdin } as unknown as Io
  const code = await runProgram([...args], io)
  const printed = String(out.read() ?? '')
  return { code, printed, findings: printed.startsWith('{') ? (JSON.parse(printed) as { findings: JsonFinding[] }).findings : [] }
}
