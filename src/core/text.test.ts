import { expect, test } from 'vitest'

import { message, render, text } from './text.ts'

const held = text({ en: '{owner} holds {what}', ja: '{owner}に{what}があります' })

test('a hole takes text, a number, words in both languages, or a whole message', () => {
  const container = message(text({ en: 'container {name}', ja: 'コンテナー {name}' }), { name: 'app' })
  const said = message(held, { owner: container, what: text({ en: 'a key', ja: '鍵' }) })
  expect([render(said, 'en'), render(said, 'ja')]).toEqual(['container app holds a key', 'コンテナー app に鍵があります'])
  expect(render(message(held, { owner: 1, what: 'x' }), 'en')).toBe('1 holds x')
})

test('a Latin word in Japanese prose stands between spaces, wherever it comes from', () => {
  expect(render(message(held, { owner: 'Secret', what: 'GitLab トークン' }), 'ja')).toBe('Secret に GitLab トークンがあります')
  expect(render(message(held, { owner: 'ファイル', what: '****' }), 'ja')).toBe('ファイルに****があります')
})

test('what was not given stays visible', () => {
  expect(render({ text: held, args: {} }, 'en')).toBe('{owner} holds {what}')
})
