import type { Source } from '../../../core/location.ts'
import { memberOf, stringOf, type JsonNode, type JsonObject } from '../../../syntax/arm/json.ts'
import type { HclBlock } from '../../../syntax/hcl/ast.ts'
import { mergeVariants, type Deployed, type EvaluatedUnits } from '../merge-variants.ts'
import { readJson } from '../template/evaluate.ts'
import { literalValue } from '../value/from-json.ts'
import { dictionary, list, unknown, type Entry, type Unknown, type Value } from '../value/value.ts'
import type { TerraformResource } from './module.ts'
import { PlanReferences } from './plan-references.ts'
import type { ProviderMajor } from './resource-table.ts'
import { toArm, updateOf } from './to-arm.ts'
import { withUpdates } from './updates.ts'

/**
 * The resources of plans and states. A plan is exact: variables, modules and loops are resolved by Terraform itself, and what
 * only applying decides is marked.
 */
export function readPlans(sources: readonly Source[]): EvaluatedUnits {
  const deployed: Deployed[] = []
  const problems: EvaluatedUnits['problems'][number][] = []
  for (const source of sources) {
    const { root, problem } = readJson(source)
    if (problem !== undefined) problems.push({ source, range: problem.range, message: { text: problem.message, args: {} }, kind: 'syntax' })
    const unknowns = unknownsOf(root)
    const values = memberOf(root, 'planned_values')?.value ?? memberOf(root, 'values')?.value
    const major = majorOf(root)
    const nodes = [...resourcesIn(memberOf(values, 'root_module')?.value, 0)]
    const references = new PlanReferences(root, new Set(nodes.map((node) => stringOf(memberOf(node, 'address')?.value) ?? '')))
    const declared = nodes.flatMap((node) => resourceOf(source, node, unknowns, references) ?? [])
    const made = withUpdates(
      declared.flatMap((resource) => toArm(resource, major) ?? []),
      declared.flatMap((resource) => updateOf(resource) ?? []),
    )
    problems.push(...made.problems)
    for (const resource of made.resources) deployed.push({ resource: { ...resource, editor: { edit: () => undefined } }, unit: source.uri })
  }
  return mergeVariants(deployed, problems)
}

function* resourcesIn(module: JsonNode | undefined, depth: number): Generator<JsonObject> {
  if (module === undefined || depth > 32) return
  const resources = memberOf(module, 'resources')?.value
  if (resources?.kind === 'array') for (const item of resources.items) if (item.kind === 'object') yield item
  const children = memberOf(module, 'child_modules')?.value
  if (children?.kind === 'array') for (const child of children.items) yield* resourcesIn(child, depth + 1)
}

/** What applying decides, by address: the same shape as the values, with true where a value is not known. */
function unknownsOf(root: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
  const changes = memberOf(root, 'resource_changes')?.value
  const found = new Map<string, JsonNode>()
  for (const change of changes?.kind === 'array' ? changes.items : []) {
    const address = stringOf(memberOf(change, 'address')?.value)
    const after = memberOf(memberOf(change, 'change')?.value, 'after_unknown')?.value
    if (address !== undefined && after !== undefined) found.set(address, after)
  }
  return found
}

function resourceOf(
  source: Source,
  node: JsonObject,
  unknowns: ReadonlyMap<string, JsonNode>,
  references: PlanReferences,
): TerraformResource | undefined {
  const address = stringOf(memberOf(node, 'address')?.value)
  const type = stringOf(memberOf(node, 'type')?.value)
  const values = memberOf(node, 'values')?.value
  if (address === undefined || type === undefined || values === undefined || stringOf(memberOf(node, 'mode')?.value) === 'data')
    return undefined
  const known = withSecrets(literalValue(source, values), memberOf(node, 'sensitive_values')?.value, 0)
  const target = (expression: JsonNode | undefined): string | undefined => references.target(expression, address)
  const body = withUnknowns(known, unknowns.get(address), { path: address, expression: references.expressions(address), target }, 0)
  return { type, address, source, block: blockAt(node), body: withoutEmpty(body), repeated: undefined, trail: [] }
}

