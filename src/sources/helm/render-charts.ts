import { applyTextEdits, type PathEdit } from '../../core/edit.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { message, render, type Locale, type Message } from '../../core/text.ts'
import { readYaml } from '../../syntax/yaml/read.ts'
import { inTurn } from '../concurrency.ts'
import type { FileTree } from '../files/file-tree.ts'
import { findHelm } from '../programs/find-program.ts'
import type { Program, Run } from '../programs/run-program.ts'
import { distinctObjects } from '../rendering/distinct-objects.ts'
import { editedValue } from '../rendering/edited-value.ts'
import { largestRendering, renderTimeout, type RenderedObject, type Rendering } from '../rendering/rendering.ts'
import { gatherChart, type ChartCopy, type ChartTemplate } from './chart-copy.ts'
import { ChartValues, type ValuesLayer } from './chart-values.ts'
import { findCharts, inFolder, type Chart } from './find-charts.ts'
import { HelmDocument } from './helm-document.ts'
import { messages } from './messages.ts'
import { placeOfObject } from './object-place.ts'
import { readComplaint } from './output.ts'
import { renderCopy, renderEdited, type ChartJob, type ValueSet } from './render-copy.ts'
import { readOutputs, type HelmObject } from './rendered-objects.ts'

export interface HelmOptions {
  /** Minor version of the target cluster, e.g. 35 for 1.35. */
  readonly kubernetes: number
  readonly locale: Locale
  /** Looked for on the machine where it is not given. */
  readonly helm?: Program | undefined
  /** A chart that is named here is rendered with each of its sets; any other one with its own values alone. */
  readonly valueSets?: readonly ValueSet[]
  /** For one rendering, in milliseconds. */
  readonly timeout?: number
  /** How many charts are rendered at a time. */
  readonly jobs?: number
}

