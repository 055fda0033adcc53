import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import { isExpression, literalText, parseArmExpression, type ArmExpression } from '../../../syntax/arm/expression.ts'
import { memberOf, stringOf, type JsonArray, type JsonNode, type JsonObject } from '../../../syntax/arm/json.ts'
import { member } from '../functions/collections.ts'
import { invoke, Misuse, type Call, type TemplateFunction } from '../functions/library.ts'
import { coalesce } from '../functions/logic.ts'
import { asText } from '../functions/strings.ts'
import type { FunctionLibrary } from '../functions/table.ts'
import type { Evaluation } from '../template/evaluation.ts'
import { bind, find, type Locals } from '../template/locals.ts'
import { oneOf } from '../value/compare.ts'
import {
  dictionary,
  isText,
  list,
  scalar,
  stillUnknown,
  unknown,
  type Entry,
  type Lambda,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import type { GivenValues } from './value-nodes.ts'

const messages = {
  noFunction: text({ en: 'there is no function {name}', ja: '関数 {name} はありません' }),
  notBoolean: text({ en: 'the condition is not a boolean', ja: '条件が真偽値ではありません' }),
  noCount: text({ en: 'the number of copies is not a whole number from 0', ja: 'コピーの数が 0 以上の整数ではありません' }),
  tooMany: text({ en: '{count} copies; at most {limit} are evaluated', ja: '{count} 件のコピーです。評価するのは {limit} 件までです' }),
}

/** What expressions of a template can refer to. A nested template without a scope of its own shares those of its parent. */
export interface ArmNames {
  parameter(name: string, at: Origin): Value
  variable(name: string, at: Origin): Value
  /** `reference(…)` of a resource by symbol or id; with `full`, the whole resource. */
  reference(target: Value, full: boolean, at: Origin): Value
  /** `references('symbol')`: all copies of a resource. */
  references(target: Value, full: boolean, at: Origin): Value
  userFunction(name: string): TemplateFunction | undefined
}

/** What surrounds an expression: the names of its template, and the turns of loops and lambdas that it stands in. */
export interface Frame {
  readonly names: ArmNames
  /** Turns of loops by name; that of the resource is also found under the empty name. */
  readonly copies: Locals | undefined
  readonly lambdas: Locals | undefined
}

export interface CopyTurn {
  readonly index: Value
  /** Set on a turn that stands for a number of turns that is not known. */
  readonly repeated: Unknown | undefined
}

/** Evaluates the values and expressions of one ARM template document. */
export class ArmExpressions {
  readonly #evaluation: Evaluation
  readonly #source: Source
  readonly #library: FunctionLibrary
  readonly #given: GivenValues | undefined
  readonly #parsed = new WeakMap<JsonNode, ArmExpression | Value>()

  /** @param given of a template that another language computed: its values */
  constructor(evaluation: Evaluation, source: Source, library: FunctionLibrary, given?: GivenValues) {
    this.#evaluation = evaluation
    this.#source = source
    this.#library = library
    this.#given = given
  }

  at(node: JsonNode): Origin {
    return { source: this.#given?.get(node)?.source ?? this.#source, range: node.range }
  }

  /** The value of a node, without the members of an object called as in `leaveOut`. */
  value(node: JsonNode, frame: Frame, leaveOut?: ReadonlySet<string>): Value {
    return this.#evaluation.nested(() => this.#value(node, frame, leaveOut))
  }

  #value(node: JsonNode, frame: Frame, leaveOut?: ReadonlySet<string>): Value {
    this.#evaluation.spend(1)
    if (node.kind === 'object') return this.#object(node, frame, leaveOut)
    const given = this.#given?.get(node)
    if (node.kind === 'array')
      return list(
        this.at(node),
        node.items.map((item) => this.value(item, frame)),
        given?.kind === 'list' ? given.open : undefined,
      )
    if (given !== undefined && !(isText(given) && isExpression(given.value))) return given
    if (typeof node.value !== 'string') return scalar(this.at(node), node.value)
    return this.#string(node, node.value, frame)
  }

  #string(node: Extract<JsonNode, { kind: 'literal' }>, value: string, frame: Frame): Value {
    if (!isExpression(value)) return scalar(this.at(node), literalText(value))
    let parsed = this.#parsed.get(node)
    if (parsed === undefined) {
      const result = parseArmExpression(value)
      const given = this.#given?.get(node)
      // What another language computed may be any text in brackets.
      if ('problem' in result && given !== undefined) parsed = given
      else if ('problem' in result) {
        const { range, message } = result.problem
        this.#evaluation.report(this.#within(node, range), { text: message, args: {} })
        parsed = unknown(this.at(node), 'error', 'expression')
      } else parsed = result.expression
      this.#parsed.set(node, parsed)
    }
    return 'source' in parsed ? parsed : this.#expression(parsed, node, frame)
  }

  /** Where a part of a string's value stands: exactly where its text is verbatim, else the whole string. */
  #within(node: Extract<JsonNode, { kind: 'literal' }>, { start, end }: { readonly start: number; readonly end: number }): Origin {
    const first = node.range.start + 1
    return node.verbatim ? { source: this.#source, range: { start: first + start, end: first + end } } : this.at(node)
  }

  #object(node: JsonObject, frame: Frame, leaveOut?: ReadonlySet<string>): Value {
    const entries = new Map<string, Entry>()
    const given = this.#given?.get(node)
    const whole = given?.kind === 'dictionary' ? given : undefined
    let open: Unknown | undefined = whole?.open
    for (const { key, keyRange, value } of node.members) {
      if (leaveOut?.has(key.toLowerCase())) continue
      if (key === 'copy' && isPropertyCopy(value)) {
        for (const [name, entry] of this.copied(value, frame)) entries.set(name, entry)
        continue
      }
      const name = isExpression(key)
        ? this.#string({ kind: 'literal', value: key, range: keyRange, verbatim: false }, key, frame)
        : undefined
      if (name?.kind === 'unknown') open ??= name
      else {
        const held = this.value(value, frame)
        const entry = whole?.entries.get(key) ?? { source: this.#source, key: keyRange, written: value.range }
        entries.set(name === undefined ? literalText(key) : asText(name), { ...entry, value: held })
      }
    }
    return dictionary(this.at(node), entries, open)
  }

  /** The arrays that `"copy": [{ "name", "count", "input" }]` makes, by name. */
  *copied(copies: JsonArray, frame: Frame): Generator<[string, Entry]> {
    for (const copy of copies.items) {
      const name = stringOf(memberOf(copy, 'name')?.value) ?? ''
      const count = memberOf(copy, 'count')
      const input = memberOf(copy, 'input')
      if (count === undefined || input === undefined) continue
      const turns = this.turns(count.value, frame, 10_000)
      const items = turns.map(({ index }) => this.value(input.value, { ...frame, copies: bind(frame.copies, name.toLowerCase(), index) }))
      const value = list(this.at(input.value), items, turns.at(-1)?.repeated)
      yield [name, { value, source: this.#source, key: copy.range, written: input.value.range }]
    }
  }

  /** The turns of a loop; where their number is not known, one that stands for them. */
  turns(count: JsonNode, frame: Frame, limit: number): readonly CopyTurn[] {
    const at = this.at(count)
    const value = this.value(count, frame)
    const number = value.kind === 'scalar' && /^-?\d+$/.test(String(value.value)) ? Number(value.value) : undefined
    if (number !== undefined && number >= 0 && number <= limit)
      return Array.from({ length: number }, (_, index) => ({ index: scalar(at, index), repeated: undefined }))
    if (number !== undefined && number > limit) this.#evaluation.report(at, { text: messages.tooMany, args: { count: number, limit } })
    else if (value.kind !== 'unknown') this.#evaluation.report(at, { text: messages.noCount, args: {} })
    const repeated = value.kind === 'unknown' ? value : unknown(at, number === undefined || number < 0 ? 'error' : 'limit', 'copy')
    return [{ index: stillUnknown(at, repeated, '{n}'), repeated }]
  }

  #expression(expression: ArmExpression, node: Extract<JsonNode, { kind: 'literal' }>, frame: Frame): Value {
    return this.#evaluation.nested(() => this.#evaluate(expression, node, frame))
  }

  #evaluate(expression: ArmExpression, node: Extract<JsonNode, { kind: 'literal' }>, frame: Frame): Value {
    this.#evaluation.spend(1)
    const at = this.#within(node, expression.range)
    if (expression.kind === 'literal') return scalar(at, expression.value)
    if (expression.kind === 'call') return this.#call(expression, at, node, frame)
    const target = this.#expression(expression.target, node, frame)
    if (expression.kind === 'property' && target.kind === 'entity') return target.member(expression.name, at) ?? scalar(at, null)
    const step = expression.kind === 'property' ? scalar(at, expression.name) : this.#expression(expression.index, node, frame)
    if (target.kind === 'entity' && isText(step)) return target.member(step.value, at) ?? scalar(at, null)
    const plain = target.kind === 'entity' ? target.plain(at) : target
    return this.#guarded(at, () => member(plain, step, expression.kind === 'property' && expression.safe, this.#callAt(at, 'access')))
  }

  #callAt(at: Origin, name: string): Call {
    return { source: at.source, range: at.range, name, spend: (steps) => this.#evaluation.spend(steps) }
  }

  #call(call: Extract<ArmExpression, { kind: 'call' }>, at: Origin, node: Extract<JsonNode, { kind: 'literal' }>, frame: Frame): Value {
    const argument = (index: number): Value => {
      const found = call.args[index]
      return found === undefined ? scalar(at, null) : this.#expression(found, node, frame)
    }
    const named = (): string => asText(argument(0))
    const name = call.name.toLowerCase()
    switch (name) {
      case 'parameters':
        return frame.names.parameter(named(), at)
      case 'variables':
        return frame.names.variable(named(), at)
      case 'copyindex':
        return this.#copyIndex(
          call.args.map((_, index) => argument(index)),
          frame,
          at,
        )
      case 'if':
        return this.#conditional(
          argument(0),
          () => argument(1),
          () => argument(2),
          at,
        )
      case 'and':
      case 'or':
        return this.#logical(name === 'or', call.args.keys(), argument, at)
      case 'coalesce':
        return coalesce(lazily(call.args.length, argument), this.#callAt(at, name))
      case 'lambda':
        return this.#lambda(call.args, at, node, frame)
      case 'lambdavariables':
        return find(frame.lambdas, named()) ?? unknown(at, 'error', 'lambdaVariables')
      case 'reference':
        return frame.names.reference(argument(0), /^full$/i.test(asTextOrEmpty(argument(2))), at)
      case 'references':
        return frame.names.references(argument(0), /^full$/i.test(asTextOrEmpty(argument(1))), at)
      default:
        return this.#function(
          call.name,
          call.args.map((_, index) => argument(index)),
          frame,
          at,
        )
    }
  }

  #function(name: string, args: readonly Value[], frame: Frame, at: Origin): Value {
    const implementation = name.includes('.') ? frame.names.userFunction(name.toLowerCase()) : this.#library.find(name)
    if (implementation !== undefined) return this.#guarded(at, () => invoke(implementation, args, this.#callAt(at, name)))
    // Every resource type may have such functions; what they give is known to the deployment alone, and mostly a key.
    if (/^list/i.test(name)) return { ...unknown(at, 'runtime', `${name}()`), secret: true }
    this.#evaluation.report(at, { text: messages.noFunction, args: { name } })
    return unknown(at, 'error', `${name}()`)
  }

  #copyIndex(args: readonly Value[], frame: Frame, at: Origin): Value {
    const name = args[0] !== undefined && isText(args[0]) ? args[0].value.toLowerCase() : ''
    const offset = args.find((argument) => argument.kind === 'scalar' && typeof argument.value === 'number')
    const index = find(frame.copies, name) ?? unknown(at, 'error', 'copyIndex()')
    if (offset === undefined) return index.kind === 'scalar' ? scalar(at, index.value) : index
    return this.#guarded(at, () => invoke(this.#library.find('add')!, [index, offset], this.#callAt(at, 'copyIndex')))
  }

  #conditional(condition: Value, consequent: () => Value, alternative: () => Value, at: Origin): Value {
    if (condition.kind === 'unknown') return oneOf(at, condition, [consequent(), alternative()])
    if (condition.kind === 'scalar' && typeof condition.value === 'boolean') return condition.value ? consequent() : alternative()
    this.#evaluation.report(at, { text: messages.notBoolean, args: {} })
    return unknown(at, 'error', 'if()')
  }

  #logical(decisive: boolean, positions: Iterable<number>, argument: (index: number) => Value, at: Origin): Value {
    let cause: Unknown | undefined
    for (const position of positions) {
      const value = argument(position)
      if (value.kind === 'scalar' && value.value === decisive) return scalar(at, decisive)
      if (value.kind === 'unknown') cause ??= value
    }
    return cause === undefined ? scalar(at, !decisive) : stillUnknown(at, cause)
  }

  #lambda(args: readonly ArmExpression[], at: Origin, node: Extract<JsonNode, { kind: 'literal' }>, frame: Frame): Lambda {
    const names = args.slice(0, -1).map((argument) => (argument.kind === 'literal' ? String(argument.value) : ''))
    const body = args.at(-1)
    const apply = (values: readonly Value[]): Value => {
      let { lambdas } = frame
      for (const [index, name] of names.entries()) lambdas = bind(lambdas, name, values[index] ?? scalar(at, null))
      return body === undefined ? scalar(at, null) : this.#expression(body, node, { ...frame, lambdas })
    }
    return { kind: 'lambda', arity: names.length, apply, ...at }
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

function* lazily(count: number, argument: (index: number) => Value): Generator<Value> {
  for (let index = 0; index < count; index++) yield argument(index)
}

function asTextOrEmpty(value: Value): string {
  return isText(value) ? value.value : ''
}

function isPropertyCopy(value: JsonNode): value is JsonArray {
  return value.kind === 'array' && value.items.length > 0 && value.items.every((item) => memberOf(item, 'input') !== undefined)
}
