import * as fc from 'fast-check'

import type { JsonValue } from '../../src/core/edit.ts'

/** Texts that readers take for something else when they stand without quotes, or that need care in quotes. */
const awkward = [
  '',
  ' ',
  'yes',
  'No',
  'on',
  'y',
  'null',
  '~',
  'true',
  '0777',
  '1_000',
  '1e3',
  '.inf',
  '2001-01-01',
  '12:30',
  '<<',
  '- a',
  'a: b',
  'a:',
  ':a',
  '# a',
  'a #b',
  'a#b',
  '"a',
  "it's",
  'a\\b',
  '[a',
  '{a}',
  'a, b',
  '*a',
  '&a',
  '!a',
  '|',
  '>-',
  '%a',
  '@a',
  '`a',
  '?',
  '-',
  '---',
  '...',
  'a\tb',
  'a  b c',
  ' a ',
  'a\nb',
  'a\nb\n',
  'a\n\n  b\nc\n\n\n',
  '\n',
  '\na',
  ' a\nb',
  'a \nb',
  'set -e\necho "x: $y"\n',
  '日本語: はい',
  '😀',
  '\u0085\u2028\u00a0\uFEFF',
  '\0\x1b',
  '__proto__',
  'constructor',
]

const anyText = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.stringMatching(/^[a-z][a-z0-9.-]{0,10}$/),
)
const anyKey = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/) }, { weight: 1, arbitrary: anyText })
const anyNumber = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((number) => (Object.is(number, -0) ? 0 : number))

export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(anyKey, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as JsonValue),
  ),
})).json

