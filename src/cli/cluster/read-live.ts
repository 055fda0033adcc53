import { BreakwaterError } from '../../core/error.ts'
import { Estate } from '../../core/estate.ts'
import type { Finding } from '../../core/finding.ts'
import type { Path } from '../../core/location.ts'
import type { Scanned } from '../../core/run.ts'
import { render, text } from '../../core/text.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { LiveDocument, liveUri } from '../../models/kubernetes/live-document.ts'
import { changedPods, isOfPlatform, withoutMade } from '../../models/kubernetes/made-objects.ts'
import { KubernetesObject } from '../../models/kubernetes/object.ts'
import { runningImages, type RunningImage } from '../../models/workload/running-images.ts'
import { readCluster, type LiveCluster } from '../../sources/cluster/read-cluster.ts'
import { readKindOf, readKinds, type ReadKind } from '../../sources/cluster/read-kinds.ts'
import { readingOf } from '../../sources/readers/reading-of-objects.ts'
import type { Invocation } from '../command.ts'
import type { Config } from '../config/config.ts'
import { listFlag } from '../judging/judging-flags.ts'
import { withCluster } from './open-cluster.ts'

const leftOut = text({
  en: '{count} objects that Kubernetes and AKS make themselves were left out; --include-platform judges them too',
  ja: 'Kubernetes や AKS 自身が作るオブジェクト {count} 件を除きました。--include-platform で検査できます',
})

/** What was read of a cluster, to be judged. */
export interface ReadLive {
  readonly name: string
  readonly scanned: Scanned
  /** The objects that stand for themselves: what a workload makes is judged in the workload. */
  readonly objects: readonly KubernetesObject[]
  /**
   * Leaves out what is said of pods that a workload makes, but for the containers that the workload does not ask for: all
   * else is said of the workload.
   */
  readonly amend: (findings: readonly Finding[]) => readonly Finding[]
  /** All that was read, for those who look something up in the cluster. */
  readonly everything: () => readonly KubernetesObject[]
  /** The minor version of the cluster, as flags give it: `1.36`. */
  readonly version: string | undefined
  readonly images: readonly RunningImage[]
  /** What was listed, to be watched from there on. */
  readonly lists: LiveCluster['lists']
  /** The objects as they were read. */
  readonly read: readonly JsonObject[]
}

/** The kinds that checks read, with those that the configuration says carry pods. */
export function kindsOf({ podShapes }: Pick<Config, 'podShapes'>, withSecrets: boolean): readonly ReadKind[] {
  const known = new Set(readKinds.map(({ group, kind }) => `${group}/${kind}`))
  const own = podShapes.map(({ kind }) => readKindOf(kind)).filter(({ group, kind }) => !known.has(`${group}/${kind}`))
  return [...readKinds, ...own].filter(({ group, kind }) => withSecrets || group !== '' || kind !== 'Secret')
}

/**
 * Reads the cluster that the command line names.
 *
 * @param ofCluster kinds besides those that checks read, of the whole cluster in any case
 * @throws {BreakwaterError} where it cannot be asked, or there is nothing in it
 */
export async function readLive(invocation: Invocation, config: Config, ofCluster: readonly ReadKind[] = []): Promise<ReadLive> {
  const { flags, locale } = invocation
  const kinds = kindsOf(config, flags['secrets'] !== false)
  return withCluster(invocation, async (cluster) => {
    const live = await readCluster(cluster.client, { kinds, ofCluster, namespaces: listFlag(flags, 'namespace'), locale })
    const [absent] = live.absentNamespaces
    if (absent !== undefined) throw new BreakwaterError('namespace-not-found', { name: absent, cluster: cluster.name })
    return scannedOf(cluster.name, live, config, invocation)
  })
}

function scannedOf(name: string, live: LiveCluster, config: Config, { flags, locale, io }: Invocation): ReadLive {
  const own = withoutMade(live.objects, config.podShapes)
  const judged = flags['includePlatform'] === true ? own : own.filter((object) => !isOfPlatform(object))
  if (judged.length + live.unread.length === 0) throw new BreakwaterError('cluster-empty', { cluster: name })
  if (judged.length < own.length) io.stderr.write(`${render({ text: leftOut, args: { count: own.length - judged.length } }, locale)}\n`)
  const objects = judged.map(liveObject)
  const changed = changedPods(live.objects)
    .filter(({ pod, makers }) => flags['includePlatform'] === true || ![pod, ...makers].some(isOfPlatform))
    .map(({ pod, containers }) => ({ object: liveObject(pod), containers }))
  const all = [...objects, ...changed.map(({ object }) => object)]
  const { subjects, suppressions } = readingOf(all, live.unread, { locale, podShapes: config.podShapes })
  return {
    name,
    objects,
    amend: (findings) => {
      const containers = new Map(changed.map((one) => [one.object.document.uri, one.containers]))
      return findings.filter(({ place: { source, path } }) => containers.get(source.uri)?.some((at) => isBelow(path, at)) ?? true)
    },
    everything: () => live.objects.map(liveObject),
    scanned: { estate: new Estate(subjects, live.unread), suppressions, files: 0, analysed: 0, resources: objects.length },
    version: live.minor === undefined ? undefined : `1.${live.minor}`,
    images: runningImages(live.objects),
    lists: live.lists,
    read: live.objects,
  }
}

function isBelow(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step)
}

/** Its status says how it goes, not what was asked for. Put right it must be where it is declared. */
export function liveObject(object: JsonObject): KubernetesObject {
  const declared: Record<string, unknown> = { ...object }
  delete declared['status']
  return new KubernetesObject(declared, new LiveDocument(liveUri(declared), declared, false))
}
