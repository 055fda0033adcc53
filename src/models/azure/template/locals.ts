import type { Value } from '../value/value.ts'

/** The names that loops and lambdas bind around an expression, innermost first. */
export interface Locals {
  readonly name: string
  readonly value: Value
  readonly outer: Locals | undefined
}

export function bind(outer: Locals | undefined, name: string, value: Value): Locals {
  return { name, value, outer }
}

/** Binds a name to what is evaluated only when the name is used. */
export function bindLazily(outer: Locals | undefined, name: string, evaluate: () => Value): Locals {
  return {
    name,
    get value(): Value {
      return evaluate()
    },
    outer,
  }
}

export function find(locals: Locals | undefined, name: string): Value | undefined {
  for (let scope = locals; scope !== undefined; scope = scope.outer) if (scope.name === name) return scope.value
  return undefined
}
