import { extensionLibraries, kubernetesLibraries, mutationLibrary, type Library } from './signatures.ts'
import { parseType, type StaticType } from './static-type.ts'

/** One way to call a function; `types` are those of the arguments, a method's target first, and of the result last. */
export interface Overload {
  readonly isMethod: boolean
  readonly types: readonly StaticType[]
}

/** Macros that are no part of the language itself. */
export type MacroName = 'bind' | 'optional' | 'sortBy' | 'twoVariables'

/** The functions that an expression may call, and the macros that it may use. */
export interface FunctionTable {
  readonly overloads: ReadonlyMap<string, readonly Overload[]>
  readonly macros: ReadonlySet<MacroName>
  /** Whether integers and doubles can be put in order. */
  readonly comparesAcrossTypes: boolean
  /** Whether the literal of a list or of a map may hold values of different types. */
  readonly mixesTypes: boolean
  /** Literals of durations, instants and regular expressions are read, and refused, before anything is evaluated. */
  readonly checksLiterals: boolean
  /** The minor of Kubernetes that the expression is for; undefined where it is for no API server. */
  readonly minor: number | undefined
}

/** The minor from which API servers take a macro in a new policy. */
const macroSince = { optional: 29, twoVariables: 33, sortBy: 35 } as const satisfies Partial<Record<MacroName, number>>

function readOverloads(line: string): readonly Overload[] {
  return line.split(';').map((signature) => {
    const open = signature.search(/(?:^|\.)\s*\(/)
    const dot = signature[open] === '.'
    const start = signature.indexOf('(', open)
    const end = matchingParenthesis(signature, start)
    const result = parseType(signature.slice(end + 1))
    const args = splitTypes(signature.slice(start + 1, end)).map(parseType)
    const target = dot ? [parseType(signature.slice(0, open))] : []
    return { isMethod: dot, types: [...target, ...args, result] }
  })
}

function matchingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  throw new TypeError(`no signature: ${text}`)
}

/** Parts a list of types at the commas that are inside of none of them. */
function splitTypes(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')') depth--
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return text.trim() === '' ? [] : [...parts, text.slice(start)]
}

function collect(libraries: readonly Library[], comparesAcrossTypes: boolean): ReadonlyMap<string, readonly Overload[]> {
  const all = new Map<string, readonly Overload[]>()
  for (const { functions } of libraries)
    for (const [name, line] of Object.entries(functions)) {
      const read = readOverloads(line).filter((overload) => comparesAcrossTypes || !isAcrossNumbers(name, overload))
      all.set(name, [...(all.get(name) ?? []), ...read])
    }
  return all
}

function isAcrossNumbers(name: string, { types: [left, right] }: Overload): boolean {
  return /^_[<>]=?_$/.test(name) && left !== right && left?.kind === 'scalar' && right?.kind === 'scalar' && left.name !== right.name
}

const tables = new Map<string, FunctionTable>()

function table(key: string, make: () => FunctionTable): FunctionTable {
  let found = tables.get(key)
  if (found === undefined) tables.set(key, (found = make()))
  return found
}

function macrosOf(minor: number): ReadonlySet<MacroName> {
  return new Set(Object.entries(macroSince).flatMap(([name, since]) => (minor >= since ? [name as MacroName] : [])))
}

/**
 * What the API server of a minor takes in a policy that is created.
 *
 * A server takes what its predecessor knew, so that one can go back: a library that came with 1.30 can be used from
 * 1.31 on (`DefaultCompatibilityVersion` of k8s.io/apiserver).
 */
export function kubernetesFunctions(minor: number, { isMutation = false }: { readonly isMutation?: boolean } = {}): FunctionTable {
  return table(`${minor} ${isMutation}`, () => {
    const served = kubernetesLibraries.filter(({ since = 0 }) => since <= minor)
    const comparesAcrossTypes = minor >= 29
    return {
      overloads: collect(isMutation ? [...served, mutationLibrary] : served, comparesAcrossTypes),
      macros: macrosOf(minor),
      comparesAcrossTypes,
      mixesTypes: false,
      checksLiterals: minor >= 30,
      minor,
    }
  })
}

/** Everything that is evaluated here: the API server's libraries and the extensions that Kyverno adds. */
export function allFunctions(): FunctionTable {
  return table('all', () => ({
    overloads: collect([...kubernetesLibraries, mutationLibrary, ...extensionLibraries], true),
    macros: new Set(['bind', 'optional', 'sortBy', 'twoVariables']),
    comparesAcrossTypes: true,
    mixesTypes: true,
    checksLiterals: true,
    minor: undefined,
  }))
}

/** The minor from which the API server has a function that it does not have in this one; undefined where none has it. */
export function functionSince(name: string): number | undefined {
  const found = kubernetesLibraries.filter(({ functions }) => Object.hasOwn(functions, name)).map(({ since = 0 }) => since)
  return found.length === 0 ? undefined : Math.min(...found)
}

/** The same for a macro. */
export function macroIsSince(name: MacroName): number | undefined {
  return name === 'bind' ? undefined : macroSince[name]
}
