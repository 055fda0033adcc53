import { describe, expect, test } from 'vitest'

import { set, type PathEdit } from './edit.ts'
import type { Finding } from './finding.ts'
import { applyFixes } from './fixing.ts'
import type { Source } from './location.ts'
import type { Document } from './subject.ts'
import { text } from './text.ts'

const template: Source = { uri: 'template.yaml', text: 'a: 1\nb: 2\n' }
const values: Source = { uri: 'values.yaml', text: 'c: 3\n' }

/** A document rendered out of two texts: each field stands in the one that has it. */
function rendered(): Document {
  const sourceOf = (edits: readonly PathEdit[]): Source | undefined => {
    const sources = new Set(edits.map(({ path }) => [template, values].find((source) => source.text.includes(`${path[0]}:`))!))
    return sources.size === 1 ? [...sources][0] : undefined
  }
  return {
    uri: template.uri,
    place: (path) => ({ source: template, range: { start: 0, end: 1 }, path }),
    edit: (edits) => {
      const source = sourceOf(edits)
      if (source === undefined) return undefined
      return edits.map((edit) => {
        const start = source.text.indexOf(`${edit.path[0]}:`) + 3
        return { range: { start, end: start + 1 }, text: edit.op === 'set' ? JSON.stringify(edit.value) : '' }
      })
    },
    editTarget: (edits) => {
      const source = sourceOf(edits)
      return source === undefined ? undefined : { source, isShared: source === values }
    },
  }
}

function finding(document: Document, ...edits: readonly PathEdit[]): Finding {
  const words = { text: text({ en: 'x', ja: 'x' }), args: {} }
  const fixes = [{ title: words, safety: 'safe', document, edits }]
  return { outcome: 'fail', suppressed: null, fixes } as unknown as Finding
}

describe('fixes of what was rendered', () => {
  const safe = new Set(['safe'] as const)

  test('each goes to the text that holds the field', () => {
    const document = rendered()
    expect(applyFixes([finding(document, set(['c'], 9))], safe).files.map(({ source, text: after }) => [source.uri, after])).toEqual([
      ['values.yaml', 'c: 9\n'],
    ])
    const both = applyFixes([finding(document, set(['a'], 9)), finding(document, set(['c'], 9))], safe)
    expect(both.files.map(({ source }) => source.uri)).toEqual(['template.yaml'])
    expect(both.postponed).toHaveLength(1)
  })

  test('objects that share a text are fixed once; what does not go together is postponed', () => {
    const findings = [9, 9, 8].map((value) => finding(rendered(), set(['a'], value)))
    const { files, postponed } = applyFixes(findings, safe)
    expect(files.map(({ text: after, fixed }) => [after, fixed.length])).toEqual([['a: 9\nb: 2\n', 2]])
    expect(postponed).toEqual([findings[2]])
  })
})
