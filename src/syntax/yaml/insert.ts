import type { JsonValue, TextEdit } from '../../core/edit.ts'
import { columnOf, isFirstOnLine, lineEnd } from './lines.ts'
import { membersOf, textEnd } from './members.ts'
import { printEntry, printItem, printJson, printKey } from './print.ts'
import { indentationAt, replaceValue, textEdit, type Draft, type Spot } from './replace.ts'
import { blockStyle, mapKind, type Node } from './tree.ts'

/** Adds an entry at the end of a mapping. */
export function insertEntry(draft: Draft, spot: Spot, key: string, value: JsonValue): TextEdit[] | undefined {
  const { tree, style } = draft
  const mapping = spot.value
  if (tree.style(mapping) === blockStyle) return insertLines(draft, mapping, (indent) => printEntry(key, value, style, indent))
  // `key: {}` becomes a block mapping, as everything else around it is.
  if (tree.isEmpty(mapping) && !spot.inFlow && !style.isJson) return replaceValue(draft, spot, { [key]: value })
  return insertFlow(draft, mapping, (indent) => `${printKey(key, style, true)}: ${printJson(value, style, indent)}`)
}

/** Adds an item at the end of a sequence. */
export function insertItem(draft: Draft, spot: Spot, value: JsonValue): TextEdit[] | undefined {
  const { tree, style } = draft
  const sequence = spot.value
  if (tree.style(sequence) === blockStyle) return insertLines(draft, sequence, (indent) => printItem(value, style, indent))
  if (tree.isEmpty(sequence) && !spot.inFlow && !style.isJson && typeof value === 'object' && value !== null)
    return replaceValue(draft, spot, [value])
  return insertFlow(draft, sequence, (indent) => printJson(value, style, indent))
}

/** Adds lines right below the last line of a block collection, above comments and empty lines that follow it. */
function insertLines({ tree, style }: Draft, collection: Node, print: (indent: string) => readonly string[]): TextEdit[] {
  const indent = ' '.repeat(columnOf(tree.text, tree.start(collection)))
  const at = lineEnd(tree.text, textEnd(tree, collection))
  return [textEdit(at, at, style.lineBreak + print(indent).join(style.lineBreak))]
}

/** Adds to braces or brackets: on a line of its own where the last member has one, else behind that. */
function insertFlow({ tree, style }: Draft, collection: Node, print: (indent: string) => string): TextEdit[] | undefined {
  const { text } = tree
  const last = membersOf(tree, collection).at(-1)
  if (last === undefined) {
    const outer = indentationAt(text, tree.start(collection))
    const inner = outer + style.step
    const isSpread = style.isJson && style.step !== ''
    const blank = style.isJson && tree.kind(collection) === mapKind ? ' ' : ''
    const content = isSpread ? style.lineBreak + inner + print(inner) + style.lineBreak + outer : blank + print('') + blank
    return [textEdit(tree.start(collection) + 1, tree.end(collection) - 1, content)]
  }
  // Behind `key:` a comma would be taken for a part of the key by some readers.
  if (tree.isOmitted(last.value) && tree.lead(last.value) !== -1) return undefined
  const indent = indentationAt(text, last.start)
  const separator = isFirstOnLine(text, last.start) ? `,${style.lineBreak}${indent}` : ', '
  return [textEdit(last.end, last.end, separator + print(indent))]
}
