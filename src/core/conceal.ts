import type { Finding } from './finding.ts'
import type { Place, Range, Source } from './location.ts'

/**
 * The findings with every text that one of them conceals starred out, wherever another finding shows the same text: a report
 * may show the lines around a finding, and a secret may stand on them. Lengths and line ends stay, so all places hold.
 */
export function withConcealedTexts(findings: readonly Finding[]): readonly Finding[] {
  const concealing = findings.filter(({ conceals }) => conceals === true)
  if (concealing.length === 0) return findings
  const texts = new Map<string, ConcealedText[]>()
  for (const { place } of concealing) concealedTextOf(place.source, texts).ranges.push(place.range)
  const masked = (place: Place): Place => {
    const known = texts.get(place.source.uri)?.find(({ text }) => text === place.source.text)
    return known === undefined ? place : { ...place, source: maskedSource(known, place.source.uri) }
  }
  return findings.map((finding) => ({
    ...finding,
    place: masked(finding.place),
    related: finding.related.map((related) => ({ ...related, place: masked(related.place) })),
  }))
}

/** One version of a file: there may be several of one name, from a history. */
interface ConcealedText {
  readonly text: string
  readonly ranges: Range[]
  source?: Source
}

function concealedTextOf({ uri, text }: Source, texts: Map<string, ConcealedText[]>): ConcealedText {
  const versions = texts.get(uri) ?? []
  texts.set(uri, versions)
  let version = versions.find((known) => known.text === text)
  if (version === undefined) versions.push((version = { text, ranges: [] }))
  return version
}

function maskedSource(version: ConcealedText, uri: string): Source {
  if (version.source !== undefined) return version.source
  let masked = ''
  let done = 0
  for (const { start, end } of [...version.ranges].sort((a, b) => a.start - b.start)) {
    if (end <= done) continue
    const from = Math.max(start, done)
    masked += version.text.slice(done, from) + version.text.slice(from, end).replaceAll(/[^\r\n]/g, '*')
    done = end
  }
  return (version.source = { uri, text: masked + version.text.slice(done) })
}
