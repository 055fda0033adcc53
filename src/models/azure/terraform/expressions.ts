import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import type { HclExpression, HclFor, HclTemplatePart } from '../../../syntax/hcl/ast.ts'
import { invoke, longestString, Misuse, Undecided, type Call, type TemplateFunction } from '../functions/library.ts'
import { logic } from '../functions/logic.ts'
import type { Evaluation } from '../template/evaluation.ts'
import { bind, find, type Locals } from '../template/locals.ts'
import { oneOf } from '../value/compare.ts'
import {
  dictionary,
  entry,
  isNull,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Entry,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import { terraformFunctions, textOf } from './functions.ts'

const messages = {
  tooLong: text({ en: 'the text is longer than {limit} characters', ja: '文字列が {limit} 文字を超えます' }),
  noFunction: text({ en: 'there is no function {name}', ja: '関数 {name} はありません' }),
  noMember: text({ en: 'there is no {name}', ja: '{name} はありません' }),
  notBoolean: text({ en: 'the condition is not a boolean', ja: '条件が真偽値ではありません' }),
}

const operators: Readonly<Record<string, string>> = {
  '==': 'equals',
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

/** What a name at the start of an expression stands for: `var`, `local`, `module`, a resource type. */
export type RootNames = (name: string, at: Origin) => Value | undefined

/** Thrown inside `try` and `can` where an expression would be an error. */
class Failed extends Error {}

/** Evaluates the expressions of a Terraform module. What is wrong is reported and unknown. */
export class TerraformExpressions {
  readonly #evaluation: Evaluation
  readonly #roots: RootNames
  #trying = 0

  constructor(evaluation: Evaluation, roots: RootNames) {
    this.#evaluation = evaluation
    this.#roots = roots
  }

  evaluate(source: Source, expression: HclExpression, locals: Locals | undefined): Value {
    return this.#evaluation.nested(() => this.#evaluate(source, expression, locals))
  }

  #evaluate(source: Source, expression: HclExpression, locals: Locals | undefined): Value {
    const at: Origin = { source, range: expression.range }
    this.#evaluation.spend(1)
    const value = (inner: HclExpression, names = locals): Value => this.evaluate(source, inner, names)
    switch (expression.kind) {
      case 'literal':
        return scalar(at, expression.value)
      case 'template':
        return this.#template(expression.parts, at, value)
      case 'tuple':
        return list(
          at,
          expression.items.map((item) => value(item)),
        )
      case 'object':
        return this.#object(expression, at, value)
      case 'for':
        return this.#for(expression, at, locals, value)
      case 'variable':
        return find(locals, expression.name) ?? this.#roots(expression.name, at) ?? this.#fail(at, expression.name)
      case 'attribute':
        return this.#member(value(expression.target), scalar(at, expression.name), at)
      case 'index':
        return this.#member(value(expression.target), value(expression.index), at)
      case 'splat':
        return this.#splat(value(expression.target), at, (item) => value(expression.each, bind(locals, '$item', item)))
      case 'call':
        return this.#call(expression, at, value)
      case 'unary': {
        const operand = value(expression.operand)
        return expression.operator === '!'
          ? this.#apply(logic['not']!, [operand], at)
          : this.#apply(logic['sub']!, [scalar(at, 0), operand], at)
      }
      case 'binary':
        return this.#binary(expression, at, value)
      case 'conditional':
        return this.#conditional(expression, at, value)
    }
    return expression satisfies never
  }

  #template(parts: readonly HclTemplatePart[], at: Origin, value: (inner: HclExpression) => Value): Value {
    const [only] = parts
    if (parts.length === 1 && only !== undefined && typeof only !== 'string' && only.kind !== 'directive') return value(only)
    let whole = ''
    let cause: Unknown | undefined
    for (const part of parts) {
      if (whole.length > longestString) {
        this.#evaluation.report(at, { text: messages.tooLong, args: { limit: longestString } })
        return unknown(at, 'limit', 'template')
      }
      if (typeof part === 'string') whole += part
      else if (part.kind === 'directive') cause ??= unknown(at, 'runtime', 'template directive')
      else {
        const held = value(part)
        try {
          if (held.kind === 'unknown') throw new Undecided(held)
          whole += textOf(held.kind === 'entity' ? held.plain(at) : held)
        } catch (error) {
          if (!(error instanceof Undecided)) throw error
          cause ??= error.cause
          whole += error.cause.shape ?? '{…}'
        }
      }
    }
    this.#evaluation.spend(whole.length >> 4)
    return cause === undefined ? scalar(at, whole) : stillUnknown(at, cause, whole)
  }

  #object({ entries }: Extract<HclExpression, { kind: 'object' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    const held = new Map<string, Entry>()
    let open: Unknown | undefined
    for (const { key, value: expression } of entries) {
      const name = value(key)
      if (name.kind === 'unknown') open ??= name
      else held.set(textOf(name), { value: value(expression), source: at.source, key: key.range, written: expression.range })
    }
    return dictionary(at, held, open)
  }

  #for(expression: HclFor, at: Origin, locals: Locals | undefined, value: (inner: HclExpression, names?: Locals) => Value): Value {
    const over = this.#plain(value(expression.over), at)
    let open: Unknown | undefined =
      over.kind === 'unknown' ? over : over.kind === 'list' || over.kind === 'dictionary' ? over.open : undefined
    const results: [Value | undefined, Value][] = []
    for (const [key, item] of pairsOf(over, at)) {
      const named = bind(expression.keyName === undefined ? locals : bind(locals, expression.keyName, key), expression.valueName, item)
      const kept = expression.condition === undefined ? undefined : value(expression.condition, named)
      if (kept?.kind === 'unknown') open ??= kept
      if (kept?.kind === 'scalar' && kept.value !== true) continue
      results.push([expression.key === undefined ? undefined : value(expression.key, named), value(expression.value, named)])
    }
    if (expression.key === undefined)
      return list(
        at,
        results.map(([, item]) => item),
        open,
      )
    const groups = new Map<string, Value[]>()
    for (const [key, item] of results) {
      if (key === undefined || key.kind === 'unknown') {
        open ??= key
        continue
      }
      const name = textOf(key)
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [item])
      else group.push(item)
    }
    const entries = new Map<string, Entry>()
    for (const [name, items] of groups) entries.set(name, entry(items.at(-1)!, expression.groups ? list(at, items) : items.at(-1)!))
    return dictionary(at, entries, open)
  }

  #splat(target: Value, at: Origin, each: (item: Value) => Value): Value {
    const plain = this.#plain(target, at)
    if (plain.kind === 'unknown') return stillUnknown(at, plain)
    if (isNull(plain)) return list(at, [])
    if (plain.kind === 'list') return list(at, plain.items.map(each), plain.open)
    return list(at, [each(target)])
  }

  #member(target: Value, step: Value, at: Origin): Value {
    if (step.kind === 'unknown') return stillUnknown(at, step)
    if (target.kind === 'entity') return target.member(step.kind === 'scalar' ? String(step.value) : '', at) ?? this.#fail(at, target.label)
    if (target.kind === 'unknown') {
      if (target.choices !== undefined)
        return oneOf(
          at,
          target,
          target.choices.map((choice) => this.#member(choice, step, at)),
        )
      const shape =
        target.shape?.endsWith('}') && step.kind === 'scalar' ? `${target.shape.slice(0, -1)}.${String(step.value)}}` : undefined
      return stillUnknown(at, target, shape)
    }
    const key = step.kind === 'scalar' ? step.value : null
    if (target.kind === 'list') {
      const item = target.items[Number(key)]
      return item ?? (target.open === undefined ? this.#fail(at, String(key)) : stillUnknown(at, target.open))
    }
    // Keys of maps are compared to the letter.
    const found = target.kind === 'dictionary' ? target.entries.get(String(key)) : undefined
    if (found !== undefined) return found.value
    return target.kind === 'dictionary' && target.open !== undefined ? stillUnknown(at, target.open) : this.#fail(at, String(key))
  }

  #call(call: Extract<HclExpression, { kind: 'call' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    if (call.name === 'try' || call.name === 'can') return this.#try(call, at, value)
    const implementation = terraformFunctions[call.name.replace(/^core::/, '')]
    if (implementation === undefined) {
      if (!call.name.startsWith('provider::')) this.#evaluation.report(at, { text: messages.noFunction, args: { name: call.name } })
      return unknown(at, 'runtime', `${call.name}()`)
    }
    const args = call.args.map((argument) => this.#plain(value(argument), at))
    const last = args.at(-1)
    if (!call.expands || last === undefined) return this.#apply(implementation, args, at, call.name)
    if (last.kind !== 'list' || last.open !== undefined) {
      const cause = last.kind === 'unknown' ? last : last.kind === 'list' ? last.open : undefined
      return cause === undefined ? this.#fail(at, '...') : stillUnknown(at, cause)
    }
    return this.#apply(implementation, [...args.slice(0, -1), ...last.items], at, call.name)
  }

  /** `try` is the first of its arguments that is no error; `can` says whether its argument is none. */
  #try(call: Extract<HclExpression, { kind: 'call' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    this.#trying++
    try {
      for (const argument of call.args) {
        try {
          const result = value(argument)
          return call.name === 'can' && result.kind !== 'unknown' ? scalar(at, true) : result
        } catch (error) {
          if (!(error instanceof Failed)) throw error
        }
      }
    } finally {
      this.#trying--
    }
    return call.name === 'can' ? scalar(at, false) : this.#fail(at, 'try()')
  }

  #apply(implementation: TemplateFunction, args: readonly Value[], at: Origin, name = 'operator'): Value {
    const call: Call = { source: at.source, range: at.range, name, spend: (steps) => this.#evaluation.spend(steps) }
    try {
      return invoke(
        implementation,
        args.map((argument) => this.#plain(argument, at)),
        call,
      )
    } catch (error) {
      if (!(error instanceof Misuse)) throw error
      if (this.#trying > 0) throw new Failed()
      this.#evaluation.report(at, error.described)
      return unknown(at, 'error', 'expression')
    }
  }

  #binary(expression: Extract<HclExpression, { kind: 'binary' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    const { operator } = expression
    const left = this.#plain(value(expression.left), at)
    if (operator === '&&' || operator === '||') {
      const decisive = operator === '||'
      if (left.kind === 'scalar' && left.value === decisive) return scalar(at, decisive)
      const right = this.#plain(value(expression.right), at)
      if (right.kind === 'scalar' && right.value === decisive) return scalar(at, decisive)
      const cause = left.kind === 'unknown' ? left : right.kind === 'unknown' ? right : undefined
      return cause === undefined ? scalar(at, !decisive) : stillUnknown(at, cause)
    }
    const right = this.#plain(value(expression.right), at)
    if (operator === '!=') return this.#apply(logic['not']!, [this.#apply(logic['equals']!, [left, right], at)], at)
    return this.#apply(logic[operators[operator]!]!, [left, right], at)
  }

  #conditional(expression: Extract<HclExpression, { kind: 'conditional' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    const condition = this.#plain(value(expression.condition), at)
    if (condition.kind === 'unknown') return oneOf(at, condition, [value(expression.consequent), value(expression.alternative)])
    const verdict = condition.kind === 'scalar' ? condition.value : null
    if (verdict === true || verdict === 'true') return value(expression.consequent)
    if (verdict === false || verdict === 'false') return value(expression.alternative)
    this.#evaluation.report({ source: at.source, range: expression.condition.range }, { text: messages.notBoolean, args: {} })
    return unknown(at, 'error', 'condition')
  }

  #plain(value: Value, at: Origin): Value {
    return value.kind === 'entity' ? value.plain(at) : value
  }

  #fail(at: Origin, name: string): Value {
    if (this.#trying > 0) throw new Failed()
    this.#evaluation.report(at, { text: messages.noMember, args: { name } })
    return unknown(at, 'error', name)
  }
}

/** The keys and items that a loop runs over; of a list, and of a set, the index stands for the key. */
export function pairsOf(over: Value, at: Origin): readonly (readonly [Value, Value])[] {
  if (over.kind === 'list') return over.items.map((item, index) => [scalar(at, index), item])
  if (over.kind !== 'dictionary') return []
  const sorted = [...over.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted.map(([key, found]) => [scalar({ source: found.source, range: found.key }, key), found.value])
}
