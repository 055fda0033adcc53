import type { Path } from '../../core/location.ts'
import { isBuiltInGroup } from '../kubernetes-api/kind-scope.ts'
import { quantityValue } from '../kubernetes-api/quantity.ts'
import { isObject, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { groupKindOf } from '../kubernetes/made-objects.ts'
import { isGuardingMetadata } from './security-fields.ts'
import { isEmpty, isOfServer } from './server-defaults.ts'

/** One field in which a live object is not what is declared. */
export interface Difference {
  /** `added` is only in the cluster, `removed` only declared. */
  readonly change: 'changed' | 'added' | 'removed'
  /** In the declared object. */
  readonly path: Path
  /** In the live object. */
  readonly livePath: Path
  readonly declared: unknown
  readonly live: unknown
}

/**
 * The differences of a live object from what is declared. What the server fills in does not count, nor does the order of
 * lists whose items have names. Values of Secrets are not compared, because they are not read.
 *
 * @param ignores fields that somebody else keeps, such as the replicas of what is scaled
 */
export function compareObjects(
  declared: JsonObject,
  live: JsonObject,
  ignores: (path: Path) => boolean = () => false,
): readonly Difference[] {
  const comparison = new Comparison(live, ignores)
  for (const field of ['labels', 'annotations'])
    comparison.mappings(entriesAt(declared, field), entriesAt(live, field), ['metadata', field], ['metadata', field])
  const skipped = declared['kind'] === 'Secret' ? secretFields : headFields
  comparison.mappings(without(declared, skipped), without(live, skipped), [], [])
  return comparison.found
}

const headFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status', 'sops'])
const secretFields: ReadonlySet<string> = new Set([...headFields, 'data', 'stringData'])

function without(object: JsonObject, fields: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !fields.has(name)))
}

function entriesAt({ metadata }: JsonObject, field: string): JsonObject {
  const entries = isObject(metadata) ? metadata[field] : undefined
  return isObject(entries) ? entries : {}
}

class Comparison {
  readonly found: Difference[] = []
  readonly #live: JsonObject
  readonly #ignores: (path: Path) => boolean
  /** Defaults of custom kinds stand in their definitions, so what is only in the cluster says nothing. */
  readonly #knowsDefaults: boolean

  constructor(live: JsonObject, ignores: (path: Path) => boolean) {
    this.#live = live
    this.#ignores = ignores
    this.#knowsDefaults =
      isBuiltInGroup(stringAt(live, ['apiVersion']) ?? '') && groupKindOf(live) !== 'apiextensions.k8s.io/CustomResourceDefinition'
  }

  mappings(declared: JsonObject, live: JsonObject, path: Path, livePath: Path): void {
    for (const [key, value] of Object.entries(declared)) this.#values(value, live[key], [...path, key], [...livePath, key])
    for (const [key, value] of Object.entries(live))
      if (!Object.hasOwn(declared, key)) this.#values(undefined, value, [...path, key], [...livePath, key])
  }

  #values(declared: unknown, live: unknown, path: Path, livePath: Path): void {
    if (this.#ignores(path)) return
    const [isDeclared, isLive] = [declared !== undefined && declared !== null, live !== undefined && live !== null]
    if (isObject(declared) && isObject(live)) this.mappings(declared, live, path, livePath)
    else if (Array.isArray(declared) && Array.isArray(live)) this.#lists(declared, live, path, livePath)
    else if (isDeclared && isLive) {
      if (!isSameScalar(declared, live, path)) this.#note('changed', declared, live, path, livePath)
    } else if (isDeclared) {
      if (!isDropped(declared)) this.#note('removed', declared, live, path, livePath)
    } else if (isLive && this.#isAddition(livePath, live)) this.#note('added', declared, live, path, livePath)
  }

  #isAddition(path: Path, live: unknown): boolean {
    if (isInMetadata(path)) return isGuardingMetadata(path)
    return this.#knowsDefaults && !isEmpty(live) && !isOfServer(this.#live, path, live)
  }

  #lists(declared: readonly unknown[], live: readonly unknown[], path: Path, livePath: Path): void {
    const keys = keysOf(declared, path)
    const liveKeys = keysOf(live, path)
    if (keys === undefined || liveKeys === undefined) return this.#plainLists(declared, live, path, livePath)
    const positions = new Map(liveKeys.map((key, index) => [key, index]))
    for (const [index, item] of declared.entries()) {
      const position = positions.get(keys[index]!)
      if (position === undefined) this.#note('removed', item, undefined, [...path, index], livePath)
      else this.#values(item, live[position], [...path, index], [...livePath, position])
    }
    const named = new Set(keys)
    for (const [position, item] of live.entries())
      if (!named.has(liveKeys[position]!) && this.#isAddition([...livePath, position], item))
        this.#note('added', undefined, item, path, [...livePath, position])
  }

  /** Items without names are told apart by their order; where their number differs, the list as a whole does. */
  #plainLists(declared: readonly unknown[], live: readonly unknown[], path: Path, livePath: Path): void {
    if (declared.length !== live.length) return this.#note('changed', declared, live, path, livePath)
    for (const [index, item] of declared.entries()) this.#values(item, live[index], [...path, index], [...livePath, index])
  }

  #note(change: Difference['change'], declared: unknown, live: unknown, path: Path, livePath: Path): void {
    this.found.push({ change, declared, live, path, livePath })
  }
}

/** Controllers and tools put labels and annotations of their own on everything. */
function isInMetadata(path: Path): boolean {
  return path.includes('metadata')
}

/** What the server does not give back when it was declared: zeros, and mappings with nothing in them. */
function isDropped(value: unknown): boolean {
  return value === 0 || isEmpty(value) || (isObject(value) && Object.values(value).every(isDropped))
}

/** The field by which items of a list are known, where the API merges them by it. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  devices: 'devicePath',
  env: 'name',
  ephemeralContainers: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
  volumes: 'name',
  webhooks: 'name',
}

/** What the items of a list are known by; undefined where they have only their order. */
function keysOf(items: readonly unknown[], path: Path): readonly string[] | undefined {
  const list = String(path.at(-1))
  const keys = items.map((item) => (isObject(item) ? keyOf(item, list) : undefined))
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length ? keys : undefined
}

function keyOf(item: JsonObject, list: string): string | undefined {
  if (list === 'ports') {
    const number = item['containerPort'] ?? item['port']
    // Ports of network policies can be ranges and names, and stand for nothing but themselves.
    return typeof number === 'number' && item['endPort'] === undefined ? `${number}/${stringAt(item, ['protocol']) ?? 'TCP'}` : undefined
  }
  const field = Object.hasOwn(mergeKeys, list) ? mergeKeys[list]! : undefined
  const key = field === undefined ? undefined : item[field]
  return typeof key === 'string' ? key : undefined
}

/** Fields that hold quantities; the server writes them in their shortest form. */
const quantityFields: ReadonlySet<string> = new Set([
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'max',
  'maxLimitRequestRatio',
  'min',
  'overhead',
  'podFixed',
  'requests',
])

function isSameScalar(declared: unknown, live: unknown, path: Path): boolean {
  if (declared === live) return true
  const isQuantity =
    quantityFields.has(String(path.at(-2))) || ['sizeLimit', 'averageValue', 'divisor', 'value'].includes(String(path.at(-1)))
  const [one, other] = isQuantity && path.at(-3) !== 'env' ? [quantityValue(declared), quantityValue(live)] : []
  // Thousandths of thousandths apart is the arithmetic's doing.
  return one !== undefined && other !== undefined && Math.abs(one - other) <= Math.abs(one) * 1e-9
}
