import type { Expression } from './parse.ts'

/** The value of an expression that reads no context; undefined when it is only known at run time. */
export type Constant = string | number | boolean | null

/** Functions of their arguments alone. */
const functions: Readonly<Record<string, (args: readonly Constant[]) => Constant | undefined>> = {
  contains: ([text, part]) => asText(text).toLowerCase().includes(asText(part).toLowerCase()),
  startswith: ([text, part]) => asText(text).toLowerCase().startsWith(asText(part).toLowerCase()),
  endswith: ([text, part]) => asText(text).toLowerCase().endsWith(asText(part).toLowerCase()),
  format: ([template, ...values]) =>
    asText(template).replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (whole, index: string | undefined) =>
      index === undefined ? whole[0]! : asText(values[Number(index)]),
    ),
  tojson: ([value]) => JSON.stringify(value ?? null),
}

/** The value of an expression that no run can change; undefined for all others. */
export function constantOf(expression: Expression): Constant | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'not': {
      const operand = constantOf(expression.operand)
      return operand === undefined ? undefined : !isTrue(operand)
    }
    case 'call': {
      const call = functions[expression.name.toLowerCase()]
      const args = expression.args.map(constantOf)
      return call === undefined || args.includes(undefined) ? undefined : call(args as readonly Constant[])
    }
    case 'binary':
      return binary(expression.operator, constantOf(expression.left), constantOf(expression.right))
    case 'name':
    case 'property':
    case 'index':
    case 'each':
    default:
      return undefined
  }
}

function binary(operator: string, left: Constant | undefined, right: Constant | undefined): Constant | undefined {
  if (left === undefined) return undefined
  // The right side need not be known where the left one decides.
  if (operator === '&&') return isTrue(left) ? right : left
  if (operator === '||') return isTrue(left) ? left : right
  if (right === undefined) return undefined
  if (operator === '==' || operator === '!=') return equal(left, right) === (operator === '==')
  const [a, b] = [asNumber(left), asNumber(right)]
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

/** Equality as Actions has it: strings without regard to case, other types as numbers. */
function equal(left: Constant, right: Constant): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase()
  return typeof left === typeof right ? left === right : asNumber(left) === asNumber(right)
}

/** Whether a condition holds with this value, as GitHub converts it. */
export function isTrue(value: Constant): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null && !Number.isNaN(value)
}

function asNumber(value: Constant): number {
  return value === null ? 0 : typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}

function asText(value: Constant | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
