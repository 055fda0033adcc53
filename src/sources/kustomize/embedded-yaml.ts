import type { Path, Place, Range, Source } from '../../core/location.ts'
import { readYaml, type YamlDocument } from '../../syntax/yaml/read.ts'

/**
 * YAML that stands as a text inside another document, as inline patches do. Places in it are places of the file that it
 * stands in; where the text is not a literal block (`|`), whose lines stand as they are, all of it is one place.
 */
export class EmbeddedYaml {
  readonly documents: readonly YamlDocument[]
  readonly #outer: Place
  /** Offset in the file of each line's first character that belongs to the text. */
  readonly #lines: readonly number[] | undefined
  readonly #text: string

  constructor(outer: YamlDocument, path: Path, text: string) {
    this.#outer = outer.place(path)
    this.#text = text
    this.#lines = literalLines(this.#outer.source, this.#outer.range, text)
    this.documents = readYaml({ uri: outer.uri, text }).documents
  }

  /** A place of an embedded document as one of the file. */
  outside(place: Place): Place {
    const start = this.#offset(place.range.start)
    const end = this.#offset(place.range.end)
    return start === undefined || end === undefined
      ? { ...this.#outer, path: place.path }
      : { source: this.#outer.source, range: { start, end }, path: place.path }
  }

  #offset(offset: number): number | undefined {
    const before = this.#text.slice(0, offset)
    const lineStart = before.lastIndexOf('\n') + 1
    const line = this.#lines?.[before.split('\n').length - 1]
    return line === undefined ? undefined : line + offset - lineStart
  }
}

/** Where the lines of a literal block scalar start in its file, or undefined when it is none, or its text is not as expected. */
function literalLines({ text }: Source, { start, end }: Range, content: string): readonly number[] | undefined {
  const header = /^\|[-+\d]*[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(start, end))
  if (header === null) return undefined
  const lines: number[] = []
  let at = start + header[0].length
  const indent = /^ */.exec(text.slice(at + (/^(?: *\r?\n)*/.exec(text.slice(at, end))?.[0].length ?? 0)))?.[0].length ?? 0
  for (const line of content.split('\n')) {
    const isBlank = line === ''
    if (!isBlank && text.slice(at + indent, at + indent + line.length) !== line) return undefined
    lines.push(isBlank ? at : at + indent)
    const next = text.indexOf('\n', at)
    at = next === -1 ? text.length : next + 1
  }
  return lines
}
