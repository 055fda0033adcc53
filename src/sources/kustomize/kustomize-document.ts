import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place } from '../../core/location.ts'
import type { EditTarget } from '../../core/subject.ts'
import type { Provenance, RenderedDocument } from '../rendering/rendering.ts'
import type { Origin } from './origins.ts'
import type { Editable, Writers, Writing } from './writers.ts'

export interface KustomizeDocumentParts {
  /** The object as built. */
  readonly object: Readonly<Record<string, unknown>>
  /** Missing where the object is not recognised in what the Kustomization reads: every place is then `fallback`. */
  readonly origin: Origin | undefined
  readonly fallback: Place
  readonly writers: Writers
  readonly verify: (document: KustomizeDocument, edits: readonly PathEdit[]) => Promise<boolean>
}

/** The written form of an object that Kustomize has built: its places lie in bases, patches and Kustomizations. */
export class KustomizeDocument implements RenderedDocument {
  readonly #parts: KustomizeDocumentParts

  constructor(parts: KustomizeDocumentParts) {
    this.#parts = parts
  }

  get uri(): string {
    return this.#parts.origin?.document.uri ?? this.#parts.fallback.source.uri
  }

  /** A value is placed in the file that set it last; a missing field where it belongs in the object's own file. */
  place(path: Path, part: Part = 'value'): Place {
    return { ...(this.#writing(path, part)?.place ?? this.#parts.fallback), path }
  }

  provenance(path: Path): Provenance {
    return this.#writing(path, 'value')?.provenance ?? 'fallback'
  }

  /** Kustomize has no second place that decides a value. */
  origin(): undefined {
    return undefined
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    return this.#plan(edits)?.edits
  }

  /** What stands in a base may be used by other Kustomizations too. */
  editTarget(edits: readonly PathEdit[]): EditTarget | undefined {
    return this.#plan(edits)
  }

  verify(edits: readonly PathEdit[]): Promise<boolean> {
    return this.#parts.verify(this, edits)
  }

  #plan(edits: readonly PathEdit[]): (EditTarget & { readonly edits: readonly TextEdit[] }) | undefined {
    let editable: Editable | undefined
    const moved: PathEdit[] = []
    for (const edit of edits) {
      const writing = this.#writing(edit.path, 'value')
      if (writing?.editable === undefined || writing.provenance !== 'exact') return undefined
      if (editable !== undefined && editable.document !== writing.editable.document) return undefined
      editable = writing.editable
      moved.push({ ...edit, path: editable.path })
    }
    const made = editable?.document.edit(moved)
    return editable === undefined || made === undefined
      ? undefined
      : { source: editable.document.source, isShared: editable.isShared, edits: made }
  }

  #writing(path: Path, part: Part): Writing | undefined {
    const { object, origin, writers } = this.#parts
    if (origin === undefined) return undefined
    let value: unknown = object
    for (const step of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string | number, unknown>)[step]
          : undefined
    const isScalar = value !== undefined && (typeof value !== 'object' || value === null)
    return isScalar ? writers.scalar({ origin, object, path, value, part }) : writers.structure({ origin, object, path, part })
  }
}
