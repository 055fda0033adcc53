/** A tag as numbers and what stands around them: `3.20.1-slim` is 3, 20, 1 in `#.#.#-slim`. */
interface TagShape {
  readonly shape: string
  readonly numbers: readonly number[]
}

/** Longer runs of digits are dates or hashes, which say nothing of an order of versions. */
const longestNumber = 8

/**
 * The tags of the same shape with higher numbers, nearest first: for `12.4-slim`, `12.5-slim` and then `13.0-slim`. A tag
 * without numbers, such as `latest`, has no newer ones.
 *
 * @param most how many are given: the highest of the same major version and the highest of all come first
 */
export function newerTags(tag: string, tags: readonly string[], most = 2): readonly string[] {
  const present = shapeOf(tag)
  if (present.numbers.length === 0) return []
  const newer = tags
    .map((name) => ({ name, ...shapeOf(name) }))
    .filter(({ shape, numbers }) => shape === present.shape && compare(numbers, present.numbers) > 0)
    .sort((a, b) => compare(b.numbers, a.numbers))
  const near = newer.find(({ numbers }) => numbers[0] === present.numbers[0])
  return [...new Set([near, newer[0]].flatMap((found) => (found === undefined ? [] : [found.name])))].slice(0, most)
}

function shapeOf(tag: string): TagShape {
  const numbers: number[] = []
  const shape = tag.replace(/\d+/g, (digits) => {
    if (digits.length > longestNumber) return digits
    numbers.push(Number(digits))
    return '#'
  })
  return { shape, numbers }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - (b[index] ?? 0)
  return 0
}
