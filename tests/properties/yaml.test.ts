import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse as parseByPackage } from 'yaml'

import { append, applyPathEdits, applyTextEdits, remove, set, type JsonValue, type PathEdit } from '../../src/core/edit.ts'
import type { Path } from '../../src/core/location.ts'
import { readJson } from '../../src/syntax/json/read.ts'
import { readYaml, type YamlDocument } from '../../src/syntax/yaml/read.ts'
import { anyChoices, anyJson, anyMapping, printRandomly } from './yaml-text.ts'

const runs = { numRuns: 400 }

function only(text: string): YamlDocument {
  const { documents } = readYaml({ uri: 'x', text })
  expect(documents.length).toBe(1)
  return documents[0]!
}

function* pathsOf(value: JsonValue, path: Path = []): Generator<Path> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, held] of Object.entries(value)) yield* pathsOf(held, [...path, Array.isArray(value) ? Number(key) : key])
}

function at(value: JsonValue, path: Path): JsonValue {
  return path.reduce((held, step) => (held as Record<string | number, JsonValue>)[step]!, value)
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}

describe('reading', () => {
  it('gives the value that was written, as the yaml package does', () => {
    fc.assert(
      fc.property(anyMapping, anyChoices, (value, choices) => {
        const text = printRandomly(value, choices)
        const document = only(text)
        expect(document.problems).toEqual([])
        expect(document.value).toEqual(value)
        expect(parseByPackage(text)).toEqual(value)
      }),
      runs,
    )
  })

  it('knows where each value is written: the slice reads as the value', () => {
    fc.assert(
      fc.property(anyMapping, anyChoices, (value, choices) => {
        const text = printRandomly(value, choices)
        const document = only(text)
        for (const path of pathsOf(value)) {
          const { range } = document.place(path)
          const slice = text.slice(range.start, range.end)
          expect(slice).not.toBe('')
          const expected = at(value, path)
          // A value that is left out is placed at its key, or its dash.
          if (expected === null && !/^(?:null|~)/.test(slice)) continue
          // The range of a collection ends before the final line breaks of the block scalar that it may end with.
          const compared = typeof expected === 'object' ? withoutFinalBreaks : (held: unknown) => held
          expect(compared(readSlice(text, document, path, slice))).toEqual(compared(expected))
        }
      }),
      runs,
    )
  })

  it('places a missing field on one line', () => {
    fc.assert(
      fc.property(anyMapping, anyChoices, (value, choices) => {
        const text = printRandomly(value, choices)
        const document = only(text)
        for (const path of pathsOf(value)) {
          const { range } = document.place([...path, 'notThere', 'norThis'])
          expect(text.slice(range.start, range.end)).toMatch(/^[^\n]+$/)
        }
      }),
      runs,
    )
  })
})

function withoutFinalBreaks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, held: unknown) => (typeof held === 'string' ? held.replace(/\n+$/, '') : held))
}

/** Reads what stands at a path as a document of its own, put back at its column. */
function readSlice(text: string, document: YamlDocument, path: Path, slice: string): unknown {
  const column = (range: { readonly start: number }) => ' '.repeat(columnAt(text, range.start))
  if (!/^[|>]/.test(slice)) return only(column(document.place(path).range) + slice).value
  const { k } = only(`${column(document.place(path.slice(0, -1)).range)}k: ${slice}\n`).value as { k: string }
  // Of final line breaks that are kept only the first is sure to be read again: the range ends before them.
  return /^.\+/.test(slice) ? k + '\n'.repeat((at(document.value as JsonValue, path) as string).length - k.length) : k
}

/** Edits of a value, most of which can be done. */
function anyEdit(value: JsonValue): fc.Arbitrary<PathEdit> {
  const path = fc.constantFrom(...pathsOf(value))
  const name = fc.constantFrom('added', 'securityContext', 'a: b', 'yes', 'a')
  return fc.oneof(
    fc.record({ op: fc.constant('set' as const), path, value: anyJson }),
    fc.record({
      op: fc.constant('set' as const),
      path: fc.tuple(path, fc.array(name, { minLength: 1, maxLength: 2 })).map(([start, end]) => [...start, ...end]),
      value: anyJson,
    }),
    fc.record({ op: fc.constant('remove' as const), path }),
    fc.record({ op: fc.constant('append' as const), path, value: anyJson }),
    fc.record({ op: fc.constant('append' as const), path: fc.tuple(path, name).map(([start, end]) => [...start, end]), value: anyJson }),
    fc.record({ op: fc.constant('rename' as const), path, key: name }),
  )
}

