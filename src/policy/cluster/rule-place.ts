import type { Path, Place } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'

/** A line of a text that stands as a literal block in a document; the whole text where it is written in another way. */
export function linePlace(document: Document, path: Path, line: number): Place {
  const place = document.place(path)
  const { text } = place.source
  const block = /^[|][+\-\d]*[^\n]*\n/.exec(text.slice(place.range.start, place.range.start + 200))
  if (block === null) return place
  let start = place.range.start + block[0].length
  for (let skipped = 1; skipped < line; skipped++) {
    const end = text.indexOf('\n', start)
    if (end === -1 || end >= place.range.end) return place
    start = end + 1
  }
  const end = text.indexOf('\n', start)
  const written = text.slice(start, end === -1 ? undefined : end)
  const indent = written.length - written.trimStart().length
  return { ...place, range: { start: start + indent, end: start + written.trimEnd().length } }
}
