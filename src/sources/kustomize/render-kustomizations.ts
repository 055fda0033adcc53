import { applyTextEdits, type PathEdit } from '../../core/edit.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Path } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { message, render, type Locale, type Message } from '../../core/text.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import { inTurn } from '../concurrency.ts'
import type { FileTree } from '../files/file-tree.ts'
import { findKustomize } from '../programs/find-program.ts'
import type { Program, Run } from '../programs/run-program.ts'
import { distinctObjects } from '../rendering/distinct-objects.ts'
import { editedValue } from '../rendering/edited-value.ts'
import { objectsIn } from '../rendering/objects-in.ts'
import { largestRendering, renderTimeout, type RenderedObject, type Rendering } from '../rendering/rendering.ts'
import { build, readComplaint, type BuildJob } from './build.ts'
import { allKustomizations, readKustomization, type Kustomization } from './kustomization.ts'
import { KustomizeDocument } from './kustomize-document.ts'
import { originFor } from './match-origin.ts'
import { messages } from './messages.ts'
import { expand, type Expansion, type Origin } from './origins.ts'
import { Writers } from './writers.ts'

export interface KustomizeOptions {
  readonly locale: Locale
  /** Looked for on the machine where it is not given. */
  readonly kustomize?: Program | undefined
  /** `uri`s of the folders to build; those that no other Kustomization uses where it is not given. */
  readonly roots?: readonly string[]
  /** For one build, in milliseconds. */
  readonly timeout?: number
  /** How many are built at a time. */
  readonly jobs?: number
}

type Built = Readonly<Record<string, unknown>>

/**
 * Builds every root Kustomization of the tree by the real Kustomize. Where that is not possible it is reported, and the
 * objects that its bases hold are left to be judged as they stand; patches never are.
 */
export async function renderKustomizations(tree: FileTree, options: KustomizeOptions): Promise<Rendering> {
  const { roots, lone } = findKustomizations(tree, options.roots)
  const kustomize = roots.length === 0 ? undefined : (options.kustomize ?? findKustomize())
  const drafts = await inTurn(roots, (root) => renderRoot(tree, expand(tree, root), kustomize, options), options.jobs)
  const loneExpansions = lone.map((component) => expand(tree, component))
  const why = render(message(messages.loneComponent, {}), options.locale)
  return {
    objects: distinctObjects(drafts.flatMap(({ objects }) => objects)),
    notAnalysed: [
      ...drafts.flatMap(({ notAnalysed }) => notAnalysed),
      ...lone.map(({ uri }) => ({ uri, reason: 'kustomize-component-alone', message: why })),
    ],
    covers: new Set([...drafts.flatMap(({ covers }) => covers), ...loneExpansions.flatMap(({ inputs }) => [...inputs])]),
  }
}

/**
 * Roots are the Kustomizations that no other one in the tree uses. A component changes what its user has; one that
 * nobody uses is `lone` and cannot be built.
 */
export function findKustomizations(
  tree: FileTree,
  chosen?: readonly string[],
): { readonly roots: readonly Kustomization[]; readonly lone: readonly Kustomization[] } {
  if (chosen !== undefined) return { roots: chosen.flatMap((folder) => readKustomization(tree, folder) ?? []), lone: [] }
  const all = allKustomizations(tree)
  const used = new Set<string>()
  for (const kustomization of all) {
    for (const { target } of [...kustomization.resources, ...kustomization.components, ...kustomization.inputs]) {
      if (target.type === 'kustomization' && target.folder !== kustomization.folder) used.add(target.folder)
    }
  }
  const unused = all.filter(({ folder }) => !used.has(folder))
  return { roots: unused.filter(({ isComponent }) => !isComponent), lone: unused.filter(({ isComponent }) => isComponent) }
}

