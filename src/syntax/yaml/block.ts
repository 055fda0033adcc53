import {
  ampersand,
  asterisk,
  colon,
  dash,
  doubleQuote,
  exclamation,
  greaterThan,
  hash,
  isGap,
  openBrace,
  openBracket,
  pipe,
  question,
  singleQuote,
} from './characters.ts'
import { flowCollection, longestKey } from './flow.ts'
import { aliasNode, readProperties } from './properties.ts'
import { blockScalar, checkPlainStart, plainContinuation, plainLine, plainScalar, quotedScalar } from './scalars.ts'
import { Refusal, type Scan } from './scan.ts'
import { blockStyle, mapKind, plainStyle, scalarKind, seqKind } from './tree.ts'

/**
 * Reads the node whose first content stands at `pos`, where a block collection may start. `indent` is the column of the
 * collection that it is in. As all functions here, it leaves `pos` at the first content of a line after the node.
 */
export function blockNode(scan: Scan, indent: number, lead: number): void {
  const start = scan.pos
  const column = start - scan.lineStart
  const unit = scan.at(start)
  if (unit === dash && isGap(scan.at(start + 1))) blockSequence(scan, column, lead)
  else if (unit === question && isGap(scan.at(start + 1))) blockMapping(scan, column, lead)
  else if (unit === doubleQuote || unit === singleQuote) {
    // Whether this is a key shows only behind it: its row is written again, after the mapping's, when it is one.
    const { size } = scan
    const isMultiline = quotedScalar(scan, lead)
    const { pos } = scan
    scan.skipBlanks()
    if (scan.at(scan.pos) === colon && isGap(scan.at(scan.pos + 1))) {
      if (isMultiline) throw new Refusal('multiline-key', start)
      scan.size = size
      scan.pos = start
      blockMapping(scan, column, lead)
    } else {
      scan.pos = pos
      scan.nextContent()
    }
  } else if (isSpecial(unit)) inlineNode(scan, indent, lead)
  else {
    checkPlainStart(scan, false)
    const end = plainLine(scan)
    if (scan.at(scan.pos) === colon) {
      scan.pos = start
      blockMapping(scan, column, lead)
    } else {
      const whole = plainContinuation(scan, end, indent, false)
      plainScalar(scan, start, whole, lead, whole !== end)
      scan.nextContent()
    }
  }
}

function isSpecial(unit: number): boolean {
  return (
    unit === openBrace ||
    unit === openBracket ||
    unit === pipe ||
    unit === greaterThan ||
    unit === ampersand ||
    unit === exclamation ||
    unit === asterisk
  )
}

/** Reads a node that starts on the line of its `key:` or `-`, where no block mapping may start. */
function inlineNode(scan: Scan, indent: number, lead: number): void {
  const start = scan.pos
  const unit = scan.at(start)
  if (unit === ampersand || unit === exclamation) {
    describedNode(scan, indent, lead)
    return
  }
  if (unit === doubleQuote || unit === singleQuote) quotedScalar(scan, lead)
  else if (unit === openBrace || unit === openBracket) flowCollection(scan, lead)
  else if (unit === pipe || unit === greaterThan) blockScalar(scan, indent, lead)
  else if (unit === asterisk) aliasNode(scan, lead, false)
  else {
    checkPlainStart(scan, false)
    const end = plainLine(scan)
    if (scan.at(scan.pos) === colon) throw new Refusal('nested-mapping', scan.pos)
    const whole = plainContinuation(scan, end, indent, false)
    plainScalar(scan, start, whole, lead, whole !== end)
  }
  scan.nextContent()
}

