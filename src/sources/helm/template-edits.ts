import type { TextEdit } from '../../core/edit.ts'
import type { Range, Source } from '../../core/location.ts'
import type { RenderedText, Stretch } from './marked-text.ts'

export interface LiteralEdits {
  readonly source: Source
  readonly edits: readonly TextEdit[]
}

/**
 * Edits of rendered text as edits of the template, or undefined where that could be wrong. All lines that an edit touches must
 * be written by literal text that the template writes once, and stand in the template just as they are rendered.
 */
export function literalEdits(rendered: RenderedText, edits: readonly TextEdit[]): LiteralEdits | undefined {
  const moved: TextEdit[] = []
  let source: Source | undefined
  for (const edit of edits) {
    const lines = touchedLines(rendered.text, edit)
    const origin = literalOrigin(rendered, lines)
    if (origin === undefined || (source !== undefined && source !== origin.source)) return undefined
    source = origin.source
    const shift = origin.start - lines.start
    moved.push({ range: { start: edit.range.start + shift, end: edit.range.end + shift }, text: edit.text })
  }
  return source === undefined ? undefined : { source, edits: moved }
}

/** The whole lines that an edit changes or attaches itself to. */
function touchedLines(text: string, { range }: TextEdit): Range {
  const last = range.end > range.start && text[range.end - 1] === '\n' ? range.end - 1 : range.end
  const start = text.lastIndexOf('\n', range.start - 1) + 1
  const lineEnd = text.indexOf('\n', last)
  return { start, end: lineEnd === -1 ? text.length : lineEnd }
}

function literalOrigin(rendered: RenderedText, { start, end }: Range): { source: Source; start: number } | undefined {
  const lines = rendered.text.slice(start, end)
  const stretches = rendered.stretches(start, end).filter((stretch, index, all) => {
    const to = Math.min(end, all[index + 1]?.start ?? end)
    return rendered.text.slice(Math.max(start, stretch.start), to).trim() !== ''
  })
  const first: Stretch | undefined = stretches[0]
  if (first?.text === undefined) return undefined
  const { source } = first.text
  if (stretches.some(({ text, within }) => text === undefined || within !== undefined || !text.once || text.source !== source))
    return undefined
  const origin = first.text.offset - (first.start - start)
  const isWholeLine = origin === 0 || source.text[origin - 1] === '\n'
  const after = source.text.slice(origin + lines.length, origin + lines.length + 1)
  if (!isWholeLine || !/^[\r\n]?$/.test(after) || source.text.slice(origin, origin + lines.length) !== lines) return undefined
  return { source, start: origin }
}
