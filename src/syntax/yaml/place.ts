import type { Part, Path, Range } from '../../core/location.ts'
import { scalarText } from './decode.ts'
import { keyName, type YamlSchema } from './resolve.ts'
import { blockStyle, mapKind, plainStyle, rowLength, scalarKind, seqKind, type Node, type Tree } from './tree.ts'
import { isMergeKey, mergeSources } from './value.ts'

/** One step of a route: a value with the key that it stands under, if it stands under one. */
export interface Entry {
  readonly key: Node | undefined
  readonly value: Node
  /** The value was reached through a merge key. */
  readonly isMerged: boolean
}

/** The entries from the root to a path, or to the last of its steps that exists. */
export interface Route {
  readonly entries: readonly Entry[]
  readonly isComplete: boolean
}

/** Follows a path through a tree. Aliases and merge keys lead to where their values are written. */
export function routeTo(tree: Tree, schema: YamlSchema, path: Path): Route {
  const entries: Entry[] = [{ key: undefined, value: 0, isMerged: false }]
  for (const step of path) {
    const next = entryOf(tree, schema, tree.resolve(entries.at(-1)!.value), step)
    if (next === undefined) return { entries, isComplete: false }
    entries.push(next)
  }
  return { entries, isComplete: true }
}

function entryOf(tree: Tree, schema: YamlSchema, collection: Node, step: string | number): Entry | undefined {
  const kind = tree.kind(collection)
  if (kind === mapKind) return entryOfMapping(tree, schema, collection, String(step))
  return kind === seqKind && typeof step === 'number' ? itemOf(tree, collection, step) : undefined
}

function itemOf(tree: Tree, sequence: Node, index: number): Entry | undefined {
  if (index >= manyItems) {
    const child = itemsOf(tree, sequence)[index]
    return child === undefined ? undefined : { key: undefined, value: child, isMerged: false }
  }
  let left = index
  for (let child = sequence + rowLength; child < tree.after(sequence); child = tree.after(child))
    if (left-- === 0) return { key: undefined, value: child, isMerged: false }
  return undefined
}

/** Items further back than this are counted once and not from the start each time. */
const manyItems = 32

const itemsOfTrees = new WeakMap<Tree, Map<Node, readonly Node[]>>()

function itemsOf(tree: Tree, sequence: Node): readonly Node[] {
  let known = itemsOfTrees.get(tree)
  if (known === undefined) itemsOfTrees.set(tree, (known = new Map()))
  let items = known.get(sequence)
  if (items === undefined) known.set(sequence, (items = countedItems(tree, sequence)))
  return items
}

function countedItems(tree: Tree, sequence: Node): readonly Node[] {
  const items: Node[] = []
  for (let child = sequence + rowLength; child < tree.after(sequence); child = tree.after(child)) items.push(child)
  return items
}

function entryOfMapping(tree: Tree, schema: YamlSchema, mapping: Node, name: string): Entry | undefined {
  let found: Entry | undefined
  const merges: Node[] = []
  for (let key = mapping + rowLength; key < tree.after(mapping);) {
    const value = tree.after(key)
    if (isMergeKey(tree, key)) merges.push(value)
    else if (keyIs(tree, schema, key, name)) found = { key, value, isMerged: false }
    if (schema === 'kubernetes' && merges.length > 0) found = mergedEntry(tree, schema, merges.splice(0), name) ?? found
    key = tree.after(value)
  }
  return found ?? mergedEntry(tree, schema, merges, name)
}

/** Looks an entry up in the values of merge keys, which are searched in order of precedence. */
function mergedEntry(tree: Tree, schema: YamlSchema, merges: readonly Node[], name: string): Entry | undefined {
  for (const value of merges) {
    for (const source of mergeSources(tree, value, false)) {
      const mapping = tree.resolve(source)
      const entry = tree.kind(mapping) === mapKind ? entryOfMapping(tree, schema, mapping, name) : undefined
      if (entry !== undefined) return { ...entry, isMerged: true }
    }
  }
  return undefined
}

