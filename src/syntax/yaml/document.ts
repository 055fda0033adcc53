import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place, Range, Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { aliasProblem } from './aliases.ts'
import { isCertain } from './certain.ts'
import type { Comment } from './comments.ts'
import { planEdits, type Readable } from './edit.ts'
import type { YamlLimits } from './limits.ts'
import { rangeOf } from './place.ts'
import type { Style } from './print.ts'
import type { SyntaxProblem } from './problem.ts'
import type { YamlSchema } from './resolve.ts'
import { splitDocuments } from './split.ts'
import { styleOf } from './style.ts'
import type { Tree } from './tree.ts'
import { ValueBuilder } from './value.ts'

/** How a document is read; the same for all documents of a text. */
export interface Reading {
  readonly schema: YamlSchema
  readonly limits: YamlLimits
  readonly isJson: boolean
  /** Gives the tree of what a range of a text holds, or what is wrong with it. */
  parse(text: string, range: Range): { readonly tree: Tree | undefined; readonly problems: readonly SyntaxProblem[] }
  comments(tree: Tree): Iterable<Comment>
}

interface Content {
  readonly tree: Tree | undefined
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
}

/** Far more than a document needs that people write. In characters. */
const mostTried = 4_000_000

/** One document of a YAML or JSON text. It is parsed when something is first asked of it. */
export class YamlDocument implements Document {
  readonly source: Source
  readonly range: Range
  readonly #reading: Reading
  #content: Content | undefined
  #style: Style | undefined
  /** How much was read to try edits that `isCertain` says nothing of, in characters. */
  #tried = 0

  constructor(source: Source, range: Range, reading: Reading) {
    this.source = source
    this.range = range
    this.#reading = reading
  }

  get uri(): string {
    return this.source.uri
  }

  /** The value as plain JavaScript, to be read only: aliases share objects. Undefined when the document could not be read. */
  get value(): unknown {
    return this.#read().value
  }

  /** What is wrong with this document. When one of them is fatal there is no value. */
  get problems(): readonly SyntaxProblem[] {
    return this.#read().problems
  }

  /**
   * Where `path` is written. A value that comes through an alias or a merge key is placed where it is written: at the
   * anchor. A value that is left out (`key:`) is placed at its key. `key` of a sequence's item is the item's first line,
   * and its `entry` starts at the dash.
   *
   * A missing field is placed at the nearest mapping that exists, always within one line: at its first entry, or that
   * entry's key where it has several lines; at the braces of a flow mapping; at the key where there is no mapping at all.
   * In a document that could not be read everything is placed at its first problem.
   */
  place(path: Path, part: Part = 'value'): Place {
    const { tree, problems } = this.#read()
    const range = tree === undefined ? (problems[0]?.range ?? this.range) : rangeOf(tree, this.#reading.schema, path, part)
    return { source: this.source, range, path }
  }

  /** The document as seen from one of its values, such as an item of a `List`: paths are relative to it. */
  at(basePath: Path): Document {
    return basePath.length === 0 ? this : new DocumentPart(this, basePath)
  }

  /**
   * The smallest edits of the source's text that do what is asked, keeping comments, quotes, indentation and line breaks as
   * they are; each edit sees what those before it did. Undefined where an edit could be wrong: in a document with problems,
   * through an alias, a merge key or a tag, or where the text, read again, does not have exactly the value asked for.
   */
  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const { tree, value, problems } = this.#read()
    if (tree === undefined || problems.length > 0) return undefined
    return planEdits({ tree, value }, edits, this.#styleOf(tree), (text) => this.#readAgain(text))
  }

  /** Tells the ordinary edits of ordinary documents by their structure; any others are tried. */
  canEdit(edits: readonly PathEdit[]): boolean {
    const { tree, problems } = this.#read()
    if (tree === undefined || problems.length > 0) return false
    if (isCertain(tree, this.#styleOf(tree), edits)) return true
    // Each try reads the whole document again. One that has a place for a finding on every line would take hours.
    this.#tried += this.range.end - this.range.start
    return this.#tried < mostTried && this.edit(edits) !== undefined
  }

  #styleOf(tree: Tree): Style {
    return (this.#style ??= styleOf(tree, this.#reading.schema, this.#reading.isJson))
  }

  #readAgain(text: string): Readable | undefined {
    if (!this.#reading.isJson && splitDocuments(text).length !== 1) return undefined
    const again = new YamlDocument({ uri: this.uri, text }, { start: 0, end: text.length }, this.#reading)
    const { tree, value, problems } = again.#read()
    return tree === undefined || problems.length > 0 ? undefined : { tree, value }
  }

  /** The comments, in order of the text; none when the document could not be read. */
  comments(): Iterable<Comment> {
    const { tree } = this.#read()
    return tree === undefined ? [] : this.#reading.comments(tree)
  }

  #read(): Content {
    if (this.#content !== undefined) return this.#content
    const { schema, limits } = this.#reading
    const { tree, problems } = this.#reading.parse(this.source.text, this.range)
    if (tree === undefined) return (this.#content = { tree, value: undefined, problems })
    const tooLarge = aliasProblem(tree, limits)
    if (tooLarge !== undefined) return (this.#content = { tree: undefined, value: undefined, problems: [...problems, tooLarge] })
    const builder = new ValueBuilder(tree, schema)
    const value = builder.build(0)
    return (this.#content = { tree, value, problems: problems.length === 0 ? builder.problems : [...problems, ...builder.problems] })
  }
}

/** A value inside a document, as a document of its own. */
class DocumentPart implements Document {
  readonly #whole: YamlDocument
  readonly #basePath: Path

  constructor(whole: YamlDocument, basePath: Path) {
    this.#whole = whole
    this.#basePath = basePath
  }

  get uri(): string {
    return this.#whole.uri
  }

  place(path: Path, part?: Part): Place {
    return { ...this.#whole.place([...this.#basePath, ...path], part), path }
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    return this.#whole.edit(this.#based(edits))
  }

  canEdit(edits: readonly PathEdit[]): boolean {
    return this.#whole.canEdit(this.#based(edits))
  }

  #based(edits: readonly PathEdit[]): readonly PathEdit[] {
    return edits.map((edit) => ({ ...edit, path: [...this.#basePath, ...edit.path] }))
  }
}
