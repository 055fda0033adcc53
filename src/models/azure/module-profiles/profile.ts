import type { JsonValue } from '../../../core/edit.ts'

/**
 * What a well-known module makes of its parameters, for runs in which the module itself is not at hand. It holds facts about
 * the module as published and nothing of its text; what the facts were taken from is said in `source`.
 */
export interface ModuleProfile {
  /** The versions that it is right for: `[from, before)`. For any other version there is no profile. */
  readonly versions: readonly [from: string, before: string]
  readonly source: string
  /** What the module takes for a parameter that is not given. Parameters that are not listed are simply not passed on then. */
  readonly defaults: Readonly<Record<string, JsonValue>>
  readonly resources: readonly [ProfiledResource, ...ProfiledResource[]]
  /** Outputs that say which resource it is, or which it made besides. All others are known only once it is deployed. */
  readonly outputs: Readonly<Record<string, 'id' | 'name' | 'location' | ListedOutput>>
}

/** An output that lists the resources of a type that the module declares. */
export interface ListedOutput {
  readonly each: string
  readonly is: 'id' | 'name'
}

/** A resource that the module declares: the main one first, then what goes with it. */
export interface ProfiledResource {
  readonly type: string
  readonly apiVersion: string
  /** How it belongs to the main resource; of that one, nothing. */
  readonly as?: 'child' | 'extension' | 'beside'
  /** The parameter whose list or mapping it is declared for, once an item. Rows then begin at `item`. */
  readonly each?: string
  /** The rows say all that the module sends. Without it, what no row is about is not known. */
  readonly complete?: true
  readonly rows: readonly ProfileRow[]
}

/**
 * Where a property comes from. Of several rows for one property the first whose conditions hold counts; where none does, the
 * property is not sent.
 */
export interface ProfileRow {
  /** The property, by its path in the resource; numbers are positions in lists. */
  readonly to: string
  readonly when?: readonly ProfileCondition[]
  /** A parameter or a member of it; `item.` begins a member of the item that the row is evaluated for. */
  readonly from?: string
  /** What stands for a member that is not given. */
  readonly otherwise?: JsonValue
  /** What is sent, whatever the parameters. */
  readonly value?: JsonValue
  /** What is sent is not the same in all versions of the profile, so it is not known. */
  readonly differs?: true
  /** The id of the main resource is sent. */
  readonly idOfMain?: true
  /** The items of a list, each made by these rows, or each a member of the item given. */
  readonly items?: readonly ProfileRow[] | string
  /** Another list, which goes on behind this one. */
  readonly then?: ProfileRow
  /** A truth value or number that is sent as text. */
  readonly as?: 'text'
}

/** What has to hold of a parameter, or of a member of it. Empty counts as not given. */
export type ProfileCondition =
  | { readonly of: string; readonly is: JsonValue }
  | { readonly of: string; readonly isNot: JsonValue }
  | { readonly of: string; readonly given: boolean }
  | { readonly of: string; readonly matches: RegExp }

/** Rows that pass members on: under their own names, and others under the names that ARM has for them. */
export function passed(prefix: string, names: readonly string[], renamed: Readonly<Record<string, string>> = {}): readonly ProfileRow[] {
  return [
    ...names.map((name) => ({ to: name, from: `${prefix}${name}` })),
    ...Object.entries(renamed).map(([from, name]) => ({ to: name, from: `${prefix}${from}` })),
  ]
}

/** The same rows for properties below `path`. */
export function below(path: string, rows: readonly ProfileRow[]): readonly ProfileRow[] {
  return rows.map((row) => ({ ...row, to: `${path}.${row.to}` }))
}

/** Compares versions number by number: negative where `a` is older. What is no version counts as older than all. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: string): readonly number[] {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(version)
  return found === null ? [-1] : found.slice(1).map((part) => Number(part ?? 0))
}
