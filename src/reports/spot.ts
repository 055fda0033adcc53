import { positionAt, type Place, type Position, type Source } from '../core/location.ts'
import { hasText } from './excerpt.ts'
import { shorten, visible } from './terminal/visible.ts'

/** The last position that was asked for in a source, from which the next one in the same line is counted. */
interface Counted {
  readonly lineStart: number
  readonly offset: number
  readonly characters: number
}

const lastCounted = new WeakMap<Source, Counted>()

/** A position for people, who count characters and not UTF-16 units. Undefined for what is not written in a text. */
export function spotOf(place: Place): Position | undefined {
  if (!hasText(place)) return undefined
  const { source, range } = place
  const { line, column } = positionAt(source, range.start)
  const lineStart = range.start - column + 1
  // A file can be one line of a megabyte with a finding every hundred characters: it is counted once, not from the start for each.
  const last = lastCounted.get(source)
  const from =
    last !== undefined && last.lineStart === lineStart && last.offset <= range.start ? last : { offset: lineStart, characters: 0 }
  const characters = from.characters + charactersBetween(source.text, from.offset, range.start)
  lastCounted.set(source, { lineStart, offset: range.start, characters })
  return { line, column: characters + 1 }
}

/** A path as it is printed. Longer ones than any file system has are cut. */
export function shownPath(uri: string): string {
  return shorten(visible(uri), 1_000)
}

/** `path:line:column`, or the path alone for what is not written in a text. */
export function spotText(place: Place): string {
  const spot = spotOf(place)
  const path = shownPath(place.source.uri)
  return spot === undefined ? path : `${path}:${spot.line}:${spot.column}`
}

function charactersBetween(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    // The second half of a pair belongs to the character before it.
    if (unit < 0xdc00 || unit > 0xdfff) count++
  }
  return count
}
