import { isText, unknown, type Origin, type Unknown, type Value } from '../value/value.ts'

/** Stands for the id of the subscription and of the tenant where the deployment alone decides them. */
export const placeholderId = '00000000-0000-0000-0000-000000000000'

/** What keeps a text that holds such an id from being told apart from another text; undefined where nothing does. */
export function undecidedBy(a: Value, b: Value, at: Origin): Unknown | undefined {
  if (!isText(a) || !isText(b) || a.value === '' || b.value === '') return undefined
  const side = [a, b].find(({ synthetic, value }) => synthetic === true && value.includes(placeholderId))
  if (side === undefined) return undefined
  const { source, range } = side
  return unknown(at, 'runtime', source.text.slice(range.start, Math.min(range.end, range.start + 120)))
}
