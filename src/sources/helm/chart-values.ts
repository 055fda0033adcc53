import type { Part, Path, Place } from '../../core/location.ts'
import type { YamlDocument } from '../../syntax/yaml/read.ts'
import { anyStep, type ValuesRoute } from './values-reference.ts'

/** A values file as one chart of a chart tree sees it: the chart's own values lie below `prefix`. */
export interface ValuesLayer {
  readonly document: YamlDocument
  readonly prefix: Path
}

/** A place in a values file. */
export interface ValuesEntry {
  readonly document: YamlDocument
  readonly path: Path
  readonly value: unknown
}

/** How many entries a route with loop variables may stand for. */
const mostEntries = 1_000

/** The values that a chart is rendered with, as the files in which they are written; the file that has the last word comes first. */
export class ChartValues {
  readonly #layers: readonly ValuesLayer[]

  constructor(layers: readonly ValuesLayer[]) {
    this.#layers = layers
  }

  /** The entries that a route can mean, strongest file first. */
  *entries(route: ValuesRoute): Generator<ValuesEntry> {
    let left = mostEntries
    for (const { document, prefix } of this.#layers) {
      const steps = route[0] === 'global' ? route : [...prefix, ...route]
      for (const entry of entriesAt(document, document.value, [], steps)) {
        if (left-- === 0) return
        yield entry
      }
    }
  }
}

function* entriesAt(document: YamlDocument, value: unknown, path: Path, steps: ValuesRoute): Generator<ValuesEntry> {
  const [step, ...rest] = steps
  if (step === undefined) {
    yield { document, path, value }
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (step === anyStep) {
    const isList = Array.isArray(value)
    for (const [key, child] of Object.entries(value)) yield* entriesAt(document, child, [...path, isList ? Number(key) : key], rest)
  } else if (Object.hasOwn(value, step)) {
    yield* entriesAt(document, (value as Record<string | number, unknown>)[step], [...path, step], rest)
  }
}

/** Where an entry of a values file is written. */
export function placeOfEntry({ document, path }: ValuesEntry, part: Part): Place {
  return document.place(path, part)
}
