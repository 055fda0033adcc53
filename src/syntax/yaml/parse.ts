import { blockNode } from './block.ts'
import { dash, isBreak, percent } from './characters.ts'
import type { YamlLimits } from './limits.ts'
import { plainScalar } from './scalars.ts'
import { Refusal, Scan } from './scan.ts'
import type { Tree } from './tree.ts'

/**
 * The fast reader: one pass over the YAML that people and programs really write.
 *
 * @throws {Refusal} where the document is broken, or holds something that this reader does not handle with certainty
 */
export function parse(text: string, start: number, end: number, limits: YamlLimits): Tree {
  const scan = new Scan(text, start, end, limits)
  scan.firstContent()
  if (scan.column === 0 && isMarker(scan)) {
    const lead = scan.pos
    scan.pos += 3
    if (scan.atLineEnd()) scan.nextContent()
    // A mapping cannot start on the marker's line.
    else throw new Refusal('unusual', lead)
  }
  if (scan.column === 0 && scan.at(scan.pos) === percent) throw new Refusal('unusual', scan.pos)
  if (scan.column === -1) plainScalar(scan, end, end, -1, false)
  else blockNode(scan, -1, -1)
  if (scan.column !== -1) throw new Refusal('unexpected-content', scan.pos)
  return scan.tree()
}

function isMarker(scan: Scan): boolean {
  const { pos } = scan
  if (scan.at(pos) !== dash || scan.at(pos + 1) !== dash || scan.at(pos + 2) !== dash) return false
  const unit = scan.at(pos + 3)
  return unit === 0 || unit === 0x20 || unit === 0x09 || isBreak(unit)
}
