/** Bytes below which looking for one keyword after the other takes less time than building the table for all of them. */
const fewBytes = 1 << 15

/** Finds every occurrence of many keywords in bytes, without regard to ASCII case. */
export class KeywordIndex {
  readonly #keywords: readonly string[]
  #table: KeywordTable | undefined
  #scanned = 0

  /** `keywords` are ASCII in lower case; their place in the list is the number that {@link scan} gives. */
  constructor(keywords: readonly string[]) {
    this.#keywords = keywords
  }

  lengthOf(keyword: number): number {
    return this.#keywords[keyword]!.length
  }

  /** Calls `hit` with the number of each keyword found and the offset at which it starts, in order of its end, the longest first. */
  scan(bytes: Buffer, length: number, hit: (keyword: number, start: number) => void): void {
    this.#scanned += length
    if (this.#scanned < fewBytes) this.#scanOneByOne(bytes, length, hit)
    else (this.#table ??= new KeywordTable(this.#keywords)).scan(bytes, length, hit)
  }

  #scanOneByOne(bytes: Buffer, length: number, hit: (keyword: number, start: number) => void): void {
    const text = bytes.toString('latin1', 0, length).toLowerCase()
    const hits: { readonly keyword: number; readonly start: number; readonly end: number }[] = []
    for (const [keyword, word] of this.#keywords.entries()) {
      for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + 1))
        hits.push({ keyword, start, end: start + word.length })
    }
    hits.sort((a, b) => a.end - b.end || a.start - b.start)
    for (const { keyword, start } of hits) hit(keyword, start)
  }
}

/**
 * Finds them in one pass (Aho and Corasick, 1975). States are rows of one flat table, named by the offset of their row;
 * where a keyword ends the name is inverted, so the loop has one comparison a byte.
 */
class KeywordTable {
  readonly #columnOf = new Uint8Array(256)
  readonly #columns: number
  readonly #next: Int32Array
  /** Keyword numbers by state, longest keyword first. */
  readonly #ends = new Map<number, readonly number[]>()
  readonly #lengths: Uint16Array

  constructor(keywords: readonly string[]) {
    this.#lengths = Uint16Array.from(keywords, (keyword) => keyword.length)
    this.#columns = this.#numberColumns(keywords)
    this.#next = this.#automaton(this.#trie(keywords))
  }

  scan(bytes: Uint8Array, length: number, hit: (keyword: number, start: number) => void): void {
    const next = this.#next
    const columnOf = this.#columnOf
    let state = 0
    for (let index = 0; index < length; index++) {
      state = next[state + columnOf[bytes[index]!]!]!
      if (state < 0) {
        state = ~state
        for (const keyword of this.#ends.get(state)!) hit(keyword, index + 1 - this.#lengths[keyword]!)
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

  #trie(keywords: readonly string[]): Trie {
    const columns = this.#columns
    const longest = keywords.reduce((sum, keyword) => sum + keyword.length, 1)
    const child = new Int32Array(longest * columns)
    const levels: State[][] = []
    let states = 1
    for (const [number, keyword] of keywords.entries()) {
      let row = 0
      for (let index = 0; index < keyword.length; index++) {
        const at = row + this.#columnOf[keyword.charCodeAt(index)]!
        if (child[at] === 0) {
          child[at] = states++ * columns
          ;(levels[index] ??= []).push({ row: child[at], parent: row, at })
        }
        row = child[at]!
      }
      this.#ends.set(row, [...(this.#ends.get(row) ?? []), number])
    }
    return { levels, size: states * columns }
  }

  /** A state goes on as its longest suffix that is a state does, except where it has a child of its own. */
  #automaton({ levels, size }: Trie): Int32Array {
    const columns = this.#columns
    const next = new Int32Array(size)
    /** The suffix of each state, by row. */
    const suffixOf = new Int32Array(size)
    for (const level of levels) {
      for (const { row, parent, at } of level) {
        const target = parent === 0 ? 0 : next[suffixOf[parent]! + at - parent]!
        const suffix = target < 0 ? ~target : target
        suffixOf[row] = suffix
        const inherited = this.#ends.get(suffix)
        if (inherited !== undefined) this.#ends.set(row, [...(this.#ends.get(row) ?? []), ...inherited])
      }
      // All children of one depth are entered before any row is copied, for a suffix may be as deep as its parent.
      for (const { row, at } of level) next[at] = this.#ends.has(row) ? ~row : row
      for (const { row } of level) next.copyWithin(row, suffixOf[row]!, suffixOf[row]! + columns)
    }
    return next
  }
}

/** The tree of the keywords, by depth. */
interface Trie {
  readonly levels: readonly (readonly State[])[]
  readonly size: number
}

interface State {
  readonly row: number
  readonly parent: number
  /** Where in the table the parent leads to it. */
  readonly at: number
}
