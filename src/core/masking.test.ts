import { expect, test } from 'vitest'

import type { Finding } from './finding.ts'
import { maskFindings } from './masking.ts'
import { message, text } from './text.ts'

const source = { uri: 'a.yaml', text: 'user: shop\npassword: "hunter2-x"\nport: 80\n' }

function findingAt(start: number, end: number, said: string): Finding {
  const words = text({ en: 'says {value}', ja: '{value} とあります' })
  return { place: { source, range: { start, end }, path: [] }, related: [], message: message(words, { value: said }) } as unknown as Finding
}

test('what is confidential is covered in the text, character by character, and in the message about it', () => {
  const [about, beside] = maskFindings(
    [findingAt(21, 32, 'hunter2-x'), findingAt(0, 4, 'shop')],
    [{ uri: 'a.yaml', range: { start: 21, end: 32 } }],
  )
  expect(about!.place.source.text).toBe('user: shop\npassword: ***********\nport: 80\n')
  expect(about!.place.range).toEqual({ start: 21, end: 32 })
  expect(about!.message.args).toEqual({ value: '****' })
  expect(beside!.place.source).toBe(about!.place.source)
  expect(beside!.message.args).toEqual({ value: 'shop' })
})

test('lines stay lines, and other files stay as they are', () => {
  const block = { uri: 'b.yaml', text: 'key: |\n  one\n  two\n' }
  const finding = { ...findingAt(0, 3, 'x'), place: { source: block, range: { start: 0, end: 3 }, path: [] } }
  expect(maskFindings([finding], [{ uri: 'b.yaml', range: { start: 7, end: 18 } }])[0]!.place.source.text).toBe('key: |\n*****\n*****\n')
  expect(maskFindings([finding], [{ uri: 'c.yaml', range: { start: 7, end: 18 } }])[0]!.place.source).toBe(block)
})
