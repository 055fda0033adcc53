import { groupOf } from './kind-scope.ts'
import { removals, type Removal, type Replacement } from './removals.ts'
import { storedSchemas, type StoredSchemas } from './schema-data.ts'
import { holds } from './schema.ts'

export interface ApiStatus {
  /** `unknown-kind`: no version of Kubernetes that is recorded has it; a custom resource, or a slip of the pen. */
  readonly state: 'served' | 'deprecated' | 'removed' | 'not-yet' | 'unknown-kind'
  /** The minor that brought it, where that is later than the records begin. */
  readonly since?: number
  readonly deprecatedIn?: number
  /** The first minor that does not serve it; for what is deprecated, the one that is planned. */
  readonly removedIn?: number
  /** What to use instead in the version that was asked about, where there is something. */
  readonly replacement?: Replacement
  /** Served only where the operator of the control plane switches it on, which AKS does not offer. */
  readonly offByDefault?: true
}

/** Since this minor, betas live on a fixed term: deprecated after three releases, removed after six. */
const fixedTermSince = 20
const term = 3

/** Since this minor, new beta APIs are off until they are switched on. */
const betasOffSince = 24

/** Whether the API server of a minor version serves a kind under an apiVersion, and what becomes of it. */
export function apiStatus(apiVersion: string, kind: string, minor: number): ApiStatus {
  const recorded = recordOf(apiVersion, kind)
  const removal = removalOf(apiVersion, kind)
  if (recorded === undefined && removal === undefined) {
    return {
      state: 'unknown-kind',
      ...optional(
        'replacement',
        servedAs(kind, minor, () => true),
      ),
    }
  }
  const since = recorded === undefined ? 0 : recorded[3]
  const until = recorded === undefined ? 0 : recorded[4]
  const planned = isBeta(apiVersion) && since >= fixedTermSince ? since + term : undefined
  const deprecatedIn = removal?.deprecatedIn ?? planned
  const removedIn = removal === undefined ? (until === 0 ? planned && planned + term : until + 1) : removal.removedIn
  const gone = removal?.removedIn !== undefined ? minor >= removal.removedIn : until !== 0 && minor > until
  const state = minor < since ? 'not-yet' : gone ? 'removed' : deprecatedIn !== undefined && minor >= deprecatedIn ? 'deprecated' : 'served'
  return {
    state,
    ...optional('since', since || undefined),
    ...optional('deprecatedIn', deprecatedIn),
    ...optional('removedIn', removedIn),
    ...optional('replacement', state === 'served' ? undefined : replacementOf(apiVersion, kind, minor, removal)),
    ...(isOffByDefault(apiVersion, since) && (state === 'served' || state === 'deprecated') && { offByDefault: true }),
  }
}

function replacementOf(apiVersion: string, kind: string, minor: number, removal: Removal | undefined): Replacement | undefined {
  const listed = removal?.replacement
  const named = typeof listed === 'string' ? { apiVersion: listed, kind } : listed
  if (named !== undefined && isServed(named, minor)) return named
  const group = groupOf(apiVersion)
  const found = servedAs(kind, minor, (other) => other !== apiVersion && groupOf(other) === group)
  return found ?? (named === undefined ? undefined : servedAs(named.kind, minor, (other) => groupOf(other) === groupOf(named.apiVersion)))
}

type KindRecord = StoredSchemas['kinds'][number]

let records: ReadonlyMap<string, KindRecord> | undefined

function recordOf(apiVersion: string, kind: string): KindRecord | undefined {
  records ??= new Map(storedSchemas().kinds.map((row) => [`${row[0]} ${row[1]}`, row]))
  return records.get(`${apiVersion} ${kind}`)
}

const removalsByKind: ReadonlyMap<string, Removal> = new Map(
  removals.flatMap((removal) => removal.kinds.map((kind) => [`${removal.apiVersion} ${kind}`, removal])),
)

function removalOf(apiVersion: string, kind: string): Removal | undefined {
  return removalsByKind.get(`${apiVersion} ${kind}`)
}

function isServed({ apiVersion, kind }: Replacement, minor: number): boolean {
  const record = recordOf(apiVersion, kind)
  return record !== undefined && holds(minor, record[3], record[4])
}

/** The most stable and newest version that serves a kind by default. */
function servedAs(kind: string, minor: number, accepts: (apiVersion: string) => boolean): Replacement | undefined {
  const versions = storedSchemas()
    .kinds.filter((row) => row[1] === kind && holds(minor, row[3], row[4]) && !isOffByDefault(row[0], row[3]) && accepts(row[0]))
    .map((row) => row[0])
    .filter((apiVersion) => minor < (removalOf(apiVersion, kind)?.removedIn ?? Infinity))
    .sort((a, b) => stability(b) - stability(a))
  return versions[0] === undefined ? undefined : { apiVersion: versions[0], kind }
}

/** Greater for what is more stable, then for what is newer: `v2`, `v1`, `v2beta2`, `v1beta1`, `v1alpha1`. */
function stability(apiVersion: string): number {
  const [, major = '0', stage = '', step = '0'] = /(?:^|\/)v(\d+)(alpha|beta)?(\d+)?$/.exec(apiVersion) ?? []
  const stages: Readonly<Record<string, number>> = { '': 2, beta: 1, alpha: 0 }
  return stages[stage]! * 1e6 + Number(major) * 1e3 + Number(step)
}

function isBeta(apiVersion: string): boolean {
  return /(?:^|\/)v\d+beta\d+$/.test(apiVersion)
}

/** Flow control is the exception that the rule makes for new versions of a beta that was on before it. */
function isOffByDefault(apiVersion: string, since: number): boolean {
  if (/(?:^|\/)v\d+alpha\d+$/.test(apiVersion)) return true
  return isBeta(apiVersion) && since >= betasOffSince && groupOf(apiVersion) !== 'flowcontrol.apiserver.k8s.io'
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value }
}
