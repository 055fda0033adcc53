import type { Path } from '../../core/location.ts'

export interface FoundObject {
  readonly value: Readonly<Record<string, unknown>>
  /** Where it stands in its document. */
  readonly base: Path
}

/** The Kubernetes objects in the value of a document: itself, or the items of a `List`; none in what is no object. */
export function objectsIn(value: unknown, base: Path = []): readonly FoundObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const object = value as Readonly<Record<string, unknown>>
  const { apiVersion, kind, items } = object
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return []
  if (!kind.endsWith('List') || !Array.isArray(items)) return [{ value: object, base }]
  return items.flatMap((item, index) => objectsIn(item, [...base, 'items', index]))
}
