import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place } from '../../core/location.ts'
import type { Provenance, RenderedDocument } from '../rendering.ts'
import { isSameObject } from '../same-object.ts'
import { placeOfEntry, type ChartValues, type ValuesEntry } from './chart-values.ts'
import type { Written } from './marked-text.ts'
import { literalEdits } from './template-edits.ts'
import { trace, type Trace } from './trace.ts'
import type { TracedDocument } from './traced-document.ts'

/** What is known of one rendered document. */
export interface HelmDocumentParts {
  /** Missing where the template could not be followed: every place is then `object`. */
  readonly trace: TracedDocument | undefined
  /** Where the object as a whole stands. */
  readonly object: Place
  readonly values: ChartValues
  readonly verify: (document: HelmDocument, edits: readonly PathEdit[]) => Promise<boolean>
}

/** The written form of an object that Helm has rendered: its places lie in the chart's templates and values files. */
export class HelmDocument implements RenderedDocument {
  readonly #parts: HelmDocumentParts
  readonly #base: Path

  constructor(parts: HelmDocumentParts, base: Path = []) {
    this.#parts = parts
    this.#base = base
  }

  get uri(): string {
    return this.#parts.object.source.uri
  }

  /** The document as seen from one of its values, such as an item of a `List`. */
  at(base: Path): HelmDocument {
    return new HelmDocument(this.#parts, [...this.#base, ...base])
  }

  /**
   * A value that literal text of a template gives is placed there; one that an action computes, at the action; one that
   * an action copies out of the values with its whole surroundings (`toYaml .Values.resources`), in the values file.
   */
  place(path: Path, part: Part = 'value'): Place {
    return { ...this.#find(path, part).place, path }
  }

  provenance(path: Path): Provenance {
    return this.#find(path, 'value').provenance
  }

  origin(path: Path): Place | undefined {
    const { writers = [], written } = this.#trace(path, 'value') ?? {}
    const copied = written === undefined ? undefined : this.#valuesEntry(path, written)
    const entry = copied ?? this.#scalarEntry(path, writers)
    return entry === undefined ? undefined : { ...placeOfEntry(entry, 'value'), path: entry.path }
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const entries = edits.map((edit) => {
      const written = this.#trace(edit.path, 'value')?.written
      return written === undefined ? undefined : this.#valuesEntry(edit.path, written)
    })
    const document = entries[0]?.document
    if (document !== undefined) {
      if (entries.some((entry) => entry?.document !== document)) return undefined
      return document.edit(edits.map((edit, index) => ({ ...edit, path: entries[index]!.path })))
    }
    const { trace: traced } = this.#parts
    if (traced === undefined || entries.some((entry) => entry !== undefined)) return undefined
    const written = traced.edit(edits.map((edit) => ({ ...edit, path: this.#whole(edit.path) })))
    return written === undefined ? undefined : literalEdits(traced.rendered, written)
  }

  verify(edits: readonly PathEdit[]): Promise<boolean> {
    return this.#parts.verify(this, edits)
  }

  #whole(path: Path): Path {
    return [...this.#base, ...path]
  }

  #find(path: Path, part: Part): { place: Place; provenance: Provenance } {
    const traced = this.#trace(path, part)
    if (traced === undefined) return { place: this.#parts.object, provenance: 'fallback' }
    const entry = traced.written === undefined ? undefined : this.#valuesEntry(path, traced.written)
    if (entry !== undefined) return { place: placeOfEntry(entry, part), provenance: 'values' }
    const { source, range, isLiteral } = traced
    return { place: { source, range, path }, provenance: isLiteral ? 'exact' : 'action' }
  }

  #trace(path: Path, part: Part): Trace | undefined {
    const document = this.#parts.trace
    if (document === undefined) return undefined
    const traced = trace(document.rendered, document.range(this.#whole(path), part))
    return traced === undefined || traced.range.start === traced.range.end ? undefined : traced
  }

  /** The entry of a values file that an action copied to `path`, where it copied more than one scalar. */
  #valuesEntry(path: Path, written: Written): ValuesEntry | undefined {
    const whole = this.#whole(path)
    const inside = this.#insideAction(whole, written)
    if (inside === undefined || inside.length === 0) return undefined
    const { present, missing } = this.#split(whole)
    if (inside.length < missing.length) return undefined
    for (const route of written.action.routes) {
      const length = inside.length - missing.length
      for (const entry of this.#parts.values.entries([...route, ...inside.slice(0, length)])) {
        if (missing.length === 0 ? isSame(entry.value, present) : isMapping(entry.value) && isMapping(present))
          return { ...entry, path: [...entry.path, ...missing] }
      }
    }
    return undefined
  }

  /** The entry of a values file that holds the very scalar that actions write, else one that they make it of. */
  #scalarEntry(path: Path, writers: readonly Written[]): ValuesEntry | undefined {
    const { present } = this.#split(this.#whole(path))
    const found = writers
      .flatMap(({ action }) => action.routes)
      .flatMap((route) => this.#parts.values.entries(route).take(20).toArray())
      .filter(({ value }) => typeof value !== 'object' || value === null)
    return (
      found.find(({ value }) => isSame(value, present)) ??
      found.find(({ value }) => isPartOf(value, present)) ??
      (found.length === 1 ? found[0] : undefined)
    )
  }

  /** The end of a path that lies inside of what an action wrote, starting below the value that the action was given. */
  #insideAction(path: Path, { start, end }: Written): Path | undefined {
    const isInside = (steps: Path, part: Part): boolean => {
      const range = this.#parts.trace?.range(steps, part) ?? { start: -1, end: -1 }
      return range.start >= start && range.end <= end
    }
    for (let length = 0; length <= path.length; length++) {
      const steps = path.slice(0, length)
      if (!isInside(steps, 'value')) continue
      if (length === 0 || !isInside(steps, 'entry')) return path.slice(length)
      const step = path[length - 1]!
      if (typeof step !== 'number') return path.slice(length - 1)
      const parent = path.slice(0, length - 1)
      let first = step
      while (first > 0 && isInside([...parent, first - 1], 'entry')) first--
      return [step - first, ...path.slice(length)]
    }
    return undefined
  }

  /** The value at a path, or at the last of its steps that exists, and the steps after that. */
  #split(path: Path): { present: unknown; missing: Path } {
    let present = this.#parts.trace?.value
    for (const [index, step] of path.entries()) {
      if (typeof present !== 'object' || present === null || !Object.hasOwn(present, step)) return { present, missing: path.slice(index) }
      present = (present as Record<string | number, unknown>)[step]
    }
    return { present, missing: [] }
  }
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal as far as templates can tell: `8080` and `"8080"` are written alike. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'object' || typeof other === 'object') return isSameObject(one, other)
  return String(one) === String(other)
}

function isPartOf(value: unknown, whole: unknown): boolean {
  return (
    typeof whole === 'string' && (typeof value === 'string' || typeof value === 'number') && value !== '' && whole.includes(String(value))
  )
}
