import type { Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { builtinError, stringAt } from './operands.ts'

const pattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/** Major, minor, patch, and the identifiers of a version before the release. */
export type Version = readonly [bigint, bigint, bigint, readonly string[]]

function parse(text: string): Version | undefined {
  const match = pattern.exec(text)
  return match === null ? undefined : [BigInt(match[1]!), BigInt(match[2]!), BigInt(match[3]!), match[4]?.split('.') ?? []]
}

function versionAt(args: readonly Value[], position: number): Version {
  const text = stringAt(args, position)
  return parse(text) ?? builtinError(`operand ${position}: string ${JSON.stringify(text)} is not a valid SemVer`)
}

/** Less than, equal to or more than zero, by the rules of semantic versioning. */
export function compareVersions(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) if (a[index] !== b[index]) return a[index] < b[index] ? -1 : 1
  const [preA, preB] = [a[3], b[3]]
  if (preA.length === 0 || preB.length === 0) return Math.sign(preB.length - preA.length)
  for (let index = 0; index < Math.min(preA.length, preB.length); index++) {
    const order = compareIdentifiers(preA[index]!, preB[index]!)
    if (order !== 0) return order
  }
  return Math.sign(preA.length - preB.length)
}

/** Numbers by size and below words, words by their letters. */
function compareIdentifiers(a: string, b: string): number {
  const [numberA, numberB] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (numberA && numberB) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0
  if (numberA !== numberB) return numberA ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

export const semverBuiltins: BuiltinFamily = {
  'semver.compare': builtin(2, (args) => compareVersions(versionAt(args, 1), versionAt(args, 2))),
  'semver.is_valid': builtin(1, ([text]) => typeof text === 'string' && parse(text) !== undefined),
}
