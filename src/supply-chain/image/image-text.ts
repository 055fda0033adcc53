import type { Place, Source } from '../../core/location.ts'
import type { AnalysedImage } from './image.ts'

/** Where the layers of an image are written: in its Dockerfile, or in its own history. */
export interface ImageText {
  readonly source: Source
  placeOfLayer(digest: string): Place
}

/** The history of an image as a text, one instruction a line, for images whose Dockerfile is not at hand. */
export function historyText(image: AnalysedImage): ImageText {
  const lines = image.layers.map(({ instruction, digest }) => instruction ?? `# ${digest}`)
  const source: Source = { uri: image.name, text: lines.length === 0 ? '\n' : `${lines.join('\n')}\n` }
  return {
    source,
    placeOfLayer(digest) {
      const index = Math.max(
        image.layers.findIndex((layer) => layer.digest === digest),
        0,
      )
      const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0)
      return { source, range: { start, end: start + (lines[index]?.length ?? 0) }, path: ['history', index] }
    },
  }
}

interface Instruction {
  readonly keyword: string
  readonly words: string
  readonly start: number
  readonly end: number
}

/** Instructions that make a layer. */
const layerKeywords = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR'])

/**
 * Lays the layers of an image on the lines of the Dockerfile that it was built from. The last stage made the last
 * layers; what lies below came from its base, and is shown at its `FROM`. Instructions are compared with the history
 * word by word as far as both have them, and where they part, everything below counts as the base's.
 */
export function dockerfileText(image: AnalysedImage, source: Source): ImageText {
  const all = instructionsOf(source.text)
  const from = all.findLastIndex(({ keyword }) => keyword === 'FROM')
  const base = all[from] ?? { keyword: 'FROM', words: '', start: 0, end: Math.max(source.text.indexOf('\n'), 0) }
  const own = all.slice(from + 1).filter(({ keyword }) => layerKeywords.has(keyword))
  const placed = new Map<string, Instruction>()
  let layer = image.layers.length - 1
  for (const instruction of own.toReversed()) {
    const found = image.layers[layer]
    if (found === undefined) break
    if (isSame(instruction, found.instruction)) {
      placed.set(found.digest, instruction)
      layer--
    } else if (instruction.keyword !== 'WORKDIR') break
  }
  return {
    source,
    placeOfLayer(digest) {
      const { start, end, keyword } = placed.get(digest) ?? base
      return { source, range: { start, end }, path: [keyword] }
    },
  }
}

/** Instructions with their continuation lines; comments between are skipped. */
function instructionsOf(text: string): readonly Instruction[] {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 200)) ? '`' : '\\'
  const found: Instruction[] = []
  let open: { start: number; end: number; words: string } | undefined
  let at = 0
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '')
    const start = at + (line.length - line.trimStart().length)
    const end = at + line.trimEnd().length
    at += raw.length + 1
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const continues = line.trimEnd().endsWith(escape)
    const words = (continues ? line.trim().slice(0, -1) : line.trim()).trim()
    open = open === undefined ? { start, end, words } : { start: open.start, end, words: `${open.words} ${words}` }
    if (continues) continue
    const keyword = /^[a-z]+/i.exec(open.words)?.[0].toUpperCase()
    if (keyword !== undefined) found.push({ ...open, keyword })
    open = undefined
  }
  return found
}

/** Builders write variables out and digests in, so the beginning of the words has to do. */
function isSame({ keyword, words }: Instruction, history: string | undefined): boolean {
  if (history === undefined) return false
  const plain = (text: string): string =>
    text
      .replace(/--[\w-]+=\S+\s*/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  const own = plain(words.slice(keyword.length))
  const theirs = plain(history)
  if (!theirs.toUpperCase().startsWith(keyword)) return false
  const rest = theirs.slice(keyword.length).trim()
  const comparable = Math.min(own.search(/[$"'[]|<</) < 0 ? own.length : own.search(/[$"'[]|<</), 40)
  // Docker's classic builder names a digest where the sources stood.
  return keyword !== 'RUN' || rest.slice(0, comparable) === own.slice(0, comparable)
}
