import type { JsonValue, PathEdit, TextEdit } from '../../../core/edit.ts'
import type { HclBlock } from '../../../syntax/hcl/ast.ts'
import { hclString } from '../edit/literal-style.ts'
import type { TerraformResource } from './module.ts'
import type { AttributeRow, ProviderMajor, ResourceTable } from './resource-table.ts'

/** Edits of ARM properties as edits of the azurerm attributes that they come from. */
export function hclEditor(
  resource: TerraformResource,
  table: ResourceTable,
  major: ProviderMajor,
): { edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined } {
  return {
    edit(edits) {
      if (!isWrittenHere(resource)) return undefined
      const made: TextEdit[] = []
      for (const edit of edits) {
        const found = edit.op === 'set' ? rowFor(table, edit.path) : undefined
        if (edit.op !== 'set' || found === undefined) return undefined
        const change = setAttribute(resource, found.block, found.row, edit.value, major)
        if (change === undefined) return undefined
        made.push(change)
      }
      return made
    },
  }
}

/** Whether edits can be made: in HCL, and where no override file has the last word. */
export function isWrittenHere({ source, block: { body } }: TerraformResource): boolean {
  return !/\.json$/i.test(source.uri) && ![...body.attributes, ...body.blocks].some(({ from }) => from !== undefined)
}

/** The row of a property, and the block of the list that it stands in. */
function rowFor(
  table: ResourceTable,
  path: readonly (string | number)[],
): { readonly row: AttributeRow; readonly block: readonly [string, number] | undefined } | undefined {
  const index = path.findIndex((step) => typeof step === 'number')
  const same = (to: string, wanted: readonly (string | number)[]): boolean => to.toLowerCase() === wanted.join('.').toLowerCase()
  if (index < 0) {
    const row = table.rows.find(({ to, present }) => same(to, path) && present === undefined) ?? table.rows.find(({ to }) => same(to, path))
    return row === undefined ? undefined : { row, block: undefined }
  }
  const list = table.lists?.find(({ to }) => same(to, path.slice(0, index)))
  const row = list?.rows.find(({ to }) => same(to, path.slice(index + 1)))
  return list === undefined || row === undefined ? undefined : { row, block: [list.block, path[index] as number] }
}

function setAttribute(
  { source, block }: TerraformResource,
  list: readonly [string, number] | undefined,
  row: AttributeRow,
  value: JsonValue,
  major: ProviderMajor,
): TextEdit | undefined {
  const { text } = source
  const former = row.formerly !== undefined && row.renamedIn !== undefined && major < row.renamedIn
  const steps = ((former ? row.formerly : undefined) ?? row.from).split('.')
  let target: HclBlock | undefined = list === undefined ? block : block.body.blocks.filter(({ type }) => type === list[0])[list[1]]
  if (target === undefined || row.present !== undefined) return undefined
  const literal = hclLiteral(back(value, row))
  if (literal === undefined) return undefined
  for (const [depth, step] of steps.slice(0, -1).entries()) {
    if (target.body.blocks.some(({ type, labels }) => type === 'dynamic' && labels[0]?.value === step)) return undefined
    const inner: HclBlock | undefined = target.body.blocks.find(({ type }) => type === step)
    if (inner === undefined) return depth === steps.length - 2 ? addBlock(text, target, step, steps.at(-1)!, literal) : undefined
    target = inner
  }
  const name = steps.at(-1)!
  const existing = target.body.attributes.find((attribute) => attribute.name === name || attribute.name === row.formerly)
  if (existing === undefined) return addAttribute(text, target, name, literal)
  // What a variable or an expression decides is left to whoever wrote it.
  return existing.value.kind === 'literal' ? { range: existing.value.range, text: literal } : undefined
}

/** The attribute's value for a property's. */
function back(value: JsonValue, { as }: AttributeRow): JsonValue {
  if (as === 'not') return value !== true
  if (as === 'text') return value === 'true' ? true : value === 'false' ? false : value
  if (as === undefined) return value
  return typeof value === 'string' && value.toLowerCase() === as[0].toLowerCase()
}

function hclLiteral(value: JsonValue): string | undefined {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map(hclLiteral)
    return items.every((item) => item !== undefined) ? `[${items.join(', ')}]` : undefined
  }
  if (typeof value === 'object' && value !== null) return undefined
  return typeof value === 'string' ? hclString(value) : String(value)
}

/** After the last attribute, so that it stands before the blocks. */
function addAttribute(text: string, { body }: HclBlock, name: string, literal: string): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const last = body.attributes.at(-1)
  if (last === undefined) {
    const indent = `${indentAt(text, body.range.start)}  `
    const at = body.range.start + 1
    const oneLine = !text.slice(body.range.start, body.range.end).includes('\n')
    return {
      range: { start: at, end: at },
      text: `${newline}${indent}${name} = ${literal}${oneLine ? newline + indentAt(text, body.range.start) : ''}`,
    }
  }
  const lineEnd = /\r?\n/.exec(text.slice(last.range.end, body.range.end))
  const at = last.range.end + (lineEnd?.index ?? 0)
  return { range: { start: at, end: at }, text: `${newline}${indentAt(text, last.range.start)}${name} = ${literal}` }
}

function addBlock(text: string, { body }: HclBlock, type: string, name: string, literal: string): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const outer = indentAt(text, body.range.start)
  const end = body.range.end - 1
  const lineStart = text.lastIndexOf('\n', end) + 1
  const at = text.slice(lineStart, end).trim() === '' ? lineStart : end
  const block = `${newline}${outer}  ${type} {${newline}${outer}    ${name} = ${literal}${newline}${outer}  }${newline}`
  return { range: { start: at, end: at }, text: block }
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}
