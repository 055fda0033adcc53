import { hclOperators, type HclExpression, type HclObjectEntry, type HclOperator } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { parseHeredoc, parseQuoted } from './parse-template.ts'

const precedence: Readonly<Record<HclOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}

/** Reads one expression. @throws {Unreadable} where there is none */
export function parseExpression(cursor: Cursor): HclExpression {
  return cursor.nested(() => conditional(cursor))
}

function conditional(cursor: Cursor): HclExpression {
  const condition = binary(cursor, 0)
  const before = cursor.position
  cursor.skip()
  if (!cursor.accept('?')) return rewound(cursor, before, condition)
  const { start } = condition.range
  // A conditional may go on on the next line after its marks.
  const consequent = onNextLine(cursor)
  cursor.bracketed(() => cursor.skip())
  cursor.expect(':')
  const alternative = onNextLine(cursor)
  return { kind: 'conditional', condition, consequent, alternative, range: cursor.rangeFrom(start) }
}

function onNextLine(cursor: Cursor): HclExpression {
  cursor.bracketed(() => cursor.skip())
  return parseExpression(cursor)
}

function binary(cursor: Cursor, above: number): HclExpression {
  let left = unary(cursor)
  for (let folds = 0; ; folds++) {
    const before = cursor.position
    cursor.skip()
    const operator = hclOperators.find((candidate) => cursor.is(candidate))
    if (operator === undefined || precedence[operator] <= above) return rewound(cursor, before, left)
    if (folds > 200) return cursor.fail('fewer operators in one expression')
    cursor.position += operator.length
    cursor.bracketed(() => cursor.skip())
    const right = binary(cursor, precedence[operator])
    left = { kind: 'binary', operator, left, right, range: cursor.rangeFrom(left.range.start) }
  }
}

function unary(cursor: Cursor): HclExpression {
  cursor.skip()
  const start = cursor.position
  const operator = cursor.is('!') ? '!' : cursor.is('-') ? '-' : undefined
  if (operator === undefined) return postfix(cursor, primary(cursor))
  cursor.position++
  const operand = cursor.nested(() => unary(cursor))
  return { kind: 'unary', operator, operand, range: cursor.rangeFrom(start) }
}

/** What is chained to an expression: `.name`, `.0`, `[index]`, `.*` and `[*]` with what follows on every item. */
function postfix(cursor: Cursor, first: HclExpression): HclExpression {
  let target = first
  for (let links = 0; links <= 200; links++) {
    const { start } = target.range
    // A dot may follow a blank, but not a line end outside brackets.
    const before = cursor.position
    cursor.skip()
    if (cursor.is('...')) return rewound(cursor, before, target)
    if (cursor.accept('.')) {
      cursor.skip()
      if (cursor.accept('*')) return splat(cursor, target)
      const number = /^\d+/.exec(cursor.text.slice(cursor.position, cursor.position + 12))?.[0]
      if (number === undefined)
        target = { kind: 'attribute', target, name: cursor.identifier() ?? cursor.fail('a name'), range: cursor.rangeFrom(start) }
      else {
        const at = cursor.position
        cursor.position += number.length
        target = {
          kind: 'index',
          target,
          index: { kind: 'literal', value: Number(number), range: cursor.rangeFrom(at) },
          range: cursor.rangeFrom(start),
        }
      }
    } else if (cursor.accept('[')) {
      const index = cursor.bracketed(() => {
        cursor.skip()
        const all = cursor.accept('*') ? undefined : parseExpression(cursor)
        cursor.expect(']')
        return all
      })
      if (index === undefined) return splat(cursor, target)
      target = { kind: 'index', target, index, range: cursor.rangeFrom(start) }
    } else return rewound(cursor, before, target)
  }
  return cursor.fail('fewer accesses in one expression')
}

function rewound(cursor: Cursor, position: number, expression: HclExpression): HclExpression {
  cursor.position = position
  return expression
}

