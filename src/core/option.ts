import type { Text } from './text.ts'

/** A setting of a check: its default, and from that its type, its place in the configuration's schema and its line in the docs. */
export type Option =
  | { readonly type: 'strings'; readonly default: readonly string[]; readonly meaning: Text }
  | { readonly type: 'number'; readonly default: number; readonly meaning: Text }
  | { readonly type: 'flag'; readonly default: boolean; readonly meaning: Text }

export type Options = Readonly<Record<string, Option>>

/** What a check's `evaluate` gets for the options that it declares. */
export type OptionValues<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { type: 'strings' }
    ? readonly string[]
    : O[Name] extends { type: 'number' }
      ? number
      : boolean
}

export const strings = (defaults: readonly string[], meaning: Text) => ({ type: 'strings', default: defaults, meaning }) as const
export const number = (byDefault: number, meaning: Text) => ({ type: 'number', default: byDefault, meaning }) as const
export const flag = (byDefault: boolean, meaning: Text) => ({ type: 'flag', default: byDefault, meaning }) as const

/** The values for one run: what the configuration says, else the defaults. The configuration is validated when it is read. */
export function optionValues(options: Options, configured: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(options)) values[name] = configured[name] ?? option.default
  return values
}
