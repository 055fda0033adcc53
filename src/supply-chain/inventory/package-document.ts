import type { TextEdit } from '../../core/edit.ts'
import type { Place, Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import type { Package } from '../../models/dependency/package.ts'
import { textDocument } from '../../models/text-document.ts'
import { readJson } from '../../syntax/json/read.ts'

/** A lock file as a text in which packages have places and, where the format allows it, versions can be changed. */
export interface PackageDocument extends Document {
  placeOf(found: Package): Place
}

/**
 * The document of a lock file. Its values are the versions of packages: the path `[name, version]` is the version of that
 * package, and setting it writes another one. Exact places of JSON formats are worked out when the first one is asked for.
 */
export function packageDocument(source: Source, packages: readonly Package[]): PackageDocument {
  let json: ReturnType<typeof readJson>['documents'][number] | undefined
  const whole = textDocument(source)
  return {
    ...whole,
    placeOf({ at }) {
      if (at === undefined) return whole.place([])
      if ('start' in at) return { source, range: at, path: [] }
      json ??= readJson(source, { comments: true, trailingCommas: true, text: source.text.length }).documents[0]
      return json?.place(at, typeof at.at(-1) === 'number' ? 'value' : 'key') ?? whole.place(at)
    },
    edit(edits) {
      const made: TextEdit[] = []
      for (const edit of edits) {
        if (edit.op !== 'set' || typeof edit.value !== 'string') return undefined
        const [name, version] = edit.path
        const range = packages.find((each) => each.name === name && each.version === version)?.versionAt
        // Two wishes for one version cannot both come true.
        if (range === undefined || made.some((other) => other.range.start === range.start)) return undefined
        made.push({ range, text: edit.value })
      }
      return made
    },
  }
}
