import type { Range, Source } from '../../core/location.ts'
import { readTemplate, withoutStrings, type TemplateAction, type TemplatePiece } from './template-syntax.ts'
import { outermost, scopeAfterAssignment, scopeInside, valuesRoutes, type Scope, type ValuesRoute } from './values-reference.ts'

/*
 * To know which place of which template wrote a character of the output, a second rendering is made of templates in which
 * every line of literal text and every action that writes something is framed by marks:
 *
 *     ⟦T1⟧image: ⟦A2⟧{{ .Values.image }}⟦Z2⟧
 *
 * Trim marks act as before, named templates keep an unmarked copy for the places that compute with their text, and each
 * file's output leaves Helm encoded, so that no mark can break it as YAML.
 */

/** A piece of literal text: its first character stands at `offset` of the template. */
export interface TextMark {
  readonly source: Source
  readonly offset: number
  /** Written once at most, by the template file itself: not in a loop and not in a named template. */
  readonly once: boolean
}

/** An action that writes something. */
export interface ActionMark {
  readonly source: Source
  readonly range: Range
  /** The parts of the values that it reads. */
  readonly routes: readonly ValuesRoute[]
}

/** What the marks in the output stand for, by number. */
export class Marks {
  readonly texts: TextMark[] = []
  readonly actions: ActionMark[] = []

  text(mark: TextMark): string {
    return `⟦T${this.texts.push(mark) - 1}⟧`
  }

  action(mark: ActionMark): { open: string; close: string } {
    const number = this.actions.push(mark) - 1
    return { open: `⟦A${number}⟧`, close: `⟦Z${number}⟧` }
  }
}

const nameOfMarked = (name: string): string => `breakwater.marked.${name}`

/** Names of the templates that a file defines. */
export function definedNames(pieces: readonly TemplatePiece[]): readonly string[] {
  return pieces.flatMap((piece) => {
    const name = piece.type === 'action' && piece.kind === 'define' ? stringConstant(piece.code) : undefined
    return name === undefined ? [] : [name]
  })
}

function stringConstant(code: string): string | undefined {
  return /^(?:"([^"\\]*)"|`([^`]*)`)/
    .exec(code)
    ?.slice(1)
    .find((text) => text !== undefined)
}

/**
 * The marked form of a template file. A file that is rendered for its output (not a `_partial`) writes its marked text
 * base64-encoded under the one key `marked`.
 *
 * @param named all names that templates of the chart define: their marked copies can be called
 * @returns undefined for a file that does not follow the syntax of templates
 */
export function markTemplate(source: Source, isPartial: boolean, named: ReadonlySet<string>, marks: Marks): string | undefined {
  const pieces = readTemplate(source.text)
  if (pieces === undefined) return undefined
  const marker = new TemplateMarker(source, named, marks)
  let definitions = ''
  let body = ''
  for (let index = 0; index < pieces.length;) {
    const piece = pieces[index]!
    if (piece.type === 'action' && piece.kind === 'define') {
      const end = closingIndex(pieces, index)
      if (end === undefined) return undefined
      const closing = pieces[end] as TemplateAction
      const inside = marker.marked(pieces.slice(index + 1, end), false)
      const original = source.text.slice(piece.range.start, closing.range.end)
      const name = stringConstant(piece.code)
      if (name === undefined) return undefined
      definitions += original.replace(/^\{\{-/, '{{').replace(/-\}\}$/, '}}')
      definitions += `{{ define ${JSON.stringify(nameOfMarked(name))} ${piece.trimsAfter ? '-' : ''}}}${inside}{{${closing.trimsBefore ? '-' : ''} end }}`
      body += `{{${piece.trimsBefore ? '- ' : ''}/* */${closing.trimsAfter ? ' -' : ''}}}`
      index = end + 1
    } else {
      const next = pieces.findIndex((other, at) => at > index && other.type === 'action' && other.kind === 'define')
      const end = next === -1 ? pieces.length : next
      body += marker.marked(pieces.slice(index, end), true)
      index = end
    }
  }
  if (isPartial) return definitions + body
  const name = JSON.stringify(`breakwater.file.${source.uri}`)
  return `${definitions}{{ define ${name} }}${body}{{ end }}marked: {{ include ${name} . | b64enc | quote }}\n`
}

const opening = new Set(['if', 'range', 'with', 'block', 'define'])

/** The index of the `end` that belongs to the opening action at `start`. */
function closingIndex(pieces: readonly TemplatePiece[], start: number): number | undefined {
  let depth = 0
  for (let index = start; index < pieces.length; index++) {
    const piece = pieces[index]!
    if (piece.type === 'text') continue
    if (opening.has(piece.kind)) depth++
    else if (piece.kind === 'end' && --depth === 0) return index
  }
  return undefined
}

class TemplateMarker {
  readonly #source: Source
  readonly #named: ReadonlySet<string>
  readonly #marks: Marks
  /** Scope outside and kind of each open control action. */
  readonly #open: { readonly kind: string; readonly outside: Scope }[] = []
  #scope: Scope = outermost

