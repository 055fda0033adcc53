/**
 * Tells when requests came. The event loop hands over all that has arrived since its last turn, one after the other; those
 * at the end have waited for the answers to those before them, and this time belongs to theirs. Without it a server that is
 * asked for more than it can do would judge at length what nobody waits for any more.
 */
export class TurnClock {
  readonly #now: () => number
  readonly #endOfTurn: (then: () => void) => void
  #began: number | undefined
  #isUsed = false

  /**
   * @param now in milliseconds
   * @param endOfTurn calls back when all that has arrived has been handed over
   */
  constructor(now: () => number = () => performance.now(), endOfTurn: (then: () => void) => void = setImmediate) {
    this.#now = now
    this.#endOfTurn = endOfTurn
  }

  /** The moment from which the request that is handed over now has been waiting at the latest, on the clock of `now`. */
  arrival(): number {
    this.#isUsed = true
    if (this.#began === undefined) {
      this.#began = this.#now()
      this.#endOfTurn(this.#nextTurn)
    }
    return this.#began
  }

  /** What the next turn hands over is there by now. A turn with no request ends the watch: the one after it may begin with a wait. */
  readonly #nextTurn = (): void => {
    this.#began = this.#isUsed ? this.#now() : undefined
    if (!this.#isUsed) return
    this.#isUsed = false
    this.#endOfTurn(this.#nextTurn)
  }
}
