import type { Place, Source } from '../core/location.ts'
import type { Document } from '../core/subject.ts'

export interface TextDocument extends Document {
  place(path: Place['path']): Place
}

/** A text that findings point into and that no edit of values changes. What has no place of its own stands at the first line. */
export function textDocument(source: Source): TextDocument {
  return {
    uri: source.uri,
    place: (path) => ({ source, range: { start: 0, end: Math.max(source.text.search(/\r?\n|$/), 0) }, path }),
    edit: () => undefined,
  }
}
