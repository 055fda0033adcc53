import { statSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Path } from '../../core/location.ts'
import { isObject, type JsonObject } from '../../models/kubernetes/json.ts'
import { readYaml, type YamlDocument } from '../../syntax/yaml/read.ts'
import { pathOf, uriOf, type FileTree } from '../files/file-tree.ts'

/** The names that Kustomize looks for, in its order. */
const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const
const fileName = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/

/** What an entry of a Kustomization leads to. */
export type Target =
  | { readonly type: 'kustomization'; readonly folder: string }
  | { readonly type: 'file'; readonly uri: string }
  /** A Git repository, an archive or a file on the network. */
  | { readonly type: 'remote' }
  | { readonly type: 'missing' }

/** An entry that names a file or a folder. */
export interface Reference {
  /** The entry's place in the Kustomization, such as `["resources", 0]`. */
  readonly path: Path
  readonly written: string
  readonly target: Target
}

/** A folder that Kustomize can build. */
export class Kustomization {
  readonly folder: string
  readonly document: YamlDocument
  readonly value: JsonObject
  /** Objects and other Kustomizations, in the order in which they are added up. */
  readonly resources: readonly Reference[]
  readonly components: readonly Reference[]
  /** Patches, configurations, inputs of generators: files that are no objects. */
  readonly inputs: readonly Reference[]

  constructor(tree: FileTree, folder: string, document: YamlDocument) {
    this.folder = folder
    this.document = document
    this.value = isObject(document.value) ? document.value : {}
    const refer = (written: unknown, path: Path): readonly Reference[] =>
      typeof written === 'string' ? [{ path, written, target: targetOf(tree, folder, written) }] : []
    const each = (field: string): readonly Reference[] => this.list(field).flatMap((written, index) => refer(written, [field, index]))
    this.resources = [...each('resources'), ...each('bases')]
    this.components = each('components')
    this.inputs = inputPaths(this.value).flatMap(({ written, path }) => refer(written, path))
  }

  get uri(): string {
    return this.document.uri
  }

  get isComponent(): boolean {
    return this.value['kind'] === 'Component'
  }

  /** The sequence under a field; anything else, or nothing, is an empty one. */
  list(field: string): readonly unknown[] {
    const value = this.value[field]
    return Array.isArray(value) ? value : []
  }

  /** The mappings in the sequence under a field, each with its place. */
  entries(field: string): readonly { readonly entry: JsonObject; readonly path: Path }[] {
    return this.list(field).flatMap((entry, index) => (isObject(entry) ? [{ entry, path: [field, index] }] : []))
  }
}

/** The Kustomization of a folder, or undefined where there is none that can be read as YAML. */
export function readKustomization(tree: FileTree, folder: string): Kustomization | undefined {
  for (const name of fileNames) {
    const source = tree.read(folder === '' ? name : `${folder}/${name}`)
    if (source === undefined) continue
    const document = readYaml(source).documents[0]
    return document === undefined ? undefined : new Kustomization(tree, folder, document)
  }
  return undefined
}

/** The Kustomizations of a tree, one for each folder that has one. */
export function allKustomizations(tree: FileTree): readonly Kustomization[] {
  const folders = new Set(tree.files.filter((uri) => fileName.test(uri)).map((uri) => uri.slice(0, Math.max(0, uri.lastIndexOf('/')))))
  return [...folders].flatMap((folder) => readKustomization(tree, folder) ?? [])
}

interface Written {
  readonly written: unknown
  readonly path: Path
}

/** Everything besides objects that a Kustomization reads from files. */
function inputPaths(value: JsonObject): readonly Written[] {
  const list = (field: string): readonly unknown[] => (Array.isArray(value[field]) ? (value[field] as readonly unknown[]) : [])
  const inEntries = (field: string, key: string): readonly Written[] =>
    list(field).flatMap((entry, index) => (isObject(entry) ? [{ written: entry[key], path: [field, index, key] }] : []))
  const inLists = (field: string, key: string): readonly Written[] =>
    list(field).flatMap((entry, index) => {
      const files = isObject(entry) ? entry[key] : undefined
      return Array.isArray(files)
        ? files.map((written: unknown, at) => ({ written: withoutKey(written), path: [field, index, key, at] }))
        : []
    })
  const plain = ['patchesStrategicMerge', 'configurations', 'generators', 'transformers', 'validators', 'crds']
  const generators = ['configMapGenerator', 'secretGenerator']
  return [
    ...plain.flatMap((field) => list(field).map((written, index) => ({ written, path: [field, index] }))),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((field) => inEntries(field, 'path')),
    ...generators.flatMap((field) => [...inLists(field, 'files'), ...inLists(field, 'envs'), ...inEntries(field, 'env')]),
    ...(isObject(value['openapi']) ? [{ written: value['openapi']['path'], path: ['openapi', 'path'] }] : []),
  ]
}

/** `key=path` names a file under another key. */
function withoutKey(written: unknown): unknown {
  return typeof written === 'string' ? written.slice(written.indexOf('=') + 1) : written
}

function targetOf(tree: FileTree, folder: string, written: string): Target {
  if (/[\r\n]/.test(written)) return { type: 'missing' }
  const path = resolve(pathOf(tree, folder), written)
  if (/^(?:https?|ssh|git|file):/.test(written)) return { type: 'remote' }
  const status = statSync(path, { throwIfNoEntry: false })
  if (status !== undefined && tree.contains(path)) {
    const uri = uriOf(tree, path)
    if (status.isDirectory()) return { type: 'kustomization', folder: uri }
    if (status.isFile()) return { type: 'file', uri }
  }
  const isRemote = /^[\w.-]+@|^(?:www\.)?(?:github|gitlab|bitbucket|dev\.azure)\.|[?&](?:ref|version)=|\.git(?:\/|$|\?)/.test(written)
  return { type: isRemote ? 'remote' : 'missing' }
}
