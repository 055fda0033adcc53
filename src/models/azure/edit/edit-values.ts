import type { JsonValue, PathEdit, TextEdit } from '../../../core/edit.ts'
import type { Path, Source } from '../../../core/location.ts'
import { entryOf, type Dictionary, type Entry, type List, type Value } from '../value/value.ts'
import { indentAt, newlineOf } from './layout.ts'
import type { LiteralStyle } from './literal-style.ts'

/**
 * The smallest edits of `source` that change the values of `body` as asked. Only what is written out in `source` as a literal
 * is edited: what an expression decides is left alone, and so is a file of another module.
 */
export function editValues(source: Source, body: Value, edits: readonly PathEdit[], style: LiteralStyle): readonly TextEdit[] | undefined {
  const insertions = new Map<Dictionary, { [key: string]: JsonValue }>()
  const made: TextEdit[] = []
  for (const edit of edits) {
    const change = edit.op === 'set' ? setOne(source, body, edit.path, edit.value, style, insertions) : changeOne(source, body, edit, style)
    if (change === undefined) return undefined
    if (change !== 'inserted') made.push(change)
  }
  for (const [dictionary, entries] of insertions) made.push(insertion(source, dictionary, entries, style))
  return made
}

type Insertions = Map<Dictionary, { [key: string]: JsonValue }>

function setOne(
  source: Source,
  body: Value,
  path: Path,
  value: JsonValue,
  style: LiteralStyle,
  insertions: Insertions,
): TextEdit | 'inserted' | undefined {
  let current = body
  for (const [index, step] of path.entries()) {
    if (current.kind === 'list' && typeof step === 'number') {
      const item: Value | undefined = current.items[step]
      if (item === undefined || !isWritten(source, current)) return undefined
      current = item
      continue
    }
    if (current.kind !== 'dictionary' || !isWritten(source, current)) return undefined
    const entry = entryOf(current, String(step))
    if (entry === undefined) return insert(current, path.slice(index), value, insertions)
    if (index === path.length - 1) return replacement(source, entry, value, style)
    current = entry.value
  }
  return undefined
}

/** Notes an entry that is to be added; mappings that are missing on the way come with it. */
function insert(into: Dictionary, path: Path, value: JsonValue, insertions: Insertions): 'inserted' | undefined {
  if (path.some((step) => typeof step === 'number')) return undefined
  let target = insertions.get(into)
  if (target === undefined) insertions.set(into, (target = {}))
  for (const step of path.slice(0, -1)) {
    const next: JsonValue = target[step] ?? {}
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined
    const copy: { [key: string]: JsonValue } = Object.fromEntries(Object.entries(next))
    target[step] = copy
    target = copy
  }
  target[path.at(-1)!] = value
  return 'inserted'
}

/** A value that is written where it is used is replaced; one that comes from elsewhere is not. */
function replacement(source: Source, entry: Entry, value: JsonValue, style: LiteralStyle): TextEdit | undefined {
  const { written } = entry
  const literal = entry.value.source === source && entry.value.range.start === written.start && entry.value.range.end === written.end
  if (entry.source !== source || !literal || !isLiteral(source.text.slice(written.start, written.end))) return undefined
  return { range: written, text: style.value(value, indentAt(source, entry.key.start), newlineOf(source)) }
}

/** Whether a text is a value as such, without names or interpolation that would be lost. */
function isLiteral(written: string): boolean {
  return /^(?:true|false|null|-?\d+(?:\.\d+)?|'(?:[^'$\\]|\\.|\$(?!\{))*'|"(?!\[[^[])(?:[^"\\]|\\.)*"|\[\s*\]|\{\s*\})$/.test(written)
}

/** Whether a mapping or list is written out in `source`, with brackets of its own. */
function isWritten(source: Source, value: Dictionary | List): boolean {
  return value.source === source && source.text.charAt(value.range.start) === (value.kind === 'list' ? '[' : '{')
}

