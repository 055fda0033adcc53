import { formatTerm, quote } from '../format.ts'
import type { Value } from '../values.ts'
import { characters } from './characters.ts'
import { typeError } from './operands.ts'

/** What OPA hands to Go's `fmt.Sprintf`: integers, floats, and everything else as text. */
type Operand =
  | { readonly type: 'int64' | '*big.Int'; readonly value: bigint }
  | { readonly type: 'float64'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }

interface Verb {
  readonly flags: ReadonlySet<string>
  readonly width: number
  readonly precision: number | undefined
  readonly letter: string
}

const directive = /%([-+# 0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(?:\[(\d+)\])?(.?)/gsu
const widest = 100_000

/** Go's `fmt.Sprintf` on Rego values, mistakes in the format included: `%!d(string=x)`. */
export function sprintf(format: string, values: readonly Value[], produce: (size: number) => void): string {
  let used = 0
  let explicit = false
  const take = (): Operand | undefined => {
    const value = values[used++]
    return value === undefined ? undefined : toOperand(value)
  }
  const size = (text: string | undefined): number => {
    if (text !== '*') return Number(text ?? 0)
    const operand = take()
    return operand?.type === 'int64' ? Number(operand.value) : 0
  }
  const text = format.replace(
    directive,
    (whole, flags: string, width: string | undefined, precision: string | undefined, index: string | undefined, letter: string) => {
      if (whole === '%v' || whole === '%s') {
        // As good as every directive is one of these, of a text.
        const value = values[used]
        if (typeof value === 'string') {
          used++
          return value
        }
      }
      if (letter === '%') return '%'
      if (letter === '') return '%!(NOVERB)'
      const wide = size(width)
      const exact = whole.includes('.') ? size(precision) : undefined
      if (wide > widest || (exact ?? 0) > widest) typeError('width or precision is too large')
      produce(Math.abs(wide) + (exact ?? 0))
      if (index !== undefined) {
        used = Number(index) - 1
        explicit = true
      }
      const operand = take()
      if (operand === undefined) return index === undefined ? `%!${letter}(MISSING)` : `%!${letter}(BADINDEX)`
      const chosen = new Set(flags)
      if (wide < 0) chosen.add('-')
      return render({ flags: chosen, width: Math.abs(wide), precision: exact, letter }, operand)
    },
  )
  if (explicit || used >= values.length) return text
  const extra = values.slice(used).map((value) => {
    const operand = toOperand(value)
    return `${operand.type}=${plain(operand)}`
  })
  return `${text}%!(EXTRA ${extra.join(', ')})`
}

function toOperand(value: Value): Operand {
  if (typeof value === 'string') return { type: 'string', value }
  if (typeof value === 'bigint')
    return digitsOf(value) > 100 ? { type: 'string', value: formatTerm(value) } : { type: isInt64(value) ? 'int64' : '*big.Int', value }
  if (typeof value !== 'number') return { type: 'string', value: formatTerm(value) }
  return Number.isInteger(value) ? { type: 'int64', value: BigInt(value) } : { type: 'float64', value }
}

const digitsOf = (value: bigint): number => value.toString().length
const isInt64 = (value: bigint): boolean => BigInt.asIntN(64, value) === value

function plain(operand: Operand): string {
  return operand.type === 'float64' ? general(operand.value, undefined) : String(operand.value)
}

function render(verb: Verb, operand: Operand): string {
  if (verb.letter === 'T') return pad(verb, operand.type)
  if (operand.type === 'string') return renderString(verb, operand.value)
  if (operand.type === 'float64') return renderFloat(verb, operand.value)
  return renderInteger(verb, operand)
}

function mismatch({ letter }: Verb, operand: Operand): string {
  return `%!${letter}(${operand.type}=${plain(operand)})`
}

function renderString(verb: Verb, value: string): string {
  const cut = verb.precision === undefined ? value : characters(value).slice(0, verb.precision).join('')
  switch (verb.letter) {
    case 'v':
      return pad(verb, verb.flags.has('#') ? quote(cut) : cut)
    case 's':
      return pad(verb, cut)
    case 'q':
      return pad(verb, verb.flags.has('#') && !cut.includes('`') ? `\`${cut}\`` : quote(cut))
    case 'x':
    case 'X': {
      const hex = Buffer.from(cut).toString('hex')
      return pad(verb, verb.letter === 'x' ? hex : hex.toUpperCase())
    }
    default:
      return mismatch(verb, { type: 'string', value })
  }
}

const bases: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0'],
  O: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
  d: [10, ''],
  v: [10, ''],
}

function renderInteger(verb: Verb, operand: Extract<Operand, { value: bigint }>): string {
  const { value, type } = operand
  const { letter, flags } = verb
  if (letter === 's' && type === '*big.Int') return pad(verb, String(value))
  if (letter === 'c') return pad(verb, value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\ufffd')
  if (letter === 'q') return pad(verb, value >= 0n && value <= 0x10ffffn ? `'${String.fromCodePoint(Number(value))}'` : `'\ufffd'`)
  if (letter === 'U') return pad(verb, `U+${value.toString(16).toUpperCase().padStart(4, '0')}`)
  const base = bases[letter]
  if (base === undefined) return mismatch(verb, operand)
  const magnitude = (value < 0n ? -value : value).toString(base[0]).padStart(verb.precision ?? 0, '0')
  const digits = letter === 'X' ? magnitude.toUpperCase() : magnitude
  return padNumber(verb, value < 0n, (flags.has('#') || letter === 'O' ? base[1] : '') + digits)
}

function renderFloat(verb: Verb, value: number): string {
  const magnitude = Math.abs(value)
  switch (verb.letter) {
    case 'f':
    case 'F':
      return padNumber(verb, value < 0, fixed(magnitude, verb.precision ?? 6))
    case 'e':
    case 'E': {
      const text = exponential(magnitude, verb.precision ?? 6)
      return padNumber(verb, value < 0, verb.letter === 'e' ? text : text.toUpperCase())
    }
    case 'g':
    case 'G':
    case 'v':
      return padNumber(verb, value < 0, general(magnitude, verb.precision, verb.letter === 'v' ? 21 : undefined))
    default:
      return mismatch(verb, { type: 'float64', value })
  }
}

/** As Go writes it: `toFixed` refuses more than 100 digits, and rounds a half up where Go takes the even neighbour. */
export function fixed(value: number, digits: number): string {
  if (digits > 100) return value.toFixed(100) + '0'.repeat(digits - 100)
  const rounded = value.toFixed(digits)
  if (digits === 100 || !value.toFixed(digits + 1).endsWith('5')) return rounded
  // A half is written exactly by one digit more; the last digit before it says which neighbour is even.
  const exact = value.toFixed(100)
  const end = exact.length - 100 + digits
  const isHalf = /^50*$/.test(exact.slice(end))
  return isHalf && /[02468]\.?$/.test(exact.slice(0, end)) ? exact.slice(0, end).replace(/\.$/, '') : rounded
}

function exponential(value: number, digits: number | undefined): string {
  return value.toExponential(digits === undefined ? undefined : Math.min(digits, 100)).replace(/e([+-])(\d)$/, 'e$10$2')
}

function general(value: number, precision: number | undefined, threshold?: number): string {
  const shortest = exponential(value, precision === undefined ? undefined : Math.max(precision, 1) - 1)
  const exponent = Number(shortest.slice(shortest.indexOf('e') + 1))
  const limit = threshold ?? precision ?? 21
  if (exponent < -4 || exponent >= limit) return shortest
  if (precision === undefined) return fixed(value, Math.max(0, shortest.indexOf('e') - (shortest.includes('.') ? 2 : 1) - exponent))
  return String(Number(shortest))
}

function pad({ flags, width }: Verb, text: string): string {
  if (width === 0) return text
  const missing = width - characters(text).length
  if (missing <= 0) return text
  return flags.has('-') ? text + ' '.repeat(missing) : (flags.has('0') ? '0' : ' ').repeat(missing) + text
}

function padNumber({ flags, width, precision, letter }: Verb, negative: boolean, digits: string): string {
  const sign = negative ? '-' : flags.has('+') ? '+' : flags.has(' ') ? ' ' : ''
  const missing = width - sign.length - digits.length
  if (missing <= 0) return sign + digits
  if (flags.has('-')) return sign + digits + ' '.repeat(missing)
  const zeros = flags.has('0') && (precision === undefined || !'bdoOxXv'.includes(letter))
  return zeros ? sign + '0'.repeat(missing) + digits : ' '.repeat(missing) + sign + digits
}