function splat(cursor: Cursor, target: HclExpression): HclExpression {
  const at = cursor.position
  const each = postfix(cursor, { kind: 'variable', name: '$item', range: { start: at, end: at } })
  return { kind: 'splat', target, each, range: cursor.rangeFrom(target.range.start) }
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function primary(cursor: Cursor): HclExpression {
  const start = cursor.position
  if (cursor.is('"')) return parseQuoted(cursor, parseExpression)
  if (cursor.is('<<')) return parseHeredoc(cursor, parseExpression)
  if (cursor.accept('(')) {
    const inner = cursor.bracketed(() => {
      const expression = parseExpression(cursor)
      cursor.expect(')')
      return expression
    })
    return { ...inner, range: cursor.rangeFrom(start) }
  }
  if (cursor.accept('[')) return cursor.bracketed(() => tuple(cursor, start))
  if (cursor.accept('{')) return cursor.bracketed(() => object(cursor, start))
  number.lastIndex = start
  const digits = number.exec(cursor.text)?.[0]
  if (digits !== undefined) {
    cursor.position += digits.length
    return { kind: 'literal', value: Number(digits), range: cursor.rangeFrom(start) }
  }
  return named(cursor, start)
}

function named(cursor: Cursor, start: number): HclExpression {
  let name = cursor.identifier() ?? cursor.fail('an expression')
  while (cursor.is('::')) {
    cursor.position += 2
    name += `::${cursor.identifier() ?? cursor.fail('a name')}`
  }
  if (cursor.is('(')) return call(cursor, name, start)
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', range: cursor.rangeFrom(start) }
  if (name === 'null') return { kind: 'literal', value: null, range: cursor.rangeFrom(start) }
  return { kind: 'variable', name, range: cursor.rangeFrom(start) }
}

function call(cursor: Cursor, name: string, start: number): HclExpression {
  cursor.position++
  return cursor.bracketed(() => {
    const args: HclExpression[] = []
    let expands = false
    for (cursor.skip(); !cursor.is(')'); cursor.skip()) {
      args.push(parseExpression(cursor))
      cursor.skip()
      if (cursor.accept('...')) expands = true
      cursor.skip()
      if (!cursor.accept(',')) break
    }
    cursor.expect(')')
    return { kind: 'call', name, args, expands, range: cursor.rangeFrom(start) }
  })
}

function tuple(cursor: Cursor, start: number): HclExpression {
  cursor.skip()
  if (cursor.acceptWord('for')) return forExpression(cursor, start, ']')
  const items: HclExpression[] = []
  for (; !cursor.is(']'); cursor.skip()) {
    items.push(parseExpression(cursor))
    cursor.skip()
    if (!cursor.accept(',')) break
  }
  cursor.expect(']')
  return { kind: 'tuple', items, range: cursor.rangeFrom(start) }
}

function object(cursor: Cursor, start: number): HclExpression {
  cursor.skip()
  const before = cursor.position
  if (cursor.acceptWord('for')) {
    cursor.skip()
    if (!/[=:]/.test(cursor.text.charAt(cursor.position))) return forExpression(cursor, start, '}')
    cursor.position = before
  }
  const entries: HclObjectEntry[] = []
  for (; !cursor.is('}'); cursor.skip()) {
    const key = objectKey(cursor)
    cursor.skip()
    if (!cursor.accept('=') && !cursor.accept(':')) cursor.fail('"="')
    entries.push({ key, value: parseExpression(cursor) })
    const valueEnd = cursor.position
    cursor.skip()
    if (!cursor.accept(',') && !cursor.is('}') && !cursor.text.slice(valueEnd, cursor.position).includes('\n'))
      cursor.fail('a new line or ","')
  }
  cursor.expect('}')
  return { kind: 'object', entries, range: cursor.rangeFrom(start) }
}

function objectKey(cursor: Cursor): HclExpression {
  const start = cursor.position
  const word = cursor.identifier()
  if (word !== undefined) {
    const end = cursor.position
    cursor.skip()
    if (/[=:]/.test(cursor.text.charAt(cursor.position)) && !cursor.is('==')) return { kind: 'literal', value: word, range: { start, end } }
    cursor.position = start
  }
  return parseExpression(cursor)
}

function forExpression(cursor: Cursor, start: number, close: ']' | '}'): HclExpression {
  cursor.skip()
  const first = cursor.identifier() ?? cursor.fail('a name')
  cursor.skip()
  let second: string | undefined
  if (cursor.accept(',')) {
    cursor.skip()
    second = cursor.identifier() ?? cursor.fail('a name')
    cursor.skip()
  }
  if (!cursor.acceptWord('in')) cursor.fail('"in"')
  const over = parseExpression(cursor)
  cursor.expect(':')
  const head = parseExpression(cursor)
  cursor.skip()
  const keyed = close === '}'
  if (keyed) cursor.expect('=>')
  const value = keyed ? parseExpression(cursor) : head
  cursor.skip()
  const groups = cursor.accept('...')
  cursor.skip()
  const condition = cursor.acceptWord('if') ? parseExpression(cursor) : undefined
  cursor.expect(close)
  return {
    kind: 'for',
    keyName: second === undefined ? undefined : first,
    valueName: second ?? first,
    over,
    key: keyed ? head : undefined,
    value,
    condition,
    groups,
    range: cursor.rangeFrom(start),
  }
}
