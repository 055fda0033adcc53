import type { Range } from '../../core/location.ts'

/** What an action of a Go template does with the output: most write something, some only decide what is written. */
export type ActionKind =
  | 'output'
  | 'template'
  | 'if'
  | 'else'
  | 'end'
  | 'range'
  | 'with'
  | 'define'
  | 'block'
  | 'loop-control'
  | 'assignment'
  | 'comment'

export interface TemplateText {
  readonly type: 'text'
  readonly range: Range
}

/** `{{ … }}`, delimiters included in the range. */
export interface TemplateAction {
  readonly type: 'action'
  readonly kind: ActionKind
  readonly range: Range
  /** Between the delimiters, without trim marks, the keyword of the kind and white space at both ends. */
  readonly code: string
  /** `{{-`: white space before it goes away. */
  readonly trimsBefore: boolean
  /** `-}}`: white space after it goes away. */
  readonly trimsAfter: boolean
}

export type TemplatePiece = TemplateText | TemplateAction

/**
 * The texts and actions of a Go template, in order and without gaps (text/template's lexer: `}}` inside strings and
 * comments does not end an action). Undefined when an action is never closed: Helm refuses such a file itself.
 */
export function readTemplate(text: string): readonly TemplatePiece[] | undefined {
  const pieces: TemplatePiece[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    const textEnd = open === -1 ? text.length : open
    if (textEnd > at) pieces.push({ type: 'text', range: { start: at, end: textEnd } })
    if (open === -1) break
    const end = actionEnd(text, open)
    if (end === undefined) return undefined
    pieces.push(action(text, open, end))
    at = end
  }
  return pieces
}

const comment = /\{\{(?:-\s)?\s*\/\*/y
/** Strings, raw strings and rune constants as a whole; single characters otherwise. */
const token = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\}\}|[^]/gy

function actionEnd(text: string, open: number): number | undefined {
  comment.lastIndex = open
  if (comment.test(text)) {
    const commentEnd = text.indexOf('*/', open)
    const end = commentEnd === -1 ? -1 : text.indexOf('}}', commentEnd)
    return end === -1 ? undefined : end + 2
  }
  token.lastIndex = open + 2
  for (let found = token.exec(text); found !== null; found = token.exec(text)) if (found[0] === '}}') return token.lastIndex
  return undefined
}

function action(text: string, start: number, end: number): TemplateAction {
  const trimsBefore = /^-\s/.test(text.slice(start + 2, start + 4))
  const trimsAfter = end - start > 5 && /^\s-$/.test(text.slice(end - 4, end - 2))
  const inside = text.slice(start + (trimsBefore ? 3 : 2), end - (trimsAfter ? 3 : 2)).trim()
  const { kind, code } = classified(inside)
  return { type: 'action', kind, range: { start, end }, code, trimsBefore, trimsAfter }
}

const keywords: Readonly<Record<string, ActionKind>> = {
  if: 'if',
  else: 'else',
  end: 'end',
  range: 'range',
  with: 'with',
  define: 'define',
  block: 'block',
  template: 'template',
  break: 'loop-control',
  continue: 'loop-control',
}

function classified(inside: string): { kind: ActionKind; code: string } {
  if (inside.startsWith('/*')) return { kind: 'comment', code: inside }
  const word = /^[a-z]+(?![\w.])/.exec(inside)?.[0] ?? ''
  const kind = Object.hasOwn(keywords, word) ? keywords[word] : undefined
  if (kind !== undefined) return { kind, code: inside.slice(word.length).trim() }
  return { kind: /^\$\w*\s*:?=(?!=)/.test(inside) ? 'assignment' : 'output', code: inside }
}

/** The code with the content of its strings blanked out, so that what stands in quotes is not taken for code. */
export function withoutStrings(code: string): string {
  return code.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'/g, (found) => found[0]! + ' '.repeat(found.length - 2) + found[0]!)
}
