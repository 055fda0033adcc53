/** Bounds on what one text may cost. What goes over a bound is reported as a problem, never silently cut. */
export interface YamlLimits {
  /** Length of a text, in UTF-16 units. */
  readonly text: number
  /** Collections inside each other, aliases followed. */
  readonly depth: number
  /** Documents in one text. */
  readonly documents: number
  /** Nodes that aliases may add to a document. */
  readonly aliased: number
  /** Length of a document that may be handed to the slow reader, which knows all of YAML; it needs up to a second for the default. */
  readonly unusual: number
}

export const defaultLimits: YamlLimits = {
  text: 64 * 1024 * 1024,
  depth: 1_000,
  documents: 100_000,
  aliased: 100_000,
  unusual: 128 * 1024,
}
