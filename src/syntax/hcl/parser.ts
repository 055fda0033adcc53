import type { HclAttribute, HclBlock, HclBody, HclLabel } from './ast.ts'
import { Cursor, Unreadable, type HclProblem } from './cursor.ts'
import { parseExpression } from './parse-expression.ts'
import { parseQuoted } from './parse-template.ts'

export interface ParsedHcl {
  readonly body: HclBody
  readonly problems: readonly HclProblem[]
}

/**
 * Reads an HCL file: Terraform configuration or a `.tfvars` file. Never throws: what cannot be read is a problem with its
 * range, and costs at most the block that it stands in.
 */
export function parseHcl(source: string): ParsedHcl {
  const cursor = new Cursor(source)
  const attributes: HclAttribute[] = []
  const blocks: HclBlock[] = []
  for (cursor.skipLines(); !cursor.atEnd; cursor.skipLines()) {
    try {
      readItem(cursor, attributes, blocks)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      cursor.skipToNextBlock()
    }
  }
  return { body: { attributes, blocks, range: { start: 0, end: source.length } }, problems: cursor.problems }
}

function readItem(cursor: Cursor, attributes: HclAttribute[], blocks: HclBlock[]): void {
  const start = cursor.position
  const name = cursor.is('"') ? quotedName(cursor) : (cursor.identifier() ?? cursor.fail('a block or an attribute'))
  const nameRange = cursor.rangeFrom(start)
  cursor.skip()
  if (cursor.is('=') && !cursor.is('==')) {
    cursor.position++
    const value = parseExpression(cursor)
    const range = cursor.rangeFrom(start)
    endOfLine(cursor)
    if (attributes.some((attribute) => attribute.name === name)) cursor.fail(`one ${JSON.stringify(name)} only`)
    attributes.push({ name, nameRange, value, range })
    return
  }
  blocks.push(readBlock(cursor, name, start))
}

/** Attributes of `.tfvars` files may be quoted. */
function quotedName(cursor: Cursor): string {
  const expression = parseQuoted(cursor, parseExpression)
  return expression.kind === 'literal' ? String(expression.value) : cursor.fail('a name')
}

function readBlock(cursor: Cursor, type: string, start: number): HclBlock {
  const labels: HclLabel[] = []
  let headEnd = cursor.position
  for (cursor.skip(); !cursor.is('{'); cursor.skip()) {
    const at = cursor.position
    const quoted = cursor.is('"') ? quotedName(cursor) : undefined
    const value = quoted ?? cursor.identifier() ?? cursor.fail('"{" or a label')
    labels.push({ value, range: cursor.rangeFrom(at) })
    headEnd = cursor.position
  }
  const head = { start, end: labels.length === 0 ? start + type.length : headEnd }
  const body = cursor.nested(() => cursor.unbracketed(() => readBody(cursor)))
  const range = cursor.rangeFrom(start)
  endOfLine(cursor)
  return { type, labels, head, body, range }
}

function readBody(cursor: Cursor): HclBody {
  const start = cursor.position++
  const attributes: HclAttribute[] = []
  const blocks: HclBlock[] = []
  for (cursor.skipLines(); !cursor.is('}'); cursor.skipLines()) {
    if (cursor.atEnd) cursor.fail('"}"')
    readItem(cursor, attributes, blocks)
  }
  cursor.position++
  return { attributes, blocks, range: cursor.rangeFrom(start) }
}

/** An item ends with its line, or with the brace that closes a block written on one line. */
function endOfLine(cursor: Cursor): void {
  cursor.skip()
  if (!cursor.atEnd && !cursor.is('\n') && !cursor.is('}')) cursor.fail('a new line')
}
