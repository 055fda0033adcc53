import { basename } from 'node:path/posix'

import { type PathEdit, set, type TextEdit } from '../../core/edit.ts'
import type { Place, Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import type { Update } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import { textDocument } from '../../models/text-document.ts'
import { readJson } from '../../syntax/json/read.ts'
import { asObject, type UntrustedObject } from '../untrusted.ts'
import { lockFileFormat } from './lock-file-names.ts'
import { parseJson } from './lock-files/json.ts'
import { NpmLock, raiseInManifest } from './npm-move.ts'

/** A lock file as a text in which packages have places and, where the format allows it, versions can be changed. */
export interface PackageDocument extends Document {
  placeOf(found: Package): Place
  /** Whether there may be a step to another version of a package: `moveTo` costs more. */
  canMove(found: Package): boolean
  /** The step to another version; undefined where changing the text does not take it without doubt. */
  moveTo(found: Package, version: string): Update | undefined
}

/**
 * The document of a lock file. Where versions can be changed in place, its values are the versions of packages: the path
 * `[name, version]` is the version of that package, and setting it writes another one. Those of npm's lock file are its
 * own. Exact places of JSON formats are worked out when the first one is asked for.
 *
 * @param beside the text of another file of the same folder
 */
export function packageDocument(
  source: Source,
  packages: readonly Package[],
  beside: (name: string) => Source | undefined = () => undefined,
): PackageDocument {
  let json: JsonDocument | undefined
  const tree = (): JsonDocument | undefined => (json ??= jsonOf(source))
  const whole = textDocument(source)
  const steps = manifestSteps[basename(source.uri)]?.(source, packages, beside('package.json'))
  const isJson = lockFileFormat(source.uri) === 'npm'
  return {
    ...whole,
    placeOf({ at }) {
      if (at === undefined) return whole.place([])
      if ('start' in at) return { source, range: at, path: [] }
      return tree()?.place(at, typeof at.at(-1) === 'number' ? 'value' : 'key') ?? whole.place(at)
    },
    canMove: ({ versionAt }) => versionAt !== undefined || steps !== undefined,
    moveTo(found, version) {
      if (steps !== undefined) return steps.moveTo(found, version)
      return found.versionAt === undefined ? undefined : { version, edits: [set([found.name, found.version], version)] }
    },
    edit: (edits) => (isJson ? tree()?.edit(edits) : changedVersions(packages, edits)),
  }
}

type JsonDocument = ReturnType<typeof readJson>['documents'][number]

function jsonOf(source: Source): JsonDocument | undefined {
  return readJson(source, { comments: true, trailingCommas: true, text: source.text.length }).documents[0]
}

function changedVersions(packages: readonly Package[], edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
  const made: TextEdit[] = []
  for (const edit of edits) {
    if (edit.op !== 'set' || typeof edit.value !== 'string') return undefined
    const [name, version] = edit.path
    const range = packages.find((each) => each.name === name && each.version === version)?.versionAt
    // Two wishes for one version cannot both come true.
    if (range === undefined || made.some((other) => other.range.start === range.start)) return undefined
    made.push({ range, text: edit.value })
  }
  return made
}

/** The steps to other versions that lead through a `package.json`. */
interface ManifestSteps {
  moveTo(found: Package, version: string): Update | undefined
}

type StepsOf = (source: Source, packages: readonly Package[], manifest: Source | undefined) => ManifestSteps

/** Lock files that stand beside a manifest; others are of what is installed, or stand somewhere else. */
const manifestSteps: Readonly<Record<string, StepsOf>> = {
  'package-lock.json': npmSteps,
  'npm-shrinkwrap.json': npmSteps,
  'yarn.lock': (_, packages, manifest) => raisedRanges(packages, manifest, 'yarn install'),
  'pnpm-lock.yaml': (_, packages, manifest) => raisedRanges(packages, manifest, 'pnpm install'),
}

function npmSteps({ text }: Source, _: readonly Package[], manifestSource: Source | undefined): ManifestSteps {
  let lock: NpmLock | undefined
  let manifest: Manifest | undefined
  return {
    moveTo(found, version) {
      lock ??= new NpmLock(asObject(parseJson(text)))
      manifest ??= manifestOf(manifestSource)
      const move = lock.moveTo(found, version, manifest?.value)
      if (move === undefined) return undefined
      const changed = move.file === 'manifest' ? manifest?.document : undefined
      return { version, edits: move.edits, manifest: changed, then: 'npm install --package-lock-only' }
    },
  }
}

/** Where the lock file is not read closely enough to say who needs what: packages that the project itself asks for. */
function raisedRanges(packages: readonly Package[], manifestSource: Source | undefined, then: string): ManifestSteps {
  let manifest: Manifest | undefined
  return {
    moveTo(found, version) {
      manifest ??= manifestOf(manifestSource)
      const isOnly = packages.every((each) => each.name !== found.name || each.version === found.version)
      const edits = manifest === undefined || !isOnly ? undefined : raiseInManifest(found, version, manifest.value)
      return edits === undefined ? undefined : { version, edits, manifest: manifest?.document, then }
    },
  }
}

interface Manifest {
  readonly value: UntrustedObject
  readonly document: Document
}

function manifestOf(source: Source | undefined): Manifest | undefined {
  if (source === undefined) return undefined
  const document = readJson(source).documents[0]
  if (document === undefined) return undefined
  try {
    return { value: asObject(parseJson(source.text)), document }
  } catch {
    // What cannot be read cannot be changed.
    return undefined
  }
}
