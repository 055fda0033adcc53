import type { Path } from '../../core/location.ts'
import { readYaml, type SyntaxProblem } from '../../syntax/yaml/read.ts'
import type { FileTree } from '../files/file-tree.ts'
import { objectsIn } from '../rendering/objects-in.ts'
import type { ChartTemplate } from './chart-copy.ts'
import { record } from './find-charts.ts'
import type { Marks } from './mark-template.ts'
import { literalText, readMarkedText, type RenderedText } from './marked-text.ts'
import { decodeMarked, splitOutput } from './output.ts'
import { tracedDocuments, type TracedDocument } from './traced-document.ts'

/** An object in the output of Helm, with what its places need. */
export interface HelmObject {
  /** The template, as the output names it. */
  readonly templatePath: string
  readonly value: Readonly<Record<string, unknown>>
  /** Where the value stands in its document: items of a `List` count as objects. */
  readonly base: Path
  readonly trace: TracedDocument | undefined
}

export interface OutputReading {
  readonly objects: readonly HelmObject[]
  /** What is wrong with the rendered YAML, with the template that it comes from. */
  readonly problems: readonly { readonly templatePath: string; readonly problem: SyntaxProblem }[]
}

/** What Helm is asked for twice: as it is, and with marks. Where the second failed, objects have no trace. */
export interface Outputs {
  readonly plain: string
  readonly marked: string | undefined
  readonly marks: Marks | undefined
}

/** The objects of a rendering. Their values are those of the plain output; the marked one only says where they come from. */
export function readOutputs(
  { plain, marked, marks }: Outputs,
  templates: ReadonlyMap<string, ChartTemplate>,
  tree: FileTree,
): OutputReading {
  const traces = new TracedDocuments(marked ?? '', marks, templates, tree)
  const objects: HelmObject[] = []
  const problems: OutputReading['problems'][number][] = []
  for (const { path: templatePath, text } of splitOutput(plain)) {
    const read = readYaml({ uri: templatePath, text })
    for (const document of read.documents) {
      problems.push(...document.problems.filter(({ fatal }) => fatal).map((problem) => ({ templatePath, problem })))
      const found = objectsIn(document.value)
      if (found.length === 0) continue
      const trace = traces.take(templatePath, document.value)
      objects.push(...found.map(({ value, base }) => ({ templatePath, value, base, trace })))
    }
  }
  return { objects, problems }
}

/** The documents of the marked rendering, by template and identity. */
class TracedDocuments {
  readonly #byIdentity = new Map<string, TracedDocument[]>()

  constructor(marked: string, marks: Marks | undefined, templates: ReadonlyMap<string, ChartTemplate>, tree: FileTree) {
    const seen = new Set<string>()
    for (const { path, text } of splitOutput(marked)) {
      const uri = templates.get(path)?.uri
      const source = seen.has(path) || uri === undefined ? undefined : tree.read(uri)
      if (source === undefined) continue
      seen.add(path)
      const rendered = isCrd(path) ? literalText(source) : renderedText(text, marks)
      if (rendered === undefined) continue
      for (const document of tracedDocuments(source.uri, rendered)) this.#add(identity(path, document.value), document)
    }
  }

  /** The document that renders to a value. Each is given once, in order: a template may well write an object twice. */
  take(templatePath: string, value: unknown): TracedDocument | undefined {
    return this.#byIdentity.get(identity(templatePath, value))?.shift()
  }

  #add(key: string, document: TracedDocument): void {
    const alike = this.#byIdentity.get(key)
    if (alike === undefined) this.#byIdentity.set(key, [document])
    else alike.push(document)
  }
}

/** CRDs are no templates: Helm hands them on as they are. */
function isCrd(templatePath: string): boolean {
  return templatePath.includes('/crds/') && !templatePath.includes('/templates/')
}

function renderedText(output: string, marks: Marks | undefined): RenderedText | undefined {
  const marked = decodeMarked(output)
  return marked === undefined || marks === undefined ? undefined : readMarkedText(marked, marks)
}

function identity(templatePath: string, value: unknown): string {
  const { kind, metadata } = record(value)
  const { name, namespace } = record(metadata)
  return JSON.stringify([templatePath, kind, namespace, name])
}
