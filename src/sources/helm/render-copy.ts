import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { unnamedNamespace } from '../../models/kubernetes/object.ts'
import type { FileTree } from '../files/file-tree.ts'
import type { Program, Run } from '../programs/run-program.ts'
import { inScratch } from '../scratch.ts'
import { writeCopy, writeMarkedCopy, type ChartCopy } from './chart-copy.ts'
import { Marks } from './mark-template.ts'
import { runHelm } from './run-helm.ts'

/** The values that a chart is rendered with, on top of its own. */
export interface ValueSet {
  /** `uri` of the chart's folder. */
  readonly chart: string
  /** `uri`s of values files; the last one has the last word. */
  readonly files: readonly string[]
  /** As `--set` takes them. */
  readonly set?: Readonly<Record<string, string>>
  /** Where the chart is installed. */
  readonly namespace?: string
  readonly release?: string
}

/** Everything that a rendering depends on. */
export interface ChartJob {
  readonly tree: FileTree
  readonly copy: ChartCopy
  readonly set: ValueSet
  readonly helm: Program
  readonly kubernetes: number
  readonly timeout: number
}

export const releaseName = 'release-name'

export interface RenderedCopy {
  readonly plain: Run
  /** Undefined where the marked templates could not be rendered. */
  readonly marked: string | undefined
  readonly marks: Marks
  /** The folder that Helm worked in, as it may appear in what it says. It is gone. */
  readonly scratch: string
}

/** Renders a chart as it is and, at the same time, with marks. */
export async function renderCopy(job: ChartJob): Promise<RenderedCopy> {
  return inScratch(async (scratch) => {
    const marks = new Marks()
    writeCopy(job.copy, join(scratch, 'plain'), job.tree)
    writeMarkedCopy(job.copy, join(scratch, 'marked'), job.tree, marks)
    const [plain, marked] = await Promise.all([template(job, scratch, 'plain'), template(job, scratch, 'marked')])
    return { plain, marked: marked.ended === 'well' ? marked.stdout : undefined, marks, scratch }
  })
}

/** Renders a chart of which some files hold other texts. */
export function renderEdited(job: ChartJob, edited: ReadonlyMap<string, string>): Promise<Run> {
  return inScratch((scratch) => {
    writeCopy(job.copy, join(scratch, 'plain'), job.tree, edited)
    return template(job, scratch, 'plain')
  })
}

function template({ tree, set, helm, kubernetes, timeout }: ChartJob, scratch: string, folder: string): Promise<Run> {
  const own = join(scratch, `${folder}-helm`)
  mkdirSync(own)
  const wanted = {
    chart: join(scratch, folder),
    kubernetes,
    release: set.release ?? releaseName,
    namespace: set.namespace ?? unnamedNamespace,
    values: set.files.map((uri, index) => valuesFile(tree, uri, join(own, `values-${index}.yaml`))),
    set: set.set ?? {},
  }
  return runHelm(helm, own, wanted, timeout)
}

/** A values file for Helm, in the state in which the tree has it. */
function valuesFile(tree: FileTree, uri: string, path: string): string {
  writeFileSync(path, tree.read(uri)?.text ?? '')
  return path
}
