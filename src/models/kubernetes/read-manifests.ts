import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Path, type Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { render, type Locale } from '../../core/text.ts'
import { readJson } from '../../syntax/json/read.ts'
import type { SyntaxProblem } from '../../syntax/yaml/problem.ts'
import { readYaml, type YamlText } from '../../syntax/yaml/read.ts'
import { DoubtfulText } from './doubtful-text.ts'
import { isObject, listAt, type JsonObject } from './json.ts'
import { KubernetesObject } from './object.ts'

export interface Manifests {
  readonly objects: readonly KubernetesObject[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** What could be read all the same, in documents that hold objects. */
  readonly doubts: readonly DoubtfulText[]
}

/** The Kubernetes objects of a YAML or JSON text. Items of `List` kinds count as objects of their own. */
export function readManifests(source: Source, locale: Locale): Manifests {
  const read: YamlText = source.uri.endsWith('.json') ? readJson(source) : readYaml(source)
  const objects: KubernetesObject[] = []
  const notAnalysed: NotAnalysed[] = []
  const doubts: DoubtfulText[] = []
  for (const document of read.documents) {
    const found = objectsIn(document.value, document, (path) => document.at(path), [])
    for (const object of found) objects.push(object)
    for (const problem of document.problems) {
      if (problem.fatal) notAnalysed.push(unread(source, problem, locale))
      else if (found.length > 0) doubts.push(new DoubtfulText(problem, document))
    }
  }
  // What is wrong with the text as a whole, such as too many documents in it, stands in no document.
  const inDocuments = new Set(read.documents.flatMap(({ problems }) => problems))
  for (const problem of read.problems) if (!inDocuments.has(problem)) notAnalysed.push(unread(source, problem, locale))
  return { objects, notAnalysed, doubts }
}

function unread(source: Source, { code, message, range }: SyntaxProblem, locale: Locale): NotAnalysed {
  const { line, column } = positionAt(source, range.start)
  return { uri: source.uri, reason: code, message: render(message, locale), line, column }
}

function objectsIn(value: unknown, document: Document, viewAt: (path: Path) => Document, path: Path): readonly KubernetesObject[] {
  if (!isKubernetesObject(value)) return []
  if (!isList(value)) return [new KubernetesObject(value, document)]
  return listAt(value, ['items']).flatMap((item, index) => {
    const at = [...path, 'items', index]
    return objectsIn(item, viewAt(at), viewAt, at)
  })
}

function isKubernetesObject(value: unknown): value is JsonObject {
  return isObject(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string'
}

/** `List` itself, and the typed lists that an API answers with, such as `DeploymentList`. */
function isList(value: JsonObject): boolean {
  const kind = value['kind'] as string
  return kind.endsWith('List') && Array.isArray(value['items'])
}
