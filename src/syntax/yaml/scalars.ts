import {
  at,
  backslash,
  backtick,
  carriageReturn,
  colon,
  dash,
  doubleQuote,
  greaterThan,
  hash,
  isBlank,
  isBreak,
  isFlowIndicator,
  isGap,
  lineFeed,
  nine,
  percent,
  pipe,
  plus,
  question,
  singleQuote,
  space,
  tab,
  zero,
} from './characters.ts'
import { Refusal, type Scan } from './scan.ts'
import { doubleStyle, encoded, foldedStyle, indentShift, keep, literalStyle, plainStyle, scalarKind, singleStyle, strip } from './tree.ts'

/** Reads one line of a plain scalar in a block collection. Returns its end; `pos` is left at what ends it. */
export function plainLine(scan: Scan): number {
  const { text, limit } = scan
  let { pos } = scan
  let end = pos
  for (; pos < limit; pos++) {
    const unit = text.charCodeAt(pos)
    // Nearly all units of a plain scalar are letters, which come after the colon.
    if (unit > colon) end = pos + 1
    else if (unit === lineFeed || unit === carriageReturn) break
    else if (unit === space || unit === tab) continue
    else if (unit === colon && isGap(scan.at(pos + 1))) break
    else if (unit === hash && isBlank(text.charCodeAt(pos - 1))) break
    else end = pos + 1
  }
  scan.pos = pos
  return end
}

/** The same inside a flow collection, where more units end it. */
export function plainFlowLine(scan: Scan): number {
  const { text, limit } = scan
  let { pos } = scan
  let end = pos
  for (; pos < limit; pos++) {
    const unit = text.charCodeAt(pos)
    if (unit === lineFeed || unit === carriageReturn || isFlowIndicator(unit)) break
    if (unit === space || unit === tab) continue
    if (unit === colon) {
      const next = scan.at(pos + 1)
      if (isGap(next) || isFlowIndicator(next)) break
    } else if (unit === hash && isBlank(text.charCodeAt(pos - 1))) break
    end = pos + 1
  }
  scan.pos = pos
  return end
}

/** Refuses what cannot be the first unit of a plain scalar. */
export function checkPlainStart(scan: Scan, inFlow: boolean): void {
  const unit = scan.at(scan.pos)
  if (unit === dash || unit === question || unit === colon) {
    const next = scan.at(scan.pos + 1)
    if (isGap(next) || (inFlow && (unit === colon || isFlowIndicator(next)))) throw new Refusal('unusual', scan.pos)
  } else if (isFlowIndicator(unit)) throw new Refusal('unexpected-content', scan.pos)
  else if (unit === percent || unit === at || unit === backtick || unit === pipe || unit === greaterThan)
    throw new Refusal('bad-scalar-start', scan.pos)
}

/**
 * Goes on with a plain scalar whose first line ends at `end`, over lines that are indented by more than `indent`.
 * Returns the end; `pos` is left there.
 */
export function plainContinuation(scan: Scan, end: number, indent: number, inFlow: boolean): number {
  let done = end
  while (isBreak(scan.at(scan.pos))) {
    const content = continuationStart(scan, scan.pos, indent)
    if (content === -1) break
    const unit = scan.at(content)
    if (unit === hash || (inFlow && isFlowIndicator(unit))) break
    scan.pos = content
    done = inFlow ? plainFlowLine(scan) : plainLine(scan)
    if (scan.at(scan.pos) === colon) throw new Refusal('multiline-key', content)
    if (done === content) throw new Refusal('unusual', content)
  }
  scan.pos = done
  return done
}

/** Where the next line that is not empty begins, `pos` being at a line break; -1 when it is indented by no more than `indent`. */
function continuationStart(scan: Scan, pos: number, indent: number): number {
  let next = pos
  let unit: number
  let lineStart: number
  do {
    lineStart = next = scan.nextLine(next)
    while (scan.at(next) === space) next++
    unit = scan.at(next)
    if (unit === tab) throw new Refusal('tab-as-indent', next)
  } while (isBreak(unit))
  return unit === 0 || next - lineStart <= indent ? -1 : next
}

/**
 * Reads a quoted scalar and adds its node. Returns whether it has more than one line. How far the further lines are
 * indented does not matter: the specification asks for more than their collection has, the API server does not.
 */
export function quotedScalar(scan: Scan, lead: number): boolean {
  const start = scan.pos
  const isDouble = scan.text.charCodeAt(start) === doubleQuote
  const lines = isDouble ? doubleQuotedEnd(scan) : singleQuotedEnd(scan)
  const style = isDouble ? doubleStyle : singleStyle
  scan.leaf(scalarKind | style | (lines === 0 ? 0 : encoded), start, scan.pos, lead, 0)
  return lines > 1
}

/** Moves behind the closing quote. Returns 0 when the text can be taken as it is, 1 when it has escapes, 2 when it has several lines. */
function singleQuotedEnd(scan: Scan): 0 | 1 | 2 {
  const { text, limit } = scan
  let result: 0 | 1 | 2 = 0
  for (let pos = scan.pos + 1; pos < limit; pos++) {
    const unit = text.charCodeAt(pos)
    if (unit === singleQuote) {
      if (scan.at(pos + 1) !== singleQuote) {
        scan.pos = pos + 1
        return result
      }
      pos++
      result ||= 1
    } else if (unit === lineFeed || unit === carriageReturn) {
      result = 2
      pos = quotedLineStart(scan, pos) - 1
    }
  }
  throw new Refusal('missing-quote', scan.pos)
}

