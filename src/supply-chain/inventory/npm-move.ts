import { type PathEdit, remove, set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import type { Package } from '../../models/dependency/package.ts'
import { asObject, asText, type UntrustedObject } from '../untrusted.ts'
import { isInNpmRange } from '../versions/npm-range.ts'

/** How a package of npm comes to another version. */
export type NpmMove =
  /**
   * Every range allows the version: the entry of the lock file goes, and npm writes it anew with the checksum of what it
   * finds. A changed version without a checksum would stay without one: npm never adds it.
   */
  | { readonly file: 'lock'; readonly edits: readonly PathEdit[] }
  /** The project's own range, or an override of the ranges of its dependencies. */
  | { readonly file: 'manifest'; readonly edits: readonly PathEdit[] }

interface Dependent {
  /** Key of its entry in the lock file; empty for the project itself. */
  readonly key: string
  readonly field: string
  readonly range: string
}

const NESTED = 'node_modules/'
const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const

/** Who needs what, in a lock file of npm of the second or third format. */
export class NpmLock {
  readonly #entries: UntrustedObject
  readonly #hasMirror: boolean
  readonly #mirror: UntrustedObject
  #dependents: ReadonlyMap<string, readonly Dependent[]> | undefined

  constructor(lock: UntrustedObject) {
    this.#entries = asObject(lock['packages'])
    this.#hasMirror = lock['dependencies'] !== undefined
    this.#mirror = lock
  }

  /**
   * The smallest step to a version; undefined where no single one does it without doubt.
   *
   * @param manifest the value of the `package.json` beside the lock file, where there is one
   */
  moveTo({ name, version: present }: Package, version: string, manifest: UntrustedObject | undefined): NpmMove | undefined {
    const keys = this.#installed(name)
    const affected = keys.filter((key) => asText(asObject(this.#entries[key])['version']) === present)
    const dependents = affected.flatMap((key) => this.#dependentsOf(key))
    if (affected.length === 0 || dependents.length === 0) return undefined
    const allowed = dependents.map(({ range }) => isInNpmRange(version, range))
    if (allowed.every((each) => each === true)) return this.#withoutEntries(affected)
    if (manifest === undefined || allowed.includes(undefined)) return undefined
    const tight = dependents.filter((_, index) => allowed[index] === false)
    const own = tight.filter(({ key }) => key === '')
    if (own.length === tight.length) return raisedRange(own, name, version, manifest)
    // Ranges of workspaces stand in files of their own, and an override for one version would reach the others too.
    const isTransitive = dependents.every(({ key }) => key.includes(NESTED))
    if (!isTransitive || affected.length !== keys.length || asObject(manifest['overrides'])[name] !== undefined) return undefined
    return { file: 'manifest', edits: [set(['overrides', name], version)] }
  }

  #installed(name: string): readonly string[] {
    return Object.keys(this.#entries).filter((key) => {
      const entry = asObject(this.#entries[key])
      // What is installed under another name is asked for by an alias, and what is bundled comes with its parent.
      return key.endsWith(`${NESTED}${name}`) && nameIn(key) === name && entry['name'] === undefined && entry['inBundle'] !== true
    })
  }

  #withoutEntries(keys: readonly string[]): NpmMove {
    const gone = Object.keys(this.#entries).filter((key) => keys.some((each) => key === each || key.startsWith(`${each}/`)))
    const mirrored = this.#hasMirror ? keys.map(mirrorPath).filter((path) => this.#isMirrored(path)) : []
    const outermost = mirrored.filter((path) => !mirrored.some((other) => other.length < path.length && isWithin(path, other)))
    return { file: 'lock', edits: [...gone.map((key) => remove(['packages', key])), ...outermost.map((path) => remove(path))] }
  }

  #isMirrored(path: Path): boolean {
    let at: unknown = this.#mirror
    for (const step of path) at = asObject(at)[String(step)]
    return at !== undefined
  }

  #dependentsOf(key: string): readonly Dependent[] {
    this.#dependents ??= this.#readDependents()
    return this.#dependents.get(key) ?? []
  }

  #readDependents(): ReadonlyMap<string, readonly Dependent[]> {
    const found = new Map<string, Dependent[]>()
    for (const [key, value] of Object.entries(this.#entries)) {
      const entry = asObject(value)
      for (const field of fields) {
        // Of what came from outside, what it was developed with is not installed.
        if (field === 'devDependencies' && key.includes(NESTED)) continue
        for (const [name, range] of Object.entries(asObject(entry[field]))) {
          const to = this.#resolve(key, name)
          if (to === undefined) continue
          const dependent = { key, field, range: asText(range) ?? 'unknown' }
          const known = found.get(to)
          if (known === undefined) found.set(to, [dependent])
          else known.push(dependent)
        }
      }
    }
    return found
  }

  /** Where Node.js finds a package from the folder of another one: in it, or in a folder above. */
  #resolve(from: string, name: string): string | undefined {
    for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
      const key = folder === '' ? `${NESTED}${name}` : `${folder}/${NESTED}${name}`
      if (Object.hasOwn(this.#entries, key)) return key
      if (folder === '') return undefined
    }
  }
}

/**
 * The step of a package that the project itself asks for, where only the manifest is at hand: its range begins at the
 * version. Undefined where no range of the manifest allows the present version, which then comes from elsewhere.
 */
export function raiseInManifest(
  { name, version: present }: Pick<Package, 'name' | 'version'>,
  version: string,
  manifest: UntrustedObject,
): readonly PathEdit[] | undefined {
  const own = fields.flatMap((field) => {
    const range = asText(asObject(manifest[field])[name])
    return range === undefined ? [] : [{ key: '', field, range }]
  })
  if (own.length === 0 || own.some(({ range }) => isInNpmRange(present, range) !== true)) return undefined
  return raisedRange(own, name, version, manifest)?.edits
}

/** The new range keeps the operator of the old one. */
function raisedRange(own: readonly Dependent[], name: string, version: string, manifest: UntrustedObject): NpmMove | undefined {
  const edits: PathEdit[] = []
  for (const { field, range } of own) {
    const written = asText(asObject(manifest[field])[name])
    const operator = /^([~^]?)v?\d+(?:\.\d+){0,2}(?:-[\w.-]+)?$/.exec(range)?.[1]
    // A lock file that is older than its manifest says nothing of it.
    if (written !== range || operator === undefined) return undefined
    edits.push(set([field, name], operator + version))
  }
  return { file: 'manifest', edits }
}

function nameIn(key: string): string {
  return key.slice(key.lastIndexOf(NESTED) + NESTED.length)
}

/** Where the second format says the same again for older versions of npm. */
function mirrorPath(key: string): Path {
  return key
    .split(/(?:^|\/)node_modules\//)
    .slice(1)
    .flatMap((name) => ['dependencies', name])
}

function isWithin(path: Path, other: Path): boolean {
  return other.every((step, index) => path[index] === step)
}
