import { longestString } from '../../functions/library.ts'
import { isNull, type Value } from '../../value/value.ts'
import { booleanOf, encodedJson, numberOf, textOf } from './conversions.ts'

const verb = /%(?<flags>[-+# 0]{0,5})(?<width>\d{0,4})(?:\.(?<precision>\d{0,3}))?(?:\[(?<position>\d{1,3})\])?(?<verb>[a-zA-Z%])/g

/** What is wrong with a pattern or its arguments. */
export class FormatError extends Error {}

/**
 * A pattern of `format` filled in: verbs as the language documents them, `%[n]` for the argument at a position included.
 *
 * @throws {FormatError} where the pattern names an argument that is not there or not of the verb's kind
 */
export function formatted(pattern: string, args: readonly Value[]): string {
  let next = 0
  let length = 0
  return pattern.replace(verb, (whole: string, ...found: unknown[]) => {
    const { flags = '', width = '', precision, position, verb: letter = '' } = found.at(-1) as Readonly<Record<string, string | undefined>>
    if (letter === '%') return '%'
    if (position !== undefined) next = Number(position) - 1
    const value = args[next++]
    if (value === undefined) throw new FormatError(whole)
    const digits = precision === undefined ? undefined : Number(precision)
    const written = spelled(value, letter, flags, digits)
    if (written === undefined) throw new FormatError(whole)
    const made = padded(written, Number(width), flags, letter)
    length += made.length
    if (length > longestString) throw new FormatError(whole)
    return made
  })
}

function padded(written: string, width: number, flags: string, letter: string): string {
  if (flags.includes('-')) return written.padEnd(width)
  if (!flags.includes('0') || /[svqt]/.test(letter)) return written.padStart(width)
  const sign = /^[+-]/.exec(written)?.[0] ?? ''
  return sign + written.slice(sign.length).padStart(width - sign.length, '0')
}

function spelled(value: Value, letter: string, flags: string, precision: number | undefined): string | undefined {
  switch (letter) {
    case 'v':
      if (isNull(value)) return 'null'
      return flags.includes('#') ? encodedJsonOf(value) : textOf(value)
    case 's':
      return isNull(value) ? undefined : Array.from(textOf(value)).slice(0, precision).join('')
    case 'q':
      return encodedJson(textOf(value))
    case 't':
      return booleanOf(value)?.toString()
    default: {
      const number = numberOf(value)
      const written = number === undefined ? undefined : numeral(number, letter, precision)
      return written !== undefined && number! >= 0 && flags.includes('+') ? `+${written}` : written
    }
  }
}

function encodedJsonOf(value: Value): string {
  return value.kind === 'scalar' ? encodedJson(value.value) : textOf(value)
}

const bases: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 }

function numeral(number: number, letter: string, precision: number | undefined): string | undefined {
  const base = bases[letter]
  if (base !== undefined) {
    const written = Math.trunc(number).toString(base)
    return letter === 'X' ? written.toUpperCase() : written
  }
  if (letter === 'f') return number.toFixed(precision ?? 6)
  if (letter === 'g') return precision === undefined ? String(number) : String(Number(number.toPrecision(Math.max(precision, 1))))
  if (letter !== 'e' && letter !== 'E') return undefined
  const written = number.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
  return letter === 'E' ? written.toUpperCase() : written
}