type Draft = {
  readonly objects: readonly RenderedObject[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly covers: readonly string[]
}

/**
 * Renders every chart of the tree by the real Helm. What cannot be rendered is reported; templates are never objects,
 * rendered or not.
 */
export async function renderCharts(tree: FileTree, options: HelmOptions): Promise<Rendering> {
  const charts = findCharts(tree)
  const helm = charts.length === 0 ? undefined : (options.helm ?? findHelm())
  const drafts = await inTurn(charts, (chart) => renderChart(tree, chart, helm, options), options.jobs)
  return {
    objects: drafts.flatMap(({ objects }) => objects),
    notAnalysed: drafts.flatMap(({ notAnalysed }) => notAnalysed),
    covers: new Set(drafts.flatMap(({ covers }) => covers)),
  }
}

async function renderChart(tree: FileTree, chart: Chart, helm: Program | undefined, options: HelmOptions): Promise<Draft> {
  if (chart.isLibrary) return { objects: [], notAnalysed: [], covers: owned(tree, chart, true) }
  const refused = (reason: string, why: Message): Draft => ({
    objects: [],
    notAnalysed: [{ uri: inFolder(chart.folder, 'Chart.yaml'), reason, message: render(why, options.locale) }],
    covers: owned(tree, chart, false),
  })
  if (helm === undefined) return refused('helm-not-found', message(messages.notFound, {}))
  let copy: ChartCopy | undefined
  try {
    copy = gatherChart(tree, chart)
  } catch (error) {
    return refused('unreadable', message(messages.unreadable, { error: (error as Error).message }))
  }
  if (copy === undefined) return refused('too-large', message(messages.tooManyFiles, {}))
  const ownSets = options.valueSets?.filter((set) => set.chart === chart.folder) ?? []
  const sets = ownSets.length === 0 ? [{ chart: chart.folder, files: [] }] : ownSets
  const { kubernetes, timeout = renderTimeout } = options
  const objects: RenderedObject[] = []
  const notAnalysed: NotAnalysed[] = copy.missing.map(({ name, index }) => {
    const { source, range } = chart.definition.place(['dependencies', index])
    const why = render(message(messages.missingDependency, { name }), options.locale)
    return { uri: source.uri, reason: 'helm-dependency-missing', message: why, ...positionAt(source, range.start) }
  })
  let isRendered = true
  for (const set of sets) {
    const rendering = await renderSet({ tree, copy, set, helm, kubernetes, timeout }, options.locale)
    isRendered &&= rendering.isRendered
    // Templates that need a dependency which is missing cannot be rendered without it: that has been said.
    if (rendering.isRendered || copy.missing.length === 0) notAnalysed.push(...rendering.notAnalysed)
    for (const object of rendering.objects) if (!objects.some((other) => isSameValue(other.value, object.value))) objects.push(object)
  }
  return { objects: distinctObjects(objects), notAnalysed, covers: owned(tree, chart, isRendered) }
}

/** The files that belong to the chart and not to a team's manifests beside it. CRDs are plain manifests where Helm cannot speak for them. */
function owned(tree: FileTree, { folder }: Chart, isRendered: boolean): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`
  const own = isRendered
    ? /^(?:(?:templates|charts|crds)\/|[^/]*\.ya?ml$)/
    : /^(?:templates\/|charts\/.*templates\/|(?:charts\/[^/]+\/)*[^/]*\.ya?ml$)/
  const named = /^(?:Chart|values[^/]*|requirements)\.ya?ml$/
  return tree.files.filter((uri) => {
    if (!uri.startsWith(start)) return false
    const inside = uri.slice(start.length)
    return own.test(inside) && (inside.includes('/') || named.test(inside))
  })
}

interface SetRendering {
  readonly objects: readonly RenderedObject[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly isRendered: boolean
}

async function renderSet(job: ChartJob, locale: Locale): Promise<SetRendering> {
  const { tree, set, copy } = job
  const layers: ValuesLayer[] = []
  for (const file of set.files.toReversed()) {
    const source = tree.read(file)
    if (source === undefined) {
      const why = render(message(messages.missingValues, { file }), locale)
      return { objects: [], notAnalysed: [{ uri: file, reason: 'helm-values-missing', message: why }], isRendered: false }
    }
    const document = readYaml(source).documents[0]
    if (document !== undefined) layers.push({ document, prefix: [] })
  }
  const templates = copy.templates(layers)
  const { plain, marked, marks, scratch } = await renderCopy(job)
  if (plain.ended !== 'well') return { objects: [], notAnalysed: [failure(plain, job, templates, scratch, locale)], isRendered: false }
  const reading = readOutputs({ plain: plain.stdout, marked, marks }, templates, tree)
  return {
    objects: reading.objects.map((object) => renderedObject(object, job, templates)),
    notAnalysed: reading.problems.map(({ templatePath, problem }) => ({
      uri: templates.get(templatePath)?.uri ?? inFolder(copy.chart.folder, 'Chart.yaml'),
      reason: problem.code,
      message: render(problem.message, locale),
    })),
    isRendered: true,
  }
}

function failure(
  run: Exclude<Run, { ended: 'well' }>,
  job: ChartJob,
  templates: ReadonlyMap<string, ChartTemplate>,
  scratch: string,
  locale: Locale,
): NotAnalysed {
  const chartFile = inFolder(job.copy.chart.folder, 'Chart.yaml')
  const because = (reason: string, why: Message): NotAnalysed => ({ uri: chartFile, reason, message: render(why, locale) })
  if (run.ended === 'timeout') return because('helm-timeout', message(messages.timeout, { seconds: job.timeout / 1000 }))
  if (run.ended === 'too-large') return because('too-large', message(messages.tooLarge, { megabytes: largestRendering / 1024 / 1024 }))
  const complaint = readComplaint(run.stderr, scratch)
  const uri = complaint.path === undefined ? undefined : templates.get(complaint.path)?.uri
  return {
    ...because('helm-render-failed', message(messages.failed, { error: complaint.message })),
    ...(uri === undefined ? {} : { uri }),
    ...(uri === undefined || complaint.line === undefined ? {} : { line: complaint.line }),
  }
}

function renderedObject(object: HelmObject, job: ChartJob, templates: ReadonlyMap<string, ChartTemplate>): RenderedObject {
  const template = templates.get(object.templatePath)
  const parts = {
    trace: object.trace,
    object: placeOfObject(object, template?.uri, job),
    values: template?.values ?? new ChartValues([]),
    isPacked: job.tree.archive !== undefined,
    verify: (document: HelmDocument, edits: readonly PathEdit[]) => verify(document, edits, object, job, templates),
  }
  return { value: object.value, document: new HelmDocument(parts, object.base) }
}

/** Whether the chart, with the edits made to its files, renders to what they ask for and is otherwise the same. */
async function verify(
  document: HelmDocument,
  edits: readonly PathEdit[],
  object: HelmObject,
  job: ChartJob,
  templates: ReadonlyMap<string, ChartTemplate>,
): Promise<boolean> {
  const textEdits = document.edit(edits)
  const source = document.editTarget(edits)?.source
  if (textEdits === undefined || source === undefined) return false
  const edited = await renderEdited(job, new Map([[source.uri, applyTextEdits(source.text, textEdits)]]))
  const before = await renderEdited(job, new Map())
  if (edited.ended !== 'well' || before.ended !== 'well') return false
  const read = (plain: string): readonly HelmObject[] =>
    readOutputs({ plain, marked: undefined, marks: undefined }, templates, job.tree).objects
  const [old, now] = [read(before.stdout), read(edited.stdout)]
  const index = old.findIndex((other) => isSameValue(other.value, object.value))
  if (index === -1 || old.length !== now.length) return false
  const wanted = old.map((other, at) => (at === index ? editedValue(other.value, edits) : other.value))
  return now.every((other, at) => isSameValue(withoutChecksums(other.value), withoutChecksums(wanted[at])))
}

/** Charts put checksums of other templates into annotations, so that pods are replaced when those change: they may follow an edit. */
function withoutChecksums(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key: string, child: unknown) => (key.startsWith('checksum/') ? undefined : child)) as unknown
}
