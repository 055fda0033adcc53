/** A computation that yields where it has run for so long that others should have their turn. */
export type Sliced<Result> = Generator<undefined, Result, undefined>

/** In milliseconds: shorter than the time in which a review is to be answered. */
const longestSlice = 4

/** Reviews whose text is longer, in characters, are judged in slices; to judge a shorter one takes less than one turn. */
export const largeReview = 64 * 1024

/** Tells a computation when to yield. */
export class SliceClock {
  #began: number

  constructor(now: number) {
    this.#began = now
  }

  /** Whether the slice is over. */
  isOver(now: number): boolean {
    return now - this.#began > longestSlice
  }

  /** A new slice begins. */
  begin(now: number): void {
    this.#began = now
  }
}

export function atOnce<Result>(steps: Sliced<Result>): Result {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** Between two slices the event loop takes up all that has come. */
async function inSlices<Result>(steps: Sliced<Result>): Promise<Result> {
  let step = steps.next()
  while (step.done !== true) {
    await new Promise((done) => setImmediate(done))
    step = steps.next()
  }
  return step.value
}

/** Runs computations in slices, one after the other in their order, so that they do not take memory all at once. */
export class SliceQueue {
  #last: Promise<unknown> = Promise.resolve()

  async run<Result>(begin: () => Sliced<Result>): Promise<Result> {
    const result = this.#last.then(async () => inSlices(begin()))
    this.#last = result.catch(() => undefined)
    return result
  }
}
