import { compareIdentifiers, compareNumbers, comparePrerelease, parseSemver } from './semver.ts'

/** Dart's order: Semantic Versioning, and where that is equal a version with build metadata is newer than one without. */
export function comparePub(a: string, b: string): number {
  const left = parseSemver(a)
  const right = parseSemver(b)
  return (
    compareNumbers(left.numbers, right.numbers) ||
    comparePrerelease(left.prerelease, right.prerelease) ||
    compareIdentifiers(identifiers(left.build), identifiers(right.build))
  )
}

function identifiers(build: string): readonly string[] {
  return build === '' ? [] : build.split('.')
}
