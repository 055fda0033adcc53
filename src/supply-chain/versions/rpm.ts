import { compareDigits, compareText, isDigitCode, isLetterCode } from './digits.ts'

/** RPM's order of `epoch:version-release`. A missing epoch is 0; a missing release sorts before any. */
export function compareRpm(a: string, b: string): number {
  const left = splitRpm(a)
  const right = splitRpm(b)
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareRpmSegments(left.version, right.version) ||
    compareRpmSegments(left.release, right.release)
  )
}

/** The three parts of an EVR; the epoch of `(none):1-1` counts as missing. */
export function splitRpm(evr: string): { readonly epoch: string; readonly version: string; readonly release: string } {
  const colon = evr.indexOf(':')
  const dash = evr.lastIndexOf('-')
  const end = dash > colon ? dash : evr.length
  const epoch = colon < 0 ? '' : evr.slice(0, colon)
  return { epoch: epoch === '(none)' ? '' : epoch, version: evr.slice(colon + 1, end), release: evr.slice(end + 1) }
}

/** rpmvercmp: runs of digits and of letters; digits beat letters; `~` sorts before everything, `^` after the end. */
export function compareRpmSegments(a: string, b: string): number {
  if (a === b) return 0
  let i = 0
  let j = 0
  while (true) {
    i = skipSeparators(a, i)
    j = skipSeparators(b, j)
    const left = a[i]
    const right = b[j]
    if (left === '~' || right === '~') {
      if (left !== right) return left === '~' ? -1 : 1
    } else if (left === '^' || right === '^') {
      if (left === undefined) return -1
      if (right === undefined) return 1
      if (left !== right) return left === '^' ? -1 : 1
    } else {
      if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1
      const numeric = isDigitCode(a.charCodeAt(i))
      const endLeft = endOfRun(a, i, numeric)
      const endRight = endOfRun(b, j, numeric)
      // The kinds differ: a run of digits is newer than a run of letters.
      if (endRight === j) return numeric ? 1 : -1
      const difference = numeric
        ? compareDigits(a.slice(i, endLeft), b.slice(j, endRight))
        : compareText(a.slice(i, endLeft), b.slice(j, endRight))
      if (difference !== 0) return difference
      i = endLeft
      j = endRight
      continue
    }
    i++
    j++
  }
}

function skipSeparators(text: string, from: number): number {
  let index = from
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (isDigitCode(code) || isLetterCode(code) || code === 126 || code === 94) break
    index++
  }
  return index
}

function endOfRun(text: string, from: number, numeric: boolean): number {
  let index = from
  while (index < text.length && (numeric ? isDigitCode(text.charCodeAt(index)) : isLetterCode(text.charCodeAt(index)))) index++
  return index
}
