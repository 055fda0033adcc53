import type { Place } from '../../core/location.ts'
import { hasText } from '../excerpt.ts'
import { regionOf } from '../region.ts'

/** A path as a URI reference below the repository's root; an absolute one as a file URI. */
export function artifactLocation(uri: string): object {
  const encoded = uri.split('/').map(encodeSegment).join('/')
  return uri.startsWith('/') ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: 'SRCROOT' }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed())
}

/**
 * Where a finding stands. GitHub shows an alert on a pull request only where all of its lines are part of the change, so
 * the region is the first line of a longer range and the whole of it is the context. Undefined for what is written in no
 * file: a line is not invented.
 */
export function physicalLocation(place: Place): object | undefined {
  if (!hasText(place)) return undefined
  const { source, range } = place
  const whole = regionOf(source, range)
  const location = { artifactLocation: artifactLocation(source.uri) }
  if (whole.startLine === whole.endLine) return { ...location, region: whole }
  const region = regionOf(source, { start: range.start, end: endOfLine(source.text, range.start, range.end) })
  return { ...location, region, contextRegion: whole }
}

function endOfLine(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 10 || unit === 13) return at
  }
  return end
}
