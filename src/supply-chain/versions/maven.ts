import { compareDigits, compareText, isDigitCode } from './digits.ts'

/** Maven's ComparableVersion: numbers, qualifiers, a qualifier run together with a number, and lists of these. */
type Item =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'word'; readonly rank: string }
  | { readonly kind: 'wordAndNumber'; readonly rank: string; readonly digits: string }
  | { readonly kind: 'list'; readonly items: Item[] }

type List = Extract<Item, { kind: 'list' }>

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const releaseRank = String(qualifiers.indexOf(''))
const aliases: Readonly<Record<string, string>> = { cr: 'rc', ga: '', final: '', release: '' }
const initials: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }

/** A version may nest one list a separator; more than any real version has is compared without the rest. */
const MAX_LENGTH = 1024

/** Maven's order of versions (ComparableVersion of Maven 3.9). */
export function compareMaven(a: string, b: string): number {
  return compareItems(parseMaven(a.slice(0, MAX_LENGTH)), parseMaven(b.slice(0, MAX_LENGTH)))
}

function parseMaven(version: string): List {
  const text = version.toLowerCase()
  const top: List = { kind: 'list', items: [] }
  const lists = [top]
  let list = top
  let numeric = false
  let combined = false
  let start = 0
  const nest = (): void => {
    const inner: List = { kind: 'list', items: [] }
    list.items.push(inner)
    lists.push(inner)
    list = inner
  }
  const nestUnlessEmpty = (): void => {
    if (list.items.length > 0) nest()
  }
  const add = (end: number): void => {
    list.items.push(end === start ? { kind: 'number', digits: '0' } : toItem(text.slice(start, end), combined, numeric))
  }
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (character === '.') {
      add(index)
      combined = false
      start = index + 1
    } else if (character === '-') {
      // X-1 is the same as X1, and X-.1 as; but a word that means "released" is no part of a number's name.
      if (index > start && !numeric && (isDigitCode(text.charCodeAt(index + 1)) || text[index + 1] === '.')) {
        if (rankOf(text.slice(start, index)) !== releaseRank) {
          combined = true
          continue
        }
      } else add(index)
      start = index + 1
      nestUnlessEmpty()
      combined = false
    } else if (isDigitCode(character.charCodeAt(0))) {
      if (!numeric && index > start) {
        combined = true
        nestUnlessEmpty()
      }
      numeric = true
    } else {
      if (numeric && index > start) {
        add(index)
        start = index
        nest()
        combined = false
      }
      numeric = false
    }
  }
  if (text.length > start) {
    if (!numeric) nestUnlessEmpty()
    add(text.length)
  }
  for (const inner of lists.reverse()) normalise(inner.items)
  return top
}

function toItem(text: string, combined: boolean, numeric: boolean): Item {
  if (combined) {
    const [, word = '', digits = ''] = /^(\D*)(.*)$/s.exec(text.replaceAll('-', '')) ?? []
    return { kind: 'wordAndNumber', rank: rankOf(word.length === 1 ? (initials[word] ?? word) : word), digits }
  }
  return numeric ? { kind: 'number', digits: text } : { kind: 'word', rank: rankOf(text) }
}

/** A known qualifier by its position, others after them by name. Compared as text, as Maven does. */
function rankOf(word: string): string {
  const known = qualifiers.indexOf(aliases[word] ?? word)
  return known < 0 ? `${qualifiers.length}-${word}` : String(known)
}

/** Takes away the zeros and empty qualifiers that do not count: those at the end, or before a qualifier. */
function normalise(items: Item[]): void {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]!
    if (isNull(item)) {
      const next = items[index + 1]
      const inner = next?.kind === 'list' ? next.items[0] : undefined
      if (next === undefined || next.kind === 'word' || inner?.kind === 'word' || inner?.kind === 'wordAndNumber') items.splice(index, 1)
    } else if (item.kind !== 'list') break
  }
}

function isNull(item: Item): boolean {
  if (item.kind === 'number') return /^0*$/.test(item.digits)
  if (item.kind === 'word') return item.rank === releaseRank
  return item.kind === 'list' && item.items.length === 0
}

function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareItems(b, undefined)
  if (a.kind === 'list') return compareList(a, b)
  if (a.kind === 'number') {
    if (b === undefined) return /^0*$/.test(a.digits) ? 0 : 1
    return b.kind === 'number' ? compareDigits(a.digits, b.digits) : 1
  }
  if (b === undefined) return compareText(a.rank, releaseRank)
  if (b.kind === 'number' || b.kind === 'list') return -1
  // A word alone is older than the same word with a number.
  const order = compareText(a.rank, b.rank)
  if (order !== 0 || (a.kind === 'word' && b.kind === 'word')) return order
  if (a.kind === 'word') return -1
  return b.kind === 'word' ? 1 : compareDigits(a.digits, b.digits)
}

function compareList(a: List, b: Item | undefined): number {
  if (b?.kind === 'number') return -1
  if (b !== undefined && b.kind !== 'list') return 1
  for (let index = 0; index < Math.max(a.items.length, b?.items.length ?? 0); index++) {
    const difference = compareItems(a.items[index], b?.items[index])
    if (difference !== 0) return difference
  }
  return 0
}
