import type { PathEdit } from '../../core/edit.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import type { Path, Place } from '../../core/location.ts'
import type { Document, EditTarget } from '../../core/subject.ts'

/** The written form of an object that a tool has rendered: places lie in the files that it was rendered from. */
export interface RenderedDocument extends Document {
  /** How much is known of where the value at `path` comes from. */
  provenance(path: Path): Provenance
  editTarget(edits: readonly PathEdit[]): EditTarget | undefined
  /** A second place that decides the value at `path`: the entry of the values file that an action of the template writes. */
  origin(path: Path): Place | undefined
  /**
   * Renders again with the edits of `edit(edits)` made, away from the scanned files, and says whether this object then
   * is what the edits ask for, and all others are what they were.
   */
  verify(edits: readonly PathEdit[]): Promise<boolean>
}

/**
 * `exact`: the place holds the text of the value. `action`: it holds the template expression that writes it, or the
 * instruction of a Kustomization that sets it. `values`: it is the entry of a values file. `fallback`: only the object is known.
 */
export type Provenance = 'exact' | 'action' | 'values' | 'fallback'

export interface RenderedObject {
  readonly value: Readonly<Record<string, unknown>>
  readonly document: RenderedDocument
}

/** What came of rendering all charts, or all Kustomizations, of a tree. */
export interface Rendering {
  readonly objects: readonly RenderedObject[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** The files (by `uri`) that must not be judged as they stand: the rendering stands for them, or they are no objects. */
  readonly covers: ReadonlySet<string>
}

/** Programs that render get this long, in milliseconds. */
export const renderTimeout = 30_000
/** What a program may write when it renders, in bytes. */
export const largestRendering = 64 * 1024 * 1024
/** What a program may allocate when it renders, in bytes. The largest charts known need a tenth of it. */
export const largestMemory = 4 * 1024 * 1024 * 1024
