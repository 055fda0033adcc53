import { doubleStyle, foldedStyle, encoded, keep, literalStyle, plainStyle, singleStyle, strip, type Node, type Tree } from './tree.ts'

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
  return style === doubleStyle ? (jsonText(tree.text.slice(start, end)) ?? unescape(inside)) : inside
}

/** Long texts in double quotes are nearly always JSON, which the engine decodes many times faster. */
function jsonText(token: string): string | undefined {
  if (token.length < 4096) return undefined
  try {
    return JSON.parse(token) as string
  } catch {
    return undefined
  }
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

/** Undoes escapes and folds lines in one pass, since an escaped blank or line break is not folded away. */
function unescape(inside: string): string {
  let result = ''
  let done = 0
  for (let at = nextSpecial(inside, 0); at !== -1; at = nextSpecial(inside, done)) {
    if (inside[at] === '\\' && !isLineBreak(inside, at + 1)) {
      const escape = inside[at + 1]!
      const digits = hexLengths[escape]
      result +=
        inside.slice(done, at) + (digits === undefined ? (escapes[escape] ?? escape) : codePoint(inside.slice(at + 2, at + 2 + digits)))
      done = at + 2 + (digits ?? 0)
    } else {
      const isEscaped = inside[at] === '\\'
      const line = inside.slice(done, at)
      const { breaks, end } = foldedBreaks(inside, isEscaped ? at + 1 : at)
      // Blanks before an escaped line break stay; what an escape has put at the end of `result` always does.
      result += isEscaped ? line : trimEnd(line)
      result += !isEscaped && breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
      done = end
    }
  }
  return result + inside.slice(done)
}

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Halves of a surrogate pair are written as two escapes of one unit each. */
function codePoint(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16))
}

const special = /[\\\n]/g

/** The next backslash or line break: for a CRLF its CR. */
function nextSpecial(inside: string, from: number): number {
  special.lastIndex = from
  const at = special.exec(inside)?.index ?? -1
  return at > from && inside[at] === '\n' && inside[at - 1] === '\r' ? at - 1 : at
}

function isLineBreak(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')
}

/** Counts the line breaks from `at` on, over the blanks between them and after the last. */
function foldedBreaks(text: string, at: number): { readonly breaks: number; readonly end: number } {
  let breaks = 0
  let end = at
  while (isLineBreak(text, end)) {
    breaks++
    end += text[end] === '\r' ? 2 : 1
    while (text[end] === ' ' || text[end] === '\t') end++
  }
  return { breaks, end }
}

function blockText(tree: Tree, node: Node): string {
  const rawEnd = tree.rawEnd(node)
  const headerEnd = tree.text.indexOf('\n', tree.start(node))
  if (headerEnd === -1 || headerEnd >= rawEnd) return ''
  // With the header's line break in front, so that every line is led by one.
  const written = tree.text.slice(headerEnd, rawEnd).replaceAll('\r\n', '\n').replace(/\r$/, '')
  const body = dedented(written, tree.indent(node)).slice(1)
  const end = trimmedEnd(body)
  const content = body.slice(0, end)
  const trailing = body.length - end
  const text = tree.style(node) === literalStyle ? content : foldBlock(content.split('\n'))
  const isTerminated = tree.text.charCodeAt(rawEnd) === 0x0a || tree.text.charCodeAt(rawEnd) === 0x0d
  if (tree.has(node, keep)) return text + '\n'.repeat(trailing + (isTerminated ? 1 : 0))
  if (tree.has(node, strip) || end === 0) return text
  return trailing > 0 || isTerminated ? `${text}\n` : text
}

/** Takes as many blanks as a block scalar is indented by from the start of each line; empty lines may have fewer. */
function dedented(lines: string, indent: number): string {
  return indent === 0 ? lines : lines.replaceAll(new RegExp(`\\n {1,${indent}}`, 'g'), '\n')
}

/** Where a text ends without its final line breaks. */
function trimmedEnd(text: string): number {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x0a) end--
  return end
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
