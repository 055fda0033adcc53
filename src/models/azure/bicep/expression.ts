import type { Range, Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import type { ArrayLiteral, Binary, Call, Expression, For, Index, ObjectLiteral, Property, Ternary } from '../../../syntax/bicep/ast.ts'
import { member } from '../functions/collections.ts'
import { invoke, Misuse, tolerant, type Call as FunctionCall, type TemplateFunction } from '../functions/library.ts'
import { coalesce } from '../functions/logic.ts'
import { asText, interpolated } from '../functions/strings.ts'
import type { FunctionLibrary } from '../functions/table.ts'
import type { Evaluation } from '../template/evaluation.ts'
import { bind, find, type Locals } from '../template/locals.ts'
import { oneOf } from '../value/compare.ts'
import { Overlay } from '../value/overlay.ts'
import { isNull, list, scalar, stillUnknown, unknown, type Lambda, type Origin, type Unknown, type Value } from '../value/value.ts'

const messages = {
  noName: text({ en: '{name} is not declared', ja: '{name} は宣言されていません' }),
  noFunction: text({ en: 'there is no function {name}', ja: '関数 {name} はありません' }),
  noMember: text({ en: '{target} has no {name}', ja: '{target} に {name} はありません' }),
  notBoolean: text({ en: 'the condition is not a boolean', ja: '条件が真偽値ではありません' }),
  tooMany: text({
    en: 'a loop over {count} items; at most {limit} are evaluated',
    ja: '{count} 件の繰り返しです。評価するのは {limit} 件までです',
  }),
}

/** The service's limit for copies of a value. */
export const mostItems = 10_000

/** What an expression can refer to beside its locals: the declarations of its file. */
export interface Names {
  value(name: string, at: Origin): Value | undefined
  /** A function that the file declares or imports, or one of the compiler that reads files. */
  call(name: string): TemplateFunction | undefined
}

const operators: Readonly<Record<string, string>> = {
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
}

/** Evaluates the expressions of one file. Nothing throws but the limits: what is wrong is reported and unknown. */
export class BicepExpressions {
  readonly #evaluation: Evaluation
  readonly #source: Source
  readonly #library: FunctionLibrary
  readonly #names: Names

  constructor(evaluation: Evaluation, source: Source, library: FunctionLibrary, names: Names) {
    this.#evaluation = evaluation
    this.#source = source
    this.#library = library
    this.#names = names
  }

  at(range: Range): Origin {
    return { source: this.#source, range }
  }

  evaluate(expression: Expression, locals: Locals | undefined): Value {
    return this.#evaluation.nested(() => this.#evaluate(expression, locals))
  }

  #evaluate(expression: Expression, locals: Locals | undefined): Value {
    const at = this.at(expression.range)
    this.#evaluation.spend(1)
    switch (expression.kind) {
      case 'literal':
        return scalar(at, expression.value)
      case 'template':
        return this.#guarded(at, () =>
          interpolated(
            at,
            expression.texts,
            expression.expressions.map((part) => this.evaluate(part, locals)),
          ),
        )
      case 'array':
        return this.#array(expression, at, locals)
      case 'object':
        return this.object(expression, locals)
      case 'variable':
        return this.#variable(expression.name, at, locals)
      case 'call':
        return this.#call(expression, at, locals)
      case 'property':
        return this.#property(expression, at, locals)
      case 'index':
        return this.#index(expression, at, locals)
      case 'nested-resource':
        return this.#memberOf(this.evaluate(expression.target, locals), `::${expression.name.name}`, false, at)
      case 'unary':
        return this.#unary(expression.operator, this.evaluate(expression.operand, locals), at)
      case 'binary':
        return this.#binary(expression, at, locals)
      case 'ternary':
        return this.#ternary(expression, at, locals)
      case 'lambda':
        return this.#lambda(
          expression.parameters.map(({ name }) => name),
          expression.body,
          at,
          locals,
        )
      case 'for':
        return this.#for(expression, at, locals)
      case 'if':
        return this.evaluate(expression.body, locals)
      case 'non-null':
        return this.evaluate(expression.operand, locals)
      case 'broken':
        return unknown(at, 'error', 'syntax')
    }
    return expression satisfies never
  }

  #array({ items }: ArrayLiteral, at: Origin, locals: Locals | undefined): Value {
    const values: Value[] = []
    let open: Unknown | undefined
    for (const item of items) {
      if (item.kind !== 'spread') values.push(this.evaluate(item, locals))
      else {
        const spread = this.#plain(this.evaluate(item.expression, locals), at)
        if (spread.kind === 'unknown') open ??= spread
        if (spread.kind === 'list') {
          values.push(...spread.items)
          open ??= spread.open
          this.#evaluation.spend(spread.items.length)
        }
      }
    }
    return list(at, values, open)
  }

  /** The value of an object, without the entries called as in `leaveOut`. */
  object({ entries, range }: ObjectLiteral, locals: Locals | undefined, leaveOut?: ReadonlySet<string>): Value {
    const at = this.at(range)
    const held = new Overlay()
    for (const item of entries) {
      if (item.kind === 'spread') {
        const spread = this.#plain(this.evaluate(item.expression, locals), at)
        held.lay(spread)
        if (spread.kind === 'dictionary') this.#evaluation.spend(spread.entries.size)
        continue
      }
      if (item.key.kind === 'literal' && leaveOut?.has(String(item.key.value))) continue
      const key = this.evaluate(item.key, locals)
      if (key.kind === 'unknown') held.doubt(key)
      else
        held.set(asText(key), {
          value: this.evaluate(item.value, locals),
          source: this.#source,
          key: item.key.range,
          written: item.value.range,
        })
    }
    return held.value(at)
  }

  #variable(name: string, at: Origin, locals: Locals | undefined): Value {
    const value = find(locals, name) ?? this.#names.value(name, at)
    if (value !== undefined) return value
    this.#evaluation.report(at, { text: messages.noName, args: { name } })
    return unknown(at, 'error', name)
  }

  #call(call: Call, at: Origin, locals: Locals | undefined): Value {
    const { name } = call.name
    if (call.target !== undefined && !isNamespace(call.target)) return this.#method(call.target, call, at, locals)
    if (name === 'nameof' && call.target === undefined) return scalar(at, lastName(call.args[0]))
    const own = call.target === undefined ? this.#names.call(name) : undefined
    const implementation = own ?? this.#library.find(name) ?? this.#names.call(name)
    if (implementation === undefined) {
      // Every resource type may have such functions; what they give is known to the deployment alone, and mostly a key.
      if (/^list[A-Z]/.test(name)) return { ...unknown(at, 'runtime', `${name}()`), secret: true }
      this.#evaluation.report(at, { text: messages.noFunction, args: { name } })
      return unknown(at, 'error', `${name}()`)
    }
    return this.#invoke(name, implementation, call.args, at, locals)
  }

  #invoke(name: string, implementation: TemplateFunction, args: readonly Expression[], at: Origin, locals: Locals | undefined): Value {
    const values = args.map((argument) => this.evaluate(argument, locals))
    const call: FunctionCall = { ...at, name, spend: (steps) => this.#evaluation.spend(steps) }
    return this.#guarded(at, () => invoke(implementation, values, call))
  }

  /** `namespace.function()` of an import, or a method of a resource, whose result only the deployment knows. */
  #method(target: Expression, call: Call, at: Origin, locals: Locals | undefined): Value {
    const owner = this.evaluate(target, locals)
    const { name } = call.name
    const method = owner.kind === 'entity' ? owner.member(`${name}()`, at) : undefined
    if (method?.kind === 'lambda')
      return this.#invoke(
        name,
        tolerant((args) => method.apply(args)),
        call.args,
        at,
        locals,
      )
    if (method !== undefined) return method
    if (owner.kind === 'unknown') return stillUnknown(at, owner)
    this.#evaluation.report(at, { text: messages.noFunction, args: { name } })
    return unknown(at, 'error', `${name}()`)
  }

  #property({ target, name, safe }: Property, at: Origin, locals: Locals | undefined): Value {
    const owner = this.evaluate(target, locals)
    return this.#memberOf(owner, name.name, safe || endsChain(target, owner), at)
  }

  #memberOf(target: Value, name: string, safe: boolean, at: Origin): Value {
    if (target.kind === 'entity') {
      const value = target.member(name, at)
      if (value !== undefined) return value
      if (safe) return scalar(at, null)
      this.#evaluation.report(at, { text: messages.noMember, args: { target: target.label, name } })
      return unknown(at, 'error', `${target.label}.${name}`)
    }
    return this.#guarded(at, () => member(target, scalar(at, name), safe, this.#callAt(at)))
  }

  #index({ target, index, safe, fromEnd }: Index, at: Origin, locals: Locals | undefined): Value {
    const owner = this.evaluate(target, locals)
    const step = this.#plain(this.evaluate(index, locals), at)
    if (owner.kind === 'entity' && step.kind === 'scalar' && typeof step.value === 'string')
      return this.#memberOf(owner, step.value, safe, at)
    if (endsChain(target, owner)) return scalar(at, null)
    const plain = this.#plain(owner, at)
    if (plain.kind === 'list' && plain.open !== undefined && step.kind === 'unknown' && plain.items.length === 1) return plain.items[0]!
    if (!fromEnd) return this.#guarded(at, () => member(plain, step, safe, this.#callAt(at)))
    const implementation = this.#library.find(safe ? 'tryIndexFromEnd' : 'indexFromEnd')!
    return this.#guarded(at, () => invoke(implementation, [plain, step], this.#callAt(at)))
  }

  #callAt(at: Origin): FunctionCall {
    return { source: at.source, range: at.range, name: 'access', spend: (steps) => this.#evaluation.spend(steps) }
  }

  #unary(operator: '!' | '-' | '+', operand: Value, at: Origin): Value {
    if (operator === '+') return operand
    const args = operator === '!' ? [operand] : [scalar(at, 0), operand]
    const implementation = this.#library.find(operator === '!' ? 'not' : 'sub')!
    return this.#guarded(at, () => invoke(implementation, args, this.#callAt(at)))
  }

  #binary({ operator, left, right }: Binary, at: Origin, locals: Locals | undefined): Value {
    const first = this.#plain(this.evaluate(left, locals), at)
    if (operator === '??') return isNull(first) ? this.evaluate(right, locals) : this.#coalesced(first, right, at, locals)
    if (operator === '&&' || operator === '||') return this.#logical(operator === '||', first, right, at, locals)
    const second = this.#plain(this.evaluate(right, locals), at)
    const insensitive = operator === '=~' || operator === '!~'
    const sides = insensitive ? [lowered(first), lowered(second)] : [first, second]
    const negated = operator === '!=' || operator === '!~'
    const name = operators[operator] ?? 'equals'
    const result = this.#guarded(at, () => invoke(this.#library.find(name)!, sides, this.#callAt(at)))
    return negated ? this.#unary('!', result, at) : result
  }

  /** An unknown may turn out to be null: its choices are followed, else the whole is unknown. */
  #coalesced(first: Value, right: Expression, at: Origin, locals: Locals | undefined): Value {
    if (first.kind !== 'unknown' || first.choices === undefined) return first
    const second = this.evaluate(right, locals)
    return oneOf(
      at,
      first,
      first.choices.map((choice) => coalesce([choice, second], this.#callAt(at))),
    )
  }

  /** `a && b` is false, and `a || b` true, as soon as one side says so, whatever the other is. */
  #logical(decisive: boolean, first: Value, right: Expression, at: Origin, locals: Locals | undefined): Value {
    if (first.kind === 'scalar' && first.value === decisive) return scalar(at, decisive)
    const second = this.#plain(this.evaluate(right, locals), at)
    if (second.kind === 'scalar' && second.value === decisive) return scalar(at, decisive)
    if (first.kind === 'unknown') return stillUnknown(at, first)
    return second.kind === 'unknown' ? stillUnknown(at, second) : scalar(at, !decisive)
  }

  #ternary({ condition, consequent, alternative }: Ternary, at: Origin, locals: Locals | undefined): Value {
    const verdict = this.#plain(this.evaluate(condition, locals), at)
    if (verdict.kind === 'unknown') return oneOf(at, verdict, [this.evaluate(consequent, locals), this.evaluate(alternative, locals)])
    if (verdict.kind !== 'scalar' || typeof verdict.value !== 'boolean') {
      this.#evaluation.report(this.at(condition.range), { text: messages.notBoolean, args: {} })
      return unknown(at, 'error', 'condition')
    }
    return this.evaluate(verdict.value ? consequent : alternative, locals)
  }

  #lambda(parameters: readonly string[], body: Expression, at: Origin, locals: Locals | undefined): Lambda {
    const apply = (args: readonly Value[]): Value => {
      let scope = locals
      for (const [index, name] of parameters.entries()) scope = bind(scope, name, args[index] ?? scalar(at, null))
      return this.evaluate(body, scope)
    }
    return { kind: 'lambda', arity: parameters.length, apply, ...at }
  }

  #for({ item, index, over, body }: For, at: Origin, locals: Locals | undefined): Value {
    const { items, open } = this.items(over, locals)
    const values = items.map(({ value, index: position }) => {
      const scope = bind(locals, item.name, value)
      return this.evaluate(body, index === undefined ? scope : bind(scope, index.name, position))
    })
    return list(at, values, open)
  }

  /**
   * What a loop runs over. Where the number of items is not known there is, beside the known ones, one that stands for the
   * others, and `open` says why.
   */
  items(
    over: Expression,
    locals: Locals | undefined,
    limit = mostItems,
  ): { readonly items: readonly LoopItem[]; readonly open: Unknown | undefined } {
    const at = this.at(over.range)
    const value = this.#plain(this.evaluate(over, locals), at)
    const known = value.kind === 'list' ? value.items : []
    let open = value.kind === 'list' ? value.open : value.kind === 'unknown' ? value : undefined
    if (known.length > limit) {
      this.#evaluation.report(at, { text: messages.tooMany, args: { count: known.length, limit } })
      open = unknown(at, 'limit', 'loop')
    }
    if (value.kind !== 'list' && value.kind !== 'unknown' && !isNull(value)) open = unknown(at, 'error', 'loop')
    const items = (known.length > limit ? [] : known).map((item, index) => ({ value: item, index: scalar(at, index) as Value }))
    if (open !== undefined) items.push({ value: itemOf(at, open), index: unknown(at, open.reason.kind, open.reason.decidedBy) })
    return { items, open }
  }

  #plain(value: Value, at: Origin): Value {
    return value.kind === 'entity' ? value.plain(at) : value
  }

  #guarded(at: Origin, evaluate: () => Value): Value {
    try {
      return evaluate()
    } catch (error) {
      if (!(error instanceof Misuse)) throw error
      this.#evaluation.report(at, error.described)
      return unknown(at, 'error', 'expression')
    }
  }
}

export interface LoopItem {
  readonly value: Value
  readonly index: Value
}

/** What is known of an item of a list that is itself unknown. */
function itemOf(at: Origin, open: Unknown): Unknown {
  return stillUnknown(at, open, `{${open.reason.decidedBy}[]}`)
}

/** Whether a chain of accesses ends at null: after `.?` or `[?`, what follows is not looked at where there is nothing. */
function endsChain(target: Expression, owner: Value): boolean {
  return isNull(owner) && hasSafeAccess(target)
}

function hasSafeAccess(target: Expression): boolean {
  let link = target
  while (link.kind === 'property' || link.kind === 'index') {
    if (link.safe) return true
    link = link.target
  }
  return false
}

function isNamespace(target: Expression): boolean {
  return target.kind === 'variable' && (target.name === 'sys' || target.name === 'az')
}

function lowered(value: Value): Value {
  return value.kind === 'scalar' && typeof value.value === 'string' ? { ...value, value: value.value.toLowerCase() } : value
}

function lastName(expression: Expression | undefined): string {
  if (expression?.kind === 'variable') return expression.name
  if (expression?.kind === 'property' || expression?.kind === 'nested-resource') return expression.name.name
  return expression?.kind === 'index' ? lastName(expression.index) : ''
}
