/** The characters of a text: code points, which is what Rego counts, not UTF-16 units. */
export function characters(text: string): string[] {
  return Array.from(text)
}
