import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import { Estate } from '../../core/estate.ts'
import { exitCodeOf, type FailOn } from '../../core/gate.ts'
import { run } from '../../core/run.ts'
import { matchesCheck } from '../../core/suppression.ts'
import { spoken } from '../../core/text.ts'
import { azureResource, type AzureResource } from '../../models/azure/resource.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { exemptionOf, exemptionsOf, policyCheck } from '../../policy/cluster/policy-check.ts'
import { resourcePolicyCheck } from '../../policy/cluster/resource-policy-check.ts'
import type { ResourcePolicy } from '../../policy/cluster/resource-policy.ts'
import { milliseconds } from '../clock.ts'
import type { FlagValues, Invocation } from '../command.ts'
import { listFlag } from '../judging/judging-flags.ts'
import { readBaseline } from '../judging/read-baseline.ts'
import { writeReports } from '../output/write-reports.ts'
import { readCluster } from './cluster.ts'

/** `policy eval PATH…`: what a cluster with these policies will say to the objects of the paths. */
export async function evaluatePolicies(targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const { flags, io } = invocation
  const { cluster, judge, scanned, config, kubernetes, notAnalysed } = await readCluster(targets, invocation)
  const selected = new Set<object>(selectPolicies([...cluster.policies, ...cluster.resourcePolicies], flags))
  const policies = cluster.policies.filter((policy) => selected.has(policy))
  const resourcePolicies = cluster.resourcePolicies.filter((policy) => selected.has(policy))
  const { estate } = scanned
  const objects = estate.subjects(kubernetesObject)
  const inTree = flags['inline'] === false ? [] : scanned.suppressions
  const resources = estate.subjects(azureResource)
  const judged = run(
    [...policies.map((policy) => policyCheck(policy, judge)), ...resourcePolicies.map((policy) => resourcePolicyCheck(policy, resources))],
    {
      ...scanned,
      estate: new Estate(
        [
          [kubernetesObject, objects],
          [azureResource, resources],
        ],
        [...estate.notAnalysed, ...notAnalysed],
      ),
      suppressions: [
        ...inTree,
        ...config.suppressions,
        ...exemptionsOf(policies, objects, judge),
        ...resourcePolicies.filter((policy) => isAgainstAny(policy, resources)).flatMap(exemptionOf),
      ],
    },
    {
      target: { kubernetes },
      failOn: (flags['failOn'] as FailOn | undefined) ?? config.failOn ?? 'high',
      allowUnknown: flags['allowUnknown'] === true,
      allowedNotAnalysed: config.allowsNotAnalysed,
      today: new Date().toISOString().slice(0, 10),
      ...(typeof flags['baseline'] === 'string' ? { baseline: readBaseline(resolve(io.cwd, flags['baseline'])) } : {}),
    },
  )
  await writeReports(judged, invocation, started)
  return flags['exitZero'] === true ? 0 : exitCodeOf(judged.gate)
}

/**
 * The policies that `--only` and `--skip` leave, by id or by kind: `policy/K8sRequiredLabels/*`.
 *
 * @throws {BreakwaterError} where a name means no policy
 */
export function selectPolicies<Policy extends { readonly id: string }>(policies: readonly Policy[], flags: FlagValues): readonly Policy[] {
  const [only, skip] = [listFlag(flags, 'only'), listFlag(flags, 'skip')]
  for (const name of [...(only ?? []), ...(skip ?? [])])
    if (!policies.some(({ id }) => matchesCheck(name, id)))
      throw new BreakwaterError('bad-usage', {
        problem: spoken({ en: 'no policy is called {name}', ja: '{name} というポリシーはありません' }, { name }),
      })
  return policies.filter(
    ({ id }) => !(skip ?? []).some((name) => matchesCheck(name, id)) && (only === undefined || only.some((name) => matchesCheck(name, id))),
  )
}

function isAgainstAny(policy: ResourcePolicy, resources: readonly AzureResource[]): boolean {
  return policy.exemption !== undefined && resources.some((resource) => (policy.judge(resource, resources) ?? []).length > 0)
}
