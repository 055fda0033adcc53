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

/**
 * Reads XML as far as build files need it: elements, attributes, text, CDATA; comments and instructions are skipped.
 * A document type with entities of its own is not expanded.
 *
 * @throws {InventoryError} where tags do not match
 */
export function readXml(text: string): XmlElement {
  const root = element('', '', 0, 0)
  const open = [root]
  const token =
    /<!--(?:[^-]|-(?!->))*-->|<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>|<[?!][^>]*>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g
  let last = 0
  for (const match of text.matchAll(token)) {
    const current = open.at(-1)!
    addText(current, text.slice(last, match.index), last)
    last = match.index + match[0].length
    const [, cdata, closing, name, attributes = '', selfClosing] = match
    if (cdata !== undefined) addText(current, cdata, match.index + '<![CDATA['.length)
    if (name === undefined) continue
    if (closing === '/') {
      if (current.name !== name || open.length === 1) throw new InventoryError(`</${name}> closes nothing`, match.index)
      open.pop()
      continue
    }
    const child = element(name, attributes, match.index, last)
    current.children.push(child)
    if (selfClosing !== '/') {
      if (open.length > MAX_DEPTH) throw new InventoryError('nested too deeply', match.index)
      open.push(child)
    }
  }
  if (open.length > 1) throw new InventoryError(`<${open.at(-1)!.name}> is not closed`, open.at(-1)!.range.start)
  if (root.children[0] === undefined) throw new InventoryError('no XML element', 0)
  return root.children[0]
}

/** The attributes by name in lower case. */
export function attributesOf({ attributes }: XmlElement): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, name = '', , double, single] of attributes.matchAll(/([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g))
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
