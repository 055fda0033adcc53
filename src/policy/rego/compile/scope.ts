import type { Body, Expression, Term } from '../syntax/ast.ts'

/** Numbers the slots of one clause's frame. Slot 0 takes the result. */
export class FrameLayout {
  #count = 1

  get size(): number {
    return this.#count
  }

  slot(): number {
    return this.#count++
  }
}

/** Names of variables to slots: one scope for each body, inner ones see outer ones. */
export class Scope {
  readonly layout: FrameLayout
  readonly parent: Scope | undefined
  readonly slots = new Map<string, number>()
  /** Slots of outer scopes that something in this scope has named. */
  readonly free = new Set<number>()

  constructor(layout: FrameLayout, parent?: Scope) {
    this.layout = layout
    this.parent = parent
  }

  declare(name: string): number {
    const slot = this.layout.slot()
    this.slots.set(name, slot)
    return slot
  }

  /** The slot of a name, or undefined where no scope has it. Notes the use in every scope that it crosses. */
  lookup(name: string): number | undefined {
    const own = this.slots.get(name)
    if (own !== undefined) return own
    const outer = this.parent?.lookup(name)
    if (outer !== undefined) this.free.add(outer)
    return outer
  }

  knows(name: string): boolean {
    return this.slots.has(name) || (this.parent?.knows(name) ?? false)
  }
}

/** Names that a body declares itself: by `:=`, `some`, `some … in`. */
export function* declaredNames(body: Body): Generator<Extract<Term, { kind: 'var' }>> {
  for (const expression of body) {
    if (expression.kind === 'some') yield* expression.names
    else if (expression.kind === 'assign') yield* patternNames(expression.left)
    else if (expression.kind === 'some-in') {
      if (expression.key !== undefined) yield* patternNames(expression.key)
      yield* patternNames(expression.value)
    }
  }
}

/** Variables that a pattern gives values to: those in arrays and in the values of objects, not those in references. */
function* patternNames(pattern: Term): Generator<Extract<Term, { kind: 'var' }>> {
  if (pattern.kind === 'var') {
    if (pattern.name !== '_') yield pattern
  } else if (pattern.kind === 'array') for (const item of pattern.items) yield* patternNames(item)
  else if (pattern.kind === 'object') for (const [, value] of pattern.entries) yield* patternNames(value)
}

/** Every variable of a body but those inside comprehensions and `every`, which have scopes of their own. */
export function* directNames(body: Body): Generator<string> {
  for (const expression of body) {
    for (const term of termsOf(expression)) yield* namesIn(term)
    for (const modifier of expression.with) yield* namesIn(modifier.value)
  }
}

function termsOf(expression: Expression): readonly Term[] {
  switch (expression.kind) {
    case 'term':
      return [expression.term]
    case 'assign':
    case 'unify':
      return [expression.left, expression.right]
    case 'some':
      return []
    case 'some-in':
      return [...(expression.key === undefined ? [] : [expression.key]), expression.value, expression.domain]
    case 'every':
      return [expression.domain]
  }
}

export function* namesIn(term: Term): Generator<string> {
  switch (term.kind) {
    case 'var':
      if (term.name !== '_') yield term.name
      return
    case 'ref':
      yield* namesIn(term.head)
      for (const step of term.path) yield* namesIn(step)
      return
    case 'call':
      for (const arg of term.args) yield* namesIn(arg)
      return
    case 'array':
    case 'set':
      for (const item of term.items) yield* namesIn(item)
      return
    case 'object':
      for (const [key, value] of term.entries) {
        yield* namesIn(key)
        yield* namesIn(value)
      }
      return
    case 'scalar':
    case 'comprehension':
  }
}
