import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { accuracyTable, judgeFixtures } from './accuracy.ts'

test('the annotated fixtures are judged as they say', async () => {
  const judged = await judgeFixtures()
  expect(judged.length).toBeGreaterThan(200)
  expect(judged.filter(({ isExpected }) => !isExpected).map(({ place, kind, verdict }) => `${place} ${kind} ${verdict}`)).toEqual([])
})

test.each([
  ['en', 'weakness', 'all'],
  ['ja', '弱点', '合計'],
])('the record in the documentation is what was measured, in %s', async (locale, heading, total) => {
  const page = readFileSync(join(import.meta.dirname, `../../docs/${locale}/accuracy.md`), 'utf8')
  const rowsOf = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.replace(/-{3,}/g, '---').replace(/\s+/g, ' '))
  expect(rowsOf(page)).toEqual(expect.arrayContaining([...rowsOf(accuracyTable(await judgeFixtures(), heading, total))]))
})
