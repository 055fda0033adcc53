import type { Path, Source } from '../core/location.ts'
import type { Document } from '../core/subject.ts'
import { readJson } from '../syntax/json/read.ts'
import type { SyntaxProblem } from '../syntax/yaml/problem.ts'
import { readYaml, type YamlText } from '../syntax/yaml/read.ts'
import { isMapping, type Untyped } from './untyped.ts'

/** A document that has to do with policies, with where it is written. */
export interface PolicyDocument {
  readonly value: Untyped
  readonly document: Document
}

export interface PolicyDocuments {
  readonly documents: readonly PolicyDocument[]
  /** What could not be read. */
  readonly problems: readonly SyntaxProblem[]
}

/** Names of files that can hold policy documents. */
export function isPolicyFile(uri: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(uri)
}

/**
 * The documents of a YAML or JSON text. Lists are taken apart: those of Kubernetes (`items`), those of Azure's API
 * (`value`) and plain ones, as `az policy assignment list` prints them; of ARM templates, the resources of Azure Policy.
 */
export function readPolicyDocuments(source: Source): PolicyDocuments {
  const read: YamlText = /\.json$/i.test(source.uri) ? readJson(withoutMark(source)) : readYaml(source)
  const problems = new Set([...read.problems, ...read.documents.flatMap((document) => document.problems)].filter(({ fatal }) => fatal))
  return {
    documents: read.documents.flatMap((document) => partsOf(document.value, document, (path) => document.at(path), [])),
    problems: [...problems],
  }
}

/** Azure's own files start with a byte-order mark. A space in its place keeps all positions. */
function withoutMark({ uri, text }: Source): Source {
  return { uri, text: text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text }
}

function partsOf(value: unknown, document: Document, viewAt: (path: Path) => Document, path: Path): readonly PolicyDocument[] {
  const each = (list: readonly unknown[], at: Path): readonly PolicyDocument[] =>
    list.flatMap((item, index) => partsOf(item, viewAt([...at, index]), viewAt, [...at, index]))
  if (Array.isArray(value)) return each(value, path)
  if (!isMapping(value)) return []
  const { kind, items, value: values } = value
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) return each(items, [...path, 'items'])
  const { $schema: schema, resources } = value
  if (typeof schema === 'string' && /deploymentTemplate\.json#?$/i.test(schema) && Array.isArray(resources))
    return resources.flatMap((resource: unknown, index) =>
      isMapping(resource) && /^microsoft\.authorization\/policy/i.test(String(resource['type']))
        ? [{ value: unescaped(resource) as Untyped, document: viewAt([...path, 'resources', index]) }]
        : [],
    )
  if (kind === undefined && Array.isArray(values)) return each(values, [...path, 'value'])
  return [{ value, document }]
}

/** In a template, `[[` starts a text that is an expression of the policy and not one of the template. */
function unescaped(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('[[') ? value.slice(1) : value
  if (Array.isArray(value)) return value.map(unescaped)
  return isMapping(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unescaped(entry)])) : value
}
