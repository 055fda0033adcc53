/**
 * A glob as a regular expression: `**` crosses folders, `*` and `?` do not. A pattern that ends with a slash, or names
 * a folder, takes everything below it.
 */
export function globToRegExp(glob: string): RegExp {
  let pattern = ''
  const trimmed = glob.replace(/^\.\//, '').replace(/\/$/, '')
  for (let index = 0; index < trimmed.length; index++) {
    const character = trimmed[index]!
    if (character === '*' && trimmed[index + 1] === '*') {
      const wholeFolder = trimmed[index + 2] === '/'
      pattern += wholeFolder ? '(?:[^/]*/)*' : '.*'
      index += wholeFolder ? 2 : 1
    } else if (character === '*') pattern += '[^/]*'
    else if (character === '?') pattern += '[^/]'
    else pattern += character.replace(/[\\^$.|+()[\]{}]/, '\\$&')
  }
  return new RegExp(`^${pattern}(?:/.*)?$`, 's')
}

/** Whether a uri matches one of the globs. */
export function matcherOf(globs: readonly string[]): (uri: string) => boolean {
  const patterns = globs.map(globToRegExp)
  return (uri) => patterns.some((pattern) => pattern.test(uri.replace(/\/$/, '')))
}

/** `*` stands for any characters, slashes and dots included: for names and field paths. */
export function wildcardToRegExp(wildcard: string): RegExp {
  return new RegExp(
    `^${wildcard
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
    's',
  )
}
