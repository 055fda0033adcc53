import { compareDigits, compareText, isDigits } from './digits.ts'

/** A version as Semantic Versioning reads it; `numbers` has three entries, fewer written ones count as 0. */
export interface SemanticVersion {
  readonly numbers: readonly string[]
  /** The identifiers after `-`; empty for a release. */
  readonly prerelease: readonly string[]
  readonly build: string
}

const SHAPE = /^[\s=v]*(\d*)(?:\.(\d*))?(?:\.(\d*))?(.*)$/is

/**
 * Reads what npm, crates and Go modules publish, leniently: `v` in front, missing numbers, a prerelease without `-`.
 * What follows the third number and is no prerelease is build text.
 */
export function parseSemver(version: string): SemanticVersion {
  const [, major = '', minor = '', patch = '', rest = ''] = SHAPE.exec(version.trim()) ?? []
  const plus = rest.indexOf('+')
  const tail = plus < 0 ? rest : rest.slice(0, plus)
  const prerelease = tail.startsWith('-') ? tail.slice(1) : tail.startsWith('.') ? '' : tail
  return {
    numbers: [major, minor, patch],
    prerelease: prerelease === '' ? [] : prerelease.split('.'),
    build: plus < 0 ? '' : rest.slice(plus + 1),
  }
}

/** Precedence by Semantic Versioning 2.0; build metadata does not count. */
export function compareSemver(a: string, b: string): number {
  const left = parseSemver(a)
  const right = parseSemver(b)
  return compareNumbers(left.numbers, right.numbers) || comparePrerelease(left.prerelease, right.prerelease)
}

/** Numbers from left to right; a missing one is 0. */
export function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = compareDigits(a[index] ?? '', b[index] ?? '')
    if (difference !== 0) return difference
  }
  return 0
}

/** A release is newer than any of its prereleases. */
export function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  return compareIdentifiers(a, b)
}

/** Dotted identifiers: numbers by value and before words, words as text, fewer before more. */
export function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const left = a[index]!
    const right = b[index]!
    const leftNumeric = isDigits(left)
    const rightNumeric = isDigits(right)
    if (leftNumeric !== rightNumeric) return leftNumeric ? -1 : 1
    const difference = leftNumeric ? compareDigits(left, right) : compareText(left, right)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
