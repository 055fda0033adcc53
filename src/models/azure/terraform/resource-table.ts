import type { JsonValue } from '../../../core/edit.ts'

/** A major version of the azurerm provider that is told apart. */
export type ProviderMajor = 3 | 4 | 5

export interface AttributeRow {
  /** The attribute, with the blocks that it stands in before it and dots between: its name in the newest provider. */
  readonly from: string
  /** The name before the last renaming, for providers older than `renamedIn`. */
  readonly formerly?: string
  /** Where provider 2 had it. */
  readonly once?: string
  /** First major version that knows it as `from`. */
  readonly renamedIn?: ProviderMajor
  /** The property of the ARM resource. */
  readonly to: string
  /** `not`: the other truth value. `word`: true and false are these words. `text`: the value as a string. */
  readonly as?: 'not' | 'text' | readonly [whenTrue: string, whenFalse: string]
  /** For a block: the value of the property where the block is there. */
  readonly present?: JsonValue
  /** What the provider sends where the attribute is omitted, by major version where they differ. */
  readonly default?: JsonValue | Readonly<Partial<Record<ProviderMajor, JsonValue>>>
}

export interface BlockList {
  readonly block: string
  /** The list that the blocks are the items of; blocks of several types may make one list. */
  readonly to: string
  readonly rows: readonly AttributeRow[]
  /** Blocks within these blocks. */
  readonly lists?: readonly BlockList[]
}

export interface ResourceTable {
  readonly type: string
  /** The API version that the provider speaks, as far as defaults hang on it. */
  readonly apiVersion: string
  readonly rows: readonly AttributeRow[]
  readonly lists?: readonly BlockList[]
  /** Lists that stand in a block of which there is one at most. */
  readonly within?: readonly { readonly block: string; readonly lists: readonly BlockList[] }[]
}

/** The default of a row for a major version of the provider; undefined where there is none. */
export function providerDefault({ default: given }: AttributeRow, major: ProviderMajor): JsonValue | undefined {
  if (given === undefined || given === null || typeof given !== 'object' || Array.isArray(given)) return given as JsonValue | undefined
  return (given as Readonly<Partial<Record<ProviderMajor, JsonValue>>>)[major]
}
