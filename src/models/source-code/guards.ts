import type { Expression } from '../../syntax/source-code/program.ts'
import { everything, maskOf } from './weakness.ts'

/** That a value is safe for some kinds, by what was asked of it. */
export interface Guard {
  readonly key: string
  readonly mask: number
}

export interface Guards {
  readonly whenTrue: readonly Guard[]
  readonly whenFalse: readonly Guard[]
}

const none: Guards = { whenTrue: [], whenFalse: [] }

/** A stable key of an expression that reads something: `x`, `req.query.id`. Undefined for what computes. */
export function keyOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name
  if (expression.kind === 'cast') return keyOf(expression.value)
  if (expression.kind === 'member') {
    const object = keyOf(expression.object)
    return object === undefined ? undefined : `${object}.${expression.name}`
  }
  if (expression.kind === 'index' && expression.index.kind === 'literal') {
    const object = keyOf(expression.object)
    return object === undefined ? undefined : `${object}.${String(expression.index.value)}`
  }
  return undefined
}

const membership = /^(?:contains|includes|has|hasOwnProperty|containskey|containsvalue|isin)$/i
const equality = /^(?:equals|equalsignorecase|is|__eq__)$/i
const matching = /^(?:test|matches|match|fullmatch|ismatch|exec)$/i
const beginnings = /^(?:startswith|starts_with|is_relative_to|commonpath|isrelativeto)$/i
const shapes =
  /^(?:isdigit|isalnum|isalpha|isnumeric|isdecimal|isinteger|isnan|isnumeric|isalphanumeric|isalphanumericspace|tryparse|iscreatable|isparsable|isfinite|issafeinteger|isuuid|isidentifier)$/i
const wellNamed =
  /^_?(?:is|has|check|validate|verify|ensure|assert|url_has)(?=[_A-Z]).*(?:valid|allow|safe|local|white_?list|trusted|permitted|known|legal|clean|sane|ok\b)/i
const validator = /^_?(?:is_?valid|validate|verify|is_?safe|is_?allowed|check)[A-Z_]?\w*$/

const pathLike = maskOf(['path'])
const addressLike = maskOf(['ssrf', 'redirect', 'path'])

/** What a test proves of the values that it asks about. */
export function guardsOf(test: Expression): Guards {
  if (test.kind === 'unary') return test.operator === '!' ? swapped(guardsOf(test.operand)) : none
  if (test.kind === 'binary') return binaryGuards(test)
  if (test.kind !== 'call') return none
  return callGuards(
    test.callee,
    test.args.map(({ value }) => value),
  )
}

function swapped({ whenTrue, whenFalse }: Guards): Guards {
  return { whenTrue: whenFalse, whenFalse: whenTrue }
}

function both(one: readonly Guard[], other: readonly Guard[]): readonly Guard[] {
  return one.length === 0 ? other : other.length === 0 ? one : [...one, ...other]
}

/** What is proven whichever of two it was. */
function either(one: readonly Guard[], other: readonly Guard[]): readonly Guard[] {
  return one.flatMap(({ key, mask }) => {
    const same = other.find((guard) => guard.key === key)
    return same === undefined ? [] : [{ key, mask: mask & same.mask }]
  })
}

function binaryGuards({ operator, left, right }: Expression & { kind: 'binary' }): Guards {
  switch (operator) {
    case '&&': {
      const [one, other] = [guardsOf(left), guardsOf(right)]
      return { whenTrue: both(one.whenTrue, other.whenTrue), whenFalse: either(one.whenFalse, other.whenFalse) }
    }
    case '||': {
      const [one, other] = [guardsOf(left), guardsOf(right)]
      return { whenTrue: either(one.whenTrue, other.whenTrue), whenFalse: both(one.whenFalse, other.whenFalse) }
    }
    case '==':
    case '===':
      return { whenTrue: equalTo(left, right), whenFalse: [] }
    case '!=':
    case '!==':
      return { whenTrue: [], whenFalse: equalTo(left, right) }
    case 'in':
      return { whenTrue: right.kind === 'literal' ? [] : proven([left], everything), whenFalse: [] }
    case 'not in':
      return { whenTrue: [], whenFalse: right.kind === 'literal' ? [] : proven([left], everything) }
    default:
      return indexGuards(operator, left, right)
  }
}

