import { describe, expect, it } from 'vitest'

import type { Place } from '../../core/location.ts'
import { codeFrame, type FrameOptions } from './code-frame.ts'
import { paintFor } from './paint.ts'

function frame(marked: string, options: Partial<FrameOptions> = {}): string {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  const place: Place = { source: { uri: 'a.yaml', text: marked.replace('«', '').replace('»', '') }, range: { start, end }, path: [] }
  return `\n${codeFrame(place, { paint: paintFor(false), severity: 'high', width: undefined, context: 2, ...options }).join('\n')}\n`
}

describe('a code frame', () => {
  it('marks by cells: Japanese takes two', () => {
    expect(frame('a: 1\n説明: «日本語» # 注\n')).toMatchInlineSnapshot(`
      "
        1 | a: 1
        2 | 説明: 日本語 # 注
          |       ^^^^^^
      "
    `)
  })

  it('puts tabs on their stops', () => {
    expect(frame('\tab\t«x»\ty')).toMatchInlineSnapshot(`
      "
        1 |     ab  x   y
          |         ^
      "
    `)
  })

  it('marks an empty range, and one at the very end', () => {
    expect(frame('a:«»\n')).toMatchInlineSnapshot(`
      "
        1 | a:
          |   ^
      "
    `)
    expect(frame('a: b«»')).toMatchInlineSnapshot(`
      "
        1 | a: b
          |     ^
      "
    `)
    expect(frame('«»')).toMatchInlineSnapshot(`
      "
        1 |
          | ^
      "
    `)
  })

  it('numbers lines that end in CR, LF or both', () => {
    expect(frame('a\rb\r\nc\nd: «x»\r\n')).toMatchInlineSnapshot(`
      "
        2 | b
        3 | c
        4 | d: x
          |    ^
      "
    `)
  })

  it('marks several lines beside their numbers, and leaves the middle out', () => {
    expect(frame('a\nb: «c\nd»\ne')).toMatchInlineSnapshot(`
      "
        1 | a
      > 2 | b: c
      > 3 | d
      "
    `)
    expect(frame(`a\n«${Array.from({ length: 12 }, (_, index) => `line ${index}`).join('\n')}\n»b`, { label: 'here' }))
      .toMatchInlineSnapshot(`
      "
         1 | a
      >  2 | line 0
      >  3 | line 1
      >  4 | line 2
      >  5 | line 3
           ...
      > 13 | line 11
           | here
      "
    `)
  })

  it('cuts a long line around the range', () => {
    expect(frame(`before\n${'x'.repeat(5_000)}«here»${'y'.repeat(5_000)}`, { width: 60 })).toMatchInlineSnapshot(`
      "
        2 | ...xxxxxxxxxxxxxxxxhereyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
          |                    ^^^^
      "
    `)
    expect(frame(`before\n«${'長'.repeat(5_000)}»`, { width: 60, label: 'securityContext' })).toMatchInlineSnapshot(`
      "
        1 | before
        2 | 長長長長長長長長長長長長長長長長長長長長長長長長...
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          | securityContext
      "
    `)
  })

  it('shows what hides', () => {
    expect(frame('name: «\u001b[31mred\u202e\u0000\u200b»')).toMatchInlineSnapshot(`
      "
        1 | name: ␛[31mred<U+202E>␀<U+200B>
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^
      "
    `)
  })

  it('reads little of a megabyte in one line', () => {
    const text = `[${'{"privileged":true},'.repeat(50_000)}{}]`
    const place: Place = { source: { uri: 'a.json', text }, range: { start: 500_000, end: 500_010 }, path: [] }
    const started = performance.now()
    for (let count = 0; count < 500; count++) codeFrame(place, { paint: paintFor(false), severity: 'high', width: 80, context: 2 })
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
