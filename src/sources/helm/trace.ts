import type { Range, Source } from '../../core/location.ts'
import type { RenderedText, Stretch, Written } from './marked-text.ts'

/** Where a piece of rendered text comes from. */
export interface Trace {
  readonly source: Source
  readonly range: Range
  /** Whether literal text of the template alone wrote it, character by character. */
  readonly isLiteral: boolean
  /** The actions that had a part in it. */
  readonly writers: readonly Written[]
  /** The one of them that wrote all of it. */
  readonly written?: Written
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly stretch: Stretch
}

/**
 * The part of a template that wrote a range of the rendered text. Where several levels of named templates were at
 * work, it is the innermost one that wrote all of it.
 */
export function trace(rendered: RenderedText, { start, end }: Range): Trace | undefined {
  const pieces = visiblePieces(rendered, start, end)
  const first = pieces[0]
  if (first === undefined) return undefined
  const level = sharedLevel(pieces)
  const origins = pieces.map((piece) => originAt(piece, level))
  const source = origins[0]!.source
  if (origins.some((origin) => origin.source !== source)) return undefined
  const range = {
    start: Math.min(...origins.map((origin) => origin.range.start)),
    end: Math.max(...origins.map((origin) => origin.range.end)),
  }
  const writers = [...new Set(origins.flatMap(({ written }) => written ?? []))]
  const isSameText = source.text.slice(range.start, range.end) === rendered.text.slice(first.start, pieces.at(-1)!.end)
  const isOne = writers.length === 1 && origins.every(({ written }) => written !== undefined)
  return { source, range, isLiteral: writers.length === 0 && isSameText, writers, ...(isOne ? { written: writers[0]! } : {}) }
}

/** The stretches of a range, without white space at their ends: indentation has no origin of its own. */
function visiblePieces(rendered: RenderedText, start: number, end: number): readonly Piece[] {
  const stretches = rendered.stretches(start, end)
  return stretches.flatMap((stretch, index) => {
    const from = Math.max(start, stretch.start)
    const to = Math.min(end, stretches[index + 1]?.start ?? end)
    const text = rendered.text.slice(from, to)
    const visible = text.trim()
    if (visible === '') return []
    const lead = text.length - text.trimStart().length
    return [{ start: from + lead, end: from + lead + visible.length, stretch }]
  })
}

/** The innermost execution that all pieces lie in and that did not write any of them itself; undefined for the file. */
function sharedLevel(pieces: readonly Piece[]): Written | undefined {
  let level: Written | undefined = levelOf(pieces[0]!)
  for (const piece of pieces) while (level !== undefined && !isWithin(levelOf(piece), level)) level = level.within
  return level
}

/** Literal text stands in the body of the named template that was called; what an action computes stands outside it. */
function levelOf({ stretch }: Piece): Written | undefined {
  return stretch.text === undefined ? stretch.within?.within : stretch.within
}

function isWithin(written: Written | undefined, level: Written): boolean {
  for (let at = written; at !== undefined; at = at.within) if (at === level) return true
  return false
}

interface Origin {
  readonly source: Source
  readonly range: Range
  readonly written?: Written
}

function originAt({ stretch, start, end }: Piece, level: Written | undefined): Origin {
  if (stretch.text !== undefined && stretch.within === level) {
    const { source, offset } = stretch.text
    return { source, range: { start: offset + start - stretch.start, end: offset + end - stretch.start } }
  }
  let written = stretch.within!
  while (written.within !== level) written = written.within!
  return { source: written.action.source, range: written.action.range, written }
}