/** `allowed.indexOf(x) >= 0` and its kin. */
function indexGuards(operator: string, left: Expression, right: Expression): Guards {
  if (left.kind !== 'call' || left.callee.kind !== 'member' || !/^indexof$/i.test(left.callee.name)) return none
  if (!/^[<>]=?$/.test(operator) || (right.kind !== 'literal' && right.kind !== 'unary')) return none
  const found = proven(
    left.args.map(({ value }) => value),
    everything,
  )
  return operator.startsWith('>') ? { whenTrue: found, whenFalse: [] } : { whenTrue: [], whenFalse: found }
}

function equalTo(left: Expression, right: Expression): readonly Guard[] {
  const [read, literal] = right.kind === 'literal' ? [left, right] : left.kind === 'literal' ? [right, left] : []
  if (read === undefined || literal === undefined || literal.kind !== 'literal' || literal.value === null || literal.value === '') return []
  if (typeof literal.value === 'boolean') return guardsOf(read)[literal.value ? 'whenTrue' : 'whenFalse']
  // `allowed.indexOf(x) !== -1` asks whether it is not found; only its own value is compared here.
  return read.kind === 'name' || read.kind === 'member' ? proven([read], everything) : []
}

function callGuards(callee: Expression, args: readonly Expression[]): Guards {
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : ''
  const receiver = callee.kind === 'member' ? [callee.object] : []
  if (shapes.test(name)) {
    const found = proven([...receiver, ...args.slice(0, 1)], everything)
    return /^isnan$/i.test(name) ? { whenTrue: [], whenFalse: found } : { whenTrue: found, whenFalse: [] }
  }
  if (beginnings.test(name)) {
    const prefix = args[0]
    const isAddress = prefix?.kind === 'literal' && typeof prefix.value === 'string' && /^https?:\/\/[^/]+\//.test(prefix.value)
    return { whenTrue: readsOf(receiver).map((key) => ({ key, mask: isAddress ? addressLike : pathLike })), whenFalse: [] }
  }
  if (membership.test(name) && args[0]?.kind !== 'literal') return { whenTrue: proven(args.slice(0, 1), everything), whenFalse: [] }
  if (equality.test(name))
    return {
      whenTrue: [...receiver, ...args].some(({ kind }) => kind === 'literal')
        ? proven([...receiver, ...args].flatMap(comparedItself), everything)
        : [],
      whenFalse: [],
    }
  if (matching.test(name))
    return { whenTrue: isWhole(name, [...receiver, ...args]) ? proven([...receiver, ...args], everything) : [], whenFalse: [] }
  if (wellNamed.test(name) || validator.test(name)) return { whenTrue: proven(args.slice(0, 1), everything), whenFalse: [] }
  return none
}

const sameText =
  /^(?:trim|strip|tolowercase|touppercase|lower|upper|casefold|tolower|toupper|tostring|tolowerinvariant|toupperinvariant|intern)$/i

/** What is compared: a value itself, and not what a call makes of it. `cookie.getName().equals("id")` says nothing of the cookie's value. */
function comparedItself(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'call') return [expression]
  const { callee, args } = expression
  return callee.kind === 'member' && args.length === 0 && sameText.test(callee.name) ? comparedItself(callee.object) : []
}

/** Whether a pattern is about the whole text and not any text at all. One that is not written here is trusted. */
function isWhole(name: string, parts: readonly Expression[]): boolean {
  const pattern = parts
    .map((part) => (part.kind === 'regex' ? part.pattern : part.kind === 'literal' ? part.value : undefined))
    .find((text) => typeof text === 'string')
  if (typeof pattern !== 'string') return true
  if (/(?<!\\)\.[*+]/.test(pattern)) return false
  return /^(?:matches|fullmatch)$/i.test(name) || /^(?:\^|\\A)/.test(pattern)
}

/** The expressions that are read, as they stand. */
function proven(expressions: readonly Expression[], mask: number): readonly Guard[] {
  return expressions.flatMap((expression) =>
    readsOf([expression])
      .flatMap(answersFor)
      .map((key) => ({ key, mask })),
  )
}

/** Who sends a message answers for what is in it. */
function answersFor(key: string): readonly string[] {
  return key.endsWith('.origin') ? [key, `${key.slice(0, -'.origin'.length)}.data`] : [key]
}

/** Keys of everything that is read inside of expressions, such as of `x` in `x.toLowerCase()`. */
function readsOf(expressions: readonly Expression[]): readonly string[] {
  return expressions.flatMap((expression): readonly string[] => {
    const key = keyOf(expression)
    if (key !== undefined) return [key]
    if (expression.kind === 'call') {
      const { callee, args } = expression
      return readsOf([...(callee.kind === 'member' ? [callee.object] : []), ...args.map(({ value }) => value)])
    }
    return expression.kind === 'cast' ? readsOf([expression.value]) : []
  })
}
