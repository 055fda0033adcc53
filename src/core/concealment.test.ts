import { describe, expect, it } from 'vitest'

import { conceal, showableText } from './concealment.ts'
import type { Source } from './location.ts'

const text = 'password: "hunter2"\nkey: |\n  one\n  two\n'

function sourceHiding(...hidden: readonly string[]): Source {
  const source = { uri: 'x.yaml', text }
  for (const part of hidden) {
    const start = text.indexOf(part)
    conceal({ source, range: { start, end: start + part.length }, path: [] })
  }
  return source
}

describe('showableText', () => {
  it('is the text where nothing is concealed', () => expect(showableText(sourceHiding(), 0, 19)).toBe('password: "hunter2"'))

  it('shows where a value stands and how long it is, not what it says', () =>
    expect(showableText(sourceHiding('"hunter2"'), 0, 19)).toBe('password: "•••••••"'))

  it('keeps lines and indentation', () => expect(showableText(sourceHiding('one\n  two'), 20, text.length)).toBe('key: |\n  •••\n  •••\n'))

  it('knows several, and parts of one', () => {
    const source = sourceHiding('hunter2', 'one')
    expect(showableText(source, 0, text.length)).toBe('password: "•••••••"\nkey: |\n  •••\n  two\n')
    expect(showableText(source, 14, 19)).toBe('••••"')
  })

  it('is about one source alone', () => {
    sourceHiding('hunter2')
    expect(showableText({ uri: 'x.yaml', text }, 0, 19)).toBe('password: "hunter2"')
  })
})
