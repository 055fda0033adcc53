import { characterWidth, displayWidth } from './display-width.ts'

/** Characters that a line may not begin with, and those that it may not end with: kinsoku, as JIS X 4051 has it. */
const neverFirst =
  /^[、。，．・：；？！ー〜゛゜ヽヾゝゞ々〻’”）〕］｝〉》」』】〙〗ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ,.:;?!)\]}%％…‥]/u
const neverLast = /[‘“（〔［｛〈《「『【〘〖([{]$/u

/** Scripts that are written without spaces, in which a line may end after any character. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb-\u30fe\uff00-\uff60]/u

export interface Room {
  /** Cells in a line. Undefined: as many as the text needs. */
  readonly width: number | undefined
  /** Cells that are taken at the start of the first line. */
  readonly first: number
  /** Cells that are taken at the start of every other line. */
  readonly rest: number
}

/**
 * The text in lines that fit, without their indentation. Words of Latin script and addresses stay whole, even where one
 * is longer than a line.
 */
export function wrap(text: string, { width, first, rest }: Room): readonly string[] {
  if (width === undefined || first + displayWidth(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  let taken = first
  for (const piece of pieces(text)) {
    const trimmed = piece.trimEnd()
    if (line !== '' && taken + displayWidth(trimmed) > width) {
      lines.push(line.trimEnd())
      line = ''
      taken = rest
    }
    line += piece
    taken += displayWidth(piece)
  }
  lines.push(line.trimEnd())
  return lines
}

/** The parts between which a line may end. Spaces stay at the end of the part before. */
function pieces(text: string): readonly string[] {
  const found: string[] = []
  let piece = ''
  let last = ''
  for (const character of text) {
    if (piece !== '' && mayBreak(last, character)) {
      found.push(piece)
      piece = ''
    }
    piece += character
    last = character
  }
  if (piece !== '') found.push(piece)
  return found
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || neverFirst.test(after) || neverLast.test(before)) return false
  return before === ' ' || spaceless.test(before) || (spaceless.test(after) && characterWidth(after) > 0)
}
