import { isDigitCode, isLetterCode } from './digits.ts'

/**
 * Debian's order of `epoch:upstream-revision` (deb-version(7)). A missing epoch or revision is 0.
 * Total over all texts: dpkg would refuse some of them, a scanner meets them all the same.
 */
export function compareDpkg(a: string, b: string): number {
  const left = split(a)
  const right = split(b)
  return comparePart(left.epoch, right.epoch) || comparePart(left.upstream, right.upstream) || comparePart(left.revision, right.revision)
}

function split(version: string): { readonly epoch: string; readonly upstream: string; readonly revision: string } {
  const colon = version.indexOf(':')
  const dash = version.lastIndexOf('-')
  const end = dash > colon ? dash : version.length
  return { epoch: colon < 0 ? '' : version.slice(0, colon), upstream: version.slice(colon + 1, end), revision: version.slice(end + 1) }
}

/** `~` sorts before the end, the end before letters, letters before everything else; digits by value. */
function comparePart(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigitCode(a.charCodeAt(i))) || (j < b.length && !isDigitCode(b.charCodeAt(j)))) {
      const difference = weight(a, i) - weight(b, j)
      if (difference !== 0) return difference
      i++
      j++
    }
    while (a.charCodeAt(i) === 48) i++
    while (b.charCodeAt(j) === 48) j++
    let first = 0
    while (i < a.length && isDigitCode(a.charCodeAt(i)) && j < b.length && isDigitCode(b.charCodeAt(j))) {
      if (first === 0) first = a.charCodeAt(i) - b.charCodeAt(j)
      i++
      j++
    }
    if (i < a.length && isDigitCode(a.charCodeAt(i))) return 1
    if (j < b.length && isDigitCode(b.charCodeAt(j))) return -1
    if (first !== 0) return first
  }
  return 0
}

function weight(text: string, index: number): number {
  if (index >= text.length) return 0
  const code = text.charCodeAt(index)
  if (code === 126) return -1
  if (isDigitCode(code)) return 0
  return isLetterCode(code) ? code : code + 256
}
