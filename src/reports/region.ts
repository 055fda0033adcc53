import { positionAt, type Range, type Source } from '../core/location.ts'

export interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** A range for programs: all four numbers, from 1; columns count UTF-16 units and the end is exclusive. */
export function regionOf(source: Source, range: Range): Region {
  const start = positionAt(source, range.start)
  const end = positionAt(source, range.end)
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}
