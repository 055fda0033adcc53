import type { Path } from '../core/location.ts'
import { spoken } from '../core/text.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import type { FieldReader } from './untyped.ts'

const operators: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist'])

/**
 * The label selector at `path`, for `selects`. A policy with a selector that the API server would refuse decides nothing,
 * so it is refused here.
 *
 * @throws {PolicyDocumentError} where it is not a label selector
 */
export function readLabelSelector(fields: FieldReader, path: Path): JsonObject | undefined {
  const selector = fields.mapping(path)
  if (selector === undefined) return undefined
  for (const key of Object.keys(fields.mapping([...path, 'matchLabels']) ?? {})) fields.requiredString([...path, 'matchLabels', key])
  for (const index of fields.list([...path, 'matchExpressions']).keys()) {
    const at = [...path, 'matchExpressions', index]
    const operator = fields.requiredString([...at, 'operator'])
    if (!operators.has(operator))
      fields.fail(
        [...at, 'operator'],
        spoken(
          { en: '{operator} is not a label selector operator', ja: '{operator} はラベルセレクターの演算子ではありません' },
          { operator: JSON.stringify(operator) },
        ),
      )
    const values = fields.strings([...at, 'values'])
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
      fields.fail([...at, 'values'], spoken({ en: 'must be given for {operator}', ja: '{operator} には値が必要です' }, { operator }))
    fields.requiredString([...at, 'key'])
  }
  return selector
}
