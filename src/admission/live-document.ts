import { applyPathEdits, type JsonValue, type PathEdit, type TextEdit } from '../core/edit.ts'
import type { Part, Path, Place, Source } from '../core/location.ts'
import type { Document } from '../core/subject.ts'
import type { JsonObject } from '../models/kubernetes/json.ts'
import { readJson } from '../syntax/json/read.ts'
import type { YamlDocument } from '../syntax/yaml/document.ts'

/**
 * An object of a running cluster as a document. Nobody wrote it, so its text is its JSON with two spaces of indentation.
 * That text is made, and read for places, only when somebody looks at it: most verdicts need neither.
 */
export class LiveDocument implements Document {
  readonly source: Source
  readonly #value: JsonObject
  #written: YamlDocument | undefined

  constructor(uri: string, value: JsonObject) {
    this.#value = value
    let text: string | undefined
    this.source = {
      uri,
      get text() {
        text ??= `${JSON.stringify(value, null, 2)}\n`
        return text
      },
    }
  }

  get uri(): string {
    return this.source.uri
  }

  place(path: Path, part?: Part): Place {
    const { source } = this
    const written = () => (this.#written ??= readJson(source).documents[0]!)
    return {
      source,
      path,
      get range() {
        return written().place(path, part).range
      },
    }
  }

  /** A change of a live object replaces its text: there are no comments and no style to keep. */
  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const changed = applyPathEdits(this.#value as JsonValue, edits)
    if (changed === undefined) return undefined
    const { source } = this
    return [
      {
        get range() {
          return { start: 0, end: source.text.length }
        },
        get text() {
          return `${JSON.stringify(changed, null, 2)}\n`
        },
      },
    ]
  }
}
