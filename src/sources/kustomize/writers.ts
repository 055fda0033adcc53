import type { Part, Path, Place } from '../../core/location.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import type { YamlDocument } from '../../syntax/yaml/read.ts'
import type { FileTree } from '../files/file-tree.ts'
import type { Provenance } from '../rendering/rendering.ts'
import { scalarText } from '../rendering/scalar-text.ts'
import { align } from './align.ts'
import type { Kustomization } from './kustomization.ts'
import { namesOf, type Origin } from './origins.ts'
import { jsonPatchWrites, patchesOf, type Patch } from './patches.ts'

/** Where a field of a built object is written. */
export interface Writing {
  readonly place: Place
  readonly provenance: Provenance
  /** Where it can be edited: in a file of objects or a patch in a file of its own. */
  readonly editable?: Editable
}

export interface Editable {
  readonly document: YamlDocument
  readonly path: Path
  /** It is not the root's own: other Kustomizations may be built from it. */
  readonly isShared: boolean
}

type Question = {
  readonly origin: Origin
  /** The object as built. */
  readonly object: unknown
  readonly path: Path
  readonly value: unknown
  readonly part: Part
}

/** Finds out who wrote the fields of built objects. Patches are read once for all objects. */
export class Writers {
  readonly #tree: FileTree
  readonly #patches = new Map<Kustomization, readonly Patch[]>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** The last one to give a scalar its value: Kustomizations from the outermost in, then the object's own file. */
  scalar(question: Question): Writing | undefined {
    const { origin } = question
    for (const kustomization of origin.layers.toReversed()) {
      const writing = this.#instruction(kustomization, question) ?? this.#patch(kustomization, question)
      if (writing !== undefined) return writing
    }
    return origin.value === undefined ? generatorEntry(question) : ownScalar(question)
  }

  /** Where a collection stands, or where a missing field belongs: in the object's own file, else in the patch that brought it. */
  structure({ origin, object, path, part }: Omit<Question, 'value'>): Writing | undefined {
    if (origin.value === undefined) return { place: origin.document.place([...origin.base, 'name'], part), provenance: 'action' }
    const own = align(object, path, origin.value, true)
    const present = lengthPresent(object, path)
    if (own.path.length >= present) return inObject(origin, [...own.path, ...own.missing], part)
    for (const kustomization of origin.layers.toReversed()) {
      for (const patch of this.#patchesFor(kustomization, origin).toReversed()) {
        const found = align(object, path, patch.value, false)
        if (isObject(patch.value) && found.path.length >= present)
          return inPatch(patch, [...found.path, ...found.missing], part, kustomization !== origin.layers.at(-1))
        const added = jsonPatchWrites(patch, path.slice(0, present), valueAt(object, path.slice(0, present)))
        if (added !== undefined) return inPatch(patch, [...added, ...path.slice(present)], part, true)
      }
    }
    return inObject(origin, [...own.path, ...own.missing], part)
  }

  #patchesFor(kustomization: Kustomization, origin: Origin): readonly Patch[] {
    let patches = this.#patches.get(kustomization)
    if (patches === undefined) this.#patches.set(kustomization, (patches = patchesOf(this.#tree, kustomization)))
    return patches.filter((patch) => patch.appliesTo(origin))
  }

  #patch(kustomization: Kustomization, { origin, object, path, value, part }: Question): Writing | undefined {
    for (const patch of this.#patchesFor(kustomization, origin).toReversed()) {
      const operation = jsonPatchWrites(patch, path, value)
      if (operation !== undefined) return inPatch(patch, operation, part, true)
      if (!isObject(patch.value)) continue
      const found = align(object, path, patch.value, false)
      if (found.missing.length === 0 && found.value === value && !isIdentity(path))
        return inPatch(patch, found.path, part, kustomization !== origin.layers.at(-1))
    }
    return undefined
  }

  /** Fields of the Kustomization itself that set values, last one first (Kustomize's `configureBuiltinTransformers`). */
  #instruction(kustomization: Kustomization, question: Question): Writing | undefined {
    const entry =
      imageEntry(kustomization, question) ??
      replicasEntry(kustomization, question) ??
      labelEntry(kustomization, question) ??
      namespaceEntry(kustomization, question)
    return entry === undefined
      ? undefined
      : { place: { ...kustomization.document.place(entry, 'value'), path: question.path }, provenance: 'action' }
  }
}

/** A patch names the object that it is meant for; that is not what it sets. */
function isIdentity(path: Path): boolean {
  const [first, second] = path
  return (
    path.length <= 2 &&
    (first === 'apiVersion' || first === 'kind' || (first === 'metadata' && (second === 'name' || second === 'namespace')))
  )
}

