import type { Source } from '../../core/location.ts'
import type { ActionMark, Marks, TextMark } from './mark-template.ts'

/** One execution of an action: what it wrote lies between `start` and `end` of the rendered text. */
export interface Written {
  readonly action: ActionMark
  readonly start: number
  end: number
  /** The execution that called the named template in which this action stands. */
  readonly within: Written | undefined
  /** What it read and wrote anew, with marks of its own; see `mark-template.ts`. */
  reread?: RenderedText | undefined
}

/** A stretch of rendered text that has one origin, up to the start of the next one. */
export interface Stretch {
  readonly start: number
  /** The literal text, where it is one. */
  readonly text: TextMark | undefined
  readonly within: Written | undefined
}

/** A text as Helm renders it, that knows of each character where it comes from. */
export class RenderedText {
  readonly text: string
  readonly #stretches: readonly Stretch[]

  constructor(text: string, stretches: readonly Stretch[]) {
    this.text = text
    this.#stretches = stretches
  }

  /** The stretches that `start` to `end` touches, in order. */
  stretches(start: number, end: number): readonly Stretch[] {
    const found: Stretch[] = []
    for (let index = this.#indexAt(start); index < this.#stretches.length; index++) {
      const stretch = this.#stretches[index]!
      if (stretch.start >= end && found.length > 0) break
      found.push(stretch)
    }
    return found
  }

  #indexAt(offset: number): number {
    let low = 0
    let high = this.#stretches.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#stretches[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

const mark = /⟦([TAZ])(\d{1,7})⟧|⟦S⟧([A-Za-z0-9+/=]*)⟦E⟧|\n/g

/** Takes the marks out of a marked rendering. Undefined when they do not nest, which means that a template took them apart. */
export function readMarkedText(marked: string, marks: Marks): RenderedText | undefined {
  const stretches: Stretch[] = [{ start: 0, text: undefined, within: undefined }]
  let text = ''
  let copied = 0
  let within: Written | undefined
  const begin = (literal?: TextMark): void => {
    if (stretches.at(-1)!.start === text.length) stretches.pop()
    stretches.push({ start: text.length, text: literal, within })
  }
  for (const match of marked.matchAll(mark)) {
    const isNewline = match[0] === '\n'
    text += marked.slice(copied, match.index + (isNewline ? 1 : 0))
    copied = match.index + match[0].length
    const number = Number(match[2])
    if (isNewline) begin()
    else if (match[3] !== undefined) {
      if (within !== undefined) within.reread = readMarkedText(Buffer.from(match[3], 'base64').toString('utf8'), marks)
    } else if (match[1] === 'T') {
      const literal = marks.texts[number]
      if (literal === undefined) return undefined
      begin(literal)
    } else if (match[1] === 'A') {
      const action = marks.actions[number]
      if (action === undefined) return undefined
      within = { action, start: text.length, end: text.length, within }
      begin()
    } else {
      if (within === undefined || within.action !== marks.actions[number]) return undefined
      within.end = text.length
      within = within.within
      begin()
    }
  }
  return within === undefined ? new RenderedText(text + marked.slice(copied), stretches) : undefined
}

/** A file that is rendered as it stands. */
export function literalText(source: Source): RenderedText {
  return new RenderedText(source.text, [{ start: 0, text: { source, offset: 0, once: true }, within: undefined }])
}
