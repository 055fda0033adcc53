import { text } from '../../../core/text.ts'
import { memberOf, stringOf, type JsonNode, type JsonObject } from '../../../syntax/arm/json.ts'
import { resourceGroupIdOf, resourceIdAt, scopeOf, subscriptionIdOf, subscriptionOf, type Scope } from '../functions/deployment.ts'
import { interpolated } from '../functions/strings.ts'
import { asDeployed, nameSegments } from '../template/deployed.ts'
import { definedByItself, resolvePath, type TemplateResource, type Unit } from '../template/evaluation.ts'
import { bind } from '../template/locals.ts'
import {
  dictionary,
  entry,
  entryOf,
  isText,
  scalar,
  stillUnknown,
  unknown,
  type Entity,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import type { DeclaringTemplate } from './declaring-template.ts'
import type { Frame } from './expressions.ts'
import { outputsOf, textOf } from './outputs.ts'

const messages = {
  noList: text({ en: 'resources has to be an array or an object', ja: 'resources は配列かオブジェクトでなければなりません' }),
  noResource: text({ en: 'a resource has to be an object with a type', ja: 'リソースは type を持つオブジェクトでなければなりません' }),
  noTemplate: text({
    en: 'the linked template {reference} was not found; its resources are not judged',
    ja: 'リンクされたテンプレート {reference} が見つからないため、そのリソースは判定されません',
  }),
}

/** Members of a resource that say when and where it is deployed, not what it is. */
const placement: ReadonlySet<string> = new Set(
  [
    'condition',
    'copy',
    'dependsOn',
    'scope',
    'resources',
    'type',
    'apiVersion',
    'existing',
    'comments',
    'metadata',
    'asserts',
    'import',
    'extension',
    '@options',
  ].map((name) => name.toLowerCase()),
)

const deploymentType = /^microsoft\.resources\/deployments$/i

/** A resource of a template, of one turn of its loop. */
export class ArmResource implements Entity {
  readonly kind = 'entity'
  readonly source
  readonly range
  readonly label: string
  /** The symbolic name, or empty in templates that list their resources. */
  readonly symbol: string
  /** The symbolic name with the turn of the loop: `pools[0]`. */
  readonly key: string
  readonly type: string
  readonly repeated: Unknown | undefined
  readonly #template: DeclaringTemplate
  readonly #node: JsonObject
  readonly #frame: Frame
  readonly #parent: ArmResource | undefined
  #named: Value | undefined
  #naming = false
  #body: Value | undefined
  #deployed: Value | undefined
  #unit: Unit | 'unresolved' | undefined
  #evaluating = false

  constructor(template: DeclaringTemplate, node: JsonObject, turn: ResourceTurn) {
    const { source, range } = template.expressions.at(node)
    this.source = source
    this.range = range
    this.symbol = turn.symbol
    this.key = turn.index === undefined ? turn.symbol : `${turn.symbol}[${turn.index}]`
    this.repeated = turn.repeated
    this.#template = template
    this.#node = node
    this.#frame = turn.frame
    this.#parent = turn.parent
    const written = textOf(this.#evaluated('type') ?? scalar(this, ''))
    this.type =
      turn.parent === undefined || written.toLowerCase().startsWith(`${turn.parent.type.toLowerCase()}/`)
        ? written
        : `${turn.parent.type}/${written}`
    this.label = turn.symbol === '' ? this.type : turn.symbol
  }

  #evaluated(name: string): Value | undefined {
    const found = memberOf(this.#node, name)
    return found === undefined ? undefined : this.#template.expressions.value(found.value, this.#frame)
  }

  /** Members as `reference(…, 'full')` gives them. */
  member(name: string, at: Origin): Value | undefined {
    if (this.#isLeftOut()) return scalar(at, null)
    if (name === 'outputs' || name === 'properties') return this.runtime(at)
    if (name === 'id' || name === 'resourceId') return this.id()
    if (name === 'name') return this.#name()
    const body = this.#asDeployed()
    return (body.kind === 'dictionary' ? entryOf(body, name)?.value : undefined) ?? unknown(at, 'runtime', `${this.label}.${name}`)
  }

  plain(at: Origin): Value {
    const body = this.#asDeployed()
    return body.kind === 'dictionary' ? dictionary(body, new Map([...body.entries, ['id', entry(at, this.id())]]), body.open) : body
  }

  /** What `reference(…)` gives: the properties, or of a deployment its outputs. */
  runtime(at: Origin): Value {
    if (this.#isLeftOut()) return scalar(at, null)
    if (deploymentType.test(this.type)) {
      const unit = this.unit()
      if (unit === 'unresolved') return unknown(at, 'module', this.label)
      return dictionary(at, new Map([['outputs', entry(at, outputsOf(unit, at))]]), unknown(at, 'runtime', this.label))
    }
    const body = this.#asDeployed()
    const properties = body.kind === 'dictionary' ? entryOf(body, 'properties') : undefined
    return properties?.value ?? unknown(at, 'runtime', `${this.label}.properties`)
  }

  #name(): Value {
    if (this.#named !== undefined) return this.#named
    const label = `${this.label}.name`
    if (this.#naming) return this.#cycle(label)
    this.#naming = true
    this.#named = this.#template.evaluation.declaration(this, label, () => this.#evaluated('name') ?? unknown(this, 'error', label))
    this.#naming = false
    return this.#named
  }

  #cycle(name: string): Value {
    const at = this.#template.expressions.at(memberOf(this.#node, 'type')?.value ?? this.#node)
    this.#template.evaluation.report(at, { text: definedByItself, args: { name } })
    return unknown(this, 'cycle', name)
  }

  fullName(): Value {
    const name = this.#name()
    if (this.#parent === undefined || nameSegments(name).length >= this.type.split('/').length - 1) return name
    return interpolated(this, ['', '/', ''], [this.#parent.fullName(), name])
  }

  id(): Value {
    return resourceIdAt(this, this.#scopeId(), this.type, nameSegments(this.fullName()))
  }

  #scopeId(): Value {
    const scope = this.#evaluated('scope')
    const own = this.#deployedTo().id
    if (scope === undefined) return own
    const written = textOf(scope)
    if (written === '/') return scalar(this, '')
    if (written.startsWith('/')) return scope
    // Relative to what the template is deployed to: `Microsoft.ContainerService/managedClusters/name`.
    const [namespace = '', ...rest] = nameSegments(scope)
    if (rest.length < 2 || typeof namespace !== 'object') return own
    const types = rest.filter((_, index) => index % 2 === 0).map((segment) => textOf(segment))
    const names = rest.filter((_, index) => index % 2 === 1)
    const tenantWide = /^microsoft\.management$/i.test(textOf(namespace))
    return resourceIdAt(this, tenantWide ? scalar(this, '') : own, [textOf(namespace), ...types].join('/'), names)
  }

  /** A deployment, and a reference to what exists, may name a subscription and a resource group of its own. */
  #deployedTo(): Scope {
    const subscription = this.#evaluated('subscriptionId')
    const group = this.#evaluated('resourceGroup')
    if (subscription === undefined && group === undefined) return this.#template.scope
    const owner = subscription === undefined ? subscriptionOf(this.#template.scope) : subscriptionIdOf(this, subscription)
    return scopeOf(group === undefined ? owner : resourceGroupIdOf(this, owner, group))
  }

  condition(): Value {
    return this.#evaluated('condition') ?? this.#parent?.condition() ?? scalar(this, true)
  }

  #isLeftOut(): boolean {
    const condition = this.condition()
    return condition.kind === 'scalar' && condition.value === false
  }

  body(): Value {
    if (this.#body !== undefined) return this.#body
    if (this.#evaluating) return this.#cycle(this.label)
    this.#evaluating = true
    try {
      this.#body = this.#template.evaluation.declaration(this, this.label, () => {
        const value = this.#template.expressions.value(this.#node, this.#frame, placement)
        const name = value.kind === 'dictionary' ? entryOf(value, 'name') : undefined
        if (value.kind !== 'dictionary' || name === undefined) return value
        return dictionary(value, new Map([...value.entries, ['name', { ...name, value: this.fullName() }]]), value.open)
      })
    } finally {
      this.#evaluating = false
    }
    return this.#body
  }

  #asDeployed(): Value {
    const existing = memberOf(this.#node, 'existing')?.value
    if (existing?.kind === 'literal' && existing.value === true) return unknown(this, 'runtime', this.label)
    const body = this.body()
    if (this.#evaluating) return body
    return (this.#deployed ??= asDeployed(body, unknown(this, 'runtime', this.label)))
  }

  /** The template of a deployment: nested in it, or linked by a path. */
  unit(): Unit | 'unresolved' {
    if (this.#unit === undefined) {
      this.#unit = 'unresolved'
      this.#unit = this.#open()
    }
    return this.#unit
  }

  #open(): Unit | 'unresolved' {
    const properties = memberOf(this.#node, 'properties')?.value
    const template = memberOf(properties, 'template')?.value
    const trail = [...this.#template.trail, { source: this.source, range: this.range }]
    const parameters = this.#parameters(memberOf(properties, 'parameters')?.value)
    const request = { source: this.source, parameters, scope: this.#templateScope(), trail, chain: this.#template.chain }
    if (template !== undefined && template.kind === 'object') {
      const inner = /^inner$/i.test(
        stringOf(memberOf(memberOf(properties, 'expressionEvaluationOptions')?.value, 'scope')?.value) ?? 'outer',
      )
      return this.#template.nested(template, request, inner ? undefined : this.#frame)
    }
    return this.#linked(memberOf(properties, 'templateLink')?.value, request)
  }

  #templateScope(): Scope {
    const scope = this.#evaluated('scope')
    return scope === undefined ? this.#deployedTo() : scopeOf(this.#scopeId())
  }

  #linked(link: JsonNode | undefined, request: Parameters<DeclaringTemplate['evaluation']['open']>[0]): Unit | 'unresolved' {
    const relative = memberOf(link, 'relativePath') ?? memberOf(link, 'uri') ?? memberOf(link, 'id')
    const path = relative === undefined ? '' : textOf(this.#template.expressions.value(relative.value, this.#frame))
    const uri = memberOf(link, 'relativePath') === undefined ? undefined : resolvePath(this.source.uri, path)
    const source = uri === undefined ? undefined : this.#template.evaluation.files.read(uri)
    if (source === undefined || request.chain.includes(source.uri)) {
      const at = this.#template.expressions.at(relative?.value ?? this.#node)
      this.#template.evaluation.report(at, { text: messages.noTemplate, args: { reference: path } }, 'module')
      return 'unresolved'
    }
    return this.#template.evaluation.open({ ...request, source, chain: [...request.chain, source.uri] })
  }

  #parameters(node: JsonNode | undefined): ReadonlyMap<string, Value> {
    const given = new Map<string, Value>()
    if (node?.kind !== 'object') {
      // `"parameters": "[expression]"` gives them all at once.
      const whole = node === undefined ? undefined : this.#template.expressions.value(node, this.#frame)
      if (whole?.kind === 'dictionary')
        for (const [name, { value }] of whole.entries)
          given.set(name, (value.kind === 'dictionary' ? entryOf(value, 'value')?.value : undefined) ?? value)
      return given
    }
    for (const { key, value } of node.members) {
      const written = memberOf(value, 'value')
      const copied = memberOf(value, 'copy')?.value
      if (copied?.kind === 'array') {
        // `"copy": [{ "name": "value", … }]`: the compiler's way of a list that a loop makes.
        const [made] = this.#template.expressions.copied(copied, this.#frame)
        if (made !== undefined) given.set(key, made[1].value)
      } else if (written !== undefined)
        given.set(
          key,
          this.#template.evaluation.declaration(this, key, () => this.#template.expressions.value(written.value, this.#frame)),
        )
      else if (value.kind === 'literal') {
        const whole = this.#template.expressions.value(value, this.#frame)
        given.set(
          key,
          (whole.kind === 'dictionary' ? entryOf(whole, 'value')?.value : undefined) ?? stillUnknown(whole, unknown(whole, 'runtime', key)),
        )
      } else given.set(key, { ...unknown(this.#template.expressions.at(value), 'parameter', key), secret: true })
    }
    return given
  }

  *resources(): Generator<TemplateResource> {
    if (this.#isLeftOut()) return
    if (deploymentType.test(this.type)) {
      const unit = this.unit()
      if (unit === 'unresolved') return
      const condition = this.condition()
      for (const resource of unit.resources())
        yield {
          ...resource,
          condition: condition.kind === 'unknown' ? stillUnknown(resource.declaration, condition) : resource.condition,
          repeated: this.repeated ?? resource.repeated,
        }
      return
    }
    const version = this.#evaluated('apiVersion')
    const existing = memberOf(this.#node, 'existing')?.value
    yield {
      type: this.type,
      apiVersion: version !== undefined && isText(version) ? version.value : undefined,
      name: this.fullName(),
      id: this.id(),
      body: this.body(),
      condition: this.condition(),
      existing: existing?.kind === 'literal' && existing.value === true,
      repeated: this.repeated,
      symbol: this.symbol,
      declaration: { source: this.source, range: this.range },
      head: this.#template.expressions.at(memberOf(this.#node, 'type')?.value ?? this.#node),
      trail: this.#template.trail,
    }
  }
}

interface ResourceTurn {
  readonly symbol: string
  readonly index: number | undefined
  readonly frame: Frame
  readonly repeated: Unknown | undefined
  readonly parent: ArmResource | undefined
}

/** The resources of a template's `resources`: a list, or an object by symbolic name; each with its copies and children. */
export function declareArmResources(template: DeclaringTemplate, resources: JsonNode): readonly ArmResource[] {
  const declared = (node: JsonNode, symbol: string): readonly ArmResource[] =>
    template.evaluation.collected(template.expressions.at(node), symbol === '' ? 'resources' : symbol, () =>
      copies(template, node, symbol, undefined, template.frame),
    )
  if (resources.kind === 'object') return resources.members.flatMap(({ key, value }) => declared(value, key))
  if (resources.kind === 'array') return resources.items.flatMap((item) => declared(item, ''))
  template.evaluation.report(template.expressions.at(resources), { text: messages.noList, args: {} })
  return []
}

function copies(
  template: DeclaringTemplate,
  node: JsonNode,
  symbol: string,
  parent: ArmResource | undefined,
  frame: Frame,
): readonly ArmResource[] {
  if (node.kind !== 'object' || stringOf(memberOf(node, 'type')?.value) === undefined) {
    template.evaluation.report(template.expressions.at(node), { text: messages.noResource, args: {} })
    return []
  }
  const copy = memberOf(node, 'copy')?.value
  const count = memberOf(copy, 'count')?.value
  if (count === undefined) return withChildren(template, node, { symbol, index: undefined, frame, repeated: undefined, parent })
  const name = (stringOf(memberOf(copy, 'name')?.value) ?? '').toLowerCase()
  return template.expressions.turns(count, frame, 800).flatMap(({ index, repeated }, position) => {
    const inside = { ...frame, copies: bind(bind(frame.copies, '', index), name, index) }
    return withChildren(template, node, { symbol, index: repeated === undefined ? position : undefined, frame: inside, repeated, parent })
  })
}

function withChildren(template: DeclaringTemplate, node: JsonObject, turn: ResourceTurn): readonly ArmResource[] {
  const resource = new ArmResource(template, node, turn)
  const children = memberOf(node, 'resources')?.value
  if (children?.kind !== 'array') return [resource]
  return [resource, ...children.items.flatMap((child) => copies(template, child, '', resource, turn.frame))]
}
