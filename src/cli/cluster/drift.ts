import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import { Estate } from '../../core/estate.ts'
import type { Run } from '../../core/run.ts'
import { declaredObject, findDrift, unmanagedObject } from '../../models/drift/find-drift.ts'
import { isNamespaced } from '../../models/kubernetes-api/kind-scope.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { readCluster, type LiveCluster } from '../../sources/cluster/read-cluster.ts'
import { readKindOf, type ReadKind } from '../../sources/cluster/read-kinds.ts'
import { readTree } from '../../sources/files/read-tree.ts'
import { milliseconds } from '../clock.ts'
import type { Invocation } from '../command.ts'
import { findConfig } from '../config/find-config.ts'
import { judgeBy, selectedChecks } from '../judging/judge-paths.ts'
import { listFlag, minorOf } from '../judging/judging-flags.ts'
import { exitCodeOfRun, writeReports } from '../output/write-reports.ts'
import { existingPaths } from '../policy/existing-paths.ts'
import { driftChecks } from './drift-checks.ts'
import { withCluster } from './open-cluster.ts'
import { kindsOf, liveObject } from './read-live.ts'

/** `cluster drift PATH…`: how a cluster differs from what files, charts and Kustomizations declare. */
export async function drift(targets: readonly string[], invocation: Invocation): Promise<number> {
  const started = milliseconds()
  const run = await findDifferences(targets, invocation)
  await writeReports(run, invocation, started)
  return exitCodeOfRun(run, invocation.flags)
}

/** Above this, one list of the whole cluster costs less than one for each namespace. */
const mostNamespaces = 10

async function findDifferences(targets: readonly string[], invocation: Invocation): Promise<Run> {
  const { flags, locale, io } = invocation
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const selected = selectedChecks(driftChecks, { states: new Map() }, flags)
  const scanned = await readTree(existingPaths(targets, io.cwd), {
    locale,
    podShapes: config.podShapes,
    cwd: io.cwd,
    excludes: config.excludes,
    kubernetes: minorOf(flags['kubernetesVersion'] ?? config.kubernetes),
    valueSets: config.valueSets,
  })
  const declared = scanned.estate.subjects(kubernetesObject)
  if (declared.length + scanned.estate.notAnalysed.length === 0) throw new BreakwaterError('nothing-to-check', { path: targets.join(', ') })

  return withCluster(invocation, async ({ client, namespace: ofContext }) => {
    const ownNamespace = listFlag(flags, 'namespace')?.[0] ?? ofContext ?? 'default'
    const kinds = kindsOf(config, flags['secrets'] !== false)
    const declaredKinds = [...new Set(declared.map(({ groupKind }) => groupKind))].map(readKindOf)
    const outside = declaredKinds.filter((kind) => !inNamespaces(kind))
    const involved = [...new Set(declared.flatMap((object) => namespacesOf(object, ownNamespace)))].toSorted()
    const live = await readCluster(client, {
      kinds: [...kinds, ...declaredKinds],
      ofCluster: outside,
      namespaces: involved.length > mostNamespaces ? undefined : involved,
      locale,
    })
    const objects = live.objects.map(liveObject)
    const namespaced = new Map(live.served.map((kind) => [kind.group === '' ? kind.kind : `${kind.group}/${kind.kind}`, kind.namespaced]))
    const found = findDrift({
      declared,
      live: objects,
      namespaceOf: (object) =>
        (namespaced.get(object.groupKind) ?? inNamespaces(readKindOf(object.groupKind))) ? (object.namespace ?? ownNamespace) : undefined,
      stateOf: (groupKind) => stateOf(groupKind, live),
      countsUnmanaged: ({ namespace }) => namespace !== undefined && involved.includes(namespace),
    })
    const { estate } = scanned
    return judgeBy(
      selected,
      {
        ...scanned,
        estate: new Estate(
          [
            [declaredObject, found.declared],
            [unmanagedObject, found.unmanaged],
          ],
          [...estate.notAnalysed, ...live.unread],
        ),
        resources: declared.length,
      },
      config,
      { flags, io },
    )
  })
}

function inNamespaces({ group, kind }: ReadKind): boolean {
  return isNamespaced(group === '' ? 'v1' : `${group}/v1`, kind) ?? true
}

function namespacesOf(object: KubernetesObject, ownNamespace: string): readonly string[] {
  if (object.groupKind === 'Namespace') return [object.name]
  return inNamespaces(readKindOf(object.groupKind)) ? [object.namespace ?? ownNamespace] : []
}

function stateOf(groupKind: string, { served, unread }: LiveCluster): 'read' | 'not-served' | 'unread' {
  const kind = served.find(({ group, kind: name }) => groupKind === (group === '' ? name : `${group}/${name}`))
  if (kind === undefined) return 'not-served'
  return unread.some(({ uri }) => uri.split('/')[2] === kind.kind) ? 'unread' : 'read'
}