/** The plan has no blocks; the entry stands for one, and its address for the head. */
function blockAt(node: JsonObject): HclBlock {
  const { range } = node
  return {
    type: 'resource',
    labels: [],
    head: memberOf(node, 'address')?.value.range ?? range,
    body: { attributes: [], blocks: [], range },
    range,
  }
}

/** Where in a resource something unknown stands, and what the configuration has there. */
interface Standing {
  readonly path: string
  readonly expression: JsonNode | undefined
  readonly target: (expression: JsonNode | undefined) => string | undefined
}

function inside(standing: Standing, key: string | number): Standing {
  const { path, expression, target } = standing
  if (typeof key === 'string') return { path: `${path}.${key}`, expression: memberOf(expression, key)?.value, target }
  return { path: `${path}[${key}]`, expression: expression?.kind === 'array' ? expression.items[key] : expression, target }
}

/** What applying decides. Where it will be an attribute of another resource, that is its shape. */
function undecided(at: Value, { path, expression, target }: Standing): Unknown {
  const found = target(expression)
  const made = unknown(at, 'runtime', path)
  return found === undefined ? made : { ...made, shape: `{${found}}` }
}

function withUnknowns(value: Value, marks: JsonNode | undefined, standing: Standing, depth: number): Value {
  if (marks === undefined || depth > 32) return value
  if (marks.kind === 'literal') return marks.value === true ? undecided(value, standing) : value
  if (marks.kind === 'array') {
    if (value.kind !== 'list') return value
    return list(
      value,
      value.items.map((item, index) => withUnknowns(item, marks.items[index], inside(standing, index), depth + 1)),
    )
  }
  if (value.kind !== 'dictionary') return value
  const entries = new Map(value.entries)
  for (const { key, value: mark } of marks.members) {
    const found = entries.get(key)
    const at = inside(standing, key)
    if (found !== undefined) entries.set(key, { ...found, value: withUnknowns(found.value, mark, at, depth + 1) })
    else if (mark.kind === 'literal' && mark.value === true) entries.set(key, placed(value, undecided(value, at)))
  }
  return dictionary(value, entries)
}

/** Marks what the provider, or a variable that it comes from, says is secret. */
function withSecrets(value: Value, marks: JsonNode | undefined, depth: number): Value {
  if (marks === undefined || depth > 32) return value
  if (marks.kind === 'literal') return marks.value === true ? secret(value, depth) : value
  if (marks.kind === 'array')
    return value.kind === 'list'
      ? list(
          value,
          value.items.map((item, index) => withSecrets(item, marks.items[index], depth + 1)),
        )
      : value
  if (value.kind !== 'dictionary') return value
  const entries = new Map(value.entries)
  for (const { key, value: mark } of marks.members) {
    const found = entries.get(key)
    if (found !== undefined) entries.set(key, { ...found, value: withSecrets(found.value, mark, depth + 1) })
  }
  return dictionary(value, entries)
}

function secret(value: Value, depth: number): Value {
  if (depth > 32) return value
  if (value.kind === 'scalar') return { ...value, secret: true }
  if (value.kind === 'list')
    return list(
      value,
      value.items.map((item) => secret(item, depth + 1)),
    )
  if (value.kind !== 'dictionary') return value
  return dictionary(value, new Map([...value.entries].map(([key, found]) => [key, { ...found, value: secret(found.value, depth + 1) }])))
}

function placed(at: Value, value: Unknown): Entry {
  return { value, source: at.source, key: at.range, written: at.range }
}

/** Blocks that are not there are empty lists in a plan. */
function withoutEmpty(value: Value): Value {
  if (value.kind !== 'dictionary') return value
  return dictionary(value, new Map([...value.entries].filter(([, { value: held }]) => held.kind !== 'list' || held.items.length > 0)))
}

/** The major version of azurerm that the configuration asks for. */
function majorOf(root: JsonNode | undefined): ProviderMajor {
  const providers = memberOf(memberOf(root, 'configuration')?.value, 'provider_config')?.value
  const constraint = stringOf(memberOf(memberOf(providers, 'azurerm')?.value, 'version_constraint')?.value) ?? ''
  const major = Number(/\d+/.exec(constraint)?.[0] ?? 4)
  return major <= 3 ? 3 : major >= 5 ? 5 : 4
}