function inPatch(patch: Patch, path: Path, part: Part, isShared: boolean): Writing {
  const isMergePatch = patch.document !== undefined && isObject(patch.value)
  const editable = isMergePatch ? { document: patch.document, path, isShared } : undefined
  return { place: patch.place(path, part), provenance: 'exact', ...(editable === undefined ? {} : { editable }) }
}

function inObject({ document, base, layers }: Origin, path: Path, part: Part): Writing {
  const whole = [...base, ...path]
  return { place: document.place(whole, part), provenance: 'exact', editable: { document, path: whole, isShared: layers.length > 1 } }
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value
  for (const step of path)
    current = typeof current === 'object' && current !== null ? (current as Record<string | number, unknown>)[step] : undefined
  return current
}

/** How many steps of a path exist. */
function lengthPresent(value: unknown, path: Path): number {
  return align(value, path, value, true).path.length
}

function ownScalar({ origin, object, path, value, part }: Question): Writing | undefined {
  const { path: own, missing, value: written } = align(object, path, origin.value, true)
  if (missing.length > 0) return undefined
  const whole = [...origin.base, ...own]
  if (written === value) return inObject(origin, own, part)
  // Names and references to them are made of what stands here.
  return { place: origin.document.place(whole, part), provenance: 'action' }
}

/** The line of a generator that makes an entry of a ConfigMap or Secret; else its name. */
function generatorEntry({ origin, path, value }: Question): Writing {
  const at = (rest: Path): Writing => ({ place: origin.document.place([...origin.base, ...rest]), provenance: 'action' })
  const entry = valueAt(origin.document.value, origin.base)
  const [field, key] = path
  if (!isObject(entry) || (field !== 'data' && field !== 'stringData' && field !== 'binaryData'))
    return at(path[0] === 'type' && isObject(entry) && entry['type'] === value ? ['type'] : ['name'])
  for (const list of ['literals', 'files', 'envs']) {
    const lines = Array.isArray(entry[list]) ? (entry[list] as readonly unknown[]) : []
    const index = lines.findIndex((line) => {
      if (typeof line !== 'string') return false
      if (list === 'envs') return true
      return line.startsWith(`${key}=`) || (list === 'files' && line.split('/').at(-1) === key)
    })
    if (index !== -1) return at([list, index])
  }
  return at(typeof entry['env'] === 'string' ? ['env'] : ['name'])
}

function imageEntry(kustomization: Kustomization, { path, value }: Question): Path | undefined {
  if (path.at(-1) !== 'image' || typeof value !== 'string') return undefined
  const images = kustomization.entries('images').toReversed()
  const found = images.find(({ entry }) => {
    const name = typeof entry['newName'] === 'string' ? entry['newName'] : entry['name']
    return typeof name === 'string' && new Set(['', ':', '@']).has(value.slice(name.length, name.length + 1)) && value.startsWith(name)
  })
  if (found === undefined) return undefined
  const { entry } = found
  const isLast = (key: string): boolean => {
    const text = scalarText(entry[key])
    return text !== undefined && value.endsWith(text)
  }
  const key = ['digest', 'newTag', 'tagSuffix'].find(isLast) ?? (entry['newName'] === undefined ? undefined : 'newName')
  return key === undefined ? undefined : [...found.path, key]
}

function replicasEntry(kustomization: Kustomization, { origin, path, value }: Question): Path | undefined {
  if (path.join('/') !== 'spec/replicas') return undefined
  const names = namesOf(origin)
  const found = kustomization.entries('replicas').find(({ entry }) => names.includes(String(entry['name'])) && entry['count'] === value)
  return found === undefined ? undefined : [...found.path, 'count']
}

/** `commonLabels`, `labels` and `commonAnnotations` set the same key in several mappings of an object. */
function labelEntry({ value: fields }: Kustomization, { path, value }: Question): Path | undefined {
  const key = path.at(-1)
  const parent = path.at(-2)
  if (typeof key !== 'string') return undefined
  const holds = (mapping: unknown): boolean => isObject(mapping) && Object.hasOwn(mapping, key) && scalarText(mapping[key]) === value
  if (parent === 'annotations') return holds(fields['commonAnnotations']) ? ['commonAnnotations', key] : undefined
  if (parent !== 'labels' && parent !== 'matchLabels' && parent !== 'selector') return undefined
  if (holds(fields['commonLabels'])) return ['commonLabels', key]
  const listed = Array.isArray(fields['labels']) ? (fields['labels'] as readonly unknown[]) : []
  const index = listed.findIndex((entry) => isObject(entry) && holds(entry['pairs']))
  return index === -1 ? undefined : ['labels', index, 'pairs', key]
}

function namespaceEntry({ value: fields }: Kustomization, { path, value }: Question): Path | undefined {
  const isNamespace = path.at(-1) === 'namespace' && (path.at(-2) === 'metadata' || path.at(-3) === 'subjects')
  return isNamespace && fields['namespace'] === value ? ['namespace'] : undefined
}
