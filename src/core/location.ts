/** A route into a document: keys of mappings and indexes of sequences. */
export type Path = readonly (string | number)[]

/** Offsets in UTF-16 units into a text; `end` is exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A position as people and editors count: both numbers start at 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text that findings can point into. `uri` is relative to the working directory, with forward slashes. */
export interface Source {
  readonly uri: string
  readonly text: string
}

/** Where something is written. `path` names the field that is meant, even where it is missing and `range` marks its parent. */
export interface Place {
  readonly source: Source
  readonly range: Range
  readonly path: Path
}

/** Which part of an entry is meant: what it holds, the name that it holds it under, or both together. */
export type Part = 'value' | 'key' | 'entry'

/** `spec.containers[0].env["a.b"]`: the form used in reports. */
export function formatPath(path: Path): string {
  let formatted = ''
  for (const step of path) {
    if (typeof step === 'number') formatted += `[${step}]`
    else if (/^[\w$@-][\w$@/-]*$/.test(step)) formatted += formatted === '' ? step : `.${step}`
    else formatted += `[${JSON.stringify(step)}]`
  }
  return formatted
}

const lineStartsOf = new WeakMap<Source, readonly number[]>()

/** Lines end at LF, CRLF or a lone CR, as editors have it. Computed once per source. */
function lineStarts(source: Source): readonly number[] {
  let starts = lineStartsOf.get(source)
  if (starts === undefined) {
    starts = source.text.includes('\r') ? afterEach(source.text, /\r\n?|\n/g) : afterLineFeeds(source.text)
    lineStartsOf.set(source, starts)
  }
  return starts
}

function afterEach(text: string, lineEnd: RegExp): readonly number[] {
  return [0, ...text.matchAll(lineEnd).map((found) => found.index + found[0].length)]
}

/** What most texts need, ten times as fast. */
function afterLineFeeds(text: string): readonly number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}

/** Line and column of an offset, both from 1; columns count UTF-16 code units. */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}

/** The text of one line without its line end, or undefined past the end of the source. */
export function lineAt(source: Source, line: number): string | undefined {
  const starts = lineStarts(source)
  const start = starts[line - 1]
  if (start === undefined) return undefined
  return source.text.slice(start, starts[line] ?? source.text.length).replace(/[\r\n]+$/, '')
}