function keyIs(tree: Tree, schema: YamlSchema, key: Node, name: string): boolean {
  if (tree.kind(key) !== scalarKind) return false
  const written = scalarText(tree, key)
  return (tree.style(key) === plainStyle ? keyName(written, schema) : written) === name
}

/** The range of what a path leads to; where it leads nowhere, that of the nearest entry that exists, on one line. */
export function rangeOf(tree: Tree, schema: YamlSchema, path: Path, part: Part): Range {
  const { entries, isComplete } = routeTo(tree, schema, path)
  const entry = entries.at(-1)!
  return isComplete ? presentRange(tree, entry, part) : nearestRange(tree, entries)
}

function presentRange(tree: Tree, { key, value }: Entry, part: Part): Range {
  const target = tree.resolve(value)
  if (key === undefined) {
    const lead = tree.lead(value)
    if (tree.isOmitted(target)) return lead === -1 ? wholeDocument(tree) : { start: lead, end: lead + 1 }
    if (part === 'entry') return { start: lead === -1 ? tree.start(value) : lead, end: tree.end(value) }
    return part === 'key' ? firstLine(tree, tree.start(target), tree.end(target)) : nodeRange(tree, target)
  }
  if (part === 'key') return keyLine(tree, key)
  if (part === 'entry') return { start: tree.start(key), end: Math.max(tree.end(value), tree.lead(value) + 1) }
  return tree.isOmitted(target) ? keyLine(tree, key) : nodeRange(tree, target)
}

function nodeRange(tree: Tree, node: Node): Range {
  return { start: tree.start(node), end: tree.end(node) }
}

/** Something to show for a document that holds nothing: its marker or first comment. */
function wholeDocument(tree: Tree): Range {
  const { start, end } = tree.range
  const content = tree.text.slice(start, end).search(/[^\s\uFEFF]/)
  return content === -1 ? { start, end } : firstLine(tree, start + content, end)
}

/** As much of a range as stands on its first line. */
function firstLine(tree: Tree, start: number, end: number): Range {
  const written = tree.text.slice(start, end)
  const lineBreak = written.search(/\r?\n/)
  return { start, end: lineBreak === -1 ? end : start + lineBreak }
}

function isOneLine(tree: Tree, start: number, end: number): boolean {
  const lineBreak = tree.text.indexOf('\n', start)
  return lineBreak === -1 || lineBreak >= end
}

/** Where a missing field belongs: in the last of these entries. */
function nearestRange(tree: Tree, entries: readonly Entry[]): Range {
  const { key, value } = entries.at(-1)!
  const node = tree.resolve(value)
  if (tree.kind(node) === mapKind) return mappingLine(tree, node)
  const owner = entries.findLast((entry) => entry.key !== undefined)?.key
  if (tree.kind(node) === scalarKind && key === undefined && !tree.isOmitted(node)) return firstLine(tree, tree.start(node), tree.end(node))
  if (owner !== undefined) return keyLine(tree, owner)
  if (tree.isOmitted(node)) return wholeDocument(tree)
  return firstLine(tree, tree.start(node), tree.end(node))
}

/** A mapping in one line: its first entry, or the key of it; the braces, or the first of them. */
function mappingLine(tree: Tree, mapping: Node): Range {
  const start = tree.start(mapping)
  if (tree.style(mapping) !== blockStyle)
    return isOneLine(tree, start, tree.end(mapping)) ? nodeRange(tree, mapping) : { start, end: start + 1 }
  const key = mapping + rowLength
  const value = tree.after(key)
  const end = Math.max(tree.end(value), tree.lead(value) + 1)
  return isOneLine(tree, tree.start(key), end) ? { start: tree.start(key), end } : keyLine(tree, key)
}

/** The first line of a key; where the key is left out, the `:` after it. */
function keyLine(tree: Tree, key: Node): Range {
  const colon = tree.lead(tree.after(key))
  return tree.isOmitted(key) ? { start: colon, end: colon + 1 } : firstLine(tree, tree.start(key), tree.end(key))
}
