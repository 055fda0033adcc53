import { text } from '../../../core/text.ts'
import { ArmTemplate } from '../arm/arm-template.ts'
import { nodesOf, type GivenValues } from '../arm/value-nodes.ts'
import type { Scope } from '../functions/deployment.ts'
import { resolvePath, type Unit } from '../template/evaluation.ts'
import { entryOf, isText, unknown, valueAt, type Origin, type Value } from '../value/value.ts'
import type { DeclaringModule } from './declaring-module.ts'

const messages = {
  unknownTemplate: text({
    en: 'the template of the deployment {name} depends on {input}, which is not known here; its resources are not judged',
    ja: 'デプロイ {name} のテンプレートは {input} によって決まりますが、その値がここでは分からないため、そのリソースは判定されません',
  }),
  noTemplate: text({
    en: 'the linked template of the deployment {name} was not found; its resources are not judged',
    ja: 'デプロイ {name} がリンクするテンプレートが見つからないため、そのリソースは判定されません',
  }),
}

/** A deployment that is written as a resource in Bicep: its body, and what its template is deployed to. */
export interface InlineDeployment extends Origin {
  readonly label: string
  readonly body: Value
  readonly scope: Scope
}

/**
 * The template of a deployment that is written out in Bicep, or that it links by a path. Bicep computes the expressions of Bicep
 * in it; texts that are expressions of ARM templates are computed with the parameters of the template. Undefined, and reported,
 * where it is not known.
 */
export function inlineTemplate(module: DeclaringModule, deployment: InlineDeployment): Unit | undefined {
  const { label, body, scope, source, range } = deployment
  const at = { source, range }
  const properties = valueAt(body, ['properties'])
  const template = properties === undefined ? undefined : memberOf(properties, 'template')
  const parameters = givenIn(properties === undefined ? undefined : memberOf(properties, 'parameters'))
  const trail = [...module.trail, at]
  const open = properties === undefined ? body : firstOpen([properties, template, template && memberOf(template, 'resources')])
  if (open?.kind === 'unknown') {
    const input = open.reason.decidedBy
    module.evaluation.report(at, { text: messages.unknownTemplate, args: { name: label, input } }, 'module')
    if (template?.kind !== 'dictionary' || memberOf(template, 'resources')?.kind === 'unknown') return undefined
  }
  if (template?.kind === 'dictionary') {
    const given: GivenValues = new WeakMap()
    module.evaluation.begin()
    const root = nodesOf(template, given)
    return new ArmTemplate(module.evaluation, root, { source, parameters, scope, trail, chain: module.chain }, undefined, given)
  }
  const path = properties === undefined ? undefined : valueAt(properties, ['templateLink', 'relativePath'])
  const uri = path !== undefined && isText(path) ? resolvePath(source.uri, path.value) : undefined
  const linked = uri === undefined ? undefined : module.evaluation.files.read(uri)
  if (linked !== undefined && !module.chain.includes(linked.uri))
    return module.evaluation.open({ source: linked, parameters, scope, trail, chain: [...module.chain, linked.uri] })
  if (properties === undefined || memberOf(properties, 'templateLink') !== undefined)
    module.evaluation.report(at, { text: messages.noTemplate, args: { name: label } }, 'module')
  return undefined
}

function memberOf(value: Value, name: string): Value | undefined {
  return value.kind === 'dictionary' ? entryOf(value, name)?.value : undefined
}

/** The first of these that is not known, or not as a whole. */
function firstOpen(values: readonly (Value | undefined)[]): Value | undefined {
  for (const value of values) {
    if (value?.kind === 'unknown') return value
    if ((value?.kind === 'list' || value?.kind === 'dictionary') && value.open !== undefined) return value.open
  }
  return undefined
}

/** Parameters are given as `{ value: … }`; of references to secrets nothing is known. */
function givenIn(parameters: Value | undefined): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>()
  if (parameters?.kind !== 'dictionary') return given
  for (const [name, { value }] of parameters.entries) {
    given.set(name, memberOf(value, 'value') ?? { ...unknown(value, 'parameter', name), secret: true })
  }
  return given
}
