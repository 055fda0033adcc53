import { positionAt, type Place } from '../../core/location.ts'
import type { Severity } from '../../core/severity.ts'
import { excerpt, type ExcerptLine } from '../excerpt.ts'
import { characterWidth, displayWidth } from './display-width.ts'
import type { Paint } from './paint.ts'
import { plain, shorten, visible, visibleCharacter } from './visible.ts'

/** A tab goes to the next column that is a multiple of this. */
const tabWidth = 4
/** Cells of source in a line where the output has no width of its own. */
const longestLine = 160
const shortestLine = 24
const cut = '...'

export interface FrameOptions {
  readonly paint: Paint
  readonly severity: Severity
  readonly width: number | undefined
  /** Lines of context before the range. */
  readonly context: number
  /** Said behind the marks. */
  readonly label?: string
}

/** The source around a place, with its range marked: by carets below it, or by `>` beside its lines where it has several. */
export function codeFrame(place: Place, { paint, severity, width, context, label }: FrameOptions): readonly string[] {
  const gutter = String(positionAt(place.source, place.range.end).line).length
  const room = Math.max(shortestLine, (width ?? longestLine) - gutter - '   | '.length - 2 * cut.length)
  const { lines, multiline } = excerpt(place, { before: context, after: 0, room, weigh: weighCharacter })
  const mark = (text: string) => paint.severity(severity, text)
  const empty = `  ${paint.faint(`${' '.repeat(gutter)} |`)} `
  const frame: string[] = []
  let last: number | undefined
  let drawn: Drawn = { before: '', marked: '', after: '' }
  for (const line of lines) {
    if (last !== undefined && line.number > last + 1) frame.push(`  ${paint.faint(`${' '.repeat(gutter)} ${cut}`)}`)
    last = line.number
    drawn = draw(line)
    const sign = multiline && line.isMarked ? mark('>') : ' '
    const number = paint.faint(`${String(line.number).padStart(gutter)} |`)
    frame.push(`${sign} ${number} ${drawn.before}${drawn.marked === '' ? '' : mark(drawn.marked)}${drawn.after}`.trimEnd())
  }
  const said = label === undefined ? '' : shorten(visible(label), 200)
  if (!multiline) return [...frame, ...carets(drawn, said, room + 2 * cut.length).map((line) => empty + mark(line))]
  return said === '' ? frame : [...frame, empty + mark(said)]
}

/** The marks below a line and what they say, which goes to a line of its own where there is no room for it. */
function carets({ before, marked }: Drawn, said: string, room: number): readonly string[] {
  const indent = displayWidth(before)
  const marks = `${' '.repeat(indent)}${'^'.repeat(Math.max(1, displayWidth(marked)))}`
  if (said === '') return [marks]
  if (marks.length + 1 + displayWidth(said) <= room) return [`${marks} ${said}`]
  return [marks, `${' '.repeat(Math.max(0, Math.min(indent, room - displayWidth(said))))}${said}`]
}

interface Drawn {
  readonly before: string
  readonly marked: string
  readonly after: string
}

/** The parts of a line as they are printed. */
function draw(line: ExcerptLine): Drawn {
  const before = `${line.cutBefore ? cut : ''}${expand(line.before, 0)}`
  const marked = expand(line.marked, displayWidth(before))
  const after = `${expand(line.after, displayWidth(before) + displayWidth(marked))}${line.cutAfter ? cut : ''}`
  return { before, marked, after }
}

/** Source as it may be printed: tabs become spaces, hidden characters are made visible. */
function expand(text: string, column: number): string {
  if (plain.test(text)) return text
  let expanded = ''
  let at = column
  for (const character of text) {
    const shown = character === '\t' ? ' '.repeat(tabWidth - (at % tabWidth)) : visibleCharacter(character)
    expanded += shown
    at += displayWidth(shown)
  }
  return expanded
}

function weighCharacter(character: string): number {
  if (plain.test(character)) return 1
  if (character === '\t') return tabWidth
  const shown = visibleCharacter(character)
  return shown === character ? characterWidth(character) : displayWidth(shown)
}
