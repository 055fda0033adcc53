import type { Range } from '../../core/location.ts'

/**
 * Where the documents of a text stand, without parsing them: a `---` at the start of a line begins a document and a `...`
 * ends one, whatever they stand in. A range starts at the `---`, or at the comments and directives above the first one,
 * and ends before the next marker. What holds nothing but comments is a document only where a `---` says so.
 */
export function splitDocuments(text: string): readonly Range[] {
  const ranges: Range[] = []
  let start = 0
  let isExplicit = false
  for (const marker of markers(text)) {
    const isStart = text.startsWith('---', marker)
    const isPreamble = !isExplicit && !(isStart ? content : contentOrDirective).test(text.slice(start, marker))
    if (!isPreamble) ranges.push({ start, end: marker })
    if (!isStart) start = lineAfter(text, marker)
    else if (!isPreamble) start = marker
    isExplicit = isStart
  }
  if (isExplicit || contentOrDirective.test(text.slice(start))) ranges.push({ start, end: text.length })
  return ranges
}

/** A line with more than a comment on it. */
const contentOrDirective = /^\uFEFF?[ \t]*[^\s#\uFEFF]/m
/** The same, without `%YAML` and `%TAG`. */
const content = /^\uFEFF?(?![%])[ \t]*[^\s#\uFEFF]/m

/** The offsets of all `---` and `...` lines, in order. */
function* markers(text: string): Generator<number> {
  let start = nextMarker(text, '---', 0)
  let end = nextMarker(text, '...', 0)
  while (start !== end) {
    if (end === -1 || (start !== -1 && start < end)) {
      yield start
      start = nextMarker(text, '---', start + 3)
    } else {
      yield end
      end = nextMarker(text, '...', end + 3)
    }
  }
}

/** The first `marker` at the start of a line, not followed by anything but a gap, at or after `from`; -1 when there is none. */
function nextMarker(text: string, marker: string, from: number): number {
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0
  if (from === 0 && text.startsWith(marker, first) && isGapAt(text, first + 3)) return first
  let found = text.indexOf(`\n${marker}`, from)
  while (found !== -1 && !isGapAt(text, found + 4)) found = text.indexOf(`\n${marker}`, found + 4)
  return found === -1 ? -1 : found + 1
}

function isGapAt(text: string, offset: number): boolean {
  return offset >= text.length || ' \t\r\n'.includes(text[offset]!)
}

function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

/**
 * The `apiVersion` and `kind` of a document, from its top-level lines alone. A field is left out where only parsing can tell:
 * the caller then has to parse. Where a key stands twice the last one counts, as it does for the value.
 */
export function peekIdentity(text: string, range: Range): { apiVersion?: string; kind?: string } {
  const body = text.slice(range.start, range.end)
  const apiVersion = topLevelField(body, 'apiVersion')
  const kind = topLevelField(body, 'kind')
  return { ...(apiVersion === undefined ? {} : { apiVersion }), ...(kind === undefined ? {} : { kind }) }
}

/** A line at column 0 is a top-level entry: texts of several lines are indented, and flow collections do not look like this. */
function topLevelField(body: string, name: string): string | undefined {
  let at = body.startsWith(`${name}:`) ? 0 : -1
  for (let found = body.indexOf(`\n${name}:`); found !== -1; found = body.indexOf(`\n${name}:`, found + 1)) at = found + 1
  if (at === -1) return undefined
  const lineEnd = body.indexOf('\n', at)
  const rest = body.slice(at + name.length + 1, lineEnd === -1 ? undefined : lineEnd)
  return simpleValue.exec(rest)?.[2]
}

/** A word that no schema takes for anything but a string. */
const simpleValue = /^[ \t]+(["']?)([A-Za-z][A-Za-z0-9./-]*)\1[ \t]*(?:[ \t]#.*)?\r?$/
