import { spoken } from '../../../core/text.ts'
import { PolicyDocumentError } from '../../document-error.ts'
import { describeDocument, type Untyped } from '../../untyped.ts'
import { reviewOfObject, type ReviewOptions } from '../review.ts'
import type { Mutator } from './mutator.ts'

export interface Mutated {
  /** The object after all changes; the given one where there was none. */
  readonly object: Untyped
  /** Mutators that changed something, in order of their first change. */
  readonly by: readonly Mutator[]
  /** Mutators of which it is not known whether they are about the object. */
  readonly undecided: readonly Mutator[]
}

/** Gatekeeper goes round this often before it gives up. */
const maximumRounds = 100

/**
 * Applies mutators in order of kind and name, again and again until nothing changes.
 *
 * @throws {PolicyDocumentError} where they undo each other's work for ever, or the object has another shape than a location
 */
export function mutateObject(mutators: readonly Mutator[], object: Untyped, options: ReviewOptions = {}): Mutated {
  const ordered = mutators.toSorted((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name))
  const current = structuredClone(object)
  const by = new Set<Mutator>()
  const undecided = new Set<Mutator>()
  for (let round = 0; round < maximumRounds; round++) {
    let changed = false
    for (const mutator of ordered) {
      const review = reviewOfObject(current, options)
      const answer = mutator.matches(review)
      if (answer === 'undecided') undecided.add(mutator)
      if (answer !== 'yes' || !mutator.mutate(current, review)) continue
      by.add(mutator)
      changed = true
    }
    if (!changed) return { object: by.size === 0 ? object : current, by: [...by], undecided: [...undecided] }
  }
  const names = [...by].map(({ kind, name }) => `${kind} ${name}`).join(', ')
  throw new PolicyDocumentError(
    'policy-invalid',
    describeDocument(object),
    [],
    spoken({ en: 'the mutators do not come to rest: {names}', ja: '変更が収束しません: {names}' }, { names }),
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
