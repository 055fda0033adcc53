import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { JsonValue } from '../core/edit.ts'
import { jsonPatch, type PatchOperation } from './json-patch.ts'

/** Applies a patch by the letter of RFC 6902, one operation after the other. */
function patched(value: JsonValue, operations: readonly PatchOperation[]): JsonValue {
  let root = structuredClone(value)
  for (const operation of operations) {
    const steps = operation.path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop()
    if (last === undefined) {
      if (operation.op === 'remove') throw new Error('the root cannot be removed')
      root = structuredClone(operation.value)
      continue
    }
    let parent = root as Record<string, JsonValue> | JsonValue[]
    for (const step of steps) parent = (parent as Record<string, never>)[step]!
    change(parent, last, operation)
  }
  return root
}

function change(parent: Record<string, JsonValue> | JsonValue[], last: string, operation: PatchOperation): void {
  if (Array.isArray(parent)) {
    const index = Number(last)
    if (index > parent.length - (operation.op === 'add' ? 0 : 1)) throw new Error(`${last} is out of range`)
    if (operation.op === 'remove') parent.splice(index, 1)
    else parent.splice(index, operation.op === 'add' ? 0 : 1, operation.value)
    return
  }
  if (operation.op !== 'add' && !Object.hasOwn(parent, last)) throw new Error(`${last} is not there`)
  if (operation.op === 'remove') delete parent[last]
  else parent[last] = operation.value
}

describe('a JSON Patch', () => {
  test.each<[string, JsonValue, JsonValue, readonly PatchOperation[]]>([
    ['nothing to do', { a: [1] }, { a: [1] }, []],
    ['a new field', { spec: {} }, { spec: { a: 1 } }, [{ op: 'add', path: '/spec/a', value: 1 }]],
    ['a new mapping', {}, { a: { b: 1 } }, [{ op: 'add', path: '/a', value: { b: 1 } }]],
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, [{ op: 'replace', path: '/a/b', value: 2 }]],
    ['a field less', { a: 1, b: 2 }, { b: 2 }, [{ op: 'remove', path: '/a' }]],
    ['an item at the end', ['a'], ['a', 'b'], [{ op: 'add', path: '/1', value: 'b' }]],
    ['an item less', ['a', 'b', 'c'], ['a', 'c'], [{ op: 'remove', path: '/1' }]],
    ['names with slashes and tildes', { 'a/b': { 'c~d': 1 } }, { 'a/b': { 'c~d': 2 } }, [{ op: 'replace', path: '/a~1b/c~0d', value: 2 }]],
  ])('%s', (_, before, after, expected) => {
    expect(jsonPatch(before, after)).toEqual(expected)
  })

  test('makes the one of the other, whatever they are', () => {
    const key = fc.constantFrom('a', 'b/', '~c', '')
    const value = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, 1, 2, 'x', false),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    })).value
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(patched(before, jsonPatch(before, after))).toEqual(after)
      }),
      { numRuns: 3000 },
    )
  })
})
