import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A finding that was read by hand, as a row of a page tells it. */
export interface Recorded {
  readonly project: string
  readonly check: string
  /** `file:line:column` */
  readonly place: string
}

/** The hand-checked findings of a page of the guide, such as `en/accuracy.md`. */
export function recordedIn(page: string): readonly Recorded[] {
  const row = /^\| +\d+ +\| +(\S+) +\| +`(\S+)` +\| +(\S+) +\|/gm
  const text = readFileSync(join(import.meta.dirname, '../docs', page), 'utf8')
  return [...text.matchAll(row)].map(([, project, check, place]) => ({ project: project!, check: check!, place: place! }))
}
