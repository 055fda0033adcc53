import type { JsonValue } from '../core/edit.ts'
import type { Path } from '../core/location.ts'

/** An operation of a JSON Patch (RFC 6902); these three are all that fixes need. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string }

type JsonMapping = Readonly<Record<string, JsonValue>>

/**
 * The patch that makes `after` of `before`. Time is linear in their size: sequences are compared from both ends, and what
 * differs in the middle is compared item by item.
 */
export function jsonPatch(before: JsonValue, after: JsonValue): readonly PatchOperation[] {
  const operations: PatchOperation[] = []
  compare(before, after, [], operations)
  return operations
}

function compare(before: JsonValue, after: JsonValue, path: Path, operations: PatchOperation[]): void {
  if (before === after) return
  if (isSequence(before) && isSequence(after)) compareItems(before, after, path, operations)
  else if (isMapping(before) && isMapping(after)) compareMembers(before, after, path, operations)
  else operations.push({ op: 'replace', path: pointer(path), value: after })
}

function compareMembers(before: JsonMapping, after: JsonMapping, path: Path, operations: PatchOperation[]): void {
  for (const [key, value] of Object.entries(after)) {
    if (Object.hasOwn(before, key)) compare(before[key]!, value, [...path, key], operations)
    else operations.push({ op: 'add', path: pointer([...path, key]), value })
  }
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) operations.push({ op: 'remove', path: pointer([...path, key]) })
  }
}

function compareItems(before: readonly JsonValue[], after: readonly JsonValue[], path: Path, operations: PatchOperation[]): void {
  // Edits share what they leave alone, so equal items are mostly the same object.
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const [removed, added] = [before.length - start - tail, after.length - start - tail]
  const both = Math.min(removed, added)
  for (let index = start; index < start + both; index++) compare(before[index]!, after[index]!, [...path, index], operations)
  for (let index = start + removed - 1; index >= start + both; index--) operations.push({ op: 'remove', path: pointer([...path, index]) })
  for (let index = start + both; index < start + added; index++)
    operations.push({ op: 'add', path: pointer([...path, index]), value: after[index]! })
}

/** RFC 6901. */
export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function isSequence(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isMapping(value: JsonValue): value is JsonMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
