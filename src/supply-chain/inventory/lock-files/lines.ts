/** One line of a text, without its line end, and where it starts. */
export interface Line {
  readonly text: string
  readonly start: number
}

/** The lines of a text one by one; nothing is kept. */
export function* linesOf(text: string): Generator<Line> {
  let start = 0
  while (start <= text.length) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    yield { text: text.slice(start, end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end), start }
    if (feed < 0) return
    start = feed + 1
  }
}

/** The range of a part of a line. */
export function within(line: Line, part: string, from = 0): { readonly start: number; readonly end: number } {
  const at = Math.max(line.text.indexOf(part, from), 0)
  return { start: line.start + at, end: line.start + at + part.length }
}
