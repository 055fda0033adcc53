import type { Part, Path, Place } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { readYaml, type YamlDocument } from '../../syntax/yaml/read.ts'
import type { FileTree } from '../files/file-tree.ts'
import { EmbeddedYaml } from './embedded-yaml.ts'
import type { Kustomization } from './kustomization.ts'
import { groupOf, namesOf, type Origin } from './origins.ts'

/** A patch with the places of what it says. */
export interface Patch {
  /** A strategic merge patch is a mapping, a JSON patch (RFC 6902) a sequence of operations. */
  readonly value: unknown
  place(path: Path, part: Part): Place
  /** The file's own document, where the patch stands in a file by itself. */
  readonly document: YamlDocument | undefined
  appliesTo(origin: Origin): boolean
}

type Selector = Readonly<Record<string, unknown>>

/** The patches of a Kustomization in the order in which they are made: `patchesStrategicMerge`, `patches`, `patchesJson6902`. */
export function patchesOf(tree: FileTree, kustomization: Kustomization): readonly Patch[] {
  const merge = kustomization.list('patchesStrategicMerge').flatMap((written, index) => {
    const path = ['patchesStrategicMerge', index]
    if (typeof written !== 'string') return []
    return referred(tree, kustomization, path, undefined) ?? inline(kustomization, path, written, undefined)
  })
  const listed = ['patches', 'patchesJson6902'].flatMap((field) =>
    kustomization.entries(field).flatMap(({ entry, path }) => {
      const target = isObject(entry['target']) ? entry['target'] : undefined
      const text = entry['patch']
      if (typeof text === 'string') return inline(kustomization, [...path, 'patch'], text, target)
      return referred(tree, kustomization, [...path, 'path'], target) ?? []
    }),
  )
  return [...merge, ...listed]
}

function referred(tree: FileTree, kustomization: Kustomization, path: Path, target: Selector | undefined): readonly Patch[] | undefined {
  const reference = kustomization.inputs.find((candidate) => candidate.path.join('/') === path.join('/'))
  if (reference?.target.type !== 'file') return undefined
  const source = tree.read(reference.target.uri)
  if (source === undefined) return []
  return readYaml(source).documents.map((document) => ({
    value: document.value,
    place: (at, part) => document.place(at, part),
    document,
    appliesTo: (origin) => applies(document.value, target, origin),
  }))
}

function inline(kustomization: Kustomization, path: Path, text: string, target: Selector | undefined): readonly Patch[] {
  const embedded = new EmbeddedYaml(kustomization.document, path, text)
  return embedded.documents.map((document) => ({
    value: document.value,
    place: (at, part) => embedded.outside(document.place(at, part)),
    document: undefined,
    appliesTo: (origin) => applies(document.value, target, origin),
  }))
}

/** Whether a patch is meant for an object: by its target, which selects by patterns, else by the identity that it carries itself. */
function applies(value: unknown, target: Selector | undefined, origin: Origin): boolean {
  const names = namesOf(origin)
  if (target !== undefined) {
    const selects = (key: string, candidates: readonly string[]): boolean => {
      const pattern = target[key]
      return typeof pattern !== 'string' || pattern === '' || candidates.some((candidate) => isMatch(pattern, candidate))
    }
    return selects('kind', [origin.kind]) && selects('group', [origin.group]) && selects('name', names)
  }
  if (!isObject(value) || value['kind'] !== origin.kind || groupOf(String(value['apiVersion'])) !== origin.group) return false
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  return names.includes(String(metadata['name']))
}

/**
 * Targets are regular expressions. Only literal names and `.*` are followed, in time linear to the text: any other
 * pattern is taken to match, and what the patch says must then be found in the object anyway.
 */
function isMatch(pattern: string, candidate: string): boolean {
  const literal = pattern.replace(/^\^|\$$/g, '')
  if (/^[\w-]*$/.test(literal)) return literal === candidate
  const parts = literal.split('.*')
  if (!parts.every((part) => /^[\w-]*$/.test(part))) return true
  if (!candidate.startsWith(parts[0]!) || !candidate.endsWith(parts.at(-1)!)) return false
  let at = 0
  return parts.every((part) => {
    const found = candidate.indexOf(part, at)
    at = found + part.length
    return found !== -1
  })
}

/** What an operation of a JSON patch sets at `path`: the operation's place in the patch, and the rest of the path inside its value. */
export function jsonPatchWrites(patch: Patch, path: Path, value: unknown): Path | undefined {
  if (!Array.isArray(patch.value)) return undefined
  for (const [index, operation] of [...patch.value.entries()].reverse()) {
    if (!isObject(operation) || typeof operation['path'] !== 'string' || (operation['op'] !== 'add' && operation['op'] !== 'replace'))
      continue
    const pointer = operation['path']
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (pointer.length > path.length) continue
    // An item that is added moves those after it, so positions cannot be compared; the value is.
    const isOnTheWay = pointer.every((step, at) => step === String(path[at]) || (typeof path[at] === 'number' && /^(?:\d+|-)$/.test(step)))
    if (!isOnTheWay) continue
    const rest = path.slice(pointer.length)
    let found: unknown = operation['value']
    for (const step of rest)
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, step)
          ? (found as Record<string | number, unknown>)[step]
          : undefined
    if (value !== undefined && isSameValue(found, value)) return [index, 'value', ...rest]
  }
  return undefined
}
