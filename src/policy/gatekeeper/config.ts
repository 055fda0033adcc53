import { describeDocument, FieldReader, type Untyped } from '../untyped.ts'
import type { ObjectKind } from './apply-to.ts'
import { matchesWildcard } from './wildcard.ts'

/** What Gatekeeper is told about itself: which objects policies can look at, and which namespaces it leaves alone. */
export interface GatekeeperSettings {
  /** Undefined where nothing says which objects are synced. */
  readonly synced: readonly ObjectKind[] | undefined
  readonly excludedNamespaces: readonly string[]
}

export function isGatekeeperConfig({ apiVersion, kind }: Untyped): boolean {
  const group = String(apiVersion).split('/')[0]
  return (group === 'config.gatekeeper.sh' && kind === 'Config') || (group === 'syncset.gatekeeper.sh' && kind === 'SyncSet')
}

/** Processes whose exclusions keep policies away from what is admitted. */
const admissionProcesses = new Set(['*', 'webhook'])

/**
 * Reads a `Config` or a `SyncSet`.
 *
 * @throws {PolicyDocumentError} where a field is of the wrong type
 */
export function readGatekeeperConfig(document: Untyped): GatekeeperSettings {
  const fields = new FieldReader(describeDocument(document), document)
  const list = document['kind'] === 'SyncSet' ? ['spec', 'gvks'] : ['spec', 'sync', 'syncOnly']
  return {
    synced: fields.list(list).map((_, index) => ({
      group: fields.string([...list, index, 'group']) ?? '',
      version: fields.requiredString([...list, index, 'version']),
      kind: fields.requiredString([...list, index, 'kind']),
    })),
    excludedNamespaces: fields.list(['spec', 'match']).flatMap((_, index) => {
      const at = ['spec', 'match', index]
      const counts = fields.strings([...at, 'processes']).some((process) => admissionProcesses.has(process))
      return counts ? fields.strings([...at, 'excludedNamespaces']) : []
    }),
  }
}

/** All that several documents say together. */
export function mergeSettings(all: readonly GatekeeperSettings[]): GatekeeperSettings {
  return {
    synced: all.length === 0 ? undefined : all.flatMap(({ synced }) => synced ?? []),
    excludedNamespaces: all.flatMap(({ excludedNamespaces }) => excludedNamespaces),
  }
}

/** Whether policies can look at an object. Where nothing says what is synced, they can look at all that is known. */
export function isSynced({ synced }: GatekeeperSettings, { apiVersion, kind }: Untyped): boolean {
  if (synced === undefined) return true
  const [version = '', group = ''] = String(apiVersion).split('/').toReversed()
  return synced.some((one) => one.group === group && one.version === version && one.kind === kind)
}

export function isLeftAlone({ excludedNamespaces }: GatekeeperSettings, namespace: string): boolean {
  return namespace !== '' && excludedNamespaces.some((pattern) => matchesWildcard(pattern, namespace))
}
