import type { Source } from '../core/location.ts'

/** A range that an example marks: `«…»` for a failure, `‹…›` for an unknown. */
export interface Mark {
  readonly uri: string
  readonly kind: 'fail' | 'unknown'
  readonly start: number
  readonly text: string
}

/** Takes the marks out of a text. Marks may nest; they are given in order of their start. */
export function unmark(uri: string, marked: string): { source: Source; marks: Mark[] } {
  let text = ''
  const open: { kind: Mark['kind']; start: number }[] = []
  const found: { kind: Mark['kind']; start: number; end: number }[] = []
  for (const character of marked) {
    if (character === '«' || character === '‹') open.push({ kind: character === '«' ? 'fail' : 'unknown', start: text.length })
    else if (character === '»' || character === '›') found.push({ ...open.pop()!, end: text.length })
    else text += character
  }
  const marks = found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ kind, start, end }) => ({ uri, kind, start, text: text.slice(start, end) }))
  return { source: { uri, text }, marks }
}
