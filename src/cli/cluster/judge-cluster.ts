import { clusterChecks } from '../../admission/live-checks.ts'
import { checks } from '../../checks/index.generated.ts'
import type { Check } from '../../core/check.ts'
import { Estate } from '../../core/estate.ts'
import type { Run, Scanned } from '../../core/run.ts'
import type { Suppression } from '../../core/suppression.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { workload } from '../../models/workload/workload.ts'
import { ClusterJudge } from '../../policy/cluster/judge-object.ts'
import { exemptionsOf, policyCheck } from '../../policy/cluster/policy-check.ts'
import { readClusterPolicies } from '../../policy/cluster/read-policies.ts'
import { policyKinds } from '../../sources/cluster/read-kinds.ts'
import type { FlagValues, Invocation } from '../command.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { judgeBy, selectedChecks } from '../judging/judge-paths.ts'
import { listFlag, minorOf } from '../judging/judging-flags.ts'
import { policyNotAnalysed } from '../policy/cluster.ts'
import { selectPolicies } from '../policy/eval.ts'
import { readLive, type ReadLive } from './read-live.ts'

/** `scan cluster`: the objects of a cluster by the checks. */
export async function judgeCluster(invocation: Invocation): Promise<Run> {
  const { flags } = invocation
  const config = await configOf(invocation)
  const selected = selectedChecks(clusterChecks(checks), config, flags)
  const live = await readLive(invocation, config)
  return withDetails(judgeLive(selected, live.scanned, config, invocation, live), live)
}

/** A run with what it was made of. */
export interface Audited {
  readonly run: Run
  readonly live: ReadLive
}

/** `cluster audit`: the same by the checks and by the policies that the cluster itself holds. */
export async function auditCluster(invocation: Invocation): Promise<Audited> {
  const { flags } = invocation
  const config = await configOf(invocation)
  const ofChecks = withoutPolicies(flags)
  // Without names of checks, those of policies alone are asked for.
  const asksChecks = listFlag(flags, 'only') === undefined || (listFlag(ofChecks, 'only') ?? []).length > 0
  const selected = asksChecks ? selectedChecks(clusterChecks(checks), config, ofChecks) : []
  const live = await readLive(invocation, config, policyKinds)
  const policies = policiesOf(live, config, invocation)
  const { estate, ...scanned } = live.scanned
  const judged = {
    ...scanned,
    estate: new Estate(
      [
        [kubernetesObject, estate.subjects(kubernetesObject)],
        [workload, estate.subjects(workload)],
      ],
      [...estate.notAnalysed, ...policies.notAnalysed],
    ),
    suppressions: [...scanned.suppressions, ...policies.exemptions],
  }
  return { run: withDetails(judgeLive([...selected, ...policies.checks], judged, config, invocation, live), live), live }
}

function judgeLive(selected: readonly Check[], scanned: Scanned, config: Config, { flags, io }: Invocation, live: ReadLive): Run {
  return judgeBy(selected, scanned, config, { flags: forVersion(flags, config, live), io }, undefined, () => live.amend)
}

async function configOf({ flags, locale, io }: Invocation): Promise<Config> {
  return findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
}

/** A cluster says its version itself. */
function forVersion(flags: FlagValues, { kubernetes }: Config, { version }: ReadLive): FlagValues {
  const kubernetesVersion = flags['kubernetesVersion'] ?? kubernetes ?? version
  return kubernetesVersion === undefined ? flags : { ...flags, kubernetesVersion }
}

function withDetails(run: Run, { name, version, images }: ReadLive): Run {
  const used = images.map(({ reference, digests, usedBy }) => ({ reference, digests, usedBy: usedBy.map((user) => ({ ...user })) }))
  return { ...run, details: { cluster: { name, version: version ?? null, images: used } } }
}

interface Policies {
  readonly checks: readonly Check[]
  readonly exemptions: readonly Suppression[]
  readonly notAnalysed: Estate['notAnalysed']
}

/** The policies of the cluster as checks. They see everything in it, also what is not judged. */
function policiesOf(live: ReadLive, config: Config, { flags, locale }: Invocation): Policies {
  const { objects, everything } = live
  const all = everything()
  const cluster = readClusterPolicies(
    all.map(({ value, document }) => ({ value, document })),
    new Date(),
    minorOf(forVersion(flags, config, live)['kubernetesVersion']),
  )
  const judge = new ClusterJudge({ ...cluster, others: [] }, all, config.podShapes)
  const ofPolicies = (name: string) => listFlag(flags, name)?.filter((id) => id.startsWith('policy/'))
  const [only, skip] = [ofPolicies('only'), ofPolicies('skip')]
  const isAsked = flags['standard'] === undefined && only?.length !== 0
  const selected = isAsked
    ? selectPolicies(cluster.policies, { ...(only === undefined ? {} : { only }), ...(skip === undefined ? {} : { skip }) })
    : []
  return {
    checks: selected.map((policy) => policyCheck(policy, judge)),
    exemptions: exemptionsOf(selected, objects, judge),
    notAnalysed: cluster.problems.map((problem) => policyNotAnalysed(problem, locale)),
  }
}

/** The flags with the names of checks alone; those of policies begin with `policy/`. */
function withoutPolicies(flags: FlagValues): FlagValues {
  const kept = (name: string) => listFlag(flags, name)?.filter((id) => !id.startsWith('policy/'))
  const [only, skip] = [kept('only'), kept('skip')]
  return { ...flags, only, skip }
}
