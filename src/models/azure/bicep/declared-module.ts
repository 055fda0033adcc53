import { text } from '../../../core/text.ts'
import type { Expression, ModuleStatement } from '../../../syntax/bicep/ast.ts'
import { editValues } from '../edit/edit-values.ts'
import { bicepStyle } from '../edit/literal-style.ts'
import { resourceIdAt, scopeOf, type Scope } from '../functions/deployment.ts'
import { ProfiledModule } from '../module-profiles/instantiate.ts'
import type { ModuleProfile } from '../module-profiles/profile.ts'
import { definedByItself, type TemplateResource, type Unit } from '../template/evaluation.ts'
import type { Locals } from '../template/locals.ts'
import {
  dictionary,
  entry,
  entryOf,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Entity,
  type Entry,
  type Origin,
  type Value,
} from '../value/value.ts'
import { copiesOf, type Copy } from './declared-resource.ts'
import type { DeclaringModule } from './declaring-module.ts'

const messages = {
  notGiven: text({ en: 'module {module} is not given {names}', ja: 'モジュール {module} に {names} が渡されていません' }),
  noOutput: text({ en: 'the module {module} has no output {name}', ja: 'モジュール {module} に出力 {name} はありません' }),
}

/** A module call, of one turn of its loop. The module is opened when first asked for. */
export class DeclaredModule implements Entity {
  readonly kind = 'entity'
  readonly source
  readonly range
  readonly label: string
  readonly #module: DeclaringModule
  readonly #statement: ModuleStatement
  readonly #copy: Copy
  #unit: Unit | ProfiledModule | 'unresolved' | undefined
  #params: Value | undefined
  #isOpening = false

  constructor(module: DeclaringModule, statement: ModuleStatement, copy: Copy) {
    this.source = module.source
    this.range = statement.range
    this.label = statement.name.name
    this.#module = module
    this.#statement = statement
    this.#copy = copy
  }

