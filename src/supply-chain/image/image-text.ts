import type { Place, Source } from '../../core/location.ts'
import type { BuildInstruction, DockerBuild } from '../../models/dockerfile/docker-build.ts'
import type { AnalysedImage } from './image.ts'

/** Where the layers of an image are written: in its Dockerfile, or in its own history. */
export interface ImageText {
  readonly source: Source
  placeOfLayer(digest: string): Place
  /** The line of the image's own Dockerfile that made a layer; undefined for layers of its base, and where there is no Dockerfile. */
  instructionOf(digest: string): BuildInstruction | undefined
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
    instructionOf: () => undefined,
  }
}

/** Instructions that make a layer. */
const layerKeywords = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR'])

/**
 * Lays the layers of an image on the lines of the Dockerfile that it was built from. The last stage, and the stages that it
 * builds on, made the last layers; what lies below came from the base, and is shown at its `FROM`. Instructions are compared
 * with the history word by word as far as both have them, and where they part, everything below counts as the base's.
 */
export function dockerfileText(image: AnalysedImage, build: DockerBuild): ImageText {
  const { source, finalStage } = build
  const stages = finalStage === undefined ? [] : build.lineage(finalStage).toReversed()
  const own = stages.flatMap(({ instructions }) => instructions).filter(({ keyword }) => layerKeywords.has(keyword))
  const placed = new Map<string, BuildInstruction>()
  let layer = image.layers.length - 1
  for (const instruction of own.toReversed()) {
    const found = image.layers[layer]
    if (found === undefined) break
    if (isSame(instruction, found.instruction)) {
      placed.set(found.digest, instruction)
      layer--
    } else if (instruction.keyword !== 'WORKDIR') break
  }
  const base = stages[0]?.from
  const baseRange = base?.range ?? { start: 0, end: Math.max(source.text.indexOf('\n'), 0) }
  return {
    source,
    placeOfLayer(digest) {
      const instruction = placed.get(digest)
      return { source, range: instruction?.range ?? baseRange, path: [instruction?.keyword ?? 'FROM'] }
    },
    instructionOf: (digest) => placed.get(digest),
  }
}

/**
 * The one Dockerfile that an image can have been built from: all its lines that make layers are in the history, one of them
 * word for word, and no other file fits as well. Undefined where none does, or several do.
 */
export function dockerfileOf(image: AnalysedImage, builds: readonly DockerBuild[]): DockerBuild | undefined {
  const fits = builds
    .map((build) => ({ build, fit: fitOf(image, build) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
  return fits[0]?.fit === fits[1]?.fit ? undefined : fits[0]?.build
}

/** How many lines stand in the history word for word; none where one that makes a layer made none of this image. */
function fitOf(image: AnalysedImage, build: DockerBuild): number {
  const { finalStage } = build
  if (finalStage === undefined) return 0
  const words = dockerfileText(image, build)
  const history = new Map(image.layers.map(({ digest, instruction }) => [digest, instruction]))
  const placed = [...history].flatMap(([digest, instruction]) => {
    const own = words.instructionOf(digest)
    return own === undefined || instruction === undefined ? [] : [{ own, instruction }]
  })
  const needed = build.lineage(finalStage).flatMap(({ instructions }) => instructions)
  const missing = needed.filter(({ keyword }) => keyword !== 'WORKDIR' && layerKeywords.has(keyword)).length
  if (placed.filter(({ own }) => own.keyword !== 'WORKDIR').length < missing) return 0
  return placed.filter(({ own, instruction }) => `${own.keyword} ${plain(own.rest.text)}` === plain(instruction)).length
}

/** Builders write variables out and digests in, so the beginning of the words has to do. */
function isSame({ keyword, rest: words }: BuildInstruction, history: string | undefined): boolean {
  if (history === undefined) return false
  const own = plain(words.text)
  const theirs = plain(history)
  if (!theirs.toUpperCase().startsWith(keyword)) return false
  const rest = theirs.slice(keyword.length).trim()
  const comparable = Math.min(own.search(/[$"'[]|<</) < 0 ? own.length : own.search(/[$"'[]|<</), 40)
  // Docker's classic builder names a digest where the sources stood.
  return keyword !== 'RUN' || rest.slice(0, comparable) === own.slice(0, comparable)
}

/** Without flags, and with one blank between words. */
function plain(text: string): string {
  return text
    .replace(/--[\w-]+=\S+\s*/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
