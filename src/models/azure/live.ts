import type { Source } from '../../core/location.ts'
import { memberOf, stringOf, type JsonNode, type JsonObject } from '../../syntax/arm/json.ts'
import { mergeVariants, type Deployed, type EvaluatedUnits } from './merge-variants.ts'
import { readJson } from './template/evaluate.ts'
import type { TemplateResource } from './template/evaluation.ts'
import { literalValue } from './value/from-json.ts'
import { dictionary, entry, scalar, unknown, type Entry, type Value } from './value/value.ts'

/** What stands beside `properties` in an answer of the service. Of an answer without `properties`, all else is in them. */
const besideProperties: ReadonlySet<string> = new Set([
  'id',
  'name',
  'type',
  'location',
  'tags',
  'sku',
  'identity',
  'kind',
  'zones',
  'plan',
  'etag',
  'systemdata',
  'extendedlocation',
  'resourcegroup',
  'managedby',
  'createdtime',
  'changedtime',
  'provisioningstate',
  'properties',
  'resources',
  'resourceid',
  'resourcename',
  'resourcetype',
  'resourcegroupname',
  'subscriptionid',
  'tenantid',
  'apiversion',
])

/** What decides a property that a list leaves out. */
const leftOut = 'az resource show --ids …'

/**
 * New defaults are written into what is created under them. A resource that lacks a property is older than any change of its
 * default, whatever version it is asked for with.
 */
const beforeAllChanges = '2000-01-01'

/** The resources in answers of the service: a resource, a list of them, or a page with `value`, `data` or `resources`. */
export function readLive(sources: readonly Source[]): EvaluatedUnits {
  const deployed: Deployed[] = []
  const problems: EvaluatedUnits['problems'][number][] = []
  for (const source of sources) {
    const { root, problem } = readJson(source)
    if (problem !== undefined) problems.push({ source, range: problem.range, message: { text: problem.message, args: {} }, kind: 'syntax' })
    for (const resource of resourcesIn(source, root, 0)) deployed.push({ resource, unit: source.uri })
  }
  return mergeVariants(deployed, problems)
}

function* resourcesIn(source: Source, node: JsonNode | undefined, depth: number): Generator<TemplateResource> {
  if (node === undefined || depth > 8) return
  if (node.kind === 'array') {
    for (const item of node.items) yield* resourcesIn(source, item, depth + 1)
  } else if (node.kind === 'object') {
    const resource = resourceOf(source, node)
    if (resource !== undefined) yield resource
    for (const key of ['value', 'data', 'resources']) yield* resourcesIn(source, memberOf(node, key)?.value, depth + 1)
  }
}

function resourceOf(source: Source, node: JsonObject): TemplateResource | undefined {
  const id = memberOf(node, 'id') ?? memberOf(node, 'resourceId')
  const saidType = stringOf((memberOf(node, 'resourceType') ?? memberOf(node, 'type'))?.value)
  const written = stringOf(id?.value)
  if (id === undefined || written === undefined) return undefined
  const type = typeOf(written, saidType)
  if (type === undefined) return undefined
  const at = { source, range: node.range }
  const name = memberOf(node, 'name') ?? memberOf(node, 'resourceName')
  return {
    type,
    apiVersion: stringOf(memberOf(node, 'apiVersion')?.value) ?? beforeAllChanges,
    name: name === undefined ? scalar(at, written.slice(written.lastIndexOf('/') + 1)) : literalValue(source, name.value),
    id: scalar({ source, range: id.value.range }, written),
    body: bodyOf(source, node),
    condition: scalar(at, true),
    existing: false,
    repeated: undefined,
    symbol: written,
    declaration: at,
    head: { source, range: id.value.range },
    trail: [],
    // What is deployed is not changed by editing the answer.
    editor: { edit: () => undefined },
  }
}

/**
 * The type as the answer says it, or as the id does where the two differ: of an extension, exports say the type of the resource
 * that it extends.
 */
function typeOf(id: string, said: string | undefined): string | undefined {
  if (/^\/subscriptions\/[^/]+$/i.test(id)) return 'Microsoft.Resources/subscriptions'
  const [namespace, ...rest] = (id.split(/\/providers\//i).at(-1) ?? '').split('/')
  const types = rest.filter((_, index) => index % 2 === 0)
  const byId = id.toLowerCase().includes('/providers/') && types.length > 0 ? [namespace, ...types].join('/') : undefined
  if (byId === undefined) return said?.includes('/') === true ? said : undefined
  return said?.toLowerCase() === byId.toLowerCase() ? said : byId
}

/**
 * The command line takes the properties out of their envelope; here they are put back. `az resource list` and many a query
 * leave them out: then nothing is known of any.
 */
function bodyOf(source: Source, node: JsonObject): Value {
  const whole = literalValue(source, node)
  const written = memberOf(node, 'properties')?.value
  if (whole.kind !== 'dictionary' || (written !== undefined && !isNullLiteral(written))) return whole
  const [beside, inside]: [Map<string, Entry>, Map<string, Entry>] = [new Map(), new Map()]
  for (const [key, held] of whole.entries) (besideProperties.has(key.toLowerCase()) ? beside : inside).set(key, held)
  const isLeftOut = written !== undefined || inside.size === 0
  beside.set('properties', entry(whole, isLeftOut ? unknown(whole, 'runtime', leftOut) : dictionary(whole, inside)))
  return dictionary(whole, beside)
}

function isNullLiteral(node: JsonNode): boolean {
  return node.kind === 'literal' && node.value === null
}