  constructor(source: Source, named: ReadonlySet<string>, marks: Marks) {
    this.#source = source
    this.#named = named
    this.#marks = marks
  }

  /** @param isFile whether the pieces are the file's own text and not that of a named template */
  marked(pieces: readonly TemplatePiece[], isFile: boolean): string {
    if (!isFile) this.#scope = outermost
    let marked = ''
    for (const piece of pieces) marked += piece.type === 'text' ? this.#text(piece.range, isFile) : this.#action(piece)
    return marked
  }

  #text({ start, end }: Range, isFile: boolean): string {
    const once = isFile && !this.#open.some(({ kind }) => kind === 'range')
    return this.#source.text
      .slice(start, end)
      .replace(/(^|\n)([^\S\n]*)(?=\S)/g, (lead: string, _newline: string, _indent: string, at: number) => {
        return lead + this.#marks.text({ source: this.#source, offset: start + at + lead.length, once })
      })
  }

  #action(action: TemplateAction): string {
    const written = this.#source.text.slice(action.range.start, action.range.end)
    const { kind, code } = action
    if (kind === 'output' || kind === 'template') return this.#output(action)
    if (kind === 'assignment') this.#scope = scopeAfterAssignment(code, this.#scope)
    else if (opening.has(kind)) {
      this.#open.push({ kind, outside: this.#scope })
      if (kind === 'with' || kind === 'range') this.#scope = scopeInside(kind, code, this.#scope)
    } else if (kind === 'else') {
      const outside = this.#open.at(-1)?.outside ?? outermost
      this.#scope = /^with\s/.test(code) ? scopeInside('with', code.slice(4).trim(), outside) : outside
    } else if (kind === 'end') this.#scope = this.#open.pop()?.outside ?? outermost
    return written
  }

  #output(action: TemplateAction): string {
    const { range, trimsBefore, trimsAfter } = action
    const { open, close } = this.#marks.action({ source: this.#source, range, routes: valuesRoutes(action.code, this.#scope) })
    const code = this.#callingMarked(action)
    const reread = this.#rereadCall(action)
    return [
      trimsBefore ? `{{- ${JSON.stringify(open)} }}` : open,
      reread === undefined ? '' : `⟦S⟧{{ ${reread} | b64enc }}⟦E⟧`,
      `{{ ${action.kind === 'template' ? 'template ' : ''}${code} }}`,
      trimsAfter ? `{{ ${JSON.stringify(close)} -}}` : close,
    ].join('')
  }

  /**
   * `include "name" . | fromYaml | toYaml` reads what a named template writes and writes it anew, which no mark
   * survives. The marked copy is then rendered beside it: the two hold the same fields.
   */
  #rereadCall(action: TemplateAction): string | undefined {
    const name = /^include\s+"([^"\\]*)"/.exec(action.code)?.[1]
    if (action.kind !== 'output' || name === undefined || !this.#named.has(name)) return undefined
    const [call, ...stages] = pipeline(withoutStrings(action.code))
    if (!stages.includes('fromYaml') || !stages.every((stage) => /^(?:fromYaml|toYaml|n?indent\s+\S+)$/.test(stage))) return undefined
    return action.code.slice(0, call!.length).replace(/"[^"]*"/, JSON.stringify(nameOfMarked(name)))
  }

  /**
   * Where an action writes whole lines of a named template, it writes those of the marked copy. Elsewhere the text
   * is part of a value and may be computed with, so it stays as it is.
   */
  #callingMarked(action: TemplateAction): string {
    const [call, name] = /^(?:include\s+)?"([^"\\]*)"/.exec(action.code) ?? []
    if (call === undefined || name === undefined || !this.#named.has(name)) return action.code
    if (action.kind === 'output' && !call.startsWith('include')) return action.code
    const stages = pipeline(withoutStrings(action.code)).slice(1)
    if (!stages.every((stage) => /^(?:n?indent\s+\S+|trim)$/.test(stage))) return action.code
    if (!stages.some((stage) => stage !== 'trim') && !this.#isAloneOnLine(action.range)) return action.code
    return action.code.slice(0, call.length - name.length - 1) + nameOfMarked(name) + action.code.slice(call.length - 1)
  }

  #isAloneOnLine({ start, end }: Range): boolean {
    const { text } = this.#source
    return /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, start - 200), start)) && /^[^\S\n]*(?:\n|\r|$)/.test(text.slice(end, end + 200))
  }
}

/** The stages of a pipeline; what stands in parentheses belongs to its stage. */
function pipeline(code: string): readonly string[] {
  const stages: string[] = ['']
  let depth = 0
  for (const character of code) {
    if (character === '(') depth++
    else if (character === ')') depth--
    if (character === '|' && depth === 0) stages.push('')
    else stages[stages.length - 1] += character
  }
  return stages.map((stage) => stage.trim())
}
