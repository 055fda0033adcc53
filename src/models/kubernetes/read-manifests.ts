import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Path, type Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { render, type Locale } from '../../core/text.ts'
import { readJson } from '../../syntax/json/read.ts'
import { readYaml, type YamlText } from '../../syntax/yaml/read.ts'
import { isObject, listAt, type JsonObject } from './json.ts'
import { KubernetesObject } from './object.ts'

export interface Manifests {
  readonly objects: readonly KubernetesObject[]
  readonly notAnalysed: readonly NotAnalysed[]
}

/** The Kubernetes objects of a YAML or JSON text. Items of `List` kinds count as objects of their own. */
export function readManifests(source: Source, locale: Locale): Manifests {
  const read: YamlText = source.uri.endsWith('.json') ? readJson(source) : readYaml(source)
  const objects: KubernetesObject[] = []
  for (const document of read.documents) objects.push(...objectsIn(document.value, document, (path) => document.at(path), []))
  const notAnalysed = read.problems.map((problem): NotAnalysed => {
    const { line, column } = positionAt(source, problem.range.start)
    return { uri: source.uri, reason: problem.code, message: render(problem.message, locale), line, column }
  })
  return { objects, notAnalysed }
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
