import { applyPathEdits, type JsonValue, type PathEdit, type TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place, Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { readJson } from '../../syntax/json/read.ts'
import type { YamlDocument } from '../../syntax/yaml/document.ts'
import { stringAt, type JsonObject } from './json.ts'

/**
 * The name of a live object's text in findings and exceptions: `cluster/shop/Deployment/web.json`; `_` where there is no
 * namespace.
 */
export function liveUri(value: JsonObject): string {
  const step = (name: string | undefined) => encodeURIComponent(name === undefined || name === '' ? '_' : name)
  const name = stringAt(value, ['metadata', 'name']) ?? stringAt(value, ['metadata', 'generateName'])
  return `cluster/${step(stringAt(value, ['metadata', 'namespace']))}/${step(stringAt(value, ['kind']))}/${step(name)}.json`
}

/**
 * An object of a running cluster as a document. Nobody wrote it, so its text is its JSON with two spaces of indentation.
 * That text is made, and read for places, only when somebody looks at it: most verdicts need neither.
 */
export class LiveDocument implements Document {
  readonly source: Source
  readonly #value: JsonObject
  readonly #isEditable: boolean
  #written: YamlDocument | undefined

  /** @param isEditable whether somebody can take an edit and make it: the webhook can, a report on a cluster cannot */
  constructor(uri: string, value: JsonObject, isEditable = true) {
    this.#value = value
    this.#isEditable = isEditable
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
    const value = this.#value as JsonValue
    if (!this.#isEditable || !canApply(value, edits)) return undefined
    const { source } = this
    return [
      {
        get range() {
          return { start: 0, end: source.text.length }
        },
        get text() {
          return `${JSON.stringify(applyPathEdits(value, edits), null, 2)}\n`
        },
      },
    ]
  }
}

/** Whether the edits can be made: whether `applyPathEdits` would give a value. */
function canApply(value: JsonValue, edits: readonly PathEdit[]): boolean {
  const [edit] = edits
  return edit !== undefined && edits.length === 1 ? canApplyOne(value, edit) : applyPathEdits(value, edits) !== undefined
}

/**
 * The same for one edit, as most fixes are, without making the changed value: an object with thousands of items has a finding
 * for each, and none should copy the list.
 */
export function canApplyOne(value: JsonValue, edit: PathEdit): boolean {
  const { op, path } = edit
  const makes = op === 'set' || op === 'append'
  let current: JsonValue | undefined = value
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1
    if (current === undefined || current === null) return makes && path.slice(index).every((missing) => typeof missing === 'string')
    if (typeof current !== 'object') return false
    if (isSequence(current)) {
      if (typeof step !== 'number' || !Number.isInteger(step) || step < 0 || step >= current.length) return false
      if (isLast && op === 'remove') return true
      current = current[step]
    } else {
      if (typeof step !== 'string') return false
      const isPresent = Object.hasOwn(current, step)
      if (isLast && op === 'remove') return isPresent
      if (isLast && op === 'rename') return isPresent && (edit.key === step || !Object.hasOwn(current, edit.key))
      current = isPresent ? current[step] : undefined
    }
  }
  return op === 'set' || (op === 'append' && (current === undefined || current === null || isSequence(current)))
}

function isSequence(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
