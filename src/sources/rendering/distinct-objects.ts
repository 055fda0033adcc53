import { isSameValue } from '../../core/same-value.ts'
import type { RenderedObject } from './rendering.ts'

/**
 * Each object once: renderings with other values, and overlays of one base, give the same object again where they do
 * not change it. The first one is kept.
 */
export function distinctObjects(objects: readonly RenderedObject[]): readonly RenderedObject[] {
  const kept = new Map<string, RenderedObject[]>()
  return objects.filter((object) => {
    const { kind, metadata } = object.value
    const key = JSON.stringify([object.document.uri, kind, (metadata as { name?: unknown } | undefined)?.name])
    const alike = kept.get(key)
    if (alike === undefined) kept.set(key, [object])
    else if (alike.some((other) => isSameValue(other.value, object.value))) return false
    else alike.push(object)
    return true
  })
}
