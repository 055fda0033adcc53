import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { ArchiveError } from '../archive/archive-error.ts'
import { readZip } from '../archive/zip.ts'
import { type Advisory, readOsv } from './osv.ts'

/** Something among the advisories that could not be read; the others are used all the same. */
export interface AdvisoryProblem {
  readonly file: string
  readonly line?: number
  readonly message: string
}

/** No text of advisories unpacks into more. In bytes. */
const MAX_UNPACKED = 1024 * 1024 * 1024
const MAX_DEPTH = 8

/**
 * Reads OSV advisories from a file (`.json`, `.jsonl`, `.jsonl.gz`, `.zip`) or a folder of such files. Withdrawn ones
 * are left out.
 *
 * @throws {Error} where `path` itself cannot be opened
 */
export function* readAdvisories(path: string, report: (problem: AdvisoryProblem) => void, depth = 0): Generator<Advisory> {
  if (statSync(path).isDirectory()) {
    if (depth > MAX_DEPTH) return
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // A link could lead anywhere, or back here.
      if (entry.isSymbolicLink() || !(entry.isDirectory() || /\.(?:json|jsonl|jsonl\.gz|zip)$/.test(entry.name))) continue
      yield* readAdvisories(join(path, entry.name), report, depth + 1)
    }
    return
  }
  try {
    yield* readAdvisoryFile(path, report)
  } catch (error) {
    if (depth === 0) throw error
    report({ file: path, message: (error as Error).message })
  }
}

function* readAdvisoryFile(path: string, report: (problem: AdvisoryProblem) => void): Generator<Advisory> {
  const bytes = readFileSync(path)
  if (path.endsWith('.zip')) {
    for (const entry of readZip(bytes)) {
      if (!entry.name.endsWith('.json')) continue
      try {
        yield* readText(entry.read().toString('utf8'), `${path}!/${entry.name}`, report)
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
        report({ file: `${path}!/${entry.name}`, message: error.message })
      }
    }
    return
  }
  const plain = path.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED }) : bytes
  if (/\.jsonl(?:\.gz)?$/.test(path)) yield* readLines(plain, path, report)
  else yield* readText(plain.toString('utf8'), path, report)
}

/** Line by line from the bytes, since the whole may be longer than a string can be. */
function* readLines(bytes: Buffer, file: string, report: (problem: AdvisoryProblem) => void): Generator<Advisory> {
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start)
    const end = feed < 0 ? bytes.length : feed
    const text = bytes.toString('utf8', start, end)
    start = end + 1
    if (text.trim() !== '') yield* readText(text, file, report, line)
  }
}

function* readText(text: string, file: string, report: (problem: AdvisoryProblem) => void, line?: number): Generator<Advisory> {
  try {
    const value: unknown = JSON.parse(text)
    for (const each of Array.isArray(value) ? value : [value]) {
      const advisory = readOsv(each)
      if (advisory !== undefined) yield advisory
    }
  } catch (error) {
    report({ file, message: (error as Error).message, ...(line === undefined ? {} : { line }) })
  }
}
