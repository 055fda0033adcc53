import { expect, test } from 'vitest'

import { TurnClock } from './turn-clock.ts'

/** A clock and an event loop that go on when they are told to. */
function loop() {
  let time = 0
  const pending: (() => void)[] = []
  const clock = new TurnClock(
    () => time,
    (then) => pending.push(then),
  )
  return {
    clock,
    pass: (milliseconds: number) => void (time += milliseconds),
    endTurn: () => pending.splice(0).forEach((then) => then()),
    isWatching: () => pending.length > 0,
  }
}

test('requests of one turn came when its first one did', () => {
  const { clock, pass } = loop()
  pass(5)
  expect(clock.arrival()).toBe(5)
  pass(20)
  expect(clock.arrival()).toBe(5)
})

test('requests of the next turn came at the latest when the turn before it ended', () => {
  const { clock, pass, endTurn } = loop()
  clock.arrival()
  pass(20)
  endTurn()
  pass(3)
  expect(clock.arrival()).toBe(20)
  pass(30)
  endTurn()
  expect(clock.arrival()).toBe(53)
})

test('after a turn without requests the loop may wait, and a request comes when it is handed over', () => {
  const { clock, pass, endTurn, isWatching } = loop()
  clock.arrival()
  endTurn()
  endTurn()
  expect(isWatching()).toBe(false)
  pass(1000)
  expect(clock.arrival()).toBe(1000)
})
