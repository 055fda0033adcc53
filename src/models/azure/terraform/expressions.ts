import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import type { HclExpression, HclFor, HclOperator, HclTemplatePart } from '../../../syntax/hcl/ast.ts'
import { parseExpression } from '../../../syntax/hcl/parse-expression.ts'
import { parseWholeTemplate } from '../../../syntax/hcl/parse-template.ts'
import { invoke, longestString, Misuse, Undecided, type Call, type FunctionTable, type TemplateFunction } from '../functions/library.ts'
import { logic } from '../functions/logic.ts'
import type { Evaluation } from '../template/evaluation.ts'
import { bind, find, type Locals } from '../template/locals.ts'
import { oneOf } from '../value/compare.ts'
import {
  dictionary,
  entry,
  isNull,
  isText,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Entry,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import { booleanOf, textOf } from './functions/conversions.ts'
import { fileFunctions } from './functions/files.ts'
import { arithmetic } from './functions/numbers.ts'
import { terraformFunctions } from './functions/table.ts'

const messages = {
  noFunction: text({ en: 'there is no function {name}', ja: '関数 {name} はありません' }),
  noMember: text({ en: 'there is no {name}', ja: '{name} はありません' }),
  notBoolean: text({ en: 'the condition is not a boolean', ja: '条件が真偽値ではありません' }),
}

const operators: Readonly<Partial<Record<HclOperator, TemplateFunction>>> = {
  '==': logic['equals']!,
  '<': arithmetic.less,
  '<=': arithmetic.lessOrEqual,
  '>': arithmetic.greater,
  '>=': arithmetic.greaterOrEqual,
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '%': arithmetic.remainder,
}

/** What a name at the start of an expression stands for: `var`, `local`, `module`, a resource type. */
export type RootNames = (name: string, at: Origin) => Value | undefined

/** Thrown inside `try` and `can` where an expression would be an error. */
class Failed extends Error {}

/** Evaluates the expressions of a Terraform module. What is wrong is reported and unknown. */
export class TerraformExpressions {
  readonly #evaluation: Evaluation
  readonly #roots: RootNames
  readonly #folder: string
  readonly #files: FunctionTable
  #trying = 0

  /** @param folder the folder of the root module, which paths of files count from */
  constructor(evaluation: Evaluation, roots: RootNames, folder: string) {
    this.#evaluation = evaluation
    this.#roots = roots
    this.#folder = folder
    this.#files = fileFunctions(evaluation.files, folder)
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
        return this.#template(expression.parts, at, locals)
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
        return find(locals, expression.name) ?? this.#elsewhere(() => this.#roots(expression.name, at)) ?? this.#fail(at, expression.name)
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
        return expression.operator === '!' ? this.#not(operand, at) : this.#apply(arithmetic.negate, [operand], at)
      }
      case 'binary':
        return this.#binary(expression, at, value)
      case 'conditional':
        return this.#conditional(expression, at, value)
    }
    return expression satisfies never
  }

  #template(parts: readonly HclTemplatePart[], at: Origin, locals: Locals | undefined): Value {
    const [only] = parts
    if (parts.length === 1 && only !== undefined && typeof only !== 'string' && !only.kind.startsWith('template-'))
      return this.evaluate(at.source, only as HclExpression, locals)
    const written = new Written(at)
    this.#write(parts, written, at, locals)
    this.#evaluation.spend(written.length >> 6)
    return written.length > longestString ? unknown(at, 'limit', 'template') : written.value()
  }

  #write(parts: readonly HclTemplatePart[], written: Written, at: Origin, locals: Locals | undefined): void {
    for (const part of parts) {
      if (written.length > longestString) return
      if (typeof part === 'string') written.add(part)
      else if (part.kind === 'template-if') {
        const condition = this.#plain(this.evaluate(at.source, part.condition, locals), at)
        const verdict = booleanOf(condition)
        if (verdict !== undefined) this.#write(verdict ? part.consequent : part.alternative, written, at, locals)
        else written.addUnknown(condition.kind === 'unknown' ? condition : unknown(at, 'error', 'if'))
      } else if (part.kind === 'template-for') {
        const over = this.#plain(this.evaluate(at.source, part.over, locals), at)
        for (const [key, item] of pairsOf(over, at)) {
          const outer = part.keyName === undefined ? locals : bind(locals, part.keyName, key)
          this.#write(part.body, written, at, bind(outer, part.valueName, item))
        }
        const open = openOf(over)
        if (open !== undefined) written.addUnknown(open)
      } else written.addValue(this.#plain(this.evaluate(at.source, part, locals), at))
    }
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
    let open = openOf(over)
    const results: [Value | undefined, Value][] = []
    for (const [key, item] of pairsOf(over, at)) {
      const named = bind(expression.keyName === undefined ? locals : bind(locals, expression.keyName, key), expression.valueName, item)
      const kept = expression.condition === undefined ? undefined : value(expression.condition, named)
      if (kept?.kind === 'scalar' && booleanOf(kept) !== true) continue
      const made = value(expression.value, named)
      if (expression.key === undefined) {
        if (kept?.kind === 'unknown') open ??= kept
        results.push([undefined, made])
      } else {
        // An entry that may be left out leaves the others as they are.
        results.push([value(expression.key, named), kept?.kind === 'unknown' ? stillUnknown(made, kept) : made])
      }
    }
    if (expression.key === undefined)
      return list(
        at,
        results.map(([, item]) => item),
        open,
      )
    const entries = new Map<string, Entry>()
    for (const [key, item] of results) {
      if (key === undefined || key.kind === 'unknown') {
        open ??= key
        continue
      }
      const name = textOf(key)
      const before = entries.get(name)?.value
      const grouped = before?.kind === 'list' ? list(at, [...before.items, item]) : list(at, [item])
      entries.set(name, entry(item, expression.groups ? grouped : item))
    }
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
    if (target.kind === 'entity') {
      const name = step.kind === 'scalar' ? String(step.value) : ''
      return this.#elsewhere(() => target.member(name, at)) ?? this.#fail(at, target.label)
    }
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
    const name = call.name.replace(/^core::/, '')
    if (name === 'templatefile' || name === 'templatestring') return this.#rendered(name, call, at, value)
    const implementation = terraformFunctions.get(name) ?? this.#files[name]
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

  /** What a template becomes with the names that the second argument gives: it sees no others. */
  #rendered(name: string, call: Extract<HclExpression, { kind: 'call' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    const [from, names] = call.args.map((argument) => this.#plain(value(argument), at))
    const contents = from === undefined || name === 'templatestring' ? from : this.#apply(this.#files['file']!, [from], at, name)
    if (contents?.kind === 'unknown') return stillUnknown(at, contents)
    if (names?.kind === 'unknown') return stillUnknown(at, names)
    if (contents === undefined || !isText(contents) || names?.kind !== 'dictionary') return this.#fail(at, name)
    const parsed = parseWholeTemplate(contents.value, parseExpression)
    if ('problem' in parsed) return this.#fail(at, name)
    let locals: Locals | undefined
    for (const [key, given] of names.entries) locals = bind(locals, key, given.value)
    const { open } = names
    const own = new TerraformExpressions(this.#evaluation, () => open, this.#folder)
    const source: Source = { uri: at.source.uri, text: contents.value }
    const made = own.evaluate(source, parsed.expression, locals)
    // The text of a template is written nowhere as it is: what is made of it stands where it is asked for.
    return made.kind === 'scalar' || made.kind === 'unknown' ? { ...made, source: at.source, range: at.range } : made
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
    if (operator === '&&' || operator === '||') return this.#logical(operator === '||', left, () => value(expression.right), at)
    const right = this.#plain(value(expression.right), at)
    if ((isNull(left) && isIdOfResource(right)) || (isNull(right) && isIdOfResource(left))) {
      if (operator === '==') return scalar(at, false)
      if (operator === '!=') return scalar(at, true)
    }
    if (operator === '!=') return this.#not(this.#apply(logic['equals']!, [left, right], at), at)
    return this.#apply(operators[operator]!, [left, right], at)
  }

  #logical(decisive: boolean, left: Value, other: () => Value, at: Origin): Value {
    if (booleanOf(left) === decisive) return scalar(at, decisive)
    const right = this.#plain(other(), at)
    if (booleanOf(right) === decisive) return scalar(at, decisive)
    const cause = [left, right].find((side) => side.kind === 'unknown')
    return cause?.kind === 'unknown' ? stillUnknown(at, cause) : scalar(at, !decisive)
  }

  #not(operand: Value, at: Origin): Value {
    const truth = booleanOf(operand)
    return this.#apply(logic['not']!, [truth === undefined ? operand : scalar(operand, truth)], at)
  }

  #conditional(expression: Extract<HclExpression, { kind: 'conditional' }>, at: Origin, value: (inner: HclExpression) => Value): Value {
    const condition = this.#plain(value(expression.condition), at)
    if (condition.kind === 'unknown') return oneOf(at, condition, [value(expression.consequent), value(expression.alternative)])
    const verdict = booleanOf(condition)
    if (verdict !== undefined) {
      const [taken, other] = verdict ? [expression.consequent, expression.alternative] : [expression.alternative, expression.consequent]
      return asText(value(taken), other)
    }
    this.#evaluation.report({ source: at.source, range: expression.condition.range }, { text: messages.notBoolean, args: {} })
    return unknown(at, 'error', 'condition')
  }

  /** What stands elsewhere is no part of what is being tried: its errors are its own. */
  #elsewhere<T>(evaluate: () => T): T {
    const trying = this.#trying
    this.#trying = 0
    try {
      return evaluate()
    } finally {
      this.#trying = trying
    }
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

