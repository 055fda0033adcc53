/** What a `.dockerignore` should keep out of every build context, and a path that shows whether it does. */
const sensitive: readonly (readonly [name: string, sample: string])[] = [
  ['.git', '.git'],
  ['.env', '.env'],
]

/** The names that the patterns of a `.dockerignore` do not leave out. The last pattern that matches decides. */
export function missingIgnores(text: string): readonly string[] {
  const patterns = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  return sensitive.filter(([, sample]) => !ignored(sample, patterns)).map(([name]) => name)
}

function ignored(path: string, patterns: readonly string[]): boolean {
  let result = false
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!')
    const plain = (negated ? pattern.slice(1) : pattern).replace(/^\.?\//, '').replace(/\/(?:\*\*?)?$/, '')
    if (matches(plain, path)) result = !negated
  }
  return result
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split('**/')
    .map((piece) => piece.split('**').map(segment).join('.*'))
    .join('(?:.*/)?')
  return new RegExp(`^${source}$`).test(path)
}

function segment(piece: string): string {
  return piece
    .replaceAll(/[.+^$(){}|\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
}
