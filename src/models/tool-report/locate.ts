import { posix } from 'node:path'

import type { Place, Range, Source } from '../../core/location.ts'
import type { SarifArtifactLocation, SarifRegion, SarifRun } from './sarif-document.ts'

/** A line further down than this is none of a real file. */
const lastLine = 1_000_000

/** What a place is found with: the texts of the scan by `uri`, and the working directory that they are relative to. */
export interface Located {
  readonly sources: ReadonlyMap<string, Source>
  readonly cwd: string
}

/** The place that a result names. Where the file is not part of the scan, blank lines stand in for it, so that the line is right. */
export function placeOf(
  location: SarifArtifactLocation | undefined,
  region: SarifRegion | undefined,
  path: Place['path'],
  run: SarifRun,
  { sources, cwd }: Located,
): Place {
  const uri = uriOf(location, run, cwd)
  const known = sources.get(uri)
  if (known !== undefined) return { source: known, range: rangeIn(known.text, region), path }
  const line = Math.min(region?.startLine ?? 1, lastLine)
  const blank = { uri, text: region === undefined ? '' : '\n'.repeat(line) }
  return { source: blank, range: { start: Math.max(line - 1, 0), end: Math.max(line - 1, 0) }, path }
}

/** The `uri` of a file as a scan names it: relative to the working directory, with forward slashes. */
function uriOf(location: SarifArtifactLocation | undefined, run: SarifRun, cwd: string): string {
  const full = resolved(location, run, new Set())
  if (full === undefined) return ''
  const path = pathOf(full)
  const here = cwd.replaceAll('\\', '/')
  return path.startsWith(`${here}/`) ? path.slice(here.length + 1) : posix.normalize(path).replace(/^\.\//, '')
}

/** Follows index and base; a base may have one itself. */
function resolved(location: SarifArtifactLocation | undefined, run: SarifRun, seen: Set<string>): string | undefined {
  const { uri, uriBaseId, index } = location ?? {}
  if (uri === undefined) {
    const artifact = index === undefined ? undefined : run.artifacts?.[index]?.location
    return artifact?.uri === undefined ? undefined : resolved(artifact, run, seen)
  }
  if (uriBaseId === undefined || seen.has(uriBaseId) || /^[a-z][a-z\d+.-]+:/i.test(uri)) return uri
  seen.add(uriBaseId)
  const base = run.originalUriBaseIds?.[uriBaseId]
  const start = base === undefined ? undefined : resolved(base, run, seen)
  return start === undefined || start === '' ? uri : `${start.endsWith('/') ? start : `${start}/`}${uri}`
}

function pathOf(uri: string): string {
  const bare = uri.replace(/^file:\/\/(?:localhost)?/i, '').replaceAll('\\', '/')
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}

/** Offsets of a region; a region without columns is its lines, without the space before. */
function rangeIn(text: string, region: SarifRegion | undefined): Range {
  if (region?.startLine === undefined) return { start: 0, end: Math.max(text.search(/\r?\n|$/), 0) }
  const lines = lineRange(text, region.startLine)
  const last = region.endLine === undefined || region.endLine <= region.startLine ? lines : lineRange(text, region.endLine)
  const indent = /^[ \t]*/.exec(text.slice(lines.start, lines.end))![0].length
  const start = Math.min(lines.start + (region.startColumn === undefined ? indent : region.startColumn - 1), lines.end)
  const end = region.endColumn === undefined ? last.end : Math.min(last.start + region.endColumn - 1, last.end)
  return { start, end: Math.max(start, end) }
}

function lineRange(text: string, line: number): Range {
  let start = 0
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start)
    if (next === -1) return { start: text.length, end: text.length }
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  const whole = end === -1 ? text.length : end
  return { start, end: text[whole - 1] === '\r' ? whole - 1 : whole }
}
