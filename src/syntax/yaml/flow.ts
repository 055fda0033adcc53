import {
  ampersand,
  asterisk,
  closeBrace,
  closeBracket,
  colon,
  comma,
  dash,
  doubleQuote,
  exclamation,
  hash,
  isBlank,
  isBreak,
  isFlowIndicator,
  isGap,
  openBrace,
  openBracket,
  question,
  singleQuote,
  space,
  tab,
} from './characters.ts'
import { aliasNode, readProperties } from './properties.ts'
import { checkPlainStart, plainContinuation, plainFlowLine, plainScalar, quotedScalar } from './scalars.ts'
import { Refusal, type Scan } from './scan.ts'
import { flowStyle, mapKind, seqKind } from './tree.ts'

/** Longest key, in UTF-16 units, that may be written without `?`. */
export const longestKey = 1024

/**
 * Reads `{…}` or `[…]`, `pos` being at the bracket, which is left behind the closing one. How far its lines are indented
 * does not matter: the specification asks for more than the block collection around it has, the API server does not.
 */
export function flowCollection(scan: Scan, lead: number): void {
  scan.deepen()
  const isMap = scan.at(scan.pos) === openBrace
  const closing = isMap ? closeBrace : closeBracket
  const node = scan.open((isMap ? mapKind : seqKind) | flowStyle, scan.pos, lead)
  scan.pos++
  skipSpace(scan)
  while (scan.at(scan.pos) !== closing) {
    if (isMap) entry(scan)
    else item(scan)
    skipSpace(scan)
    const unit = scan.at(scan.pos)
    if (unit === comma) {
      scan.pos++
      skipSpace(scan)
    } else if (unit !== closing)
      throw new Refusal(unit === 0 ? 'missing-bracket' : 'unexpected-content', unit === 0 ? scan.rows[node + 1]! : scan.pos)
  }
  scan.pos++
  scan.close(node, scan.pos)
}

function item(scan: Scan): void {
  value(scan, -1)
  skipSpace(scan)
  // `[a: b]` is a mapping in a sequence.
  if (scan.at(scan.pos) === colon) throw new Refusal('unusual', scan.pos)
}

function entry(scan: Scan): void {
  const start = scan.pos
  const unit = scan.at(start)
  if (unit === doubleQuote || unit === singleQuote) {
    if (quotedScalar(scan, -1)) throw new Refusal('unusual', start)
  } else {
    if (isIndicator(unit)) throw new Refusal('unusual', start)
    checkPlainStart(scan, true)
    plainScalar(scan, start, plainFlowLine(scan), -1, false)
  }
  const { lineStart } = scan
  skipSpace(scan)
  const next = scan.at(scan.pos)
  if (next !== colon) {
    if (next !== comma && next !== closeBrace) throw new Refusal('unusual', scan.pos)
    plainScalar(scan, scan.pos, scan.pos, -1, false)
    return
  }
  if (lineStart !== scan.lineStart || scan.pos - start > longestKey) throw new Refusal('unusual', scan.pos)
  const lead = scan.pos++
  skipSpace(scan)
  const following = scan.at(scan.pos)
  if (following === comma || following === closeBrace) plainScalar(scan, lead + 1, lead + 1, lead, false)
  else value(scan, lead)
}

function isIndicator(unit: number): boolean {
  return unit === openBrace || unit === openBracket || unit === ampersand || unit === asterisk || unit === exclamation || unit === question
}

/** Reads one value of a flow collection. */
function value(scan: Scan, lead: number): void {
  const start = scan.pos
  const unit = scan.at(start)
  if (unit === openBrace || unit === openBracket) flowCollection(scan, lead)
  else if (unit === doubleQuote || unit === singleQuote) quotedScalar(scan, lead)
  else if (unit === asterisk) aliasNode(scan, lead, true)
  else if (unit === ampersand || unit === exclamation) described(scan, lead)
  else if ((unit === question || unit === dash) && isGap(scan.at(start + 1))) throw new Refusal('unusual', start)
  else {
    checkPlainStart(scan, true)
    const end = plainFlowLine(scan)
    const whole = plainContinuation(scan, end, -1, true)
    plainScalar(scan, start, whole, lead, whole !== end)
  }
}

function described(scan: Scan, lead: number): void {
  const properties = readProperties(scan, true)
  scan.announce(properties)
  skipSpace(scan)
  const unit = scan.at(scan.pos)
  const node = scan.size
  if (unit === ampersand || unit === exclamation || unit === asterisk) throw new Refusal('unusual', scan.pos)
  if (isFlowIndicator(unit) && unit !== openBrace && unit !== openBracket) plainScalar(scan, properties.end, properties.end, lead, false)
  else value(scan, lead)
  scan.describe(node, properties)
}

/** Over blanks, line breaks and comments. */
function skipSpace(scan: Scan): void {
  for (;;) {
    scan.skipBlanks()
    const unit = scan.at(scan.pos)
    if (unit === hash) {
      if (!isBlank(scan.text.charCodeAt(scan.pos - 1)) && scan.pos !== scan.lineStart) throw new Refusal('unexpected-content', scan.pos)
      scan.pos = scan.lineEnd(scan.pos)
    } else if (isBreak(unit)) {
      scan.pos = scan.nextLine(scan.pos)
      scan.lineStart = scan.pos
      while (scan.at(scan.pos) === space) scan.pos++
      if (scan.at(scan.pos) === tab) throw new Refusal('tab-as-indent', scan.pos)
    } else return
  }
}
