import { compareNumbers, comparePrerelease } from './semver.ts'

/** NuGet's order: up to four numbers, then prerelease identifiers without regard to case; build metadata does not count. */
export function compareNuget(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  return compareNumbers(left.numbers, right.numbers) || comparePrerelease(left.prerelease, right.prerelease)
}

function parse(version: string): { readonly numbers: readonly string[]; readonly prerelease: readonly string[] } {
  const release = version.trim().replace(/\+.*$/s, '').replace(/^v/i, '')
  const dash = release.indexOf('-')
  return {
    numbers: (dash < 0 ? release : release.slice(0, dash)).split('.'),
    prerelease:
      dash < 0
        ? []
        : release
            .slice(dash + 1)
            .toLowerCase()
            .split('.'),
  }
}
