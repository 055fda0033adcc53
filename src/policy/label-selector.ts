import type { Path } from '../core/location.ts'
import type { FieldReader, Untyped } from './untyped.ts'

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'

interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
}

/** A Kubernetes label selector: all of it must hold. */
export interface LabelSelector {
  readonly matchLabels: ReadonlyMap<string, string>
  readonly matchExpressions: readonly Requirement[]
}

const operators: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist'])

/** @throws {PolicyDocumentError} where it is not a label selector */
export function readLabelSelector(fields: FieldReader, path: Path): LabelSelector | undefined {
  if (fields.mapping(path) === undefined) return undefined
  const matchLabels = Object.keys(fields.mapping([...path, 'matchLabels']) ?? {}).map(
    (key) => [key, fields.requiredString([...path, 'matchLabels', key])] as const,
  )
  const matchExpressions = fields.list([...path, 'matchExpressions']).map((_, index): Requirement => {
    const at = [...path, 'matchExpressions', index]
    const operator = fields.requiredString([...at, 'operator'])
    if (!operators.has(operator)) fields.fail([...at, 'operator'], `${JSON.stringify(operator)} is not a label selector operator`)
    const values = fields.strings([...at, 'values'])
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) fields.fail([...at, 'values'], `must be given for ${operator}`)
    return { key: fields.requiredString([...at, 'key']), operator: operator as Operator, values }
  })
  return { matchLabels: new Map(matchLabels), matchExpressions }
}

export function selectsLabels(selector: LabelSelector, labels: Untyped): boolean {
  const valueOf = (key: string): unknown => (Object.hasOwn(labels, key) ? labels[key] : undefined)
  for (const [key, value] of selector.matchLabels) if (valueOf(key) !== value) return false
  return selector.matchExpressions.every(({ key, operator, values }) => {
    const value = valueOf(key)
    switch (operator) {
      case 'In':
        return typeof value === 'string' && values.includes(value)
      case 'NotIn':
        return !(typeof value === 'string' && values.includes(value))
      case 'Exists':
        return value !== undefined
      case 'DoesNotExist':
        return value === undefined
    }
  })
}
