import type { Finding } from './finding.ts'
import type { Place, Range, Source } from './location.ts'
import { RangeIndex } from './range-index.ts'
import type { HoleValue } from './text.ts'

/** A part of a text that no report may show. */
export interface ConfidentialRange {
  readonly uri: string
  readonly range: Range
}

/** Values shorter than this are not looked for in messages: they would hide ordinary words. */
const shortestValue = 6

/**
 * The findings with everything confidential covered: in the texts that reports take their frames from, and in the
 * words of messages. Offsets stay as they are, so places are as exact as before; only what stands there is not told.
 */
export function maskFindings(findings: readonly Finding[], confidential: readonly ConfidentialRange[]): readonly Finding[] {
  if (confidential.length === 0) return findings
  const masks = new Masks(confidential)
  return findings.map((finding) => {
    const place = masks.place(finding.place)
    const related = finding.related.map((other) => ({ ...other, place: masks.place(other.place) }))
    const args = Object.fromEntries(Object.entries(finding.message.args).map(([name, value]) => [name, masks.words(value, finding.place)]))
    return { ...finding, place, related, message: { ...finding.message, args } }
  })
}

class Masks {
  readonly #ranges: ReadonlyMap<string, RangeIndex<Range>>
  readonly #masked = new Map<Source, Source>()

  constructor(confidential: readonly ConfidentialRange[]) {
    const byUri = Map.groupBy(confidential, ({ uri }) => uri)
    this.#ranges = new Map([...byUri].map(([uri, members]) => [uri, new RangeIndex(distinctRanges(members), (range) => range)]))
  }

  place(place: Place): Place {
    const source = this.#source(place.source)
    return source === place.source ? place : { ...place, source }
  }

  /** A message may quote the value that it warns of. */
  words(value: HoleValue, place: Place): HoleValue {
    if (typeof value === 'object' && 'text' in value) {
      const args = Object.entries(value.args).map(([name, inner]) => [name, this.words(inner, place)] as const)
      return { text: value.text, args: Object.fromEntries(args) }
    }
    if (typeof value !== 'string') return value
    const { source } = place
    let words = value
    for (const range of this.#ranges.get(source.uri)?.overlapping(place.range) ?? []) {
      const secret = source.text.slice(range.start, range.end).replace(/^["']|["']$/g, '')
      if (secret.length >= shortestValue) words = words.replaceAll(secret, '****')
    }
    return words
  }

  #source(source: Source): Source {
    const ranges = this.#ranges.get(source.uri)
    if (ranges === undefined) return source
    let masked = this.#masked.get(source)
    if (masked === undefined) {
      masked = { uri: source.uri, text: maskedText(source.text, ranges.overlapping({ start: 0, end: source.text.length })) }
      this.#masked.set(source, masked)
    }
    return masked
  }
}

function distinctRanges(ranges: readonly ConfidentialRange[]): readonly Range[] {
  return [...new Map(ranges.map(({ range }) => [`${range.start} ${range.end}`, range])).values()]
}

/** @param ranges in order of where they start; they may overlap */
function maskedText(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = []
  let done = 0
  for (const { start, end } of ranges) {
    const from = Math.max(start, done)
    if (from >= end) continue
    pieces.push(text.slice(done, from), text.slice(from, end).replace(/[^\r\n]/g, '*'))
    done = end
  }
  return pieces.join('') + text.slice(done)
}
