/**
 * A map that is copied when one side changes it, not when it is handed on: most ways through a program change little of
 * what is known before them.
 */
export class SharedMap<K, V> {
  #map: Map<K, V>
  #isShared: boolean

  constructor(map: Map<K, V> = new Map(), isShared = false) {
    this.#map = map
    this.#isShared = isShared
  }

  get size(): number {
    return this.#map.size
  }

  fork(): SharedMap<K, V> {
    this.#isShared = true
    return new SharedMap(this.#map, true)
  }

  /** Whether both are the same map still, so that nothing in them can differ. */
  isSame(other: SharedMap<K, V>): boolean {
    return this.#map === other.#map
  }

  get(key: K): V | undefined {
    return this.#map.get(key)
  }

  has(key: K): boolean {
    return this.#map.has(key)
  }

  keys(): MapIterator<K> {
    return this.#map.keys()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#map[Symbol.iterator]()
  }

  set(key: K, value: V): void {
    this.#own().set(key, value)
  }

  delete(key: K): void {
    if (this.#map.has(key)) this.#own().delete(key)
  }

  #own(): Map<K, V> {
    if (this.#isShared) {
      this.#map = new Map(this.#map)
      this.#isShared = false
    }
    return this.#map
  }
}
