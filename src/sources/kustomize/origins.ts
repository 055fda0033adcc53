import type { Path } from '../../core/location.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { readYaml, type YamlDocument } from '../../syntax/yaml/read.ts'
import type { FileTree } from '../files/file-tree.ts'
import { objectsIn } from '../rendering/objects-in.ts'
import { readKustomization, type Kustomization, type Reference } from './kustomization.ts'

/** The first form of an object, before Kustomizations change it. */
export interface Origin {
  readonly kind: string
  readonly group: string
  readonly name: string
  readonly namespace: string | undefined
  /** Where it is written: an object in a file, or the entry of a generator. */
  readonly document: YamlDocument
  readonly base: Path
  /** Undefined for what a generator makes. */
  readonly value: Readonly<Record<string, unknown>> | undefined
  /** The Kustomizations that work on it, the first one first. */
  readonly layers: readonly Kustomization[]
}

/** Everything that building a Kustomization reads. */
export interface Expansion {
  readonly root: Kustomization
  readonly origins: readonly Origin[]
  readonly kustomizations: ReadonlySet<Kustomization>
  /** `uri`s of the files with objects. */
  readonly resources: ReadonlySet<string>
  /** `uri`s of all other files: patches, configurations, inputs of generators, and the Kustomizations themselves. */
  readonly inputs: ReadonlySet<string>
  /** Entries that lead out of the tree. */
  readonly remote: readonly { readonly kustomization: Kustomization; readonly reference: Reference }[]
}

/** Bases may be shared by several others; a tree that multiplies them without end is refused by Kustomize, and cut here. */
const mostVisits = 1_000

/** Follows a Kustomization to all files that it is built from, in the order in which Kustomize adds them up. */
export function expand(tree: FileTree, root: Kustomization): Expansion {
  const walk = new Walk(tree)
  const origins = walk.accumulate(root, [])
  return { root, origins, kustomizations: walk.kustomizations, resources: walk.resources, inputs: walk.inputs, remote: walk.remote }
}

class Walk {
  readonly kustomizations = new Set<Kustomization>()
  readonly resources = new Set<string>()
  readonly inputs = new Set<string>()
  readonly remote: { kustomization: Kustomization; reference: Reference }[] = []
  readonly #tree: FileTree
  readonly #read = new Map<string, Kustomization | undefined>()
  readonly #open = new Set<Kustomization>()
  #visits = 0

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** @param given what the resources of the Kustomization that uses this component have become so far */
  accumulate(kustomization: Kustomization, given: readonly Origin[]): readonly Origin[] {
    if (this.#open.has(kustomization) || ++this.#visits > mostVisits) return given
    this.#open.add(kustomization)
    this.kustomizations.add(kustomization)
    this.inputs.add(kustomization.uri)
    for (const reference of kustomization.inputs) this.#input(kustomization, reference)
    let origins = [
      ...given,
      ...kustomization.resources.flatMap((reference) => this.#resource(kustomization, reference)),
      ...generated(kustomization),
    ]
    for (const reference of kustomization.components) {
      const component = this.#kustomization(kustomization, reference)
      if (component !== undefined) origins = [...this.accumulate(component, origins)]
    }
    this.#open.delete(kustomization)
    return origins.map((origin) => ({ ...origin, layers: [...origin.layers, kustomization] }))
  }

  #input(kustomization: Kustomization, reference: Reference): void {
    const { target } = reference
    if (target.type === 'file') this.inputs.add(target.uri)
    else if (target.type === 'remote') this.remote.push({ kustomization, reference })
    else if (target.type === 'kustomization') this.#kustomization(kustomization, reference)
  }

  #resource(kustomization: Kustomization, reference: Reference): readonly Origin[] {
    const { target } = reference
    if (target.type === 'file') return this.#objects(target.uri)
    const used = this.#kustomization(kustomization, reference)
    return used === undefined ? [] : this.accumulate(used, [])
  }

  #kustomization(kustomization: Kustomization, reference: Reference): Kustomization | undefined {
    const { target } = reference
    if (target.type === 'remote') this.remote.push({ kustomization, reference })
    if (target.type !== 'kustomization') return undefined
    if (!this.#read.has(target.folder)) this.#read.set(target.folder, readKustomization(this.#tree, target.folder))
    return this.#read.get(target.folder)
  }

  #objects(uri: string): readonly Origin[] {
    this.resources.add(uri)
    const source = this.#tree.read(uri)
    if (source === undefined) return []
    return readYaml(source).documents.flatMap((document) =>
      objectsIn(document.value).map(({ value, base }) => ({ ...identify(value), document, base, value, layers: [] })),
    )
  }
}

function identify(value: Readonly<Record<string, unknown>>): Pick<Origin, 'kind' | 'group' | 'name' | 'namespace'> {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {}
  const { name, namespace } = metadata
  return {
    kind: String(value['kind']),
    group: groupOf(String(value['apiVersion'])),
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : undefined,
  }
}

/** The API group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
}

function generated(kustomization: Kustomization): readonly Origin[] {
  const generators = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' }
  return Object.entries(generators).flatMap(([field, kind]) =>
    kustomization.entries(field).map(({ entry, path }) => ({
      kind,
      group: '',
      name: String(entry['name']),
      namespace: typeof entry['namespace'] === 'string' ? entry['namespace'] : undefined,
      document: kustomization.document,
      base: path,
      value: undefined,
      layers: [],
    })),
  )
}

/** Kinds whose names prefixes and suffixes leave alone (Kustomize's `prefixTransformer`). */
const fixedNames = new Set(['CustomResourceDefinition', 'APIService', 'Namespace'])

/** The names that an object goes by, from its own to the one after the last of its layers. */
export function namesOf({ kind, name, layers }: Origin): readonly string[] {
  const names = [name]
  for (const { value } of layers) {
    const { namePrefix: prefix, nameSuffix: suffix } = value
    if (fixedNames.has(kind) || (prefix === undefined && suffix === undefined)) continue
    names.push(`${typeof prefix === 'string' ? prefix : ''}${names.at(-1)!}${typeof suffix === 'string' ? suffix : ''}`)
  }
  return names
}

/** Where the layers put an object; undefined when nothing says so. */
export function namespaceOf({ namespace, layers }: Origin): string | undefined {
  const set = layers.findLast(({ value }) => typeof value['namespace'] === 'string')
  return set === undefined ? namespace : (set.value['namespace'] as string)
}
