import { positionAt, type Place, type Range, type Source } from '../core/location.ts'

/** One line of a source, parted into what stands before, in and after the marked range. */
export interface ExcerptLine {
  readonly number: number
  readonly before: string
  readonly marked: string
  readonly after: string
  /** Whether the range touches the line; what it marks there can be nothing, as between two characters. */
  readonly isMarked: boolean
  /** Whether something of the line is left out at its start or its end. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

/** What surrounds a place, to be drawn in a terminal or a page. */
export interface Excerpt {
  /** Lines in order. Where numbers jump, lines in between are left out. */
  readonly lines: readonly ExcerptLine[]
  /** Whether the range goes over more than one line. */
  readonly multiline: boolean
}

export interface ExcerptOptions {
  /** Lines to show before and after those of the range. */
  readonly before: number
  readonly after: number
  /** The room for one line, in whatever unit `weigh` gives. */
  readonly room: number
  /** The room that a character takes; 1 where it is not said. */
  readonly weigh?: (character: string) => number
}

/** A range over more lines than this is shown by its first lines and its last one. */
const mostMarkedLines = 6
const headLines = 4

/** Whether there is a text to show: what comes from an API has a name and no file. */
export function hasText({ source }: Place): boolean {
  return source.text !== ''
}

/**
 * The lines around a place. It reads no more of the text than it shows, so that thousands of findings in one line of a
 * megabyte cost no more than elsewhere.
 */
export function excerpt(place: Place, options: ExcerptOptions): Excerpt {
  const { source } = place
  const range = visibleRange(source, place.range)
  const first = positionAt(source, range.start)
  const last = positionAt(source, range.end)
  const lines: ExcerptLine[] = []
  for (let number = first.line, start = range.start - first.column + 1; number <= last.line; number++) {
    if (number === first.line + headLines && last.line - first.line >= mostMarkedLines) {
      number = last.line
      start = range.end - last.column + 1
    }
    const line = cutLine(source, start, range, options)
    lines.push({ number, ...line.parts })
    if (line.next === undefined) break
    start = line.next
  }
  // Beside a line that is cut at its start, others would stand at the wrong place.
  if (lines.some(({ cutBefore }) => cutBefore)) return { lines, multiline: last.line > first.line }
  return {
    lines: [
      ...linesBefore(source, range.start - first.column + 1, first.line, options),
      ...lines,
      ...linesAfter(source, range.end, last.line, options),
    ],
    multiline: last.line > first.line,
  }
}

/** A range within the text, without the line end that may be its last part. */
function visibleRange({ text }: Source, { start, end }: Range): Range {
  const from = Math.max(0, Math.min(start, text.length))
  let to = Math.max(from, Math.min(end, text.length))
  while (to > from && isLineEnd(text.charCodeAt(to - 1))) to--
  return { start: from, end: to }
}

const noRange: Range = { start: -1, end: -1 }

function linesBefore(source: Source, start: number, number: number, options: ExcerptOptions): ExcerptLine[] {
  const lines: ExcerptLine[] = []
  let next = start
  for (let count = 1; count <= options.before && next > 0; count++) {
    const at = startOfLineBefore(source.text, next)
    if (at === undefined) break
    lines.unshift({ number: number - count, ...cutLine(source, at, noRange, options).parts })
    next = at
  }
  return lines
}

function linesAfter(source: Source, end: number, number: number, options: ExcerptOptions): ExcerptLine[] {
  const lines: ExcerptLine[] = []
  let next = startOfLineAfter(source.text, end)
  for (let count = 1; count <= options.after && next !== undefined && next < source.text.length; count++) {
    const line = cutLine(source, next, noRange, options)
    lines.push({ number: number + count, ...line.parts })
    next = line.next
  }
  return lines
}

/** Lines of context that are longer than this are not looked for. */
const furthest = 2_000

function startOfLineBefore(text: string, start: number): number | undefined {
  let at = start - 1
  if (text[at] === '\n' && text[at - 1] === '\r') at--
  for (const stop = at - furthest; at > 0; at--) {
    if (at < stop) return undefined
    if (isLineEnd(text.charCodeAt(at - 1))) return at
  }
  return 0
}

/** The start of the line that follows the one in which `offset` stands. */
function startOfLineAfter(text: string, offset: number): number | undefined {
  const stop = Math.min(text.length, offset + furthest)
  for (let at = offset; at < stop; at++) {
    if (text[at] === '\r') return text[at + 1] === '\n' ? at + 2 : at + 1
    if (text[at] === '\n') return at + 1
  }
  return undefined
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}

/** The line that starts at `start`, cut to the room around what `range` has of it. */
function cutLine(
  source: Source,
  start: number,
  range: Range,
  options: ExcerptOptions,
): { parts: Omit<ExcerptLine, 'number'>; next: number | undefined } {
  const { text } = source
  const anchor = Math.max(start, range.start)
  const [from, to] = windowAround(text, start, anchor, options)
  const markStart = Math.min(to, Math.max(from, range.start))
  const markEnd = Math.min(to, Math.max(markStart, range.end))
  const marks = range.start >= 0 && range.end >= start
  const ended = to >= text.length || isLineEnd(text.charCodeAt(to))
  return {
    parts: {
      before: source.text.slice(from, marks ? markStart : to),
      marked: marks ? source.text.slice(markStart, markEnd) : '',
      after: marks ? source.text.slice(markEnd, to) : '',
      isMarked: marks,
      cutBefore: from > start,
      cutAfter: !ended,
    },
    next: startOfLineAfter(text, to),
  }
}

/**
 * As much of the line as there is room for, with at least a third of the room before the anchor where that is there.
 *
 * @returns offsets of the start and the end of what is shown
 */
function windowAround(text: string, start: number, anchor: number, { room, weigh = () => 1 }: ExcerptOptions): readonly [number, number] {
  let from = anchor
  let left = 0
  while (from > start && left < room) {
    from -= isLowSurrogate(text.charCodeAt(from - 1)) && from - 1 > start ? 2 : 1
    left += weigh(characterAt(text, from))
  }
  let to = anchor
  let right = 0
  while (to < text.length && right < room && !isLineEnd(text.charCodeAt(to))) {
    const character = characterAt(text, to)
    right += weigh(character)
    to += character.length
  }
  for (const most = Math.max(room / 3, room - right); left > most && from < anchor;) {
    const character = characterAt(text, from)
    left -= weigh(character)
    from += character.length
  }
  while (left + right > room && to > anchor) {
    to -= isLowSurrogate(text.charCodeAt(to - 1)) && to - 1 > anchor ? 2 : 1
    right -= weigh(characterAt(text, to))
  }
  return [from, to]
}

function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset)!)
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
