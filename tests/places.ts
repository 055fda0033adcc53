import type { Path } from '../src/core/location.ts'
import { isSameValue } from '../src/core/same-value.ts'
import type { Provenance, RenderedObject } from '../src/sources/rendering/rendering.ts'
import { readYaml } from '../src/syntax/yaml/read.ts'

/** How many scalars have a place of each kind. */
export type Shares = Record<Provenance, number>

export function emptyShares(): Shares {
  return { exact: 0, action: 0, values: 0, fallback: 0 }
}

export function shareLine(shares: Shares): string {
  const total = Object.values(shares).reduce((sum, count) => sum + count)
  const parts = Object.entries(shares).map(([name, count]) => `${name} ${((100 * count) / total).toFixed(1)} %`)
  return `places of ${total} rendered scalars: ${parts.join(', ')}\n`
}

/** Counts the places of all scalars of an object, and names those that do not hold what their provenance promises. */
export function misplaced({ value: object, document }: RenderedObject, shares: Shares): readonly string[] {
  const wrong: string[] = []
  for (const { path, value } of scalarPaths(object)) {
    const { source, range } = document.place(path)
    const provenance = document.provenance(path)
    shares[provenance]++
    const text = source.text.slice(range.start, range.end)
    const isHeld = provenance === 'exact' || provenance === 'values' ? isWritten(text, value) : text.trim() !== ''
    if (!isHeld) wrong.push(`${source.uri} ${path.join('.')}: ${text}`)
  }
  return wrong
}

/** Whether a text is a way to write a scalar in YAML. */
function isWritten(text: string, value: unknown): boolean {
  // A value that is left out, as in `annotations:`, has its place at the key.
  if (value === null && /^[\w./-]+$/.test(text)) return true
  const read = readYaml({ uri: 'scalar', text: `k: ${text.replace(/\n/g, '\n ')}` }).documents[0]?.value as { k?: unknown } | undefined
  if (isSameValue(read?.k, value) || String(read?.k) === String(value)) return true
  const start = String(value).replace(/\s+/g, '').slice(0, 20)
  return text.includes('\n') && text.replace(/\s+/g, '').includes(start)
}

function* scalarPaths(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  if (typeof value !== 'object' || value === null) yield { path, value }
  else for (const [key, child] of Object.entries(value)) yield* scalarPaths(child, [...path, Array.isArray(value) ? Number(key) : key])
}