/** A document: what a manifest is, a mapping. */
export const anyMapping: fc.Arbitrary<JsonValue> = fc
  .array(fc.tuple(anyKey, anyJson), { minLength: 1, maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as JsonValue)

/** An endless source of decisions for the printer. */
export const anyChoices: fc.Arbitrary<readonly number[]> = fc.array(fc.nat(999), { minLength: 40, maxLength: 40 })

/** Writes a value as YAML in a style that the choices make up line by line. */
export function printRandomly(value: JsonValue, choices: readonly number[]): string {
  return new RandomPrinter(choices).document(value)
}

const isCollection = (value: JsonValue): value is Exclude<JsonValue, null | boolean | number | string> =>
  typeof value === 'object' && value !== null
const isSequence = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

class RandomPrinter {
  readonly #choices: readonly number[]
  #next = 0
  readonly #lineBreak: string
  readonly #step: number
  readonly #sequenceStep: number

  constructor(choices: readonly number[]) {
    this.#choices = choices
    this.#lineBreak = this.#chance(4) ? '\r\n' : '\n'
    this.#step = this.#chance(4) ? 4 : 2
    this.#sequenceStep = this.#chance(2) ? 0 : 2
  }

  document(value: JsonValue): string {
    const start = this.#chance(3) ? '---\n' : this.#chance(5) ? '# first\n---\n' : ''
    const body = this.#node(value, 0, 0, '')
    return `${start}${body.replace(/^[ \n]/, '')}\n`.replaceAll('\n', this.#lineBreak)
  }

  #choose(options: number): number {
    const choice = this.#choices[this.#next++ % this.#choices.length]!
    return (choice + this.#next) % options
  }

  /** True once in so many times. */
  #chance(times: number): boolean {
    return this.#choose(times) === 0
  }

  #lineEnd(): string {
    const comment = this.#chance(6) ? ' # note: "why\'s' : ''
    const blank = this.#chance(8) ? (this.#chance(2) ? '\n' : '\n   \n# own line') : ''
    return `${comment}${blank}\n`
  }

  /** What stands behind a `key:` or a `-`: either on its line, led by a blank, or below it, led by a line break. Without a final line break. */
  #node(value: JsonValue, indent: number, sequenceIndent: number, place: '' | 'key' | 'dash'): string {
    const anchor = this.#chance(15) && place === 'key' ? ` &x${this.#next}` : ''
    if (!isCollection(value)) return `${anchor}${this.#scalar(value, indent)}`
    if (Object.keys(value).length === 0 || this.#chance(4)) return `${anchor} ${this.#flow(value, indent)}`
    const column = isSequence(value) && place === 'key' ? sequenceIndent : indent
    const lines = isSequence(value)
      ? value.map((item) => this.#item(item, column))
      : Object.entries(value).map(([key, held]) => this.#entry(key, held, column))
    const body = lines.join(this.#chance(10) ? '\n# between\n' : '\n')
    const isCompact = place === 'dash' && anchor === '' && this.#chance(2)
    return isCompact ? ` ${body.slice(column)}` : `${anchor}${place === '' ? '' : this.#lineEnd().replace(/\n$/, '')}\n${body}`
  }

  #item(value: JsonValue, column: number): string {
    return `${' '.repeat(column)}-${this.#node(value, column + 2, column + 2, 'dash')}`
  }

  #entry(key: string, value: JsonValue, column: number): string {
    const name = this.#key(key, false)
    const start = this.#chance(20) ? `? ${name}\n${' '.repeat(column)}:` : `${name}${this.#chance(12) ? ' ' : ''}:`
    return ' '.repeat(column) + start + this.#node(value, column + this.#step, column + this.#sequenceStep, 'key')
  }

  #key(key: string, inFlow: boolean): string {
    if (isSafePlain(key) && !this.#chance(5)) return key
    return isPrintable(key) && this.#chance(2) ? this.#single(key) : this.#double(key, inFlow)
  }

  #scalar(value: null | boolean | number | string, indent: number): string {
    if (value === null && this.#chance(2)) return ''
    if (typeof value !== 'string') return ` ${this.#tail(String(value))}`
    const block = this.#chance(2) ? this.#block(value, indent) : undefined
    return ` ${block ?? this.#tail(this.#inline(value, indent))}`
  }

  #tail(token: string): string {
    return token + this.#lineEnd().replace(/\n$/, '')
  }

  #inline(value: string, indent: number): string {
    if (isSafePlain(value) && !this.#chance(4)) return this.#folded(value, indent)
    if (isPrintable(value) && this.#chance(2)) return this.#folded(this.#single(value), indent)
    return this.#folded(this.#double(value, false), indent)
  }

  /** Breaks a line at a single blank, which reads as the blank. */
  #folded(token: string, indent: number): string {
    if (!this.#chance(3)) return token
    return token.replace(/([A-Za-z0-9]) (?=[A-Za-z0-9])/, `$1\n${' '.repeat(indent + 1)}`)
  }

  #single(value: string): string {
    return `'${value.replaceAll("'", "''")}'`
  }

  #double(value: string, isJson: boolean): string {
    const quoted = JSON.stringify(value).replace(
      /[\x7f-\xa0\u2028\u2029\uFEFF\uFFFE\uFFFF\uFFFD]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    if (isJson || !this.#chance(3)) return quoted
    return quoted.replace(/(?<=^"(?:[^\\]|\\u.{4}|\\[^u])*)e/, String.raw`\x65`)
  }

  /** A literal or folded scalar, where one can hold the text. */
  #block(value: string, indent: number): string | undefined {
    if (!/^[^\s]/.test(value) || /[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffc]/.test(value)) return undefined
    const content = value.replace(/\n+$/, '')
    const breaks = value.length - content.length
    const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+'
    const isFolded = this.#chance(3) && !/\n[ ]/.test(content)
    const lines = isFolded ? content.split('\n').flatMap((line, index) => (index === 0 ? [line] : ['', line])) : content.split('\n')
    if (isFolded && /\n\n/.test(content)) return undefined
    const padding = ' '.repeat(Math.max(indent, 1))
    const body = lines.map((line) => (line === '' ? '' : padding + line)).join('\n')
    return `${isFolded ? '>' : '|'}${chomping}${this.#chance(5) ? ' # header' : ''}\n${body}${'\n'.repeat(Math.max(breaks - 1, 0))}`
  }

  #flow(value: JsonValue, indent: number): string {
    if (!isCollection(value)) {
      if (typeof value !== 'string') return String(value)
      if (isSafePlain(value) && !value.includes(' ') && !this.#chance(3)) return value
      return isPrintable(value) && this.#chance(2) ? this.#single(value) : this.#double(value, false)
    }
    const isSpread = this.#chance(3)
    const space = isSpread ? `\n${' '.repeat(indent + 2)}` : this.#chance(2) ? ' ' : ''
    const members = isSequence(value)
      ? value.map((item) => this.#flow(item, indent + 2))
      : Object.entries(value).map(([key, held]) => `${this.#key(key, true)}: ${this.#flow(held, indent + 2)}`)
    const comment = isSpread && this.#chance(3) ? ' # in flow' : ''
    const inside = members.join(isSpread ? `,${comment}${space}` : ', ')
    const trailing = members.length > 0 && isSpread && this.#chance(4) ? ',' : ''
    const end = isSpread ? `\n${' '.repeat(indent + 1)}` : space
    const [open, close] = isSequence(value) ? '[]' : '{}'
    return members.length === 0 ? `${open}${close}` : `${open}${space}${inside}${trailing}${end}${close}`
  }
}

/** A text that no reader takes for anything but itself. */
function isSafePlain(value: string): boolean {
  return /^[A-Za-z](?:[A-Za-z0-9./ -]*[A-Za-z0-9])?$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)
}

function isPrintable(value: string): boolean {
  return /^[\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffc]*$/.test(value)
}
