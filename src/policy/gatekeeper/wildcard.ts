/** Gatekeeper's names with `*` at the start, at the end, or both: `kube-*`, `*-system`, `*dev*`. */
export function matchesWildcard(pattern: string, name: string): boolean {
  const open = pattern.startsWith('*')
  const close = pattern.length > 1 && pattern.endsWith('*')
  const text = pattern.slice(open ? 1 : 0, close ? -1 : undefined)
  if (open && close) return name.includes(text)
  if (open) return name.endsWith(text)
  return close ? name.startsWith(text) : name === text
}
