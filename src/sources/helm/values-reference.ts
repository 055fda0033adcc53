import type { Path } from '../../core/location.ts'
import { withoutStrings } from './template-syntax.ts'

/** Any one key or index: what a loop variable stands for. */
export const anyStep: unique symbol = Symbol('any step')

/** A route into the chart's values, `.Values.` left out. */
export type ValuesRoute = readonly (Path[number] | typeof anyStep)[]

/** What names mean at a point of a template. */
export interface Scope {
  /** What `.` is, where that is a part of the values. */
  readonly dot: ValuesRoute | undefined
  readonly variables: ReadonlyMap<string, ValuesRoute>
}

export const outermost: Scope = { dot: undefined, variables: new Map() }

/** `.Values.a.b`, `$.Values.a`, `.context.Values.a`; or `index .Values "a" "b"` once `values` has matched up to `.Values`. */
const reference = /(\$\w*)?((?:\.[A-Za-z_]\w*)+|\.(?![\w.]))|\$\w+/g

/**
 * The parts of the values that an expression reads, in order of appearance. Follows `.` and variables through
 * `with`, `range` and assignments as far as they lead to the values; what is computed is not followed.
 */
export function valuesRoutes(code: string, scope: Scope): readonly ValuesRoute[] {
  const bare = withoutStrings(code)
  const routes: ValuesRoute[] = []
  for (const match of bare.matchAll(reference)) {
    const before = match.index === 0 ? '' : bare[match.index - 1]!
    if (/[\w")]/.test(before)) continue
    const route = routeOf(match[0], scope)
    if (route === undefined) continue
    routes.push(
      /\bindex\s+\(?\s*$/.test(bare.slice(Math.max(0, match.index - 40), match.index))
        ? [...route, ...indexes(code, bare, match.index + match[0].length)]
        : route,
    )
  }
  return routes
}

function routeOf(written: string, { dot, variables }: Scope): ValuesRoute | undefined {
  const steps = written.split('.')
  const values = steps.indexOf('Values')
  if (values !== -1) return steps.slice(values + 1)
  const name = steps[0]!
  const from = name === '' ? dot : variables.get(name)
  return from === undefined ? undefined : [...from, ...steps.slice(1).filter((step) => step !== '')]
}

/** The string and number constants after the subject of `index`. */
function indexes(code: string, bare: string, from: number): ValuesRoute {
  const steps: (string | number)[] = []
  const constant = /\s+(?:"( *)"|(\d+)(?!\w))/y
  constant.lastIndex = from
  for (let match = constant.exec(bare); match !== null; match = constant.exec(bare)) {
    steps.push(match[2] === undefined ? code.slice(constant.lastIndex - 1 - match[1]!.length, constant.lastIndex - 1) : Number(match[2]))
  }
  return steps
}

/** The scope inside `with EXPRESSION` or `range EXPRESSION`. */
export function scopeInside(kind: 'with' | 'range', code: string, scope: Scope): Scope {
  const declared = /^(\$\w+)(?:\s*,\s*(\$\w+))?\s*:=\s*([^]*)$/.exec(code)
  const subject = valuesRoutes(declared?.[3] ?? code, scope)[0]
  const inner: ValuesRoute | undefined = subject !== undefined && kind === 'range' ? [...subject, anyStep] : subject
  const variables = new Map(scope.variables)
  const variable = kind === 'range' ? (declared?.[2] ?? declared?.[1]) : declared?.[1]
  if (variable !== undefined && inner !== undefined) variables.set(variable, inner)
  return { dot: inner, variables }
}

/** The scope after `$name := EXPRESSION`. */
export function scopeAfterAssignment(code: string, scope: Scope): Scope {
  const [, name, expression] = /^(\$\w+)\s*:?=\s*([^]*)$/.exec(code) ?? []
  if (name === undefined || expression === undefined) return scope
  const variables = new Map(scope.variables)
  const route = valuesRoutes(expression, scope)[0]
  if (route === undefined) variables.delete(name)
  else variables.set(name, route)
  return { dot: scope.dot, variables }
}
