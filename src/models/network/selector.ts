import { isObject, listAt, stringMapAt } from '../kubernetes/json.ts'

export type Labels = Readonly<Record<string, string>>

/**
 * Whether a LabelSelector of the API selects these labels: every entry of `matchLabels` and every one of
 * `matchExpressions` must hold, so an empty selector selects everything. What the API would refuse selects nothing.
 *
 * Source: Kubernetes API reference, LabelSelector.
 */
export function selects(selector: unknown, labels: Labels): boolean {
  if (!isObject(selector)) return false
  const exact = Object.entries(stringMapAt(selector, ['matchLabels'])).every(([key, value]) => labels[key] === value)
  return exact && listAt(selector, ['matchExpressions']).every((expression) => holds(expression, labels))
}

function holds(expression: unknown, labels: Labels): boolean {
  if (!isObject(expression) || typeof expression['key'] !== 'string') return false
  const value = labels[expression['key']]
  const values = listAt(expression, ['values'])
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      // A label that is not there is not in the set either.
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return false
  }
}

/** Whether a LabelSelector has no terms, and so selects everything. */
export function selectsEverything(selector: unknown): boolean {
  return (
    isObject(selector) &&
    Object.keys(stringMapAt(selector, ['matchLabels'])).length === 0 &&
    listAt(selector, ['matchExpressions']).length === 0
  )
}
