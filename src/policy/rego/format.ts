import { formatNumber } from './number.ts'
import { RegoObject, RegoSet, type Value } from './values.ts'

/** The value as a Rego term, as OPA prints it: `{"a": 1}`, `{1, 2}`, `set()`. */
export function formatTerm(value: Value): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (value instanceof RegoSet) return value.size === 0 ? 'set()' : `{${value.members().map(formatTerm).join(', ')}}`
  if (value instanceof RegoObject) {
    const entries: string[] = []
    for (const key of value.keys()) entries.push(`${formatTerm(key)}: ${formatTerm(value.get(key)!)}`)
    return `{${entries.join(', ')}}`
  }
  return `[${value.map(formatTerm).join(', ')}]`
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** The string in double quotes, escaped as Go's `strconv.Quote` does it. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\u0000-\u001f\u007f]/g, (character) => escapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`
}
