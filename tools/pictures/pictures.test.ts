import { expect, test } from 'vitest'

import { ansiToHtml } from './ansi-to-html.ts'
import { excerptOf, withRecording } from './recording.ts'

test('styles of a terminal become HTML', () => {
  expect(ansiToHtml('a \u001b[1m\u001b[31mb<\u001b[39m\u001b[22m c')).toBe(
    'a <span style="font-weight: bold; color: #ff7b72">b&lt;</span> c',
  )
  expect(ansiToHtml('\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007')).toBe('link')
  expect(ansiToHtml('\u001b[4mx\u001b[24m\u001b[2my\u001b[0mz')).toBe(
    '<span style="text-decoration: underline">x</span><span style="opacity: 0.65">y</span>z',
  )
})

test('an excerpt has the first findings and the end', () => {
  expect(excerptOf('one\n1\n\ntwo\n\nthree\n\nfour\n\nend\n', 2)).toBe('one\n1\n\ntwo\n\n…\n\nend')
  expect(excerptOf('one\n\nend\n', 2)).toBe('one\n\nend')
})

test('a recording is renewed in its place', () => {
  const page = 'a\n<!-- recording: scan -->\n\n```text\nold\n```\n\nb ```x``` \n'
  expect(withRecording(page, 'scan', 'new\nlines')).toBe(page.replace('old', 'new\nlines'))
  expect(() => withRecording(page, 'other', '')).toThrow('there is no recording other')
})
