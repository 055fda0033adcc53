import { dictionary, list, type Entry, type Origin, type Unknown, type Value } from '../value/value.ts'

/** A value that is put together path by path; mappings and lists on the way come into being at `at`. */
export class Assembled {
  readonly #at: Origin
  readonly #open: Unknown | undefined
  readonly #held = new Map<string, Entry | Assembled>()

  /** `open` is set where there may be more in it than what is put in. */
  constructor(at: Origin, open: Unknown | undefined) {
    this.#at = at
    this.#open = open
  }

  set(path: string, value: Entry): void {
    const [first = '', ...rest] = path.split('.')
    if (rest.length === 0) {
      this.#held.set(first, value)
      return
    }
    const known = this.#held.get(first)
    const inner = known instanceof Assembled ? known : new Assembled(this.#at, this.#open)
    this.#held.set(first, inner)
    inner.set(rest.join('.'), value)
  }

  value(): Value {
    const entries = [...this.#held].map(([key, held]): [string, Entry] => {
      if (!(held instanceof Assembled)) return [key, held]
      const { source, range } = this.#at
      return [key, { value: held.value(), source, key: range, written: range }]
    })
    const isList = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
    if (isList)
      return list(
        this.#at,
        entries.map(([, { value }]) => value),
      )
    return dictionary(this.#at, new Map(entries), this.#open)
  }
}
