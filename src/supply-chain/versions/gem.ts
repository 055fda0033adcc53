import { compareDigits, compareText, isDigits } from './digits.ts'

/** RubyGems' order: segments of digits or letters; letters mark a prerelease and sort before digits. */
export function compareGem(a: string, b: string): number {
  const left = segments(a)
  const right = segments(b)
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const one = left[index] ?? '0'
    const other = right[index] ?? '0'
    if (one === other) continue
    const numeric = isDigits(one)
    if (numeric !== isDigits(other)) return numeric ? 1 : -1
    const difference = numeric ? compareDigits(one, other) : compareText(one, other)
    if (difference !== 0) return difference
  }
  return 0
}

/** The segments without the zeros that end the release part and the prerelease part, which do not count. */
function segments(version: string): readonly string[] {
  const all = version.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []
  const letters = all.findIndex((segment) => !isDigits(segment))
  const split = letters < 0 ? all.length : letters
  return [...withoutTrailingZeros(all.slice(0, split)), ...withoutTrailingZeros(all.slice(split))]
}

function withoutTrailingZeros(parts: readonly string[]): readonly string[] {
  return parts.slice(0, parts.findLastIndex((part) => !/^0+$/.test(part)) + 1)
}

/** Whether a version meets a gem requirement such as `~> 2.3, >= 2.3.1`: every comma-separated clause must hold. */
export function satisfiesGem(version: string, requirement: string): boolean {
  return requirement.split(',').every((clause) => {
    const match = /^\s*(~>|>=|<=|!=|=|>|<)?\s*(\S+)\s*$/.exec(clause)
    return match !== null && meets(version, match[1] ?? '=', match[2]!)
  })
}

function meets(version: string, operator: string, bound: string): boolean {
  const order = compareGem(version, bound)
  switch (operator) {
    case '>=':
      return order >= 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case '!=':
      return order !== 0
    case '~>':
      return order >= 0 && compareGem(releaseOf(version), bump(bound)) < 0
    default:
      return order === 0
  }
}

function releaseOf(version: string): string {
  const parts = version.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []
  const letters = parts.findIndex((part) => !isDigits(part))
  return (letters < 0 ? parts : parts.slice(0, letters)).join('.')
}

/** The first release that `~> bound` shuts out: 2.3.1 gives 2.4, 2.3 gives 3. */
function bump(bound: string): string {
  const parts = releaseOf(bound).split('.')
  if (parts.length > 1) parts.pop()
  parts.push(String(BigInt(parts.pop()!) + 1n))
  return parts.join('.')
}
