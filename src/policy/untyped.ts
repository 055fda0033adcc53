import type { Path } from '../core/location.ts'
import type { Spoken } from '../core/spoken-error.ts'
import { text } from '../core/text.ts'
import { PolicyDocumentError } from './document-error.ts'

/** A mapping as a reader of YAML or JSON gives it. */
export type Untyped = Readonly<Record<string, unknown>>

export function isMapping(value: unknown): value is Untyped {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is at the end of `path`, or undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const step of path) {
    if (Array.isArray(found) && typeof step === 'number') found = found[step]
    else if (isMapping(found) && Object.hasOwn(found, step)) found = found[step]
    else return undefined
  }
  return found
}

const wrong = {
  string: text({ en: 'must be a string', ja: '文字列でなければなりません' }),
  missing: text({ en: 'is missing', ja: 'ありません' }),
  mapping: text({ en: 'must be a mapping', ja: 'マッピングでなければなりません' }),
  list: text({ en: 'must be a list', ja: 'リストでなければなりません' }),
}

/** Reads fields of a policy document and says which one is of the wrong type. */
export class FieldReader {
  readonly document: string
  readonly #root: unknown

  constructor(document: string, root: unknown) {
    this.document = document
    this.#root = root
  }

  fail(path: Path, reason: Spoken): never {
    throw new PolicyDocumentError('policy-invalid', this.document, path, reason)
  }

  raw(path: Path): unknown {
    return valueAt(this.#root, path) ?? undefined
  }

  string(path: Path): string | undefined {
    const value = this.raw(path)
    return value === undefined || typeof value === 'string' ? value : this.fail(path, wrong.string)
  }

  requiredString(path: Path): string {
    return this.string(path) ?? this.fail(path, wrong.missing)
  }

  mapping(path: Path): Untyped | undefined {
    const value = this.raw(path)
    return value === undefined || isMapping(value) ? value : this.fail(path, wrong.mapping)
  }

  list(path: Path): readonly unknown[] {
    const value = this.raw(path)
    if (value === undefined) return []
    return Array.isArray(value) ? value : this.fail(path, wrong.list)
  }

  strings(path: Path): readonly string[] {
    return this.list(path).map((item, index) => (typeof item === 'string' ? item : this.fail([...path, index], wrong.string)))
  }
}

/** `Kind name` of a document, for messages. */
export function describeDocument(document: unknown): string {
  const kind = valueAt(document, ['kind'])
  const name = valueAt(document, ['metadata', 'name'])
  return `${typeof kind === 'string' ? kind : 'document'} ${typeof name === 'string' ? name : '(unnamed)'}`
}
