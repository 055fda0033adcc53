import { compareText } from './digits.ts'
import { compareNumbers, comparePrerelease } from './semver.ts'

/** OpenSSL's order: before 3.0 a patch is a letter (1.0.2a … 1.0.2z, 1.0.2za), after that numbers. */
export function compareOpenssl(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  return (
    compareNumbers(left.numbers, right.numbers) ||
    left.patch.length - right.patch.length ||
    compareText(left.patch, right.patch) ||
    comparePrerelease(left.prerelease, right.prerelease)
  )
}

function parse(version: string): { readonly numbers: readonly string[]; readonly patch: string; readonly prerelease: readonly string[] } {
  const [, numbers = '', patch = '', prerelease = ''] = /^([\d.]*)([a-z]*)-?(.*)$/s.exec(version.trim().toLowerCase()) ?? []
  return { numbers: numbers.split('.'), patch, prerelease: prerelease === '' ? [] : prerelease.split('.') }
}