interface Draft {
  readonly objects: readonly RenderedObject[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly covers: readonly string[]
}

async function renderRoot(
  tree: FileTree,
  expansion: Expansion,
  kustomize: Program | undefined,
  { locale, timeout = renderTimeout }: KustomizeOptions,
): Promise<Draft> {
  const refused = (kustomization: Kustomization, path: Path, reason: string, why: Message): Draft => ({
    objects: [],
    notAnalysed: [{ ...positionOf(kustomization, path), reason, message: render(why, locale) }],
    covers: [...expansion.inputs],
  })
  const { root, remote } = expansion
  if (remote[0] !== undefined) {
    const { kustomization, reference } = remote[0]
    return refused(kustomization, reference.path, 'kustomize-remote', message(messages.remote, { url: reference.written }))
  }
  for (const kustomization of expansion.kustomizations) {
    const field = ['helmCharts', 'helmChartInflationGenerator'].find((name) => kustomization.list(name).length > 0)
    if (field !== undefined) return refused(kustomization, [field], 'kustomize-helm-charts', message(messages.helmCharts, {}))
  }
  if (kustomize === undefined) return refused(root, [], 'kustomize-not-found', message(messages.notFound, {}))
  const job = { tree, expansion, kustomize, timeout }
  const run = await build(job)
  if (run.ended !== 'well') return refused(root, [], ...failure(run, timeout))
  return {
    objects: renderedObjects(builtObjects(run.stdout), job),
    notAnalysed: [],
    covers: [...expansion.inputs, ...expansion.resources],
  }
}

function positionOf({ document, uri }: Kustomization, path: Path): Pick<NotAnalysed, 'uri' | 'line' | 'column'> {
  if (path.length === 0) return { uri }
  const { source, range } = document.place(path)
  return { uri, ...positionAt(source, range.start) }
}

function failure(run: Exclude<Run, { ended: 'well' }>, timeout: number): [string, Message] {
  if (run.ended === 'timeout') return ['kustomize-timeout', message(messages.timeout, { seconds: timeout / 1000 })]
  if (run.ended === 'too-large') return ['too-large', message(messages.tooLarge, { megabytes: largestRendering / 1024 / 1024 })]
  return ['kustomize-build-failed', message(messages.failed, { error: readComplaint(run.stderr) })]
}

function builtObjects(output: string): readonly Built[] {
  return readYaml({ uri: 'kustomize', text: output }).documents.flatMap(({ value }) => objectsIn(value).map((found) => found.value))
}

function renderedObjects(objects: readonly Built[], job: BuildJob): readonly RenderedObject[] {
  const { origins, root } = job.expansion
  const left = new Set(origins)
  const writers = new Writers(job.tree)
  return objects.map((object) => {
    const origin: Origin | undefined = originFor(object, left)
    if (origin !== undefined) left.delete(origin)
    const fallback = root.document.place(root.value['resources'] === undefined ? [] : ['resources'], 'key')
    const verify = (document: KustomizeDocument, edits: readonly PathEdit[]): Promise<boolean> => verifyEdits(document, edits, object, job)
    return { value: object, document: new KustomizeDocument({ object, origin, fallback, writers, verify }) }
  })
}

async function verifyEdits(document: KustomizeDocument, edits: readonly PathEdit[], object: Built, job: BuildJob): Promise<boolean> {
  const textEdits = document.edit(edits)
  const source = document.editTarget(edits)?.source
  if (textEdits === undefined || source === undefined) return false
  const [before, edited] = await Promise.all([build(job), build(job, new Map([[source.uri, applyTextEdits(source.text, textEdits)]]))])
  if (before.ended !== 'well' || edited.ended !== 'well') return false
  const [old, now] = [builtObjects(before.stdout), builtObjects(edited.stdout)]
  const index = old.findIndex((other) => isSameValue(other, object))
  if (index === -1 || old.length !== now.length) return false
  return now.every((other, at) => isSameValue(other, at === index ? editedValue(object, edits) : old[at]))
}
