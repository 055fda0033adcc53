import { expect, test } from 'vitest'

import { withConcealedTexts } from './conceal.ts'
import type { Finding } from './finding.ts'
import type { Range } from './location.ts'

function finding(uri: string, text: string, range: Range, conceals = false): Finding {
  const place = { source: { uri, text }, range, path: [] }
  const words = { en: '', ja: '' }
  return {
    check: 'a/b', controls: [], standards: [], outcome: 'fail', severity: 'high', confidence: 'high', resource: { type: 'file', name: uri },
    message: { text: words, args: {} }, title: words, place, related: [{ place, note: { text: words, args: {} } }], fixes: [], suppressed: null, fingerprint: '',
    ...(conceals ? { conceals } : {}),
  } // prettier-ignore
}

test('stars the text out for every finding in the same version of the file, and nowhere else', () => {
  const text = 'a: one\nkey: two\nthree\nz: 1\n'
  const [secret, beside, other, version] = withConcealedTexts([
    finding('x', text, { start: 12, end: 21 }, true),
    finding('x', text, { start: 0, end: 1 }),
    finding('y', text, { start: 0, end: 1 }),
    finding('x', `${text}more`, { start: 0, end: 1 }),
  ])
  const masked = 'a: one\nkey: ***\n*****\nz: 1\n'
  expect([secret, beside].map((one) => [one!.place.source.text, one!.related[0]!.place.source.text])).toEqual([
    [masked, masked],
    [masked, masked],
  ])
  expect([other!.place.source.text, version!.place.source.text]).toEqual([text, `${text}more`])
})

test('joins ranges that overlap', () => {
  const [one] = withConcealedTexts([finding('x', 'abcdef', { start: 1, end: 4 }, true), finding('x', 'abcdef', { start: 2, end: 5 }, true)])
  expect(one!.place.source.text).toBe('a****f')
})
