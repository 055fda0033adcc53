import type { Expression, ResourceStatement } from '../../../syntax/bicep/ast.ts'
import { outputsOf } from '../arm/outputs.ts'
import { resourceGroupIdOf, resourceIdAt, scopeOf, subscriptionIdOf, subscriptionOf, type Scope } from '../functions/deployment.ts'
import { interpolated } from '../functions/strings.ts'
import { asDeployed, nameSegments } from '../template/deployed.ts'
import { definedByItself, type TemplateResource, type Unit } from '../template/evaluation.ts'
import { bind, bindLazily, type Locals } from '../template/locals.ts'
import {
  dictionary,
  entry,
  entryOf,
  isText,
  list,
  scalar,
  stillUnknown,
  unknown,
  valueAt,
  type Entity,
  type Entry,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import type { DeclaringModule } from './declaring-module.ts'
import { inlineTemplate } from './inline-deployment.ts'

/** The service's limit for copies of a resource. */
export const mostCopies = 800

/** One deployment of a declaration: the names that its loop binds, its condition and its body. */
export interface Copy {
  readonly locals: Locals | undefined
  readonly condition: Expression | undefined
  readonly body: Expression
  readonly repeated: Unknown | undefined
}

/** Takes the loop and the condition off the value of a resource or module. */
export function copiesOf(module: DeclaringModule, value: Expression, locals: Locals | undefined): readonly Copy[] {
  if (value.kind === 'for') {
    const { items, open } = module.expressions.items(value.over, locals, mostCopies)
    return items.flatMap((item) => {
      const scope = bind(locals, value.item.name, item.value)
      const inner = value.index === undefined ? scope : bind(scope, value.index.name, item.index)
      const symbolic = open !== undefined && item === items.at(-1)
      return copiesOf(module, value.body, inner).map((copy) => (symbolic ? { ...copy, repeated: open } : copy))
    })
  }
  if (value.kind === 'if') return [{ locals, condition: value.condition, body: value.body, repeated: undefined }]
  return [{ locals, condition: undefined, body: value, repeated: undefined }]
}

/** Properties of a body that say where the resource belongs, not what it is. */
const placement: ReadonlySet<string> = new Set(['parent', 'scope', 'dependsOn'])

/** A resource of one file, of one turn of its loop. Everything of it is evaluated when first asked for. */
export class DeclaredResource implements Entity {
  readonly kind = 'entity'
  readonly source
  readonly range
  readonly label: string
  readonly #module: DeclaringModule
  readonly #statement: ResourceStatement
  readonly #copy: Copy
  readonly #enclosing: DeclaredResource | undefined
  readonly #nested = new Map<string, Value>()
  readonly type: string
  readonly apiVersion: string | undefined
  #name: Value | undefined
  #naming = false
  #ancestor: DeclaredResource | 'none' | undefined
  #body: Value | undefined
  #deployed: Value | undefined
  #evaluating = false
  #unit: Unit | 'none' | undefined

  constructor(module: DeclaringModule, statement: ResourceStatement, copy: Copy, enclosing: DeclaredResource | undefined) {
    this.source = module.source
    this.range = statement.range
    this.label = statement.name.name
    this.#module = module
    this.#statement = statement
    this.#copy = copy
    this.#enclosing = enclosing
    const written = module.expressions.evaluate(statement.type, undefined)
    const [type = '', version] = (isText(written) ? written.value : '').replace(/^az:/, '').split('@')
    this.type = enclosing === undefined ? type : `${enclosing.type}/${type}`
    this.apiVersion = version ?? enclosing?.apiVersion
  }

  member(name: string, at: Origin): Value | undefined {
    if (name.startsWith('::')) return this.#nested.get(name.slice(2)) ?? this.#nestedResource(name.slice(2))
    if (name.endsWith('()')) return this.#method(name)
    if (this.condition().kind === 'scalar' && !this.#isDeployed()) return scalar(at, null)
    if (name === 'id') return this.id()
    if (name === 'name') return this.ownName()
    if (name === 'type') return scalar(at, this.type)
    if (name === 'apiVersion') return scalar(at, this.apiVersion ?? '')
    if (name === 'properties' && this.#isDeployment()) return this.#result(at)
    const body = this.#asDeployed()
    const found = body.kind === 'dictionary' ? entryOf(body, name) : undefined
    return found?.value ?? unknown(at, 'runtime', `${this.label}.${name}`)
  }

  /** A deployment is no resource of its own; one that exists already says nothing of what it deploys. */
  #isDeployment(): boolean {
    return deploymentType.test(this.type) && !this.#statement.existing
  }

  /** What a deployment has come to. */
  #result(at: Origin): Value {
    const unit = this.#template()
    const added = unknown(at, 'runtime', `${this.label}.properties`)
    return unit === undefined ? added : dictionary(at, new Map([['outputs', entry(at, outputsOf(unit, at))]]), added)
  }

  plain(at: Origin): Value {
    const body = this.#asDeployed()
    if (body.kind !== 'dictionary') return body
    const entries = new Map(body.entries)
    entries.set('id', entry(at, this.id()))
    return dictionary(this, entries, body.open)
  }

  #method(name: string): Value {
    const { label } = this
    const apply = (): Value => ({ ...unknown(this, 'runtime', `${label}.${name}`), secret: true })
    return { kind: 'lambda', arity: 0, apply, source: this.source, range: this.range }
  }

  /** The name of the last part: of a child without that of its parent. */
  ownName(): Value {
    if (this.#name !== undefined) return this.#name
    const expression = this.#property('name')
    const label = `${this.label}.name`
    if (expression === undefined) return (this.#name = unknown(this, 'error', label))
    if (this.#naming) return this.#cycle(label)
    this.#naming = true
    const name = this.#module.evaluation.declaration(this, label, () => this.#module.expressions.evaluate(expression, this.#copy.locals))
    this.#naming = false
    return (this.#name = name.kind === 'entity' ? name.plain(this) : name)
  }

  #cycle(name: string): Value {
    const at = { source: this.source, range: this.#statement.name.range }
    this.#module.evaluation.report(at, { text: definedByItself, args: { name } })
    return unknown(this, 'cycle', name)
  }

  fullName(): Value {
    const parent = this.#parent()
    return parent === undefined ? this.ownName() : interpolated(this, ['', '/', ''], [parent.fullName(), this.ownName()])
  }

  id(): Value {
    const parent = this.#parent()
    if (parent !== undefined) return interpolated(this, ['', `/${this.type.split('/').at(-1)}/`, ''], [parent.id(), this.ownName()])
    return resourceIdAt(this, this.scopeId(), this.type, nameSegments(this.ownName()))
  }

  /** The id of what the resource is deployed to: the file's own scope, or what its `scope` says. */
  scopeId(): Value {
    const expression = this.#property('scope')
    if (expression === undefined) return this.#module.scope.id
    const scope = this.#module.expressions.evaluate(expression, this.#copy.locals)
    return this.#module.idOf(scope, this)
  }

  condition(): Value {
    const { condition, locals } = this.#copy
    const own = condition === undefined ? scalar(this, true) : this.#module.expressions.evaluate(condition, locals)
    return this.#enclosing === undefined || (own.kind === 'scalar' && own.value !== true) ? own : this.#enclosing.condition()
  }

  #isDeployed(): boolean {
    const condition = this.condition()
    return condition.kind !== 'scalar' || condition.value === true
  }

  /** What is sent to the service, with the full name. */
  body(): Value {
    if (this.#body !== undefined) return this.#body
    if (this.#evaluating) return this.#cycle(this.label)
    this.#evaluating = true
    try {
      this.#body = this.#module.evaluation.declaration(this, this.label, () => this.#evaluateBody())
    } finally {
      this.#evaluating = false
    }
    return this.#body
  }

  #evaluateBody(): Value {
    const { body, locals } = this.#copy
    if (body.kind !== 'object') return this.#module.expressions.evaluate(body, locals)
    const value = this.#module.expressions.object(body, locals, placement)
    if (value.kind !== 'dictionary') return value
    const entries = new Map(value.entries)
    const name = entries.get('name')
    if (name !== undefined && this.#parent() !== undefined) entries.set('name', { ...name, value: this.fullName() } satisfies Entry)
    return dictionary(value, entries, value.open)
  }

  #asDeployed(): Value {
    if (this.#statement.existing) return stillUnknown(this, unknown(this, 'runtime', this.label))
    const body = this.body()
    // A body that is being evaluated refers to itself through another resource; what it is then is not kept.
    if (this.#evaluating) return body
    return (this.#deployed ??= asDeployed(body, unknown(this, 'runtime', this.label)))
  }

  #property(name: string): Expression | undefined {
    const { body } = this.#copy
    if (body.kind !== 'object') return undefined
    const found = body.entries.find((item) => item.kind === 'property-entry' && item.key.kind === 'literal' && item.key.value === name)
    return found?.kind === 'property-entry' ? found.value : undefined
  }

  #parent(): DeclaredResource | undefined {
    if (this.#enclosing !== undefined) return this.#enclosing
    this.#ancestor ??= this.#declaredParent() ?? 'none'
    return this.#ancestor === 'none' ? undefined : this.#ancestor
  }

  #declaredParent(): DeclaredResource | undefined {
    const expression = this.#property('parent')
    if (expression === undefined) return undefined
    const parent = this.#module.expressions.evaluate(expression, this.#copy.locals)
    if (!(parent instanceof DeclaredResource)) return undefined
    // One that is, over however many steps, its own parent has none.
    this.#ancestor = 'none'
    for (let above: DeclaredResource | undefined = parent; above !== undefined; above = above.#parent()) {
      if (above !== this) continue
      this.#cycle(`${this.label}.parent`)
      return undefined
    }
    return parent
  }

  /** The resources that are declared inside the body. */
  nested(): readonly DeclaredResource[] {
    const { body } = this.#copy
    if (body.kind !== 'object') return []
    return body.resources.flatMap((statement) => instancesOf(this.#nestedResource(statement.name.name)))
  }

  #nestedResource(name: string): Value | undefined {
    const { body, locals } = this.#copy
    const statement = body.kind === 'object' ? body.resources.find((nested) => nested.name.name === name) : undefined
    if (statement === undefined) return undefined
    const found = this.#nested.get(name) ?? declareResource(this.#module, statement, this.#withNested(body, locals), this)
    this.#nested.set(name, found)
    return found
  }

  /** The template of a deployment; undefined where it is not known. */
  #template(): Unit | undefined {
    if (this.#unit === undefined) {
      this.#unit = 'none'
      const { label, source, range } = this
      const unit = inlineTemplate(this.#module, { label, source, range, body: this.body(), scope: this.#deployedTo() })
      this.#unit = unit ?? 'none'
    }
    return this.#unit === 'none' ? undefined : this.#unit
  }

  /** A deployment may name a subscription and a resource group of its own. */
  #deployedTo(): Scope {
    const scope = this.#property('scope') === undefined ? this.#module.scope : scopeOf(this.scopeId())
    const [subscription, group] = ['subscriptionId', 'resourceGroup'].map((name) => valueAt(this.body(), [name]))
    if (subscription === undefined && group === undefined) return scope
    const owner = subscription === undefined ? subscriptionOf(scope) : subscriptionIdOf(this, subscription)
    return scopeOf(group === undefined ? owner : resourceGroupIdOf(this, owner, group))
  }

  /** What the template of a deployment declares, under the condition of the deployment. */
  *#ofTemplate(): Generator<TemplateResource> {
    const condition = this.condition()
    for (const resource of this.#template()?.resources() ?? [])
      yield {
        ...resource,
        condition: condition.kind === 'unknown' ? stillUnknown(resource.declaration, condition) : resource.condition,
        repeated: this.#copy.repeated ?? resource.repeated,
      }
  }

  /** Inside a body, the resources that are nested in it are known by their names alone. */
  #withNested(body: Expression, locals: Locals | undefined): Locals | undefined {
    let scope = locals
    for (const { name, range } of body.kind === 'object' ? body.resources : []) {
      const at = this.#module.expressions.at(range)
      scope = bindLazily(scope, name.name, () => this.member(`::${name.name}`, at) ?? unknown(at, 'cycle', name.name))
    }
    return scope
  }

  /** What the resource declares, itself and what is nested in it. */
  *resources(): Generator<TemplateResource> {
    if (this.#isDeployed() && this.#isDeployment()) yield* this.#ofTemplate()
    else if (this.#isDeployed()) {
      yield {
        type: this.type,
        apiVersion: this.apiVersion,
        name: this.fullName(),
        id: this.id(),
        body: this.body(),
        condition: this.condition(),
        existing: this.#statement.existing,
        repeated: this.#copy.repeated,
        symbol: this.label,
        declaration: { source: this.source, range: this.range },
        head: { source: this.source, range: this.#statement.name.range },
        trail: this.#module.trail,
      }
    }
    for (const nested of this.nested()) yield* nested.resources()
  }
}

const deploymentType = /^microsoft\.resources\/deployments$/i

/** The value of a resource's symbol: the resource, or the array of them where it is declared by a loop. */
export function declareResource(
  module: DeclaringModule,
  statement: ResourceStatement,
  locals: Locals | undefined,
  enclosing?: DeclaredResource,
): Value {
  const copies = copiesOf(module, statement.value, locals)
  const resources = copies.map((copy) => new DeclaredResource(module, statement, copy, enclosing))
  if (statement.value.kind !== 'for') return resources[0]!
  return list(module.expressions.at(statement.range), resources, copies.find(({ repeated }) => repeated !== undefined)?.repeated)
}

export function instancesOf(value: Value | undefined): readonly DeclaredResource[] {
  if (value instanceof DeclaredResource) return [value]
  return value?.kind === 'list' ? value.items.filter((item) => item instanceof DeclaredResource) : []
}
