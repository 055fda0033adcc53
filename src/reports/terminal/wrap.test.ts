import { expect, it } from 'vitest'

import { displayWidth } from './display-width.ts'
import { wrap } from './wrap.ts'

it('breaks Latin text at spaces and keeps words whole', () => {
  expect(wrap('one two three https://example.com/a/long/address four', { width: 12, first: 0, rest: 2 })).toEqual([
    'one two',
    'three',
    'https://example.com/a/long/address',
    'four',
  ])
})

it('breaks Japanese anywhere but before 、。」 and after 「', () => {
  expect(wrap('これは「引用」です。', { width: 10, first: 0, rest: 0 })).toEqual(['これは「引', '用」です。'])
  expect(wrap('これが「引用」です。', { width: 8, first: 0, rest: 0 })).toEqual(['これが', '「引用」', 'です。'])
  expect(wrap('あいうえお。', { width: 10, first: 0, rest: 0 })).toEqual(['あいうえ', 'お。'])
  expect(wrap('サーバーのデータ', { width: 6, first: 0, rest: 0 })).toEqual(['サー', 'バーの', 'データ'])
})

it('leaves lines alone that fit, and those without a width', () => {
  expect(wrap('a b', { width: 3, first: 0, rest: 0 })).toEqual(['a b'])
  expect(wrap('a '.repeat(100), { width: undefined, first: 0, rest: 0 })).toEqual(['a '.repeat(100)])
})

it('counts the cells of a terminal', () => {
  expect(['abc', '日本語', 'ｶﾞ', 'が', 'か\u3099', '葛\u{e0100}', '🚀', '✅', '→', '\u001b[31mred\u001b[39m'].map(displayWidth)).toEqual([
    3, 6, 2, 2, 2, 2, 2, 2, 1, 3,
  ])
})