function doubleQuotedEnd(scan: Scan): 0 | 1 | 2 {
  const { text, limit } = scan
  let result: 0 | 1 | 2 = 0
  for (let pos = scan.pos + 1; pos < limit; pos++) {
    const unit = text.charCodeAt(pos)
    if (unit === doubleQuote) {
      scan.pos = pos + 1
      return result
    }
    if (unit === backslash) {
      result ||= 1
      pos += escapeLength(scan, pos)
      // An escaped line break: the next line is checked as any other.
      if (isBreak(text.charCodeAt(pos))) {
        result = 2
        pos = quotedLineStart(scan, pos) - 1
      }
    } else if (unit === lineFeed || unit === carriageReturn) {
      result = 2
      pos = quotedLineStart(scan, pos) - 1
    }
  }
  throw new Refusal('missing-quote', scan.pos)
}

function quotedLineStart(scan: Scan, lineBreak: number): number {
  const start = continuationStart(scan, lineBreak, -1)
  if (start === -1) throw new Refusal('missing-quote', scan.pos)
  return start
}

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** How many units after the backslash belong to the escape; for an escaped line break, 1 with the break itself. */
function escapeLength(scan: Scan, backslashAt: number): number {
  const escape = backslashAt + 1 < scan.limit ? scan.text[backslashAt + 1]! : ''
  if (escape !== '' && '0abt\tnvfre "/\\N_LP\n\r'.includes(escape)) return 1
  const digits = hexLengths[escape]
  if (digits === undefined) throw new Refusal('bad-escape', backslashAt)
  const code = scan.text.slice(backslashAt + 2, backslashAt + 2 + digits)
  if (code.length < digits || !/^[0-9a-fA-F]+$/.test(code) || Number.parseInt(code, 16) > 0x10ffff)
    throw new Refusal('bad-escape', backslashAt)
  return 1 + digits
}

/** Reads a literal (`|`) or folded (`>`) scalar and adds its node; `indent` is the column of the collection that it is in. */
export function blockScalar(scan: Scan, indent: number, lead: number): void {
  const start = scan.pos
  const style = scan.at(start) === pipe ? literalStyle : foldedStyle
  let chomping = 0
  let given = 0
  for (scan.pos++; ; scan.pos++) {
    const unit = scan.at(scan.pos)
    if (chomping === 0 && (unit === dash || unit === plus)) chomping = unit === dash ? strip : keep
    else if (given === 0 && unit > zero && unit <= nine) given = unit - zero
    else break
  }
  const headerEnd = scan.pos
  if (!scan.atLineEnd()) throw new Refusal('unexpected-content', scan.pos)
  const lineBreak = scan.at(scan.pos) === hash ? scan.lineEnd(scan.pos) : scan.pos
  const { end, rawEnd, column } = blockScalarLines(scan, lineBreak, indent, given === 0 ? -1 : Math.max(indent, 0) + given)
  const head = scalarKind | style | encoded | chomping | (column << indentShift)
  scan.leaf(head, start, end === -1 ? headerEnd : end, lead, rawEnd)
  scan.pos = rawEnd
}

interface BlockLines {
  /** End of the last line that is not empty, or -1. */
  readonly end: number
  /** End of the last line, before its line break. */
  readonly rawEnd: number
  readonly column: number
}

/** Finds the lines of a block scalar after its header. `given` is the column that an indentation indicator asks for, else -1. */
function blockScalarLines(scan: Scan, headerBreak: number, indent: number, given: number): BlockLines {
  const { text, limit } = scan
  let column = given
  let end = -1
  let rawEnd = headerBreak
  let widestEmpty = 0
  while (isBreak(scan.at(rawEnd))) {
    const lineStart = scan.nextLine(rawEnd)
    let pos = lineStart
    // No further than the indentation: what comes after it is text, blanks too.
    const most = column === -1 ? limit : Math.min(limit, lineStart + column)
    while (pos < most && text.charCodeAt(pos) === space) pos++
    const unit = scan.at(pos)
    if (isBreak(unit) || unit === 0) {
      if (unit === 0 && pos === lineStart) break
      widestEmpty = Math.max(widestEmpty, pos - lineStart)
      rawEnd = pos
      continue
    }
    if (column === -1) {
      if (pos - lineStart <= indent) break
      if (unit === tab || widestEmpty > pos - lineStart) throw new Refusal('unusual', pos)
      column = pos - lineStart
    } else if (pos - lineStart < column) {
      if (unit === tab || pos - lineStart > indent) throw new Refusal('unusual', pos)
      break
    }
    rawEnd = scan.lineEnd(pos)
    if (!isBlank(unit) || text.slice(pos, rawEnd).trim() !== '') end = rawEnd
  }
  return { end, rawEnd, column: Math.max(column, 0) }
}

/** Adds the node of a plain scalar that stands from `start` to `end`. */
export function plainScalar(scan: Scan, start: number, end: number, lead: number, isMultiline: boolean): void {
  scan.leaf(scalarKind | plainStyle | (isMultiline ? encoded : 0), start, end, lead, 0)
}