/** Reads a node with `&anchor` or `!tag` in front. */
function describedNode(scan: Scan, indent: number, lead: number): void {
  const properties = readProperties(scan, false)
  scan.announce(properties)
  const node = scan.size
  if (scan.atLineEnd()) {
    scan.nextContent()
    if (scan.column > indent || isSequenceAt(scan, indent)) blockNode(scan, indent, lead)
    else plainScalar(scan, properties.end, properties.end, lead, false)
  } else {
    const unit = scan.at(scan.pos)
    if (unit === asterisk || (unit === dash && isGap(scan.at(scan.pos + 1)))) throw new Refusal('unusual', scan.pos)
    inlineNode(scan, indent, lead)
  }
  scan.describe(node, properties)
}

/** Whether a sequence starts at `column`: as the value of a mapping it may stand right under the key. */
function isSequenceAt(scan: Scan, column: number): boolean {
  return scan.column === column && scan.at(scan.pos) === dash && isGap(scan.at(scan.pos + 1))
}

function blockSequence(scan: Scan, column: number, lead: number): void {
  scan.deepen()
  const node = scan.open(seqKind | blockStyle, scan.pos, lead)
  let end: number
  do {
    const at = scan.pos++
    if (scan.atLineEnd()) {
      scan.nextContent()
      if (scan.column > column) blockNode(scan, column, at)
      else plainScalar(scan, at + 1, at + 1, at, false)
    } else {
      if (scan.text.slice(at, scan.pos).includes('\t')) throw new Refusal('tab-as-indent', at + 1)
      blockNode(scan, column, at)
    }
    end = scan.lastEnd
  } while (isSequenceAt(scan, column))
  if (scan.column > column) throw new Refusal('bad-indent', scan.pos)
  scan.close(node, end)
}

function blockMapping(scan: Scan, column: number, lead: number): void {
  scan.deepen()
  const node = scan.open(mapKind | blockStyle, scan.pos, lead)
  let end: number
  do {
    const at = key(scan, column)
    if (at === -1) plainScalar(scan, (end = scan.lastEnd), end, -1, false)
    else {
      mappingValue(scan, column, at)
      end = Math.max(scan.lastEnd, at + 1)
    }
  } while (scan.column === column && !isSequenceAt(scan, column))
  if (scan.column >= column) throw new Refusal('bad-indent', scan.pos)
  scan.close(node, end)
}

/** Reads a key and returns where its `:` stands, `pos` being left behind it; -1 when it has none, which `?` allows. */
function key(scan: Scan, column: number): number {
  const start = scan.pos
  const unit = scan.at(start)
  if (unit === question && isGap(scan.at(start + 1))) return explicitKey(scan, column)
  if (unit === doubleQuote || unit === singleQuote) {
    if (quotedScalar(scan, -1)) throw new Refusal('multiline-key', start)
    scan.skipBlanks()
  } else {
    if (isSpecial(unit)) throw new Refusal('unusual', start)
    checkPlainStart(scan, false)
    scan.leaf(scalarKind | plainStyle, start, plainLine(scan), -1, 0)
  }
  if (scan.at(scan.pos) !== colon || !isGap(scan.at(scan.pos + 1))) throw new Refusal('missing-colon', start)
  if (scan.pos - start > longestKey) throw new Refusal('long-key', start)
  return scan.pos++
}

/** Reads `? key` with a scalar for a key; other keys are left to the reader that knows all of YAML. */
function explicitKey(scan: Scan, column: number): number {
  scan.pos++
  scan.skipBlanks()
  const unit = scan.at(scan.pos)
  if (isGap(unit) || isSpecial(unit) || unit === hash) throw new Refusal('unusual', scan.pos)
  inlineNode(scan, column, -1)
  if (scan.column !== column || scan.at(scan.pos) !== colon || !isGap(scan.at(scan.pos + 1))) return -1
  return scan.pos++
}

function mappingValue(scan: Scan, column: number, lead: number): void {
  if (scan.atLineEnd()) {
    scan.nextContent()
    if (scan.column > column || isSequenceAt(scan, column)) blockNode(scan, column, lead)
    else plainScalar(scan, lead + 1, lead + 1, lead, false)
  } else inlineNode(scan, column, lead)
}
