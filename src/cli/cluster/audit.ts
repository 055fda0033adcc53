import { milliseconds } from '../clock.ts'
import type { Invocation } from '../command.ts'
import { exitCodeOfRun, writeReports } from '../output/write-reports.ts'
import { auditCluster } from './judge-cluster.ts'
import { assertWatchable, watchCluster } from './watch.ts'

/** `cluster audit`: what checks and policies say of everything in a cluster. */
export async function audit(_targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const goesOn = invocation.flags['watch'] === true
  if (goesOn) assertWatchable(invocation)
  const audited = await auditCluster(invocation)
  await writeReports(audited.run, invocation, started)
  return goesOn ? watchCluster(audited, invocation) : exitCodeOfRun(audited.run, invocation.flags)
}