  member(name: string, at: Origin): Value | undefined {
    if (this.#isLeftOut()) return scalar(at, null)
    if (name === 'outputs') return this.#outputs(at)
    if (name === 'name') return this.#evaluated('name') ?? scalar(at, this.label)
    if (name === 'id')
      return resourceIdAt(at, this.#module.scope.id, 'Microsoft.Resources/deployments', [this.#evaluated('name') ?? scalar(at, this.label)])
    return undefined
  }

  plain(at: Origin): Value {
    return dictionary(this, new Map([['outputs', entry(at, this.#outputs(at).plain(at))]]))
  }

  #outputs(at: Origin): Entity {
    const outputs = this.unit()
    const reference = this.#module.textOf(this.#statement.reference)
    const { label } = this
    const member = (name: string, place: Origin): Value => {
      if (outputs === 'unresolved') return unknown(place, 'module', reference)
      const value = outputs.output(name, place)
      if (value !== undefined) return value
      this.#module.evaluation.report(place, { text: messages.noOutput, args: { module: label, name } })
      return unknown(place, 'error', `${label}.outputs.${name}`)
    }
    const plain = (place: Origin): Value => {
      if (outputs === 'unresolved') return unknown(place, 'module', reference)
      return dictionary(place, new Map(outputs.outputNames().map((name): [string, Entry] => [name, entry(place, member(name, place))])))
    }
    return { kind: 'entity', label: `${label}.outputs`, member, plain, source: at.source, range: at.range }
  }

  unit(): Unit | ProfiledModule | 'unresolved' {
    if (this.#isOpening) {
      const { name } = this.#statement
      const at = this.#module.expressions.at(name.range)
      this.#module.evaluation.report(at, { text: definedByItself, args: { name: this.label } })
    }
    if (this.#unit !== undefined) return this.#unit
    this.#unit = 'unresolved'
    this.#isOpening = true
    try {
      return (this.#unit = this.#open())
    } finally {
      this.#isOpening = false
    }
  }

  #open(): Unit | ProfiledModule | 'unresolved' {
    const resolved = this.#module.resolveModule(this.#statement.reference)
    if (resolved === undefined) return 'unresolved'
    this.#params = this.#evaluated('params')
    if ('profile' in resolved) return this.#profiled(resolved.profile)
    const at = this.#module.expressions.at(this.#statement.range)
    const unit = this.#module.evaluation.open({
      source: resolved,
      parameters: this.#parameters(),
      scope: this.#scope(at),
      trail: [...this.#module.trail, at],
      chain: [...this.#module.chain, resolved.uri],
    })
    this.#requireAll(unit)
    return unit
  }

  /** Tells of parameters that have to be given and are not, where all that is given is known. */
  #requireAll(unit: Unit): void {
    const { body } = this.#copy
    if (body.kind !== 'object' || body.entries.some(({ kind }) => kind !== 'property-entry')) return
    const params = this.#params
    if (params !== undefined && (params.kind !== 'dictionary' || params.open !== undefined)) return
    const missing = unit.requiredParameters().filter((name) => params === undefined || entryOf(params, name) === undefined)
    if (missing.length === 0) return
    const { name, reference } = this.#statement
    const head = this.#module.expressions.at({ start: name.range.start, end: reference.range.end })
    this.#module.evaluation.report(head, { text: messages.notGiven, args: { module: this.label, names: missing.join(', ') } })
  }

  #scope(at: Origin): Scope {
    const scope = this.#evaluated('scope')
    return scope === undefined ? this.#module.scope : scopeOf(this.#module.idOf(scope, at))
  }

  /** The module by what is known of it. Fixes are made where the call gives its parameters. */
  #profiled(profile: ModuleProfile): ProfiledModule {
    const { reference, name, range } = this.#statement
    const at = this.#module.expressions.at(range)
    const params = this.#params
    return new ProfiledModule(profile, {
      declaration: at,
      head: this.#module.expressions.at({ start: name.range.start, end: reference.range.end }),
      label: this.label,
      reference: this.#module.textOf(reference),
      parameters: params?.kind === 'dictionary' ? params.entries : new Map<string, Entry>(),
      scope: this.#scope(at).id,
      trail: this.#module.trail,
      ...(params !== undefined && { edit: (edits) => editValues(this.source, params, edits, bicepStyle) }),
    })
  }

  #parameters(): ReadonlyMap<string, Value> {
    const given = new Map<string, Value>()
    const params = this.#params
    if (params?.kind === 'dictionary') for (const [name, { value }] of params.entries) given.set(name, value)
    return given
  }

  #evaluated(name: string): Value | undefined {
    const expression = this.#property(name)
    return expression === undefined
      ? undefined
      : this.#module.evaluation.declaration(this, this.label, () => this.#module.expressions.evaluate(expression, this.#copy.locals))
  }

  #property(name: string): Expression | undefined {
    const { body } = this.#copy
    if (body.kind !== 'object') return undefined
    const found = body.entries.find((item) => item.kind === 'property-entry' && item.key.kind === 'literal' && item.key.value === name)
    return found?.kind === 'property-entry' ? found.value : undefined
  }

  condition(): Value {
    const { condition, locals } = this.#copy
    return condition === undefined ? scalar(this, true) : this.#module.expressions.evaluate(condition, locals)
  }

  #isLeftOut(): boolean {
    const condition = this.condition()
    return condition.kind === 'scalar' && condition.value !== true
  }

  /** The resources of the module, under the condition of its call. */
  *resources(): Generator<TemplateResource> {
    if (this.#isLeftOut()) return
    const unit = this.unit()
    if (unit === 'unresolved') return
    const condition = this.condition()
    const { repeated } = this.#copy
    for (const resource of unit.resources()) {
      yield condition.kind === 'unknown' || repeated !== undefined
        ? {
            ...resource,
            condition: condition.kind === 'unknown' ? stillUnknown(resource.declaration, condition) : resource.condition,
            repeated: repeated ?? resource.repeated,
          }
        : resource
    }
  }
}

/** The value of a module's symbol: the module, or the array of them where it is declared by a loop. */
export function declareModule(module: DeclaringModule, statement: ModuleStatement, locals: Locals | undefined): Value {
  const copies = copiesOf(module, statement.value, locals)
  const modules = copies.map((copy) => new DeclaredModule(module, statement, copy))
  if (statement.value.kind !== 'for') return modules[0]!
  return list(module.expressions.at(statement.range), modules, copies.find(({ repeated }) => repeated !== undefined)?.repeated)
}

export function modulesOf(value: Value): readonly DeclaredModule[] {
  if (value instanceof DeclaredModule) return [value]
  return value.kind === 'list' ? value.items.filter((item) => item instanceof DeclaredModule) : []
}
