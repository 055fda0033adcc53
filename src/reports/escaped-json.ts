/**
 * JSON with everything escaped that a terminal would obey or that would change how the text reads: JSON escapes control
 * characters up to U+001F by itself, but not the C1 set, directional marks and zero-width characters. The value is the same.
 */
export function escapedJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent)
  // Most reports have none of these, and are told so in one simple look.
  if (!/[^\0-\x7e]/.test(json)) return json
  return json.replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\udb40[\udc00-\udc7f]/g,
    (found) =>
      found
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
  )
}
