import type { AzureResource } from './resource.ts'
import { isText, valueAt } from './value/value.ts'

/** The words that an alert on the Activity Log compares with, categories among them. */
export function alertCategoriesOf(alert: AzureResource): string {
  const conditions = alert.get('properties', 'condition', 'allOf')
  const wanted = conditions?.kind === 'list' ? conditions.items.map((condition) => valueAt(condition, ['equals'])) : []
  return wanted.flatMap((value) => (value !== undefined && isText(value) ? [value.value] : [])).join(' ')
}
