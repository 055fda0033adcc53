/** Where GitHub looks for the file, in its order; the first that exists counts. */
export const codeOwnersFiles = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** Longer files GitHub does not load either. */
const longestFile = 3 * 1024 * 1024

/**
 * The owners of a file by a CODEOWNERS file; the last line that fits has the word, and one without owners takes them away.
 *
 * @param path from the root of the repository, with forward slashes
 */
export function ownersOf(codeOwners: string, path: string): readonly string[] {
  if (codeOwners.length > longestFile) return []
  let owners: readonly string[] = []
  for (const line of codeOwners.split(/\r?\n/)) {
    const [pattern = '', ...names] = line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
    // What GitHub does not understand, it skips.
    if (pattern === '' || /^!|\[|\]/.test(pattern)) continue
    if (fits(pattern, path)) owners = names
  }
  return owners
}

/** As in a `.gitignore`: a slash before the end binds the pattern to the root, and a folder takes in all that is below it. */
function fits(pattern: string, path: string): boolean {
  const isBound = pattern.slice(0, -1).includes('/')
  const wanted = pattern.replace(/^\//, '').replace(/\/$/, '').split('/')
  const steps = path.split('/')
  const isFolder = pattern.endsWith('/')
  const starts = isBound ? [0] : steps.map((_, index) => index)
  return starts.some((start) => fitsFrom(wanted, steps.slice(start), isFolder))
}

function fitsFrom(wanted: readonly string[], steps: readonly string[], isFolder: boolean): boolean {
  const [first, ...rest] = wanted
  // `docs/*` stands for the files of the folder alone, not for those below it.
  if (first === undefined) return !isFolder || steps.length > 0
  if (first === '**')
    return steps.some((_, index) => fitsFrom(rest, steps.slice(index), isFolder)) || (rest.length === 0 && steps.length > 0)
  const [step, ...below] = steps
  if (step === undefined || !fitsName(first, step)) return false
  return rest.length === 0 && first === '*' ? below.length === 0 : fitsFrom(rest, below, isFolder)
}

/** `*` and `?` within one step; linear in the length of both, whatever the pattern. */
function fitsName(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0]
  while (from < name.length) {
    if (pattern[at] === '*') {
      star = at++
      mark = from
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[from])) {
      at++
      from++
    } else if (star >= 0) {
      at = star + 1
      from = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
