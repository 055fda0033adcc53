const limit = BigInt(Number.MAX_SAFE_INTEGER)

/** The one representation of an integer: `number` where that is exact, `bigint` outside. */
export function integer(value: bigint): number | bigint {
  return value > limit || value < -limit ? value : Number(value)
}

/**
 * The number that a JSON or Rego literal stands for, or undefined where the text is not a number. Integers stay exact
 * whatever their size; a literal beyond the range of doubles is kept as the integer that it is.
 */
export function parseNumber(text: string): number | bigint | undefined {
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (match === null) return undefined
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  const shift = Number(exponent) - fraction.length
  if (shift >= 0) return integer(BigInt(`${sign}${whole}${fraction}${'0'.repeat(shift)}`))
  return Number.isInteger(value) ? integer(BigInt(value)) : value
}

/** A computed double as a value: integers beyond the exact range become `bigint`; infinities and NaN are no numbers. */
export function fromDouble(value: number): number | bigint | undefined {
  if (!Number.isFinite(value)) return undefined
  if (value === 0) return 0
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value
}

/** The number as JSON text. */
export function formatNumber(value: number | bigint): string {
  if (typeof value === 'bigint') {
    const digits = value.toString()
    // Only a literal with an exponent makes a number as long as this: it is written back as one.
    if (digits.length <= 100) return digits
    const mantissa = digits.replace(/0+$/, '')
    return mantissa.length <= 20 ? `${mantissa}e${digits.length - mantissa.length}` : digits
  }
  if (Number.isInteger(value)) return String(value)
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}
