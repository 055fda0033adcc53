import type { Range } from '../../../core/location.ts'
import { InventoryError } from '../package.ts'

/** An element of a small XML file, with the place of its opening tag. Namespaces are left on the names. */
export interface XmlElement {
  readonly name: string
  readonly attributes: string
  readonly range: Range
  readonly children: XmlElement[]
  /** The text directly inside, entities resolved. */
  text: string
  /** The range of that text. */
  textRange: Range
}

const MAX_DEPTH = 100
/** Attributes beyond this are not looked at. In UTF-16 units. */
const LONGEST_TAG = 4096

/**
 * Reads XML as far as build files need it: elements, attributes, text, CDATA; comments and instructions are skipped.
 * A document type with entities of its own is not expanded.
 *
 * @throws {InventoryError} where tags do not match
 */
export function readXml(text: string): XmlElement {
  const root = element('', '', 0, 0)
  const open = [root]
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('<', at)
    addText(open.at(-1)!, text.slice(at, start < 0 ? text.length : start), at)
    if (start < 0) break
    if (text.startsWith('<!--', start)) at = after(text, '-->', start)
    else if (text.startsWith('<![CDATA[', start)) {
      at = after(text, ']]>', start)
      const content = start + '<![CDATA['.length
      addText(open.at(-1)!, text.slice(content, at - ']]>'.length), content)
    } else if (text[start + 1] === '?' || text[start + 1] === '!') at = after(text, '>', start)
    else {
      at = endOfTag(text, start)
      readTag(open, text.slice(start + 1, at - 1), start, at)
    }
  }
  if (open.length > 1) throw new InventoryError(`<${open.at(-1)!.name}> is not closed`, open.at(-1)!.range.start)
  if (root.children[0] === undefined) throw new InventoryError('no XML element', 0)
  return root.children[0]
}

function readTag(open: XmlElement[], content: string, start: number, end: number): void {
  const current = open.at(-1)!
  if (content.startsWith('/')) {
    const name = content.slice(1).trim()
    if (current.name !== name || open.length === 1) throw new InventoryError(`</${name.slice(0, 100)}> closes nothing`, start)
    open.pop()
    return
  }
  const empty = content.endsWith('/')
  const inner = empty ? content.slice(0, -1) : content
  const blank = inner.search(/\s/)
  const child = element(blank < 0 ? inner : inner.slice(0, blank), blank < 0 ? '' : inner.slice(blank), start, end)
  current.children.push(child)
  if (empty) return
  if (open.length > MAX_DEPTH) throw new InventoryError('nested too deeply', start)
  open.push(child)
}

/** The offset behind the next `mark`. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  if (found < 0) throw new InventoryError(`${JSON.stringify(mark)} is missing`, from)
  return found + mark.length
}

/** The offset behind the `>` of a tag; one inside quotes does not end it. */
function endOfTag(text: string, start: number): number {
  let quote: string | undefined
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]
    if (quote !== undefined) {
      if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
    else if (character === '<') break
  }
  throw new InventoryError('a tag does not end', start)
}

/** The attributes by name in lower case. */
export function attributesOf({ attributes }: XmlElement): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, name = '', , double, single] of attributes.slice(0, LONGEST_TAG).matchAll(/([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g))
    found[name.toLowerCase()] = decode(double ?? single ?? '')
  return found
}

function element(name: string, attributes: string, start: number, end: number): XmlElement {
  return { name, attributes, range: { start, end }, children: [], text: '', textRange: { start: end, end } }
}

function addText(to: XmlElement, text: string, start: number): void {
  const trimmed = text.trim()
  if (trimmed === '') return
  const from = start + text.indexOf(trimmed)
  to.textRange = { start: from, end: from + trimmed.length }
  to.text += decode(trimmed)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string): string {
  return text.replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
}
