import { milliseconds } from '../clock.ts'
import type { Invocation } from '../command.ts'
import { exitCodeOfRun, writeReports } from '../output/write-reports.ts'
import { auditCluster } from './judge-cluster.ts'

/** `cluster audit`: what checks and policies say of everything in a cluster. */
export async function audit(_targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const run = await auditCluster(invocation)
  await writeReports(run, invocation, started)
  return exitCodeOfRun(run, invocation.flags)
}