/** The sides of a conditional are of one type: a number or truth value is a string where the other side is written as one. */
function asText(taken: Value, other: HclExpression): Value {
  const mixed = other.kind === 'literal' && typeof other.value === 'string' && taken.kind === 'scalar'
  return mixed && taken.value !== null && typeof taken.value !== 'string' ? { ...taken, value: String(taken.value) } : taken
}

/** The id of a resource is not known before it is there, but it is not null. */
function isIdOfResource(value: Value): boolean {
  return value.kind === 'unknown' && value.reason.kind === 'runtime' && /^\{[^{}]+\.id\}$/.test(value.shape ?? '')
}

/** A string that is put together piece by piece. */
class Written {
  readonly #at: Origin
  #whole = ''
  #cause: Unknown | undefined
  #secret = false

  constructor(at: Origin) {
    this.#at = at
  }

  get length(): number {
    return this.#whole.length
  }

  add(literal: string): void {
    this.#whole += literal
  }

  addUnknown(cause: Unknown): void {
    this.#cause ??= cause
    this.#secret ||= cause.secret === true
    this.#whole += cause.shape ?? '{…}'
  }

  addValue(value: Value): void {
    this.#secret ||= value.kind === 'scalar' && value.secret === true
    try {
      if (value.kind === 'unknown') this.addUnknown(value)
      else this.#whole += textOf(value)
    } catch (error) {
      if (!(error instanceof Undecided)) throw error
      this.addUnknown(error.cause)
    }
  }

  value(): Value {
    const made = this.#cause === undefined ? scalar(this.#at, this.#whole) : stillUnknown(this.#at, this.#cause, this.#whole)
    return this.#secret ? { ...made, secret: true } : made
  }
}

/** What keeps the items of a list or object from being known in full. */
export function openOf(value: Value): Unknown | undefined {
  if (value.kind === 'unknown') return value
  return value.kind === 'list' || value.kind === 'dictionary' ? value.open : undefined
}

/** The keys and items that a loop runs over: of a list the index is the key, of a set the item itself. */
export function pairsOf(over: Value, at: Origin): readonly (readonly [Value, Value])[] {
  if (over.kind === 'list') return over.items.map((item, index) => [over.set === true ? item : scalar(at, index), item])
  if (over.kind !== 'dictionary') return []
  const sorted = [...over.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted.map(([key, found]) => [scalar({ source: found.source, range: found.key }, key), found.value])
}
