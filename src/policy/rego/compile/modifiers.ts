import { Evaluation, type Replacement } from '../evaluation.ts'
import { RegoObject, type Value } from '../values.ts'
import type { Frame, Getter } from './closures.ts'
import type { DocumentNode } from './documents.ts'
import type { FunctionTable } from './functions.ts'
import type { CallNode, Modifier } from './ir.ts'

/** Opens the evaluation that a statement with `with` runs in; undefined where the value of a modifier is. */
export type Opener = (evaluation: Evaluation, frame: Frame) => Evaluation | undefined

interface Draft {
  input: Value | undefined
  data: RegoObject
  hidden: Set<object> | undefined
  readonly replaced: Map<string, (inside: Evaluation) => Replacement>
}

export function compileModifiers(
  modifiers: readonly Modifier[],
  getters: readonly (Getter | undefined)[],
  functions: FunctionTable,
  tree: DocumentNode,
): Opener {
  const steps = modifiers.map((modifier, index) => compileModifier(modifier, getters[index], functions, tree))
  return (evaluation, frame) => {
    const draft: Draft = {
      input: evaluation.input,
      data: evaluation.data,
      hidden: evaluation.hidden && new Set(evaluation.hidden),
      replaced: new Map(),
    }
    for (const step of steps) if (!step(evaluation, frame, draft)) return undefined
    const { hidden } = draft
    const state = { ...draft, strict: evaluation.strict, budget: evaluation.budget, outer: evaluation, hidden }
    if (draft.replaced.size === 0) return new Evaluation({ ...state, replaced: evaluation.replaced })
    // Inside a function that takes another's place, the other's name means the other again.
    const inside = new Evaluation({ ...state, replaced: evaluation.replaced })
    const replaced = new Map(evaluation.replaced)
    for (const [name, make] of draft.replaced) replaced.set(name, make(inside))
    return new Evaluation({ ...state, replaced })
  }
}

function compileModifier(
  modifier: Modifier,
  getter: Getter | undefined,
  functions: FunctionTable,
  tree: DocumentNode,
): (evaluation: Evaluation, frame: Frame, draft: Draft) => boolean {
  if (modifier.kind === 'function' && getter === undefined) {
    const replacement = functions.replacement(modifier.by as CallNode['callee'], { file: '', line: 0, column: 0 })
    return (_evaluation, _frame, draft) => {
      draft.replaced.set(modifier.name, replacement)
      return true
    }
  }
  const hidden = modifier.kind === 'data' ? tree.find(modifier.path) : undefined
  return (evaluation, frame, draft) => {
    const value = getter!(evaluation, frame)
    if (value === undefined) return false
    if (modifier.kind === 'function') draft.replaced.set(modifier.name, () => () => value)
    else if (modifier.kind === 'input') draft.input = replaceAt(draft.input, modifier.path, value)
    else {
      draft.data = replaceAt(draft.data, modifier.path, value) as RegoObject
      draft.hidden ??= new Set()
      if (hidden !== undefined) draft.hidden.add(hidden)
    }
    return true
  }
}

function replaceAt(document: Value | undefined, [key, ...rest]: readonly string[], value: Value): Value {
  if (key === undefined) return value
  const object = document instanceof RegoObject ? document : new RegoObject()
  return object.with(key, replaceAt(object.get(key), rest, value))
}
