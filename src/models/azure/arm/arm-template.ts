import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import { memberOf, stringOf, type JsonNode } from '../../../syntax/arm/json.ts'
import { deploymentFunctions, scopeAt, type Scope, type ScopeKind } from '../functions/deployment.ts'
import { tolerant, type TemplateFunction } from '../functions/library.ts'
import { FunctionLibrary } from '../functions/table.ts'
import { definedByItself, type Evaluation, type TemplateResource, type Unit, type UnitRequest } from '../template/evaluation.ts'
import { bind } from '../template/locals.ts'
import { isNull, list, scalar, stillUnknown, unknown, type Origin, type Value } from '../value/value.ts'
import { declareArmResources, type ArmResource } from './arm-resource.ts'
import type { DeclaringTemplate } from './declaring-template.ts'
import { ArmExpressions, type ArmNames, type Frame } from './expressions.ts'
import { textOf } from './outputs.ts'
import { ParameterSchemas } from './parameter-schema.ts'
import type { GivenValues } from './value-nodes.ts'

const messages = {
  noName: text({ en: '{name} is not declared', ja: '{name} は宣言されていません' }),
}

/** An ARM template with its parameters. Values are evaluated when first asked for, each once. */
export class ArmTemplate implements Unit, ArmNames, DeclaringTemplate {
  readonly evaluation: Evaluation
  readonly source: Source
  readonly scope: Scope
  readonly trail: readonly Origin[]
  readonly chain: readonly string[]
  readonly expressions: ArmExpressions
  readonly frame: Frame
  readonly #root: JsonNode
  readonly #schemas: ParameterSchemas
  readonly #given: ReadonlyMap<string, Value>
  readonly #computed: GivenValues | undefined
  readonly #values = new Map<string, Value>()
  readonly #evaluating = new Set<string>()
  #declared: readonly ArmResource[] | undefined
  #bySymbol: ReadonlyMap<string, readonly ArmResource[]> | undefined
  #byId: ReadonlyMap<string, ArmResource> | undefined
  #resources: readonly TemplateResource[] | undefined

  /**
   * @param outer what surrounds a nested template without a scope of its own
   * @param computed of a template that another language computed: its values
   */
  constructor(evaluation: Evaluation, root: JsonNode, request: UnitRequest, outer?: Frame, computed?: GivenValues) {
    this.evaluation = evaluation
    this.source = request.source
    this.trail = request.trail
    this.chain = request.chain
    this.#root = root
    this.#computed = computed
    this.#schemas = new ParameterSchemas(root)
    this.#given = new Map([...request.parameters].map(([name, value]) => [name.toLowerCase(), value]))
    this.scope = request.scope ?? scopeAt({ source: request.source, range: root.range }, this.#scopeKind(), evaluation.place)
    this.expressions = new ArmExpressions(
      evaluation,
      request.source,
      new FunctionLibrary(deploymentFunctions(this.scope, evaluation.place)),
      computed,
    )
    this.frame =
      outer === undefined ? { names: this, copies: undefined, lambdas: undefined } : { ...outer, names: new SharedNames(outer.names, this) }
  }

  /** The schema of a template says what it is deployed to. */
  #scopeKind(): ScopeKind {
    const schema = (stringOf(memberOf(this.#root, '$schema')?.value) ?? '').toLowerCase()
    if (schema.includes('subscriptiondeploymenttemplate')) return 'subscription'
    if (schema.includes('managementgroupdeploymenttemplate')) return 'managementGroup'
    return schema.includes('tenantdeploymenttemplate') ? 'tenant' : 'resourceGroup'
  }

  #once(key: string, at: Origin, evaluate: () => Value): Value {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    if (this.#evaluating.has(key)) {
      this.evaluation.report(at, { text: definedByItself, args: { name: key } })
      return unknown(at, 'cycle', key)
    }
    this.#evaluating.add(key)
    try {
      const value = this.evaluation.declaration(at, key, evaluate)
      this.#values.set(key, value)
      return value
    } finally {
      this.#evaluating.delete(key)
    }
  }

  #undeclared(name: string, at: Origin): Value {
    this.evaluation.report(at, { text: messages.noName, args: { name } })
    return unknown(at, 'error', name)
  }

  parameter(name: string, at: Origin): Value {
    const declared = memberOf(memberOf(this.#root, 'parameters')?.value, name)
    if (declared === undefined) return this.#undeclared(`parameters('${name}')`, at)
    const place = this.expressions.at(declared.value)
    return this.#once(`parameter ${declared.key}`, place, () =>
      this.#secured(declared.value, this.#parameter(declared.key, declared.value, place)),
    )
  }

  #parameter(name: string, declaration: JsonNode, at: Origin): Value {
    const given = this.#given.get(name.toLowerCase())
    const fallback = memberOf(declaration, 'defaultValue')
    if (given !== undefined && (!isNull(given) || fallback === undefined)) return this.#typed(name, declaration, given)
    if (fallback !== undefined) return this.#typed(name, declaration, this.expressions.value(fallback.value, this.frame))
    if (this.#schemas.isNullable(declaration)) return scalar(at, null)
    const allowed = memberOf(declaration, 'allowedValues')
    const choices = allowed?.value.kind === 'array' ? allowed.value.items.map((item) => this.expressions.value(item, this.frame)) : []
    const missing = unknown(at, 'parameter', name)
    return choices.length > 0 && choices.length <= 16 ? { ...missing, choices } : missing
  }

  /** Tells of a value that the service would not take; it is judged as it stands all the same. */
  #typed(name: string, declaration: JsonNode, value: Value): Value {
    const found = this.#schemas.problem(value, declaration)
    if (found !== undefined) this.evaluation.report(found.at, { text: found.text, args: { ...found.args, name } })
    return value
  }

