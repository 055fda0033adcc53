import { columnOf } from './lines.ts'
import type { Style } from './print.ts'
import type { YamlSchema } from './resolve.ts'
import { doubleStyle, blockStyle, mapKind, rowLength, seqKind, singleStyle, type Node, type Tree } from './tree.ts'

/** Finds out how a document is written; where it does not show, two spaces, indented sequences and double quotes. */
export function styleOf(tree: Tree, schema: YamlSchema, isJson: boolean): Style {
  const steps = isJson ? { step: jsonStep(tree), sequenceStep: '' } : blockSteps(tree)
  return { schema, isJson, ...steps, quote: isJson ? '"' : quoteOf(tree), lineBreak: lineBreakOf(tree) }
}

function lineBreakOf(tree: Tree): string {
  const first = tree.text.indexOf('\n')
  return first > 0 && tree.text[first - 1] === '\r' ? '\r\n' : '\n'
}

/** The indentation of the first member in the outermost braces; none where they stand on one line. */
function jsonStep(tree: Tree): string {
  return /^[[{]\s*?\r?\n([ \t]+)/.exec(tree.text.slice(tree.start(0)))?.[1] ?? ''
}

function blockSteps(tree: Tree): Pick<Style, 'step' | 'sequenceStep'> {
  let step: number | undefined
  let sequenceStep: number | undefined
  for (let node = rowLength; node < tree.rows.length && (step === undefined || sequenceStep === undefined); node += rowLength) {
    if (tree.style(node) !== blockStyle || tree.text[tree.lead(node)] !== ':') continue
    const offset = columnOf(tree.text, tree.start(node)) - columnOf(tree.text, tree.start(keyBefore(node)))
    if (tree.kind(node) === mapKind && offset > 0) step ??= offset
    if (tree.kind(node) === seqKind && offset >= 0) sequenceStep ??= offset
  }
  step ??= sequenceStep === undefined || sequenceStep === 0 ? 2 : sequenceStep
  return { step: ' '.repeat(step), sequenceStep: ' '.repeat(sequenceStep ?? step) }
}

/** The key of a mapping's value: the scalar right before it. */
function keyBefore(value: Node): Node {
  return value - rowLength
}

function quoteOf(tree: Tree): Style['quote'] {
  for (let node = 0; node < tree.rows.length; node += rowLength) {
    const style = tree.style(node)
    if (style === singleStyle || style === doubleStyle) return style === singleStyle ? "'" : '"'
  }
  return '"'
}
