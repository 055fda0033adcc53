import { afterEach, expect, test, vi } from 'vitest'

import { watchForInterruption, type Interruption } from './interruption.ts'

let watched: Interruption | undefined
afterEach(() => watched?.release())

test('the first signal asks to stop, the second ends the process', async () => {
  const exit = vi.fn<(code: number) => void>()
  watched = watchForInterruption(exit)
  expect(await watched.turn()).toBe(false)
  process.emit('SIGINT', 'SIGINT')
  expect([watched.due(), await watched.turn(), exit.mock.calls]).toEqual([true, true, []])
  process.emit('SIGTERM', 'SIGTERM')
  expect(exit.mock.calls).toEqual([[143]])
})

test('afterwards signals do what they always do', () => {
  const before = process.listenerCount('SIGINT')
  const other = watchForInterruption()
  expect(process.listenerCount('SIGINT')).toBe(before + 1)
  other.release()
  expect(process.listenerCount('SIGINT')).toBe(before)
})
