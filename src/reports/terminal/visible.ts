/**
 * Characters that do not show themselves, or that change how what stands beside them is shown: control characters
 * (terminal escapes begin with one), directional marks (they can make a name read as another), zero-width characters
 * and separators, and halves of surrogate pairs. Variation selectors and the joiner of emoji are left out: names in
 * Japanese and emoji need the former, and the latter is listed because it joins nothing else.
 */
const hidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|\p{Cs}/u

/** Plain text never needs the slower test, whose expression takes long to compile. */
export const plain = /^[\x20-\x7e]*$/

/** How a hidden character is written where it must be seen: `␛` for a control character, else its code, as `<U+202E>`. */
function unhide(character: string): string {
  const code = character.codePointAt(0)!
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** One character as it may be printed. */
export function visibleCharacter(character: string): string {
  return !plain.test(character) && hidden.test(character) ? unhide(character) : character
}

/**
 * The text with everything hidden made visible, so that no terminal obeys it and no reader is fooled by it. A name, a
 * path or a line of a scanned file is printed through this and no other way.
 */
export function visible(text: string): string {
  if (plain.test(text) || !hidden.test(text)) return text
  let shown = ''
  for (const character of text) shown += visibleCharacter(character)
  return shown
}

/** The text cut to so many characters, with `...` in place of the rest. A scanned file may name a thing with a megabyte. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 3)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}...`
}
