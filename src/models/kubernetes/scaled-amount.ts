/**
 * How many of `total` an amount of the API stands for: a number, its text, or a percentage. Undefined for anything else.
 *
 * @param rounding how the API rounds a percentage here: budgets and surges go up, unavailable pods of an update go down
 */
export function scaledAmount(written: unknown, total: number, rounding: 'up' | 'down'): number | undefined {
  if (typeof written === 'number') return written
  if (typeof written !== 'string') return undefined
  const percent = /^(\d+)%$/.exec(written)
  if (percent !== null) return (rounding === 'up' ? Math.ceil : Math.floor)((Number(percent[1]) / 100) * total)
  return /^\d+$/.test(written) ? Number(written) : undefined
}
