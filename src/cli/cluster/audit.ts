import { exitCodeOf } from '../../core/gate.ts'
import type { Invocation } from '../command.ts'
import { writeReports } from '../output/write-reports.ts'
import { auditCluster } from './judge-cluster.ts'

/** `cluster audit`: what checks and policies say of everything in a cluster. */
export async function audit(_targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = performance.now()
  const run = await auditCluster(invocation)
  await writeReports(run, invocation, started)
  return invocation.flags['exitZero'] === true ? 0 : exitCodeOf(run.gate)
}
