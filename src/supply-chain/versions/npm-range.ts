import { compareSemver, parseSemver } from './semver.ts'

type Bound = readonly [major: number, minor: number, patch: number]

/** From one version to before another; a bound that is missing is open. */
interface Interval {
  readonly from?: string | undefined
  readonly before?: string | undefined
}

const COMPARATOR = /^(\^|~>?|>=|<=|>|<|=)?v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(-[\w.-]+)?(?:\+[\w.-]+)?$/

/**
 * Whether a released version is one of those that a range of npm allows: `^1.2.0`, `~1.2`, `1.x`, `>=1 <3`, `1 - 2`, `a || b`.
 * Undefined where that cannot be told: a tag, an address or an alias in place of a range, and versions before a release,
 * which npm takes only where the range names them.
 */
export function isInNpmRange(version: string, range: string): boolean | undefined {
  if (parseSemver(version).prerelease.length > 0) return undefined
  let answer = false
  for (const alternative of range.split('||')) {
    const intervals = intervalsOf(alternative.trim())
    if (intervals === undefined) return undefined
    answer ||= intervals.every(
      ({ from, before }) =>
        (from === undefined || compareSemver(version, from) >= 0) && (before === undefined || compareSemver(version, before) < 0),
    )
  }
  return answer
}

function intervalsOf(alternative: string): readonly Interval[] | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(alternative)
  const written = hyphen === null ? alternative.replace(/([<>=~^])\s+/g, '$1') : `>=${hyphen[1]} <=${hyphen[2]}`
  const intervals: Interval[] = []
  for (const comparator of written.split(/\s+/)) {
    const interval = comparator === '' ? {} : intervalOf(comparator)
    if (interval === undefined) return undefined
    intervals.push(interval)
  }
  return intervals
}

function intervalOf(comparator: string): Interval | undefined {
  const [, operator = '=', ...parts] = COMPARATOR.exec(comparator) ?? []
  if (parts.length === 0) return undefined
  const numbers = parts.slice(0, 3).map((part) => (part === undefined || /[xX*]/.test(part) ? undefined : Number(part)))
  const [major, minor, patch] = numbers
  if (major === undefined) return operator === '<' || operator === '>' ? undefined : {}
  const lowest: Bound = [major, minor ?? 0, minor === undefined ? 0 : (patch ?? 0)]
  const isWhole = minor !== undefined && patch !== undefined
  const from = lowest.join('.') + (isWhole ? (parts[3] ?? '') : '')
  const next = (minor === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0]).join('.')
  // The lowest version that is higher than all that the comparator names.
  const behind = isWhole ? [major, minor, patch + 1].join('.') : next
  switch (operator) {
    case '>=':
      return { from }
    case '>':
      return { from: behind }
    case '<':
      return { before: from }
    case '<=':
      return { before: behind }
    case '^':
      return { from, before: caretEnd(major, minor, patch) }
    case '~':
    case '~>':
      return { from, before: next }
    default:
      return { from, before: behind }
  }
}

/** Behind the last version that keeps the first number that is not 0. */
function caretEnd(major: number, minor: number | undefined, patch: number | undefined): string {
  if (major > 0 || minor === undefined) return `${major + 1}.0.0`
  if (minor > 0 || patch === undefined) return `0.${minor + 1}.0`
  return `0.0.${patch + 1}`
}
