import { describe, expect, it } from 'vitest'

import { findingOf, nonRoot, optionsOf, placeOf, privileged, runOf, say } from '../../tests/reports/sample.ts'
import { Redaction } from './redaction.ts'
import { formats, loadRenderer } from './report.ts'

const token = ['tok', 'en-1234567890'].join('')
const other = ['pass', 'word-0987654321'].join('')
const source = { uri: 'a.yaml', text: `env:\n  a: ${token}\n  b: ${other}\nimage: x\n` }
const secret = findingOf(privileged, placeOf(source, token), say('a token stands in the file'), { details: { secret: { rule: 'token' } } })
const beside = findingOf(nonRoot, placeOf(source, 'image: x'), say('wrong'))

describe('secrets', () => {
  it.each(formats)('are not in %s, marked or beside what is marked', async (format) => {
    const run = runOf({ findings: [secret, beside] })
    const secretsIn = () => [placeOf(source, other).range]
    const report = (await loadRenderer(format))(run, optionsOf({ secretsIn }))
    expect(report).not.toContain(token)
    expect(report).not.toContain(other)
  })

  it('leave their lines and their room behind, where they overlap too', () => {
    const text = 'key: |\n  abc\n  def\nend'
    const masked = new Redaction({ findings: [] }, () => [
      { start: 9, end: 16 },
      { start: 11, end: 18 },
      { start: 12, end: 13 },
    ])
    expect(masked.place({ source: { uri: 'a', text }, range: { start: 0, end: 3 }, path: [] }).source.text).toBe(
      'key: |\n  ***\n*****\nend',
    )
  })

  it('are asked for once for each text, and only for texts that are shown', () => {
    let asked = 0
    const redaction = new Redaction({ findings: [] }, () => {
      asked++
      return []
    })
    expect(asked).toBe(0)
    expect(redaction.place(beside.place)).toBe(beside.place)
    redaction.place(secret.place)
    expect(asked).toBe(1)
  })
})
