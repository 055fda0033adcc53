import { readFileSync } from 'node:fs'

import { BreakwaterError } from '../core/error.ts'
import { GithubClient } from '../sources/github/client.ts'
import { readInputs, type Inputs } from './inputs.ts'
import { readVerdict, runScan, type ScanResult } from './run-scan.ts'
import { stickComment } from './sticky-comment.ts'
import { uploadSarif } from './upload-sarif.ts'
import { warn, writeOutputs, writeSummary, type Say } from './workflow-files.ts'

/** What triggered the workflow, as far as the action needs it. */
interface Event {
  readonly pull_request?: { readonly number?: number; readonly head?: { readonly sha?: string } }
}

/**
 * The GitHub Action: scan, summary, code scanning, comment, and the gate last, so that a red gate never hides the reports.
 * What cannot be reported is a warning; only the verdict decides.
 *
 * @param bundle the command line
 * @returns the exit code of the step
 */
export async function runAction(bundle: string, env: NodeJS.ProcessEnv, say: Say): Promise<number> {
  const inputs = readInputs(env)
  const result = runScan(bundle, inputs, env, say)
  const verdict = readVerdict(result)
  if (result.summary !== undefined) writeSummary(env, readFileSync(result.summary, 'utf8'))
  writeOutputs(env, {
    verdict: verdict?.gate.verdict ?? 'error',
    'exit-code': String(result.exitCode),
    findings: String(verdict?.findings.length ?? 0),
    counted: String(verdict?.gate.counted ?? 0),
    sarif: result.sarif ?? '',
    json: result.json ?? '',
  })
  if (inputs.token !== undefined) await publish(inputs, inputs.token, result, env, say)
  return result.exitCode
}

async function publish(inputs: Inputs, token: string, { sarif, summary }: ScanResult, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const client = new GithubClient({ url: env['GITHUB_API_URL'] || 'https://api.github.com', token })
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const event = readEvent(env['GITHUB_EVENT_PATH'])
  const pullRequest = event.pull_request?.number
  const { category } = inputs
  if (inputs.uploadSarif && sarif !== undefined) {
    const commit = event.pull_request?.head?.sha ?? env['GITHUB_SHA'] ?? ''
    const ref = pullRequest === undefined ? (env['GITHUB_REF'] ?? '') : `refs/pull/${pullRequest}/head`
    await attempt(say, 'code scanning', async () => uploadSarif(client, readFileSync(sarif, 'utf8'), { repository, commit, ref, category }))
  }
  if (inputs.comment && summary !== undefined && pullRequest !== undefined)
    await attempt(say, 'comment', async () => stickComment(client, repository, pullRequest, category, readFileSync(summary, 'utf8')))
}

async function attempt(say: Say, what: string, work: () => Promise<string | undefined>): Promise<void> {
  try {
    const refused = await work()
    if (refused !== undefined) warn(say, `${what}: ${refused}`)
  } catch (error) {
    if (!(error instanceof BreakwaterError)) throw error
    warn(say, `${what}: ${error.message}`)
  }
}

function readEvent(path: string | undefined): Event {
  return path === undefined || path === '' ? {} : (JSON.parse(readFileSync(path, 'utf8')) as Event)
}
