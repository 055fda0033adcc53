import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Range } from '../../core/location.ts'
import { readYaml, type YamlDocument } from '../../syntax/yaml/read.ts'
import type { RenderedText } from './marked-text.ts'

/** A document whose every character has a known origin. */
export class TracedDocument {
  readonly rendered: RenderedText
  readonly #yaml: YamlDocument
  /** Where the document's text starts in the rendered text. */
  readonly #start: number

  constructor(rendered: RenderedText, yaml: YamlDocument, start: number) {
    this.rendered = rendered
    this.#yaml = yaml
    this.#start = start
  }

  get value(): unknown {
    return this.#yaml.value
  }

  /** Where a path is written, as a range of the rendered text. */
  range(path: Path, part: Part): Range {
    const { range } = this.#yaml.place(path, part)
    return { start: range.start + this.#start, end: range.end + this.#start }
  }

  /** Edits of the rendered text. */
  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    return this.#yaml.edit(edits)?.map(({ range, text }) => ({
      range: { start: range.start + this.#start, end: range.end + this.#start },
      text,
    }))
  }
}

/** Helm's own idea of where a manifest ends: it takes `---` for a separator even where more text follows on the line. */
const separator = /(?:^|\s*\n)---\s*/g

/** The documents of a rendered template, cut as Helm cuts them. */
export function tracedDocuments(uri: string, rendered: RenderedText): readonly TracedDocument[] {
  const documents: TracedDocument[] = []
  const { text } = rendered
  const add = (start: number, end: number): void => {
    if (text.slice(start, end).trim() === '') return
    // A separator takes the indentation of the next line with it: start at the line.
    const from = text.lastIndexOf('\n', start - 1) + 1
    const begin = text.slice(from, start).trim() === '' ? from : start
    for (const yaml of readYaml({ uri, text: text.slice(begin, end) }).documents) documents.push(new TracedDocument(rendered, yaml, begin))
  }
  let start = 0
  for (const match of text.matchAll(separator)) {
    add(start, match.index)
    start = match.index + match[0].length
  }
  add(start, text.length)
  return documents
}
