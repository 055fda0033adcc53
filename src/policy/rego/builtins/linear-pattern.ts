/** The characters that an element can match: bits for ASCII, `other` for everything above. */
interface CharacterSet {
  readonly ascii: readonly boolean[]
  readonly other: boolean
}

interface Element {
  readonly set: CharacterSet
  readonly source: string
  readonly least: number
  readonly unbounded: boolean
}

const elementPattern =
  /(\[\^?(?:\\[\w.\-/\]\\]|[^\][\\&])+\]|\\[dwsDW]|\\[^A-Za-z0-9]|\.|[^\\()[\]{}|*+?^$.])(\{\d{1,2}(?:,\d{0,2})?\}|[*+?])?/gsy

const classes: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' }

/**
 * The same pattern for V8's engine, where that provably matches it in linear time; undefined where it might not.
 *
 * Only plain sequences qualify: no groups, no alternatives. Without an anchor at the start there must be no repetition
 * without bounds, since each start would repeat its work. With one, an element of unbounded repetition must not
 * share a character with any that could follow before something of fixed length ends the doubt: then there is one
 * way only to divide the text.
 */
export function linearPattern(pattern: string): RegExp | undefined {
  if (pattern.length > 500) return undefined
  const anchored = pattern.startsWith('^')
  const ended = /(?<!\\)\$$/.test(pattern)
  const inner = pattern.slice(anchored ? 1 : 0, ended ? -1 : undefined)
  const elements = parseElements(inner)
  if (elements === undefined) return undefined
  const unbounded = elements.some((element) => element.unbounded)
  if (unbounded && (!anchored || !hasOneDivision(elements))) return undefined
  return new RegExp(`${anchored ? '^' : ''}${elements.map(({ source }) => source).join('')}${ended ? '$' : ''}`, 'us')
}

function parseElements(inner: string): readonly Element[] | undefined {
  const elements: Element[] = []
  let offset = 0
  while (offset < inner.length) {
    elementPattern.lastIndex = offset
    const match = elementPattern.exec(inner)
    if (match === null) return undefined
    const [whole, atom, quantifier = ''] = match as unknown as [string, string, string | undefined]
    const bounds = boundsOf(quantifier)
    const atomSource = toJavaScript(atom)
    if (bounds === undefined || atomSource === undefined || (quantifier === '' && inner[offset + whole.length] === '{')) return undefined
    offset += whole.length
    // Lazy and possessive forms follow a quantifier with another one.
    if (quantifier !== '' && '*+?{'.includes(inner[offset] ?? ' ')) return undefined
    elements.push({ set: setOf(atomSource), source: atomSource + quantifier, least: bounds.least, unbounded: bounds.most === Infinity })
    // Optional elements multiply the ways to match in the same manner as unbounded ones; a few of them cannot hurt.
    if (bounds.least !== bounds.most && bounds.most !== Infinity && elements.filter((element) => /[?}]$/.test(element.source)).length > 4)
      return undefined
  }
  return elements
}

function boundsOf(quantifier: string): { readonly least: number; readonly most: number } | undefined {
  if (quantifier === '') return { least: 1, most: 1 }
  if (quantifier === '*') return { least: 0, most: Infinity }
  if (quantifier === '+') return { least: 1, most: Infinity }
  if (quantifier === '?') return { least: 0, most: 1 }
  const [least, most] = quantifier.slice(1, -1).split(',')
  const bounds = { least: Number(least), most: most === undefined ? Number(least) : most === '' ? Infinity : Number(most) }
  return bounds.most < bounds.least ? undefined : bounds
}

/** Go's classes are narrower than JavaScript's: `\s` is ASCII, and `.` leaves out the line feed only. */
function toJavaScript(atom: string): string | undefined {
  if (atom === '.') return '[^\\n]'
  if (/^\\[dws]$/.test(atom)) return `[${classes[atom[1]!]!}]`
  if (/^\\[DW]$/.test(atom)) return `[^${classes[atom[1]!.toLowerCase()]!}]`
  if (!atom.startsWith('[')) return atom.startsWith('\\') ? `\\u{${atom.codePointAt(1)!.toString(16)}}` : atom
  const inner = atom.slice(1, -1).replace(/^\^/, '')
  if (/\\[^dwstnrf.\-/\]\\]/.test(inner) || /-\\[dws]|\\[dws]-/.test(inner)) return undefined
  const body = inner.replace(/\\([dws])/g, (_, letter: string) => classes[letter]!)
  try {
    const source = `[${atom.startsWith('[^') ? '^' : ''}${body}]`
    return new RegExp(source, 'u').unicode ? source : undefined
  } catch {
    return undefined
  }
}

function setOf(source: string): CharacterSet {
  const one = new RegExp(`^${source}$`, 'us')
  return {
    ascii: Array.from({ length: 128 }, (_, code) => one.test(String.fromCharCode(code))),
    other: source.startsWith('[') ? /[^\x00-\x7f]|\^/.test(source) : /[^\x00-\x7f]/.test(source),
  }
}

function overlap(a: CharacterSet, b: CharacterSet): boolean {
  return (a.other && b.other) || a.ascii.some((has, code) => has && b.ascii[code])
}

/** Whether each unbounded element ends where the first element begins that cannot be left out, or where the text does. */
function hasOneDivision(elements: readonly Element[]): boolean {
  return elements.every((element, index) => {
    if (!element.unbounded) return true
    for (const follower of elements.slice(index + 1)) {
      if (overlap(element.set, follower.set)) return false
      if (follower.least > 0) return true
    }
    return true
  })
}
