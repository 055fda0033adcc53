import type { Source } from '../../../core/location.ts'

interface Layout {
  readonly newline: string
  /** Where lines start, in order. */
  readonly starts: readonly number[]
}

// Of a text with thousands of resources it is asked thousands of times, and it may all be one line.
const layouts = new WeakMap<Source, Layout>()

function layoutOf(source: Source): Layout {
  const known = layouts.get(source)
  if (known !== undefined) return known
  const { text } = source
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const layout = { newline: text.includes('\r\n') ? '\r\n' : '\n', starts }
  layouts.set(source, layout)
  return layout
}

/** The blanks that the line starts with on which `offset` is. */
export function indentAt(source: Source, offset: number): string {
  const { starts } = layoutOf(source)
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  let end = starts[low]!
  while (end < offset && (source.text[end] === ' ' || source.text[end] === '\t')) end++
  return source.text.slice(starts[low], end)
}

/** What ends the lines of a text. */
export function newlineOf(source: Source): string {
  return layoutOf(source).newline
}
