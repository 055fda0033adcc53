import type { HclExpression } from '../../../syntax/hcl/ast.ts'
import { firstProblem, parameterMessages, type ParameterProblem } from '../template/parameter-problems.ts'
import { isNull, kindOf, type Value } from '../value/value.ts'
import { booleanOf, numberOf } from './functions/conversions.ts'

/**
 * The first part of a value that the type of a variable does not take, after the conversions that Terraform makes by itself:
 * numbers and truth values to texts and, where they are spelled so, back; `null` to whatever may be left out.
 */
export function variableProblem(value: Value, type: HclExpression | undefined, depth = 0): ParameterProblem | undefined {
  if (type === undefined || depth > 32 || isNull(value)) return undefined
  if (value.kind !== 'scalar' && value.kind !== 'list' && value.kind !== 'dictionary') return undefined
  if (type.kind === 'variable') return isPrimitive(value, type.name) ? undefined : mismatch(value, type.name)
  if (type.kind !== 'call') return undefined
  const [of] = type.args
  switch (type.name) {
    case 'optional':
      return variableProblem(value, of, depth + 1)
    case 'list':
    case 'set':
      if (value.kind !== 'list') return mismatch(value, type.name)
      return firstProblem(value.items, (item) => variableProblem(item, of, depth + 1))
    case 'tuple':
      return value.kind === 'list' ? undefined : mismatch(value, type.name)
    case 'map':
      if (value.kind !== 'dictionary') return mismatch(value, type.name)
      return firstProblem(value.entries.values(), (entry) => variableProblem(entry.value, of, depth + 1))
    case 'object':
      return objectProblem(value, of, depth)
    default:
      return undefined
  }
}

function objectProblem(value: Value, attributes: HclExpression | undefined, depth: number): ParameterProblem | undefined {
  if (value.kind !== 'dictionary') return mismatch(value, 'object')
  if (attributes?.kind !== 'object') return undefined
  const declared = attributes.entries.flatMap(({ key, value: of }) => (key.kind === 'literal' ? [[String(key.value), of] as const] : []))
  const missing = declared.filter(([name, of]) => !value.entries.has(name) && !(of.kind === 'call' && of.name === 'optional'))
  if (missing.length > 0 && value.open === undefined)
    return { at: value, text: parameterMessages.lacks, args: { members: missing.map(([name]) => name).join(', ') } }
  return firstProblem(declared, ([name, of]) => {
    const found = value.entries.get(name)
    return found === undefined ? undefined : variableProblem(found.value, of, depth + 1)
  })
}

function isPrimitive(value: Value, name: string): boolean {
  if (name !== 'string' && name !== 'number' && name !== 'bool') return true
  if (value.kind !== 'scalar') return false
  if (name === 'string' || value.synthetic === true) return true
  return (name === 'number' ? numberOf(value) : booleanOf(value)) !== undefined
}

function mismatch(value: Value, expected: string): ParameterProblem {
  return { at: value, text: parameterMessages.wrongType, args: { expected, given: kindOf(value) } }
}
