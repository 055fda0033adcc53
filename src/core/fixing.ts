import { applyTextEdits, inPresentTerms, type PathEdit, type TextEdit } from './edit.ts'
import type { Finding, Fix, FixSafety } from './finding.ts'
import type { Source } from './location.ts'
import type { Document } from './subject.ts'

/** A file before and after, with the findings whose fixes it holds. */
export interface FixedFile {
  readonly source: Source
  readonly text: string
  readonly fixed: readonly Finding[]
}

/** What fixes change in one document, in terms of its values, and the findings whose fixes they are. */
export interface MadeEdits {
  readonly document: Document
  readonly edits: readonly PathEdit[]
  readonly fixed: readonly Finding[]
}

export interface Fixing {
  readonly files: readonly FixedFile[]
  readonly made: readonly MadeEdits[]
  /** Findings whose fix stands in the way of another one; a second round can take them. */
  readonly postponed: readonly Finding[]
}

/**
 * Applies the first fix of each finding that has one of the wanted safety, as text edits. Fixes that cannot be made
 * together are postponed, never forced.
 */
export function applyFixes(findings: readonly Finding[], safeties: ReadonlySet<FixSafety>): Fixing {
  const byDocument = new Map<Document, [Finding, Fix][]>()
  for (const finding of findings) {
    const fix =
      finding.suppressed === null && finding.outcome === 'fail' ? finding.fixes.find(({ safety }) => safeties.has(safety)) : undefined
    if (fix === undefined) continue
    const known = byDocument.get(fix.document)
    if (known === undefined) byDocument.set(fix.document, [[finding, fix]])
    else known.push([finding, fix])
  }

  const postponed: Finding[] = []
  const made: MadeEdits[] = []
  const bySource = new Map<Source, { edits: TextEdit[]; fixed: Finding[] }>()
  for (const [document, wanted] of byDocument) {
    const { edits, fixed, left, taken } = combine(document, wanted)
    postponed.push(...left)
    if (fixed.length === 0) continue
    const source = document.editTarget?.(taken)?.source ?? document.place([]).source
    const file = bySource.get(source) ?? { edits: [], fixed: [] }
    const added = document.editTarget === undefined ? edits : unmade(edits, file.edits)
    if (added === undefined) {
      postponed.push(...fixed)
      continue
    }
    file.edits.push(...added)
    file.fixed.push(...fixed)
    made.push({ document, edits: taken, fixed })
    bySource.set(source, file)
  }
  const files = [...bySource].map(([source, { edits, fixed }]) => ({ source, text: applyTextEdits(source.text, edits), fixed }))
  return { files, made, postponed }
}

/** As many of the fixes as one set of edits can hold: all of them if that works, else one after the other. */
function combine(document: Document, wanted: readonly [Finding, Fix][]): Combination {
  const all = distinct(wanted.flatMap(([, fix]) => fix.edits))
  const together = document.edit(all)
  if (together !== undefined) return { edits: together, taken: all, fixed: wanted.map(([finding]) => finding), left: [] }
  let taken: readonly PathEdit[] = []
  let edits: readonly TextEdit[] = []
  const fixed: Finding[] = []
  const left: Finding[] = []
  for (const [finding, fix] of wanted) {
    const more = distinct([...taken, ...fix.edits])
    const made = document.edit(more)
    if (made === undefined) left.push(finding)
    else {
      taken = more
      edits = made
      fixed.push(finding)
    }
  }
  return { edits, taken, fixed, left }
}

interface Combination {
  readonly edits: readonly TextEdit[]
  /** What the edits do, in terms of the document's values. */
  readonly taken: readonly PathEdit[]
  readonly fixed: readonly Finding[]
  readonly left: readonly Finding[]
}

/**
 * The edits that are not made yet, where several rendered objects ask the same of the text that they share; undefined
 * when one of them does not go with those that are.
 */
function unmade(edits: readonly TextEdit[], made: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const isSame = (a: TextEdit, b: TextEdit): boolean => a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text
  const added = edits.filter((edit) => !made.some((other) => isSame(edit, other)))
  const conflicts = (a: TextEdit, b: TextEdit): boolean =>
    a.range.start === b.range.start || (a.range.start < b.range.end && b.range.start < a.range.end)
  return added.some((edit) => made.some((other) => conflicts(edit, other))) ? undefined : added
}

/** Two findings may ask for the very same edit; it is made once. Every finding speaks of the document as it is. */
function distinct(edits: readonly PathEdit[]): readonly PathEdit[] {
  return inPresentTerms([...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()])
}
