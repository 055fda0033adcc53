import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Part, Path, Place } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import type { EditTarget } from '../../core/subject.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import type { Provenance, RenderedDocument } from '../rendering/rendering.ts'
import { scalarText } from '../rendering/scalar-text.ts'
import { placeOfEntry, type ChartValues, type ValuesEntry } from './chart-values.ts'
import type { Written } from './marked-text.ts'
import { literalEdits } from './template-edits.ts'
import { trace, type Trace } from './trace.ts'
import { tracedDocuments, type TracedDocument } from './traced-document.ts'

/** What is known of one rendered document. */
export interface HelmDocumentParts {
  /** Missing where the template could not be followed: every place is then `object`. */
  readonly trace: TracedDocument | undefined
  /** Where the object as a whole stands. */
  readonly object: Place
  readonly values: ChartValues
  /** Whether the chart is packed: it can be judged, but not edited. */
  readonly isPacked: boolean
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
    const found = this.#trace(path, 'value')
    if (found === undefined) return undefined
    const entry = this.#valuesEntry(found) ?? this.#scalarEntry(found)
    return entry === undefined ? undefined : { ...placeOfEntry(entry, 'value'), path: entry.path }
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    return this.#plan(edits)?.edits
  }

  /** Values are shared by all objects that the chart makes of them; a line of a template belongs to its object alone. */
  editTarget(edits: readonly PathEdit[]): EditTarget | undefined {
    return this.#plan(edits)
  }

  verify(edits: readonly PathEdit[]): Promise<boolean> {
    return this.#parts.verify(this, edits)
  }

  #whole(path: Path): Path {
    return [...this.#base, ...path]
  }

  #plan(edits: readonly PathEdit[]): EditPlan | undefined {
    if (this.#parts.isPacked) return undefined
    const entries = edits.map((edit) => {
      const found = this.#trace(edit.path, 'value')
      return found === undefined ? undefined : this.#valuesEntry(found)
    })
    const document = entries[0]?.document
    if (document !== undefined) {
      if (entries.some((entry) => entry?.document !== document)) return undefined
      const made = document.edit(edits.map((edit, index) => ({ ...edit, path: entries[index]!.path })))
      return made === undefined ? undefined : { source: document.source, isShared: true, edits: made }
    }
    const { trace: traced } = this.#parts
    if (traced === undefined || entries.some((entry) => entry !== undefined)) return undefined
    const written = traced.edit(edits.map((edit) => ({ ...edit, path: this.#whole(edit.path) })))
    const moved = written === undefined ? undefined : literalEdits(traced.rendered, written)
    return moved === undefined ? undefined : { ...moved, isShared: false }
  }

  #find(path: Path, part: Part): { place: Place; provenance: Provenance } {
    const found = this.#trace(path, part)
    if (found === undefined) return { place: this.#parts.object, provenance: 'fallback' }
    const entry = this.#valuesEntry(found)
    if (entry !== undefined) return { place: placeOfEntry(entry, part), provenance: 'values' }
    const { source, range, isLiteral } = found.traced
    return { place: { source, range, path }, provenance: isLiteral ? 'exact' : 'action' }
  }

  /** Follows a path into the rendered document, and on into documents that an action read and wrote anew. */
  #trace(path: Path, part: Part): Found | undefined {
    let document = this.#parts.trace
    let at = this.#whole(path)
    let found: Found | undefined
    while (document !== undefined) {
      const traced = trace(document.rendered, document.range(at, part))
      if (traced === undefined || traced.range.start === traced.range.end) break
      found = { traced, document, path: at }
      const { written } = traced
      const inside = written?.reread === undefined ? undefined : insideAction(document, at, written)
      if (inside === undefined) break
      document = tracedDocuments(this.uri, written!.reread!)[0]
      at = inside
    }
    return found
  }

  /** The entry of a values file that an action copied to a path, where it copied more than one scalar. */
  #valuesEntry({ traced: { written }, document, path }: Found): ValuesEntry | undefined {
    const inside = written === undefined ? undefined : insideAction(document, path, written)
    if (inside === undefined || inside.length === 0) return undefined
    const { present, missing } = split(document.value, path)
    if (inside.length < missing.length) return undefined
    for (const route of written!.action.routes) {
      const length = inside.length - missing.length
      for (const entry of this.#parts.values.entries([...route, ...inside.slice(0, length)])) {
        if (missing.length === 0 ? isSame(entry.value, present) : isObject(entry.value) && isObject(present))
          return { ...entry, path: [...entry.path, ...missing] }
      }
    }
    return undefined
  }

  /** The entry of a values file that holds the very scalar that actions write, else one that they make it of. */
  #scalarEntry({ traced: { writers }, document, path }: Found): ValuesEntry | undefined {
    const { present } = split(document.value, path)
    const candidates = writers
      .flatMap(({ action }) => action.routes)
      .map((route) => this.#parts.values.entries(route).take(mostCandidates).toArray())
    const scalars = candidates.map((entries) => entries.filter(({ value }) => typeof value !== 'object' || value === null))
    // A route through a loop stands for many entries: it tells something only where one of them fits.
    const fitting = (isFit: (value: unknown) => boolean): ValuesEntry | undefined =>
      scalars.map((entries) => entries.filter(({ value }) => isFit(value))).find((entries) => entries.length === 1)?.[0]
    const only = scalars.length === 1 && scalars[0]!.length === 1 ? scalars[0]![0] : undefined
    return fitting((value) => isSame(value, present)) ?? fitting((value) => isPartOf(value, present)) ?? only
  }
}

/** Edits of a text, and which text that is. */
interface EditPlan extends EditTarget {
  readonly edits: readonly TextEdit[]
}

/** How many entries of the values are looked at for one expression. */
const mostCandidates = 50

/** A place in rendered text, and where it comes from. */
interface Found {
  readonly traced: Trace
  readonly document: TracedDocument
  /** In that document. */
  readonly path: Path
}

/** The end of a path that lies inside of what an action wrote, starting below the value that the action was given. */
function insideAction(document: TracedDocument, path: Path, { start, end }: Written): Path | undefined {
  const isInside = (steps: Path, part: Part): boolean => {
    const range = document.range(steps, part)
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
function split(value: unknown, path: Path): { present: unknown; missing: Path } {
  let present = value
  for (const [index, step] of path.entries()) {
    if (typeof present !== 'object' || present === null || !Object.hasOwn(present, step)) return { present, missing: path.slice(index) }
    present = (present as Record<string | number, unknown>)[step]
  }
  return { present, missing: [] }
}

/** Equal as far as templates can tell: `8080` and `"8080"` are written alike. */
function isSame(one: unknown, other: unknown): boolean {
  const text = scalarText(one)
  return text === undefined ? isSameValue(one, other) : text === scalarText(other)
}

function isPartOf(value: unknown, whole: unknown): boolean {
  const text = scalarText(value)
  return text !== undefined && text !== '' && typeof whole === 'string' && whole.includes(text)
}
