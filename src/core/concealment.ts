import type { Place, Range, Source } from './location.ts'

const concealedIn = new WeakMap<Source, Range[]>()

/**
 * Marks a text as one that no report may show: the value of a secret. It counts for every finding of the run, because the lines
 * around another finding may hold it.
 */
export function conceal({ source, range }: Place): void {
  const ranges = concealedIn.get(source)
  if (ranges === undefined) concealedIn.set(source, [range])
  else ranges.push(range)
}

/** The text between two offsets as it may be shown: of what is concealed, a dot for each character, so that columns stay. */
export function showableText(source: Source, start: number, end: number): string {
  const text = source.text.slice(start, end)
  const ranges = concealedIn.get(source)?.filter((range) => range.start < end && start < range.end)
  if (ranges === undefined || ranges.length === 0) return text
  let shown = text
  for (const range of ranges) {
    const [from, to] = [Math.max(0, range.start - start), Math.min(text.length, range.end - start)]
    shown = shown.slice(0, from) + shown.slice(from, to).replace(/[^\s"']/g, '•') + shown.slice(to)
  }
  return shown
}
