/** Shannon entropy of the characters of a value, in bits per character. */
export function entropyOf(value: string): number {
  const counts = new Map<number, number>()
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}
