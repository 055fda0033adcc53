import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { applyTextEdits, type TextEdit } from '../../core/edit.ts'
import { PieceTable } from './pieces.ts'

const edit = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text })

it('says rounds of edits as one', () => {
  const pieces = new PieceTable('abcdef')
  pieces.apply([edit(1, 2, 'XY'), edit(4, 4, '-')])
  expect(pieces.text).toBe('aXYcd-ef')
  pieces.apply([edit(2, 3, ''), edit(6, 8, '!')])
  expect(pieces.text).toBe('aXcd-!')
  expect(pieces.edits()).toEqual([edit(1, 2, 'X'), edit(4, 6, '-!')])
})

it('gives what the rounds give one after the other', () => {
  const anyRounds = fc.array(fc.array(fc.tuple(fc.nat(20), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 4 }), { maxLength: 4 })
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), anyRounds, (original, rounds) => {
      const pieces = new PieceTable(original)
      let text = original
      for (const round of rounds) {
        const edits: TextEdit[] = []
        let from = 0
        for (const [skip, length, added] of round) {
          const start = Math.min(from + skip, text.length)
          from = Math.min(start + length, text.length)
          edits.push(edit(start, from, added))
        }
        text = applyTextEdits(text, edits)
        pieces.apply(edits)
      }
      expect(pieces.text).toBe(text)
      expect(applyTextEdits(original, pieces.edits())).toBe(text)
    }),
  )
})
