/**
 * East Asian wide and full-width characters, and emoji that are shown as pictures: two cells each in a terminal. From
 * Unicode's EastAsianWidth. Characters of ambiguous width (box drawing, `→`, `…`) count one cell: nothing that must line
 * up may follow them.
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
/** Characters that take no cell: combining marks, zero-width spaces and joiners, variation selectors. */
const zero = /[\u200b-\u200f\u2060\ufeff]|\p{Mn}|\p{Me}/u

/** How many cells of a terminal a text takes. Control sequences count nothing. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  const visible = text.replace(/\u001b\[[0-9;]*m/g, '')
  let width = 0
  for (const character of visible) width += characterWidth(character)
  return width
}

/** The cells of one character. */
export function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1
  if (zero.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
