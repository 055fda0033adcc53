import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import type { HclAttribute } from '../../../syntax/hcl/ast.ts'
import type { Evaluation } from '../template/evaluation.ts'
import { bind, type Locals } from '../template/locals.ts'
import { dictionary, entry, kindOf, scalar, unknown, type Origin, type Unknown, type Value } from '../value/value.ts'
import { attributeOf, type Placed } from './blocks.ts'
import { openOf, pairsOf } from './expressions.ts'
import { numberOf } from './functions/conversions.ts'

const messages = {
  notCount: text({ en: 'count is not a whole number from 0', ja: 'count が 0 以上の整数ではありません' }),
  notEach: text({ en: 'for_each takes a map or a set, not {given}', ja: 'for_each に使えるのは map か set で、{given} は使えません' }),
  tooMany: text({ en: '{count} copies; at most {limit} are evaluated', ja: '{count} 件のコピーです。評価するのは {limit} 件までです' }),
}

/** How many copies of a block are evaluated. */
const mostCopies = 800

/** Evaluates an attribute of a file, with what its block binds. */
export type EvaluateAttribute = (source: Source, attribute: HclAttribute, locals?: Locals) => Value

/** One copy of a block. */
export interface Turn {
  /** What tells it from the others; undefined where there is one only. */
  readonly key: Value | undefined
  /** What `each` or `count` is for it. */
  readonly locals: Locals | undefined
  /** Set where it stands for a number of copies that is not known. */
  readonly repeated: Unknown | undefined
}

/** The turns of a block's `count` or `for_each`: what it binds, and the suffix of its address. */
export function turnsOf({ source, block }: Placed, evaluation: Evaluation, evaluate: EvaluateAttribute): readonly Turn[] {
  const count = attributeOf(block, 'count')
  const each = attributeOf(block, 'for_each')
  const at: Origin = { source, range: block.range }
  if (count === undefined && each === undefined) return [{ key: undefined, locals: undefined, repeated: undefined }]
  const value = evaluate(source, (count ?? each)!)
  const plain = value.kind === 'entity' ? value.plain(at) : value
  if (count !== undefined) {
    const number = numberOf(plain) ?? Number.NaN
    if (Number.isInteger(number) && number >= 0 && number <= mostCopies)
      return Array.from({ length: number }, (_, index) => ({
        key: scalar(at, index),
        locals: countLocals(at, scalar(at, index)),
        repeated: undefined,
      }))
    const repeated = plain.kind === 'unknown' ? plain : uncounted(evaluation, { source, range: count.value.range }, number)
    return [{ key: scalar(at, 0), locals: countLocals(at, unknown(at, repeated.reason.kind, 'count.index')), repeated }]
  }
  const pairs = pairsOf(plain, at)
  const turns: Turn[] = pairs.slice(0, mostCopies).map(([key, item]) => {
    // A list is no set, but what is written as one is mostly meant as one.
    const named = plain.kind === 'list' ? item : key
    return { key: named, locals: eachLocals(at, named, item), repeated: undefined }
  })
  let open = openOf(plain)
  const place = { source, range: each!.value.range }
  if (plain.kind === 'scalar') {
    evaluation.report(place, { text: messages.notEach, args: { given: kindOf(plain) } })
    open = unknown(place, 'error', 'for_each')
  }
  if (pairs.length > mostCopies) open = uncounted(evaluation, place, pairs.length)
  if (open !== undefined) {
    const some = unknown(at, open.reason.kind, open.reason.decidedBy)
    turns.push({ key: some, locals: eachLocals(at, some, some), repeated: open })
  }
  return turns
}

/** Tells of a number of copies that is none, or is too large. */
function uncounted(evaluation: Evaluation, at: Origin, count: number): Unknown {
  const isNumber = Number.isInteger(count) && count >= 0
  evaluation.report(at, isNumber ? { text: messages.tooMany, args: { count, limit: mostCopies } } : { text: messages.notCount, args: {} })
  return unknown(at, isNumber ? 'limit' : 'error', 'count')
}

/** What stands behind the address of a block for one of its copies: `["a"]`. */
export function suffixOf({ key }: Turn): string {
  return key === undefined ? '' : `[${key.kind === 'scalar' ? JSON.stringify(key.value) : '*'}]`
}

/** A key and its value as an iterator has them. */
export function pair(at: Origin, key: Value, value: Value): Value {
  return dictionary(
    at,
    new Map([
      ['key', entry(key, key)],
      ['value', entry(value, value)],
    ]),
  )
}

function eachLocals(at: Origin, key: Value, value: Value): Locals {
  return bind(undefined, 'each', pair(at, key, value))
}

function countLocals(at: Origin, index: Value): Locals {
  return bind(undefined, 'count', dictionary(at, new Map([['index', entry(index, index)]])))
}
