import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place, Range } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { editValues } from './edit/edit-values.ts'
import { literalStyleOf } from './edit/literal-style.ts'
import type { TemplateResource } from './template/evaluation.ts'
import { entryOf, type Dictionary, type Entry, type Value } from './value/value.ts'

/** The written form of a resource, or of a part of it at `base`. */
export function documentOf(resource: TemplateResource, base: Path): Document {
  return new ResourceDocument(resource, base)
}

class ResourceDocument implements Document {
  readonly #resource: TemplateResource
  readonly #base: Path

  constructor(resource: TemplateResource, base: Path) {
    this.#resource = resource
    this.#base = base
  }

  get uri(): string {
    return this.#resource.declaration.source.uri
  }

  place(path: Path, part: Part = 'value'): Place {
    const whole = [...this.#base, ...path]
    let value: Value = this.#resource.body
    let place: Place = { ...this.#resource.head, path }
    for (const step of whole) {
      const entry: Entry | undefined = value.kind === 'dictionary' ? entryOf(value, String(step)) : undefined
      const item: Value | undefined = value.kind === 'list' && typeof step === 'number' ? value.items[step] : entry?.value
      if (item === undefined) return value.kind === 'dictionary' ? (firstEntryOf(value, path) ?? place) : place
      place =
        entry === undefined ? { source: item.source, range: item.range, path } : { source: entry.source, range: partOf(entry, part), path }
      value = item
    }
    return place
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const { declaration, body, editor } = this.#resource
    if (editor !== undefined) return editor.edit(this.#based(edits))
    const style = literalStyleOf(declaration.source)
    return style === undefined ? undefined : editValues(declaration.source, body, this.#based(edits), style)
  }

  #based(edits: readonly PathEdit[]): readonly PathEdit[] {
    return edits.map((edit) => ({ ...edit, path: [...this.#base, ...edit.path] }))
  }
}

function partOf({ key, written }: Entry, part: Part): Range {
  if (part === 'key') return key
  return part === 'entry' ? { start: Math.min(key.start, written.start), end: Math.max(key.end, written.end) } : written
}

/** What marks a mapping in which something is missing: its first entry, where that is written inside it and on one line. */
function firstEntryOf(value: Dictionary, path: Path): Place | undefined {
  const [first] = value.entries.values()
  if (first === undefined || first.source !== value.source) return undefined
  if (first.key.start < value.range.start || first.key.end > value.range.end) return undefined
  const whole = partOf(first, 'entry')
  const oneLine = !first.source.text.slice(whole.start, whole.end).includes('\n')
  return { source: first.source, range: oneLine ? whole : first.key, path }
}
