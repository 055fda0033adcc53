/**
 * A whole number in one of .NET's formats: `D`, `N`, `F`, `X` with a number of digits, or a pattern of zeros. One in another
 * format is written plainly.
 */
export function numberFormatted(value: number, style: string): string {
  const zeros = /^0+$/.exec(style)
  const [, letter = '', digits = ''] = /^([a-zA-Z])(\d{0,2})$/.exec(style) ?? []
  const sign = value < 0 ? '-' : ''
  const size = Math.abs(value)
  if (zeros !== null) return sign + String(size).padStart(style.length, '0')
  switch (letter.toUpperCase()) {
    case 'D':
      return sign + String(size).padStart(Number(digits), '0')
    case 'X': {
      const written = value.toString(16).padStart(Number(digits), '0')
      return letter === 'X' ? written.toUpperCase() : written
    }
    case 'F':
      return value.toFixed(digits === '' ? 2 : Number(digits))
    case 'N':
      return value.toLocaleString('en-US', fraction(digits))
    default:
      return String(value)
  }
}

function fraction(digits: string): Intl.NumberFormatOptions {
  const count = digits === '' ? 2 : Number(digits)
  return { minimumFractionDigits: count, maximumFractionDigits: count }
}
