import type { JsonValue, TextEdit } from '../../core/edit.ts'
import { columnOf, isFirstOnLine, lineEnd, lineStart } from './lines.ts'
import { textEnd } from './members.ts'
import { isBlock, isSequence, printBlock, printInline, printJson, printLiteral, printUnderKey, quoted, type Style } from './print.ts'
import {
  blockStyle,
  doubleStyle,
  flowStyle,
  foldedStyle,
  literalStyle,
  plainStyle,
  scalarKind,
  singleStyle,
  type Node,
  type Tree,
} from './tree.ts'

/** A document that is being changed. */
export interface Draft {
  readonly tree: Tree
  readonly style: Style
}

/** A value, with what is around it. */
export interface Spot {
  readonly value: Node
  readonly key: Node | undefined
  /** It stands in braces or brackets. */
  readonly inFlow: boolean
}

export function textEdit(start: number, end: number, text: string): TextEdit {
  return { range: { start, end }, text }
}

/** The edits that make a spot hold another value; undefined where that cannot be done with certainty. */
export function replaceValue(draft: Draft, spot: Spot, value: JsonValue): TextEdit[] | undefined {
  const { tree, style } = draft
  const node = spot.value
  if (tree.properties(node) !== undefined) return undefined
  if (tree.isOmitted(node) && tree.lead(node) === -1) return undefined
  if (spot.inFlow || style.isJson) return [replaceToken(tree, node, printJson(value, style, indentationAt(tree.text, tree.start(node))))]
  if (isBlock(value) && !staysFlow(tree, node))
    return spot.key === undefined ? replaceInPlace(draft, node, value) : replaceUnderKey(draft, node, spot.key, value)
  if (spot.key !== undefined && isBelowKey(tree, node)) {
    const lead = tree.lead(node)
    const inline = ` ${printInline(value, style, false)}`
    return [textEdit(lead + 1, lead + 1, inline), textEdit(lineEnd(tree.text, lead), lineEnd(tree.text, textEnd(tree, node)), '')]
  }
  return [replaceToken(tree, node, printScalar(draft, spot, value))]
}

/** A collection in braces or brackets on one line is replaced by another one. */
function staysFlow(tree: Tree, node: Node): boolean {
  return tree.style(node) === flowStyle && !tree.isEmpty(node) && !tree.text.slice(tree.start(node), tree.end(node)).includes('\n')
}

/** The blanks that the line of an offset starts with. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0]
}

function replaceToken(tree: Tree, node: Node, token: string): TextEdit {
  return textEdit(tree.start(node), textEnd(tree, node), tree.isOmitted(node) ? ` ${token}` : token)
}

/** Whether a block collection starts on a line below its key. */
function isBelowKey(tree: Tree, node: Node): boolean {
  return tree.style(node) === blockStyle && isFirstOnLine(tree.text, tree.start(node))
}

/** A scalar as its predecessor was written: quoted if that was, literal if that was. */
function printScalar({ tree, style }: Draft, { value: node, key }: Spot, value: JsonValue): string {
  if (typeof value !== 'string' || tree.kind(node) !== scalarKind) return printInline(value, style, false)
  const isLast = lineEnd(tree.text, tree.end(node)) === tree.end(node)
  const literal = key !== undefined && isLast ? printLiteral(value, style, ' '.repeat(columnOf(tree.text, tree.start(key)))) : undefined
  if (literal !== undefined) return literal.join(style.lineBreak)
  const old = tree.style(node)
  if (old === singleStyle) return quoted(value, "'")
  if (old === doubleStyle) return quoted(value, '"')
  if (old === plainStyle || old === literalStyle || old === foldedStyle) return printInline(value, style, false)
  return quoted(value, style.quote)
}

/** Puts a block collection under its key, below what comment the key's line has. */
function replaceUnderKey({ tree, style }: Draft, node: Node, key: Node, value: JsonValue): TextEdit[] {
  const { text } = tree
  const { lineBreak } = style
  if (isBelowKey(tree, node)) {
    const column = columnOf(text, tree.start(node))
    // A sequence may stand right below its key; a mapping in its place must be indented.
    if (!isSequence(value) && column <= columnOf(text, tree.start(key))) {
      const below = printUnderKey(value, style, ' '.repeat(columnOf(text, tree.start(key))))
      return [textEdit(lineStart(text, tree.start(node)), textEnd(tree, node), below.join(lineBreak))]
    }
    return [textEdit(tree.start(node), textEnd(tree, node), printBlock(value, style, ' '.repeat(column)).join(lineBreak))]
  }
  const lines = printUnderKey(value, style, ' '.repeat(columnOf(text, tree.start(key))))
  const added = lineBreak + lines.join(lineBreak)
  const from = tree.lead(node) + 1
  const to = Math.max(textEnd(tree, node), from)
  const end = lineEnd(text, to)
  return end === to ? [textEdit(from, to, added)] : [textEdit(from, to, ''), textEdit(end, end, added)]
}

/** Puts a block collection where the value stands: behind a dash, or at the root. */
function replaceInPlace({ tree, style }: Draft, node: Node, value: JsonValue): TextEdit[] {
  const column = tree.isOmitted(node) ? columnOf(tree.text, tree.lead(node)) + 2 : columnOf(tree.text, tree.start(node))
  return [replaceToken(tree, node, printBlock(value, style, ' '.repeat(column)).join(style.lineBreak))]
}
