import { expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { progressLine } from './progress.ts'

function terminal(isTTY: boolean, env: NodeJS.ProcessEnv = {}): { io: Io; written: string[] } {
  const written: string[] = []
  const stderr = { isTTY, write: (text: string) => written.push(text) > 0 }
  return { io: { stderr, env } as unknown as Io, written }
}

test('it speaks after 300 ms, at most ten times a second, and leaves nothing behind', () => {
  const { io, written } = terminal(true)
  let time = 0
  const line = progressLine(io, 'en', () => time)
  for (time = 0; time <= 500; time += 10) line.tell('reading', time, 500)
  line.clear()
  expect(written).toEqual([
    '\r\u001b[Kreading 300 of 500 files',
    '\r\u001b[Kreading 400 of 500 files',
    '\r\u001b[Kreading 500 of 500 files',
    '\r\u001b[K',
  ])
})

test('it says the same in Japanese', () => {
  const { io, written } = terminal(true)
  let time = 0
  const line = progressLine(io, 'ja', () => time)
  time = 400
  line.tell('judging', 3, 9)
  expect(written).toEqual(['\r\u001b[K検査中: 9 件中 3 件'])
})

test('it is silent where no terminal is, and for who listens', () => {
  for (const { io, written } of [terminal(false), terminal(true, { ACCESSIBLE: '1' })]) {
    let time = 0
    const line = progressLine(io, 'en', () => time)
    time = 5000
    line.tell('reading', 1, 2)
    line.clear()
    expect(written).toEqual([])
  }
})
