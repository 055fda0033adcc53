/** Compares two runs of decimal digits by value, however long they are. The empty run counts as zero. */
export function compareDigits(a: string, b: string): number {
  const left = withoutLeadingZeros(a)
  const right = withoutLeadingZeros(b)
  return left.length - right.length || compareText(left, right)
}

/** Compares by UTF-16 unit, as the package managers do for ASCII; never by locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function withoutLeadingZeros(digits: string): string {
  let start = 0
  while (start < digits.length && digits.charCodeAt(start) === 48) start++
  return start === 0 ? digits : digits.slice(start)
}

/** Whether the text is one or more decimal digits. */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isDigitCode(text.charCodeAt(index))) return false
  return text !== ''
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

export function isLetterCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}
