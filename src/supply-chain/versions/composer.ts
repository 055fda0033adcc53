import { compareDigits, isDigits } from './digits.ts'

/** Stages in ascending order, as PHP's version_compare has them; `#` stands for a number. Unknown words sort below all. */
const stages: readonly (readonly [word: string, rank: number])[] = [
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['#', 4],
  ['pl', 5],
  ['p', 5],
]

/** Packagist's order: PHP's version_compare on the version without a leading `v`. */
export function compareComposer(a: string, b: string): number {
  return compareParts(parts(a), parts(b))
}

function compareParts(left: readonly string[], right: readonly string[]): number {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const difference = comparePart(left[index]!, right[index]!)
    if (difference !== 0) return difference
  }
  if (left.length === right.length) return 0
  return left.length > right.length ? weighTail(left.slice(shared)) : -weighTail(right.slice(shared))
}

/** What more parts make of a version: a number makes it newer, a stage is weighed against a number. */
function weighTail(tail: readonly string[]): number {
  return isDigits(tail[0]!) ? 1 : compareParts(tail, ['#'])
}

function comparePart(a: string, b: string): number {
  const left = isDigits(a)
  const right = isDigits(b)
  if (left && right) return compareDigits(a, b)
  return rank(left ? '#' : a) - rank(right ? '#' : b)
}

function rank(word: string): number {
  return stages.find(([stage]) => word.startsWith(stage))?.[1] ?? -1
}

/** `1.0-RC1` as 1, 0, RC, 1. */
function parts(version: string): readonly string[] {
  return (
    version
      .trim()
      .replace(/^v/i, '')
      .match(/\d+|[^\d.\-_+]+/g) ?? []
  )
}