function insertion(source: Source, into: Dictionary, entries: { [key: string]: JsonValue }, style: LiteralStyle): TextEdit {
  const newline = newlineOf(source)
  const own = [...into.entries.values()].filter(
    ({ key, source: from }) => from === source && key.start > into.range.start && key.end < into.range.end,
  )
  const last = own.reduce((end, { key, written }) => Math.max(end, key.end, written.end), 0)
  const close = into.range.end - 1
  const outer = indentAt(source, into.range.start)
  const oneLine = !source.text.slice(into.range.start, into.range.end).includes('\n')
  if (own.length === 0) {
    const added = linesOf(entries, `${outer}  `, newline, style).map((line) => `${newline}${outer}  ${line}`)
    return { range: { start: into.range.start + 1, end: close }, text: `${added.join(style.separator)}${newline}${outer}` }
  }
  if (oneLine)
    return {
      range: { start: last, end: last },
      text: linesOf(entries, outer, newline, style)
        .map((line) => `, ${line}`)
        .join(''),
    }
  const indent = indentAt(source, own[0]!.key.start)
  const added = linesOf(entries, indent, newline, style).map((line) => `${newline}${indent}${line}`)
  // In JSON the comma has to follow the last value; elsewhere a comment at the end of its line stays where it is.
  if (style.separator === ',') return { range: { start: last, end: last }, text: added.map((line) => `,${line}`).join('') }
  const lineEnd = /\r?\n/.exec(source.text.slice(last, close))
  const at = lineEnd === null ? last : last + lineEnd.index
  return { range: { start: at, end: at }, text: added.join('') }
}

function linesOf(entries: { [key: string]: JsonValue }, indent: string, newline: string, style: LiteralStyle): readonly string[] {
  return Object.entries(entries).map(([key, value]) => `${style.key(key)}${style.assigns}${style.value(value, indent, newline)}`)
}

function changeOne(source: Source, body: Value, edit: Exclude<PathEdit, { op: 'set' }>, style: LiteralStyle): TextEdit | undefined {
  const parent = valueOf(body, edit.op === 'append' ? edit.path : edit.path.slice(0, -1))
  if (parent === undefined || (parent.kind !== 'dictionary' && parent.kind !== 'list') || !isWritten(source, parent)) return undefined
  if (edit.op === 'append') return parent.kind === 'list' ? appended(source, parent, edit.value, style) : undefined
  const entry = parent.kind === 'dictionary' ? entryOf(parent, String(edit.path.at(-1))) : undefined
  if (entry === undefined || entry.source !== source) return undefined
  return edit.op === 'rename' ? { range: entry.key, text: style.key(edit.key) } : removal(source, entry, style)
}

function valueOf(body: Value, path: Path): Value | undefined {
  let current: Value | undefined = body
  for (const step of path) {
    if (current?.kind === 'dictionary') current = entryOf(current, String(step))?.value
    else if (current?.kind === 'list' && typeof step === 'number') current = current.items[step]
    else return undefined
  }
  return current
}

function appended(source: Source, into: List, value: JsonValue, style: LiteralStyle): TextEdit {
  const newline = newlineOf(source)
  const last = into.items.reduce((end, { range }) => Math.max(end, range.end), into.range.start + 1)
  const multiLine = source.text.slice(into.range.start, into.range.end).includes('\n') && into.items.length > 0
  if (!multiLine)
    return { range: { start: last, end: last }, text: `${into.items.length === 0 ? '' : ', '}${style.value(value, '', newline)}` }
  const indent = indentAt(source, into.items[0]!.range.start)
  return { range: { start: last, end: last }, text: `${style.separator}${newline}${indent}${style.value(value, indent, newline)}` }
}

/** An entry with its lines, where it has them for itself. In JSON one comma goes with it. */
function removal(source: Source, { key, written: value }: Entry, style: LiteralStyle): TextEdit | undefined {
  const { text } = source
  let start = key.start
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  const after = /^[ \t]*,?[ \t]*(?:\/\/[^\r\n]*)?\r?\n/.exec(text.slice(value.end, value.end + 2000))
  if ((start > 0 && text[start - 1] !== '\n') || after === null) return undefined
  const isLast = style.separator === ',' && !after[0].includes(',')
  if (!isLast) return { range: { start, end: value.end + after[0].length }, text: '' }
  const comma = /,[ \t]*\r?\n$/.exec(text.slice(0, start))
  return comma === null ? undefined : { range: { start: comma.index, end: value.end }, text: '' }
}
