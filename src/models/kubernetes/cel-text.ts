/** A text as a string of CEL. */
export function celText(words: string): string {
  return `'${words.replace(/[\\']/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}'`
}

/** Texts as a list of CEL. */
export function celTexts(texts: readonly string[]): string {
  return `[${texts.map(celText).join(', ')}]`
}
