import { foldedStyle, doubleStyle, encoded, keep, literalStyle, plainStyle, singleStyle, strip, type Node, type Tree } from './tree.ts'

/** The text that a scalar stands for: escapes undone, lines folded, quotes gone. */
export function scalarText(tree: Tree, node: Node): string {
  const start = tree.start(node)
  const end = tree.end(node)
  const style = tree.style(node)
  if (style === plainStyle) {
    const written = tree.text.slice(start, end)
    return tree.has(node, encoded) ? foldLines(written) : written
  }
  if (style === literalStyle || style === foldedStyle) return blockText(tree, node)
  const inside = tree.text.slice(start + 1, end - 1)
  if (!tree.has(node, encoded)) return inside
  if (style === singleStyle) return foldLines(inside).replaceAll("''", "'")
  return style === doubleStyle ? unescape(inside) : inside
}

/**
 * Joins the lines of a plain or quoted scalar: one line break is a space, each further one stays a line break. Blanks
 * around the breaks go.
 */
function foldLines(written: string): string {
  if (!written.includes('\n')) return written
  const lines = written.split(/\r?\n/)
  const last = lines.length - 1
  let result = trimEnd(lines[0]!)
  let breaks = 0
  for (let index = 1; index <= last; index++) {
    const line = index === last ? trimStart(lines[index]!) : trimStart(trimEnd(lines[index]!))
    breaks++
    if (line === '' && index !== last) continue
    result += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line
    breaks = 0
  }
  return result
}

function trimEnd(line: string): string {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
  return line.slice(0, end)
}

function trimStart(line: string): string {
  let start = 0
  while (line[start] === ' ' || line[start] === '\t') start++
  return line.slice(start)
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/**
 * One alternative for each thing in a double-quoted scalar that does not stand for itself: an escaped line break with the
 * blanks after it, a line break with the blanks around it and the empty lines after it, an escape.
 */
const special = /\\\r?\n(?:[ \t]*\r?\n)*[ \t]*|[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*|\\(?:x(..)|u(.{4})|U(.{8})|([^]))/g

function unescape(inside: string): string {
  return inside.replace(special, (token: string, x?: string, u?: string, U?: string, simple?: string) => {
    const code = x ?? u ?? U
    if (code !== undefined) {
      // Halves of a surrogate pair are written as two escapes: each is one unit.
      return U === undefined ? String.fromCharCode(Number.parseInt(code, 16)) : String.fromCodePoint(Number.parseInt(code, 16))
    }
    if (simple !== undefined) return escapes[simple] ?? simple
    const breaks = token.split('\n').length - 1
    if (token.startsWith('\\')) return '\n'.repeat(breaks - 1)
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
  })
}

function blockText(tree: Tree, node: Node): string {
  const rawEnd = tree.rawEnd(node)
  const headerEnd = tree.text.indexOf('\n', tree.start(node))
  if (headerEnd === -1 || headerEnd >= rawEnd) return ''
  const indent = tree.indent(node)
  const lines = tree.text
    .slice(headerEnd + 1, rawEnd)
    .split('\n')
    .map((line) => line.slice(Math.min(indent, leadingSpaces(line)), line.endsWith('\r') ? -1 : undefined))
  const isTerminated = tree.text.charCodeAt(rawEnd) === 0x0a || tree.text.charCodeAt(rawEnd) === 0x0d
  let used = lines.length
  while (used > 0 && lines[used - 1] === '') used--
  const trailing = lines.length - Math.max(used, 1)
  const content = lines.slice(0, used)
  const text = tree.style(node) === literalStyle ? content.join('\n') : foldBlock(content)
  if (tree.has(node, keep)) return text + '\n'.repeat(trailing + (isTerminated ? 1 : 0))
  if (tree.has(node, strip) || used === 0) return text
  return trailing > 0 || isTerminated ? `${text}\n` : text
}

function leadingSpaces(line: string): number {
  let count = 0
  while (line[count] === ' ') count++
  return count
}

/** Folds the lines of a `>` scalar. Lines that start with a blank are kept apart, with the line breaks around them. */
function foldBlock(lines: readonly string[]): string {
  let result = ''
  let breaks = 0
  let isFirst = true
  let wasIndented = false
  for (const line of lines) {
    if (line === '') {
      breaks++
      continue
    }
    const isIndented = line[0] === ' ' || line[0] === '\t'
    if (isFirst) result += '\n'.repeat(breaks)
    else if (isIndented || wasIndented) result += '\n'.repeat(breaks + 1)
    else result += breaks === 0 ? ' ' : '\n'.repeat(breaks)
    result += line
    breaks = 0
    isFirst = false
    wasIndented = isIndented
  }
  return result
}
