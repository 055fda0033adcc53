import { gzipSync } from 'node:zlib'

import type { GithubClient } from '../sources/github/client.ts'

/** GitHub takes 10 MiB of compressed SARIF. https://docs.github.com/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data */
const mostBytes = 10 * 1024 * 1024

export interface Analysis {
  readonly repository: string
  readonly commit: string
  readonly ref: string
  readonly category: string
}

/** Sends a SARIF report to code scanning. Gives the reason when GitHub does not take it, and undefined when it does. */
export async function uploadSarif(
  client: GithubClient,
  sarif: string,
  { repository, commit, ref, category }: Analysis,
): Promise<string | undefined> {
  const compressed = gzipSync(withCategory(sarif, category))
  if (compressed.length > mostBytes) return `${compressed.length} bytes`
  const { status, body } = await client.send('POST', `/repos/${repository}/code-scanning/sarifs`, {
    commit_sha: commit,
    ref,
    sarif: compressed.toString('base64'),
    tool_name: 'Breakwater',
  })
  if (status === 202) return undefined
  const { message } = (body ?? {}) as { readonly message?: unknown }
  return `HTTP ${status}${typeof message === 'string' ? `: ${message}` : ''}`
}

/** Code scanning keeps analyses apart by category, so that two jobs do not close each other's alerts. */
function withCategory(sarif: string, category: string): string {
  const log = JSON.parse(sarif) as { readonly runs?: readonly object[] }
  return JSON.stringify({ ...log, runs: log.runs?.map((run) => ({ ...run, automationDetails: { id: `${category}/` } })) })
}