/** What fixes ask for, everywhere in a value: another scalar, a missing field, one more item, one entry less. */
function offeredEdits(value: JsonValue): PathEdit[][] {
  return [...pathsOf(value)]
    .slice(0, 10)
    .flatMap((path): PathEdit[] => [
      set(path, false),
      set([...path, 'securityContext', 'runAsNonRoot'], true),
      append([...path, 'drop'], 'ALL'),
      set([...path, 'livenessProbe'], { tcpSocket: { port: 'http' }, failureThreshold: 3 }),
      append(path, { maxSkew: 1, labelSelector: { matchLabels: { 'app.kubernetes.io/name': '' } }, matchLabelKeys: [[], 'a: b', {}] }),
      append(path, 'yes'),
      remove(path),
    ])
    .map((edit) => [edit])
}

const anyEditing = fc
  .tuple(anyMapping, anyChoices)
  .chain(([value, choices]) => fc.tuple(fc.constant(value), fc.constant(choices), fc.array(anyEdit(value), { minLength: 1, maxLength: 3 })))

describe('editing', () => {
  it('gives the value that was asked for, or nothing', () => {
    let done = 0
    let refused = 0
    fc.assert(
      fc.property(anyEditing, ([value, choices, edits]) => {
        const text = printRandomly(value, choices)
        const wanted = applyPathEdits(value, edits)
        const planned = only(text).edit(edits)
        const result = planned === undefined ? undefined : only(applyTextEdits(text, planned)).value
        if (wanted !== undefined && result === undefined) {
          refused++
          return
        }
        done++
        expect(result).toEqual(wanted)
      }),
      runs,
    )
    expect(refused).toBeLessThan((refused + done) * 0.06)
  })

  it('is offered only where it can be made', () => {
    let certain = 0
    fc.assert(
      fc.property(anyEditing, ([value, choices, edits]) => {
        const text = printRandomly(value, choices)
        for (const edit of [edits.slice(0, 1), edits, ...offeredEdits(value)]) {
          const offered = only(text).canEdit(edit)
          expect(offered).toBe(only(text).edit(edit) !== undefined)
          if (offered) certain++
        }
      }),
      runs,
    )
    expect(certain).toBeGreaterThan(runs.numRuns)
  })

  it('of one scalar touches nothing else', () => {
    fc.assert(
      fc.property(
        anyMapping,
        anyChoices,
        fc.nat(),
        fc.oneof(fc.boolean(), fc.integer(), fc.constantFrom('a', 'yes', 'a: b')),
        (value, choices, pick, scalar) => {
          const text = printRandomly(value, choices)
          const document = only(text)
          const paths = [...pathsOf(value)].filter(
            (path) => path.length > 0 && (typeof at(value, path) !== 'object' || at(value, path) === null),
          )
          const path = paths[pick % Math.max(paths.length, 1)]
          if (path === undefined) return
          const { start, end } = document.place(path, 'entry').range
          for (const { range } of document.edit([{ op: 'set', path, value: scalar }]) ?? []) {
            expect(range.start).toBeGreaterThanOrEqual(start)
            // Line breaks that a block scalar holds on to go with it.
            expect(text.slice(end, range.end).trim()).toBe('')
          }
        },
      ),
      runs,
    )
  })

  it('of JSON gives JSON with the value that was asked for', () => {
    fc.assert(
      fc.property(anyMapping, fc.constantFrom(undefined, 2, '\t'), fc.infiniteStream(fc.nat()), (value, space, picks) => {
        const text = JSON.stringify(value, null, space)
        const [document] = readJson({ uri: 'x', text }).documents
        const [edit] = fc.sample(anyEdit(value), { numRuns: 1, seed: picks.next().value! })
        const wanted = applyPathEdits(value, [edit!])
        const planned = document!.edit([edit!])
        expect(planned && JSON.parse(applyTextEdits(text, planned))).toEqual(wanted)
      }),
      runs,
    )
  })
})
