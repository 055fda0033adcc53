/** A scalar as text, as templates and patches write it: `8080` and `"8080"` are alike. Undefined for collections and null. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
