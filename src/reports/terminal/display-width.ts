/** East Asian wide and full-width characters, and emoji: two cells each in a terminal. From Unicode's EastAsianWidth. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
/** Characters that take no cell: combining marks, zero-width spaces and joiners, variation selectors. */
const zero = /[\u200b-\u200f\u2060\ufeff]|\p{Mn}|\p{Variation_Selector}/u

/** How many cells of a terminal a text takes. Control sequences count nothing. */
export function displayWidth(text: string): number {
  const visible = text.replace(/\u001b\[[0-9;]*m/g, '')
  if (/^[\x20-\x7e]*$/.test(visible)) return visible.length
  let width = 0
  for (const character of visible) width += wide.test(character) ? 2 : zero.test(character) ? 0 : 1
  return width
}
