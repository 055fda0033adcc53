import { CelError } from '../errors.ts'
import type { CelOpaque, CelValue } from '../values.ts'

/** A function; undefined where it does not exist for values of these types. Methods get their target first. */
export type CelFunction = (...values: readonly CelValue[]) => CelValue | undefined

/** Functions by name: `size`, methods as `.size`, those of a namespace as `sets.contains`. */
export type CelLibrary = Readonly<Record<string, CelFunction>>

/** A method on strings with string arguments. */
export function onStrings(apply: (target: string, ...args: readonly string[]) => CelValue): CelFunction {
  return (...values) => {
    const texts = values.filter((value) => typeof value === 'string')
    return texts.length === values.length ? apply(...(texts as [string, ...string[]])) : undefined
  }
}

/** A function that makes a value out of a text, and one that tells whether it can. */
export function fromText(name: string, parse: (text: string) => CelOpaque | undefined): readonly [CelFunction, CelFunction] {
  const make: CelFunction = (text) => {
    if (typeof text !== 'string') return undefined
    const value = parse(text)
    if (value === undefined) throw new CelError(`${JSON.stringify(text)} is not a valid ${name}`)
    return value
  }
  return [make, (text) => (typeof text === 'string' ? parse(text) !== undefined : undefined)]
}
