import type { Pace } from '../core/pace.ts'
import { milliseconds } from './clock.ts'

/** Signals that ask a program to end, with what a shell calls an end by them. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const

/** How long a computation runs before it looks whether anybody has asked it to stop. In milliseconds. */
const patience = 50

export interface Interruption extends Pace {
  /** Signals end the process again as they do any other. */
  release(): void
}

/** From here on the first Ctrl-C only asks the run to stop, so that it can tell what it knows; the second ends the process. */
export function watchForInterruption(exit: (code: number) => void = (code) => process.exit(code)): Interruption {
  let isAsked = false
  let last = milliseconds()
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handle = (): void => {
      if (isAsked) exit(code)
      isAsked = true
    }
    process.on(signal, handle)
    return () => process.off(signal, handle)
  })
  return {
    due: () => isAsked || milliseconds() - last >= patience,
    turn: async () => {
      // Signals are told of between two turns of the event loop, and may need a second one.
      await aTurn()
      if (!isAsked) await aTurn()
      last = milliseconds()
      return isAsked
    },
    release: () => {
      for (const release of handlers) release()
    },
  }
}

async function aTurn(): Promise<void> {
  await new Promise((done) => setImmediate(done))
}
