/** The languages that Breakwater speaks. Ids, JSON keys and enum values are never translated. */
export const locales = ['en', 'ja'] as const
export type Locale = (typeof locales)[number]

/** What a `{hole}` in a text can be filled with; a text is filled in in the language of the whole. */
export type HoleValue = string | number | Text<never> | Message
export type HoleValues = Readonly<Record<string, HoleValue>>

/** The names of the `{holes}` in a template, as a union type. */
type HolesOf<Template extends string> = Template extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HolesOf<Rest> : never

/** A text in both languages. `Holes` are the names that must be given to render it. */
export interface Text<Holes extends string = string> {
  readonly en: string
  readonly ja: string
  /** Carries the type only; never set. */
  readonly holes?: Holes
}

/** A text together with the values for its holes; words are chosen at the edge, by locale. */
export interface Message {
  readonly text: Text
  readonly args: HoleValues
}

/**
 * A text in English and Japanese. It is a compile error when the Japanese text leaves out a hole of the
 * English one, or names one that the English text does not have.
 */
export function text<const English extends string, const Japanese extends string>(both: {
  readonly en: English
  readonly ja: HolesOf<Japanese> extends HolesOf<English> ? (HolesOf<English> extends HolesOf<Japanese> ? Japanese : never) : never
}): Text<HolesOf<English>> {
  return both
}

/** A text with its holes filled, in whichever language it is written out. */
export function message<Holes extends string>(template: Text<Holes>, args: Readonly<Record<Holes, HoleValue>>): Message {
  return { text: template, args }
}

/** A text with its holes filled at the very place where it is written. */
export function spoken<const English extends string, const Japanese extends string>(
  both: Parameters<typeof text<English, Japanese>>[0],
  ...[args]: [HolesOf<English>] extends [never] ? [] : [args: Readonly<Record<HolesOf<English>, HoleValue>>]
): Message {
  return { text: text<English, Japanese>(both), args: args ?? {} }
}

/** What stands between the holes of a template, and the names of the holes, in turn. A scan says the same ones ten thousand times. */
function piecesOf(template: Text, locale: Locale): readonly string[] {
  const known = piecesIn[locale].get(template)
  if (known !== undefined) return known
  const pieces = template[locale].split(/\{([a-zA-Z]+)\}/)
  piecesIn[locale].set(template, pieces)
  return pieces
}

const piecesIn: Readonly<Record<Locale, WeakMap<Text, readonly string[]>>> = { en: new WeakMap(), ja: new WeakMap() }

/** The message in one language. A hole without a value stays visible as `{hole}`; the check harness refuses it. */
export function render({ text: template, args }: Message, locale: Locale): string {
  let words = ''
  for (const [index, piece] of piecesOf(template, locale).entries()) {
    // Odd pieces are the names of holes.
    const next = index % 2 === 0 ? piece : filledIn(args[piece] ?? `{${piece}}`, locale)
    words += locale === 'ja' && needsSpace(words, next) ? ` ${next}` : next
  }
  return words
}

function filledIn(value: HoleValue, locale: Locale): string {
  if (typeof value !== 'object') return String(value)
  return 'text' in value ? render(value, locale) : value[locale]
}

const japaneseEnd = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]$/u
const japaneseStart = /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]/u

/** Japanese prose sets a space between its own script and Latin words; whether a hole holds one only shows when it is filled. */
function needsSpace(before: string, after: string): boolean {
  return (japaneseEnd.test(before) && /^[A-Za-z0-9]/.test(after)) || (/[A-Za-z0-9]$/.test(before) && japaneseStart.test(after))
}

/** A value from an input as a message shows it: text as it is, anything else as JSON, never longer than a line can take. */
export function shown(value: unknown): string {
  const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
  return words.length > 200 ? `${words.slice(0, 199)}…` : words
}