  #secured(declaration: JsonNode, value: Value): Value {
    const secure = /^secure/i.test(stringOf(memberOf(declaration, 'type')?.value) ?? '')
    return secure && (value.kind === 'scalar' || value.kind === 'unknown') ? { ...value, secret: true } : value
  }

  variable(name: string, at: Origin): Value {
    const variables = memberOf(this.#root, 'variables')?.value
    const declared = memberOf(variables, name)
    if (declared !== undefined && declared.key !== 'copy')
      return this.#once(`variable ${declared.key}`, this.expressions.at(declared.value), () =>
        this.expressions.value(declared.value, this.frame),
      )
    const copies = memberOf(variables, 'copy')?.value
    if (copies?.kind === 'array') {
      const copy = copies.items.find((item) => stringOf(memberOf(item, 'name')?.value)?.toLowerCase() === name.toLowerCase())
      if (copy !== undefined)
        return this.#once(`variable ${name}`, this.expressions.at(copy), () => {
          const [made] = this.expressions.copied({ ...copies, items: [copy] }, this.frame)
          return made?.[1].value ?? list(this.expressions.at(copy), [])
        })
    }
    return this.#undeclared(`variables('${name}')`, at)
  }

  userFunction(qualified: string): TemplateFunction | undefined {
    const [namespace = '', name = ''] = qualified.split('.')
    const groups = memberOf(this.#root, 'functions')?.value
    const group =
      groups?.kind === 'array'
        ? groups.items.find((item) => stringOf(memberOf(item, 'namespace')?.value)?.toLowerCase() === namespace)
        : undefined
    const declared = memberOf(memberOf(group, 'members')?.value, name)
    const output = memberOf(memberOf(declared?.value, 'output')?.value, 'value')
    if (declared === undefined || output === undefined) return undefined
    const parameters = memberOf(declared.value, 'parameters')?.value
    const names =
      parameters?.kind === 'array' ? parameters.items.map((item) => stringOf(memberOf(item, 'name')?.value)?.toLowerCase() ?? '') : []
    return tolerant((args, call) => {
      const own: ArmNames = {
        parameter: (wanted, at) => args[names.indexOf(wanted.toLowerCase())] ?? unknown(at, 'error', wanted),
        variable: (wanted, at) => this.variable(wanted, at),
        reference: (target, _, at) => stillUnknown(at, target.kind === 'unknown' ? target : unknown(at, 'runtime', 'reference()')),
        references: (_, __, at) => unknown(at, 'runtime', 'references()'),
        userFunction: (wanted) => this.userFunction(wanted),
      }
      call.spend(1)
      return this.expressions.value(output.value, { names: own, copies: undefined, lambdas: undefined })
    })
  }

  /** The template of a deployment inside this one; with `outer` it has no scope of its own and sees what surrounds it. */
  nested(root: JsonNode, request: UnitRequest, outer: Frame | undefined): Unit {
    return new ArmTemplate(this.evaluation, root, request, outer, this.#computed)
  }

  declared(): readonly ArmResource[] {
    if (this.#declared === undefined) {
      const resources = memberOf(this.#root, 'resources')?.value
      this.#declared = []
      if (resources !== undefined) this.#declared = declareArmResources(this, resources)
    }
    return this.#declared
  }

  #find(target: Value): readonly ArmResource[] {
    if (target.kind === 'unknown' && target.shape === undefined) return []
    const wanted = textOf(target).toLowerCase()
    this.#bySymbol ??= bySymbol(this.declared())
    const named = this.#bySymbol.get(wanted)
    if (named !== undefined) return named
    const looped = this.#bySymbol.get(wanted.replace(/\[.*\]$/, ''))?.filter(({ repeated }) => repeated !== undefined) ?? []
    if (looped.length > 0) return looped
    const found = this.#byIdOrName().get(wanted)
    return found === undefined ? [] : [found]
  }

  /** An id goes before a name, and the first of several resources before the others. */
  #byIdOrName(): ReadonlyMap<string, ArmResource> {
    if (this.#byId !== undefined) return this.#byId
    const found = new Map<string, ArmResource>()
    // A name that is asked for while the names are evaluated is looked for among those that are known by then.
    this.#byId = found
    const add = (key: string, resource: ArmResource): unknown => found.has(key) || found.set(key, resource)
    for (const resource of this.declared()) add(textOf(resource.id()).toLowerCase(), resource)
    for (const resource of this.declared()) add(textOf(resource.fullName()).toLowerCase(), resource)
    return found
  }

  reference(target: Value, full: boolean, at: Origin): Value {
    const [found] = this.#find(target)
    if (found === undefined) return unknown(at, 'runtime', `reference(${textOf(target)})`)
    return full ? found : found.runtime(at)
  }

  references(target: Value, full: boolean, at: Origin): Value {
    const found = this.#find(target)
    const repeated = found.find((resource) => resource.repeated !== undefined)?.repeated
    return list(
      at,
      found.map((resource) => (full ? resource : resource.runtime(at))),
      repeated,
    )
  }

  resources(): readonly TemplateResource[] {
    // Those that nothing uses are looked at too, as the service does.
    if (this.#resources === undefined) for (const name of this.parameterNames()) this.parameterValue(name)
    this.#resources ??= this.declared().flatMap((resource) =>
      this.evaluation.collected(resource, resource.label, () => resource.resources()),
    )
    return this.#resources
  }

  output(name: string, _at: Origin): Value | undefined {
    const declared = memberOf(memberOf(this.#root, 'outputs')?.value, name)
    if (declared === undefined) return undefined
    const at = this.expressions.at(declared.value)
    return this.#once(`output ${declared.key}`, at, () => {
      const condition = memberOf(declared.value, 'condition')
      const verdict = condition === undefined ? undefined : this.expressions.value(condition.value, this.frame)
      if (verdict?.kind === 'scalar' && verdict.value === false) return scalar(at, null)
      const value = memberOf(declared.value, 'value')
      if (value !== undefined) return this.expressions.value(value.value, this.frame)
      const copy = memberOf(declared.value, 'copy')?.value
      const [count, input] = [memberOf(copy, 'count')?.value, memberOf(copy, 'input')?.value]
      if (count === undefined || input === undefined) return scalar(at, null)
      const turns = this.expressions.turns(count, this.frame, 10_000)
      const items = turns.map(({ index }) => this.expressions.value(input, { ...this.frame, copies: bind(this.frame.copies, '', index) }))
      return list(at, items, turns.at(-1)?.repeated)
    })
  }

  outputNames(): readonly string[] {
    const outputs = memberOf(this.#root, 'outputs')?.value
    return outputs?.kind === 'object' ? outputs.members.map(({ key }) => key) : []
  }

  parameterValue(name: string): Value | undefined {
    const declared = memberOf(memberOf(this.#root, 'parameters')?.value, name)
    return declared === undefined ? undefined : this.parameter(name, this.expressions.at(declared.value))
  }

  requiredParameters(): readonly string[] {
    const parameters = memberOf(this.#root, 'parameters')?.value
    const members = parameters?.kind === 'object' ? parameters.members : []
    return members
      .filter(({ value }) => memberOf(value, 'defaultValue') === undefined && !this.#schemas.isNullable(value))
      .map(({ key }) => key)
  }

  parameterNames(): readonly string[] {
    const parameters = memberOf(this.#root, 'parameters')?.value
    return parameters?.kind === 'object' ? parameters.members.map(({ key }) => key) : []
  }

  /** What the Bicep compiler notes for import: variables in the metadata, functions in its own namespace. */
  exported(name: string, at: Origin): Value | undefined {
    const implementation = this.userFunction(`__bicep.${name.toLowerCase()}`)
    if (implementation !== undefined) {
      const apply = (args: readonly Value[]): Value => implementation(args, { ...at, name, spend: (steps) => this.evaluation.spend(steps) })
      return { kind: 'lambda', arity: 0, apply, ...at }
    }
    return memberOf(memberOf(this.#root, 'variables')?.value, name) === undefined ? undefined : this.variable(name, at)
  }
}

/** Resources by their symbolic names, with the turn of a loop and without. */
function bySymbol(resources: readonly ArmResource[]): ReadonlyMap<string, readonly ArmResource[]> {
  const found = new Map<string, ArmResource[]>()
  for (const resource of resources) {
    for (const name of new Set([resource.symbol.toLowerCase(), resource.key.toLowerCase()])) {
      const same = found.get(name)
      if (same === undefined) found.set(name, [resource])
      else same.push(resource)
    }
  }
  return found
}

/** The names of a nested template that takes parameters and variables from its parent, and resources from itself too. */
class SharedNames implements ArmNames {
  readonly #outer: ArmNames
  readonly #own: ArmTemplate

  constructor(outer: ArmNames, own: ArmTemplate) {
    this.#outer = outer
    this.#own = own
  }

  parameter(name: string, at: Origin): Value {
    return this.#outer.parameter(name, at)
  }

  variable(name: string, at: Origin): Value {
    return this.#outer.variable(name, at)
  }

  reference(target: Value, full: boolean, at: Origin): Value {
    const own = this.#own.reference(target, full, at)
    return own.kind === 'unknown' ? this.#outer.reference(target, full, at) : own
  }

  references(target: Value, full: boolean, at: Origin): Value {
    return this.#outer.references(target, full, at)
  }

  userFunction(name: string): TemplateFunction | undefined {
    return this.#outer.userFunction(name)
  }
}
