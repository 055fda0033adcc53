/** UTF-16 units that mean something in YAML. */
export const tab = 0x09
export const lineFeed = 0x0a
export const carriageReturn = 0x0d
export const space = 0x20
export const exclamation = 0x21
export const doubleQuote = 0x22
export const hash = 0x23
export const percent = 0x25
export const ampersand = 0x26
export const singleQuote = 0x27
export const asterisk = 0x2a
export const plus = 0x2b
export const comma = 0x2c
export const dash = 0x2d
export const zero = 0x30
export const nine = 0x39
export const colon = 0x3a
export const greaterThan = 0x3e
export const question = 0x3f
export const at = 0x40
export const openBracket = 0x5b
export const backslash = 0x5c
export const closeBracket = 0x5d
export const backtick = 0x60
export const openBrace = 0x7b
export const pipe = 0x7c
export const closeBrace = 0x7d
export const byteOrderMark = 0xfeff

/** Space or tab. */
export function isBlank(unit: number): boolean {
  return unit === space || unit === tab
}

/** A character that ends a line. */
export function isBreak(unit: number): boolean {
  return unit === lineFeed || unit === carriageReturn
}

/** Whether a token ends before this unit: blank, line end or the end of the text (0). */
export function isGap(unit: number): boolean {
  return unit === space || unit === lineFeed || unit === 0 || unit === carriageReturn || unit === tab
}

/** A character that plain scalars inside of flow collections cannot hold. */
export function isFlowIndicator(unit: number): boolean {
  return unit === comma || unit === openBracket || unit === closeBracket || unit === openBrace || unit === closeBrace
}
