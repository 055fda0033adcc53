import type { Range } from '../../../core/location.ts'
import type { Argument, Expression, FunctionCode, Parameter, Statement } from '../program.ts'
import type { SyntaxNode } from '../syntax-tree.ts'

export function rangeOf({ start, end }: Range): Range {
  return { start, end }
}

export function literal(node: Range, value: string | number | boolean | null): Expression {
  return { kind: 'literal', value, at: rangeOf(node) }
}

export function nameOf(node: Range, name: string): Expression {
  return { kind: 'name', name, at: rangeOf(node) }
}

/** Anything that is none of the other kinds: its parts are evaluated. */
export function other(node: Range, parts: readonly Expression[]): Expression {
  return { kind: 'other', parts, at: rangeOf(node) }
}

/** A number as the languages write them: `0x1F`, `1_000L`, `2.5f`. */
export function numberOf(text: string): number | string {
  const value = Number(text.replaceAll('_', '').replace(/(?<=^(?:0[xX][\da-fA-F]+|[\d.]+(?:[eE][+-]?\d+)?))[lLfFdDmMuUnN]{1,2}$/, ''))
  return Number.isNaN(value) ? text : value
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0' }

/** The characters that an escape sequence of any of the languages stands for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:u\{?([\da-fA-F]{1,8})\}?|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g,
    (whole, unicode?: string, hex?: string, one?: string) => {
      const code = unicode ?? hex
      if (code === undefined) return one === '\n' || one === '\r\n' ? '' : (escapes[one!] ?? one!)
      const point = Number.parseInt(code, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}

/** A concatenation as one flat list of its parts. */
export function joined(node: Range, parts: readonly Expression[]): Expression {
  return { kind: 'text', parts: parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part])), at: rangeOf(node) }
}

/** What `+` does: it joins where a side is known to be text, and is otherwise left to the values. */
export function sum(node: Range, left: Expression, right: Expression): Expression {
  return isText(left) || isText(right) ? joined(node, [left, right]) : { kind: 'binary', operator: '+', left, right, at: rangeOf(node) }
}

function isText(expression: Expression): boolean {
  return expression.kind === 'text' || (expression.kind === 'literal' && typeof expression.value === 'string')
}

export function argument(value: Expression, name?: string): Argument {
  return name === undefined ? { value } : { name, value }
}

export function functionCode(
  node: Range,
  name: string,
  parameters: readonly Parameter[],
  body: readonly Statement[],
  more: Partial<FunctionCode> = {},
): FunctionCode {
  return { name, parameters, body, annotations: [], isPublic: false, isConstructor: false, at: rangeOf(node), ...more }
}

/** The type without its arguments and array marks: `java.util.List<String>[]` is `java.util.List`. */
export function bareType(text: string): string {
  return text.replace(/[<[?\s(].*$/s, '')
}

/** The text that a node covers. */
export function textOf(text: string, node: SyntaxNode): string {
  return text.slice(node.start, node.end)
}
