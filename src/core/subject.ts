import type { PathEdit, TextEdit } from './edit.ts'
import type { Part, Path, Place, Source } from './location.ts'

/** What a finding is about, as a report names it. Azure resources have a type, Kubernetes objects a kind. */
export type ResourceRef =
  | { readonly apiVersion: string; readonly kind: string; readonly namespace?: string; readonly name: string }
  | { readonly type: string; readonly name: string }

/**
 * The written form of a subject: values to places, edits of values to edits of text.
 * A model keeps one of these whatever language it was read from, so checks never see syntax.
 */
export interface Document {
  readonly uri: string
  /**
   * Where `path` is written. A field that is missing is marked at the nearest mapping in which it belongs;
   * the place keeps the full path.
   */
  place(path: Path, part?: Part): Place
  /** The smallest edits of `place().source.text` that do what is asked, or undefined where an edit could be wrong. */
  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined
  /**
   * Whether `edit` would give edits, for documents that know it without making them: a scan asks it of every finding.
   * What is offered because of it is made, and verified, by `edit` alone.
   */
  canEdit?(edits: readonly PathEdit[]): boolean
  /** For what was rendered out of several files: the text that `edit` changes. Undefined where `edit` is, too. */
  editTarget?(edits: readonly PathEdit[]): EditTarget | undefined
  /** For what was rendered: renders again with `edit(edits)` made, and says whether exactly what was asked comes out. */
  verify?(edits: readonly PathEdit[]): Promise<boolean>
}

export interface EditTarget {
  readonly source: Source
  /** Others may be made of the same text, so that a person should look at what an edit does to them. */
  readonly isShared: boolean
}

/** Whether a document can be edited as asked. */
export function canEdit(document: Document, edits: readonly PathEdit[]): boolean {
  return document.canEdit?.(edits) ?? document.edit(edits) !== undefined
}

/** Anything that checks judge. */
export interface Subject {
  readonly ref: ResourceRef
  readonly document: Document
}

/** Hands out the subjects of a kind. */
export type SubjectsOf = <S extends Subject>(kind: SubjectKind<S>) => readonly S[]

/**
 * A kind of subject. The object itself is the key by which an estate hands out its subjects, so a check that
 * names a kind gets subjects of the right type.
 */
export interface SubjectKind<S extends Subject> {
  readonly id: string
  /** Makes the subjects out of those of other kinds, for kinds that no reader gives directly. */
  readonly derive?: (subjectsOf: SubjectsOf) => readonly S[]
  /**
   * For a kind that is not loaded yet, and need not be where there are no subjects of the kinds `from`: ids of kinds that
   * readers give, or kinds that are loaded.
   */
  readonly standsIn?: { readonly from: readonly (string | SubjectKind<Subject>)[]; readonly kind: () => SubjectKind<S> }
}

/** A kind whose subjects come from readers. */
export function defineSubject<S extends Subject>(id: string): SubjectKind<S> {
  return { id }
}

/** A kind whose subjects follow from those of other kinds. */
export function deriveSubject<S extends Subject>(id: string, derive: (subjectsOf: SubjectsOf) => readonly S[]): SubjectKind<S> {
  return { id, derive }
}
