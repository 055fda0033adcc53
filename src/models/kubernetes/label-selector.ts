import { isObject, listAt, stringMapAt } from './json.ts'

/** As they are written: a value that is no text is there, and equals none. */
export type Labels = Readonly<Record<string, unknown>>

/**
 * Whether a LabelSelector of the API selects these labels: every entry of `matchLabels` and every one of
 * `matchExpressions` must hold, so an empty selector selects everything. What the API would refuse selects nothing.
 *
 * Source: Kubernetes API reference, LabelSelector.
 */
export function selects(selector: unknown, labels: Labels): boolean {
  if (!isObject(selector)) return false
  const exact = Object.entries(stringMapAt(selector, ['matchLabels'])).every(([key, value]) => labelOf(labels, key) === value)
  return exact && listAt(selector, ['matchExpressions']).every((expression) => holds(expression, labels))
}

function holds(expression: unknown, labels: Labels): boolean {
  if (!isObject(expression) || typeof expression['key'] !== 'string') return false
  const value = labelOf(labels, expression['key'])
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

function labelOf(labels: Labels, key: string): unknown {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

/** Whether a LabelSelector has no terms, and so selects everything. */
export function selectsEverything(selector: unknown): boolean {
  return (
    isObject(selector) &&
    Object.keys(stringMapAt(selector, ['matchLabels'])).length === 0 &&
    listAt(selector, ['matchExpressions']).length === 0
  )
}
