import type { Evaluation } from '../evaluation.ts'
import type { Value } from '../values.ts'

/**
 * The variables of one run of a clause. Which slots have values is known for every place of the code when it is
 * compiled, so nothing is ever unbound again on the way back. Slot 0 and the slots of comprehensions hold what is
 * being gathered.
 */
export type Frame = unknown[]

/** Reads a term; undefined where some part of it is. */
export type Getter = (evaluation: Evaluation, frame: Frame) => Value | undefined

/** Reads a member of a value. Code that explains itself notes in the evaluation's trace what it reads. */
export type Look = (value: Value, key: Value, evaluation: Evaluation) => Value | undefined

/** Matches a value with a pattern and gives the pattern's variables their values. */
export type Matcher = (evaluation: Evaluation, frame: Frame, value: Value) => boolean

/** Runs what is left of a body for each solution, until that returns true: enough. */
export type Step = (evaluation: Evaluation, frame: Frame) => boolean

/** A step that goes on with a value in hand. */
export type ValueStep = (evaluation: Evaluation, frame: Frame, value: Value) => boolean
