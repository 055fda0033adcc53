import { compareDigits, compareText } from './digits.ts'

/** Kinds of token in the order in which apk ranks them: where two versions first differ in kind, the lower kind is newer. */
const kinds = { digits: 0, letter: 1, suffix: 2, suffixNumber: 3, hash: 4, revision: 5, end: 6, empty: 7, invalid: 8 } as const
type Kind = (typeof kinds)[keyof typeof kinds]

interface Token {
  readonly kind: Kind
  readonly text: string
}

const END: Token = { kind: kinds.end, text: '' }
const INVALID: Token = { kind: kinds.invalid, text: '' }

/** Suffixes in ascending order; those before the empty one mark versions older than the bare number. */
const suffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p']
const noSuffix = suffixes.indexOf('')

/**
 * apk-tools' order: numbers, letter, suffixes, commit hash, `-rN`. What apk would refuse sorts below what it would accept
 * from the place on where it stops making sense, as apk itself has it.
 */
export function compareApk(a: string, b: string): number {
  return compareTokens(tokens(a), tokens(b), false)
}

/** apk's `~`: whether `version` is `prefix` or continues it, so 3.6.1 matches 3.6 and 3.61 does not. */
export function matchesApkPrefix(version: string, prefix: string): boolean {
  return compareTokens(tokens(version), tokens(prefix), true) === 0
}

/** Whether apk accepts the text as a version. */
export function isApkVersion(version: string): boolean {
  return /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[\da-f]+)?(?:-r\d+)?$/.test(version)
}

function compareTokens(left: readonly Token[], right: readonly Token[], fuzzy: boolean): number {
  let index = 0
  let a = left[0] ?? END
  let b = right[0] ?? END
  for (; a.kind === b.kind && a.kind < kinds.end; a = left[index] ?? END, b = right[index] ?? END) {
    const difference = compareToken(a, b, index === 0)
    if (difference !== 0) return difference
    index++
  }
  // Runs of nothing between dots: skip them pairwise, and go on.
  if (a.kind === kinds.empty && b.kind === kinds.empty) return compareTokens(left.slice(index + 1), right.slice(index + 1), fuzzy)
  if (a.kind === b.kind) return 0
  if (fuzzy && b.kind === kinds.end) return 0
  if (a.kind === kinds.suffix && suffixes.indexOf(a.text) < noSuffix) return -1
  if (b.kind === kinds.suffix && suffixes.indexOf(b.text) < noSuffix) return 1
  return b.kind - a.kind
}

function compareToken(a: Token, b: Token, first: boolean): number {
  if (a.kind === kinds.suffix) return suffixes.indexOf(a.text) - suffixes.indexOf(b.text)
  // A fraction with a leading zero is compared as text: 1.05 is older than 1.1.
  const fraction = a.kind === kinds.digits && !first && (a.text.startsWith('0') || b.text.startsWith('0'))
  if (fraction || a.kind === kinds.letter || a.kind === kinds.hash) return compareText(a.text, b.text)
  return compareDigits(a.text, b.text)
}

const patterns = {
  digits: /\d*/y,
  letter: /[a-z]/y,
  digitsAfterLetter: /\d+/y,
  suffix: /_(alpha|beta|pre|rc|cvs|svn|git|hg|p)(?![a-z])(\d*)/y,
  hash: /~([\da-f]+)/y,
  revision: /-r(\d*)$/y,
  revisionAndMore: /-r(\d+)/y,
}

function tokens(version: string): readonly Token[] {
  const found: Token[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(version)
    if (match !== null) at += match[0].length
    return match
  }
  const number = (): void => {
    const digits = take(patterns.digits)![0]
    found.push({ kind: digits === '' ? kinds.empty : kinds.digits, text: digits })
  }
  number()
  for (; version[at] === '.'; number()) at++
  const letter = take(patterns.letter)
  if (letter !== null) found.push({ kind: kinds.letter, text: letter[0] })
  const trailing = letter === null ? null : take(patterns.digitsAfterLetter)
  // Old releases of apk let digits follow the letter (6.6.2p1), and their order stays in old databases.
  if (trailing !== null) found.push({ kind: kinds.digits, text: trailing[0] })
  for (let suffix = take(patterns.suffix); suffix !== null; suffix = take(patterns.suffix)) {
    found.push({ kind: kinds.suffix, text: suffix[1]! })
    if (suffix[2] !== '') found.push({ kind: kinds.suffixNumber, text: suffix[2]! })
  }
  const hash = take(patterns.hash)
  if (hash !== null) found.push({ kind: kinds.hash, text: hash[1]! })
  const revision = take(patterns.revision)
  if (revision !== null) found.push({ kind: kinds.revision, text: revision[1]! })
  if (at === version.length) return found
  const odd = take(patterns.revisionAndMore)
  if (odd !== null && compareDigits(odd[1]!, '0') !== 0) found.push({ kind: kinds.revision, text: odd[1]! })
  found.push(INVALID)
  return found
}
