/**
 * Deep equality of what YAML and JSON can say; the order of keys does not matter. Numbers are the same as `Object.is` has
 * it. An own walk because `isDeepStrictEqual` of Node.js, which also knows prototypes, symbols and cycles, takes many times as long.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) return Array.isArray(other) && isSameList(one, other)
  return !Array.isArray(other) && isSameMapping(one as Record<string, unknown>, other as Record<string, unknown>)
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (!isSameValue(one[index], other[index])) return false
  return true
}

function isSameMapping(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  for (const key of keys) if (!Object.hasOwn(other, key) || !isSameValue(one[key], other[key])) return false
  return true
}
