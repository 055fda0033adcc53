/**
 * Finds every occurrence of many keywords in one pass over bytes, without regard to ASCII case (Aho and Corasick, 1975).
 * States are rows of one flat table; those at which a keyword ends are numbered last, so the loop has one comparison a byte.
 */
export class KeywordIndex {
  readonly #columnOf = new Uint8Array(256)
  readonly #next: Uint32Array
  readonly #firstFinal: number
  readonly #columns: number
  /** Keyword numbers by final state, longest keyword first. */
  readonly #ends: readonly (readonly number[])[]
  readonly #lengths: Uint16Array

  /** `keywords` are ASCII in lower case; their place in the list is the number that {@link scan} gives. */
  constructor(keywords: readonly string[]) {
    this.#lengths = Uint16Array.from(keywords, (keyword) => keyword.length)
    this.#columns = this.#numberColumns(keywords)
    const { children, ends } = this.#trie(keywords)
    const { order, fail } = breadthFirst(children)
    for (const state of order) ends[state]!.push(...ends[fail[state]!]!)
    const ordered = [...order.filter((state) => ends[state]!.length === 0), ...order.filter((state) => ends[state]!.length > 0)]
    const rowOf = new Uint32Array(children.length)
    for (const [row, state] of ordered.entries()) rowOf[state] = row * this.#columns
    this.#next = new Uint32Array(children.length * this.#columns)
    for (const state of order) {
      for (let column = 0; column < this.#columns; column++) {
        const child = children[state]!.get(column)
        const target = child === undefined ? (state === 0 ? 0 : this.#next[rowOf[fail[state]!]! + column]!) : rowOf[child]!
        this.#next[rowOf[state]! + column] = target
      }
    }
    this.#firstFinal = ordered.filter((state) => ends[state]!.length === 0).length * this.#columns
    this.#ends = ordered.filter((state) => ends[state]!.length > 0).map((state) => ends[state]!)
  }

  lengthOf(keyword: number): number {
    return this.#lengths[keyword]!
  }

  /** Calls `hit` with the number of each keyword found and the offset at which it starts, in order of its end. */
  scan(bytes: Uint8Array, length: number, hit: (keyword: number, start: number) => void): void {
    const next = this.#next
    const columnOf = this.#columnOf
    const firstFinal = this.#firstFinal
    let state = 0
    for (let index = 0; index < length; index++) {
      state = next[state + columnOf[bytes[index]!]!]!
      if (state >= firstFinal) {
        for (const keyword of this.#ends[(state - firstFinal) / this.#columns]!) hit(keyword, index + 1 - this.#lengths[keyword]!)
      }
    }
  }

  /** Column 0 is for every byte that is in no keyword. */
  #numberColumns(keywords: readonly string[]): number {
    let columns = 1
    for (const keyword of keywords) {
      for (let index = 0; index < keyword.length; index++) {
        const unit = keyword.charCodeAt(index)
        if (this.#columnOf[unit] !== 0) continue
        this.#columnOf[unit] = columns
        const upper = keyword[index]!.toUpperCase().charCodeAt(0)
        this.#columnOf[upper] = columns++
      }
    }
    return columns
  }

  #trie(keywords: readonly string[]): { children: Map<number, number>[]; ends: number[][] } {
    const children: Map<number, number>[] = [new Map()]
    const ends: number[][] = [[]]
    for (const [number, keyword] of keywords.entries()) {
      let state = 0
      for (let index = 0; index < keyword.length; index++) {
        const column = this.#columnOf[keyword.charCodeAt(index)]!
        let child = children[state]!.get(column)
        if (child === undefined) {
          child = children.push(new Map()) - 1
          ends.push([])
          children[state]!.set(column, child)
        }
        state = child
      }
      ends[state]!.push(number)
    }
    return { children, ends }
  }
}

/** States in order of depth, and for each the state of its longest proper suffix that is in the trie. */
function breadthFirst(children: readonly ReadonlyMap<number, number>[]): { order: readonly number[]; fail: Uint32Array } {
  const fail = new Uint32Array(children.length)
  const order = [0]
  for (const state of order) {
    for (const [column, child] of children[state]!) {
      order.push(child)
      if (state === 0) continue
      let suffix = fail[state]!
      while (suffix !== 0 && !children[suffix]!.has(column)) suffix = fail[suffix]!
      fail[child] = children[suffix]!.get(column) ?? 0
    }
  }
  return { order, fail }
}
