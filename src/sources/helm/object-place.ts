import type { Place, Source } from '../../core/location.ts'
import type { ChartJob } from './render-copy.ts'
import type { HelmObject } from './rendered-objects.ts'
import { trace } from './trace.ts'

/**
 * Where an object as a whole is said to stand: at the `kind:` of the template that writes it. A chart that is packed in
 * an archive has no template to point into; its object stands at the dependency that brings it in.
 */
export function placeOfObject(
  { trace: traced, base, templatePath, value }: HelmObject,
  uri: string | undefined,
  { tree, copy }: ChartJob,
): Place {
  const source = uri === undefined ? undefined : tree.read(uri)
  if (source === undefined) return placeOfDependency(templatePath, copy.chart)
  if (traced !== undefined) {
    const origin = trace(traced.rendered, traced.range([...base, 'kind'], 'entry'))
    if (origin !== undefined) return { source: origin.source, range: origin.range, path: [] }
  }
  return { source, range: lineOfKind(source, String(value['kind'])), path: [] }
}

function lineOfKind({ text }: Source, kind: string): { start: number; end: number } {
  const lines = [...text.matchAll(/^[ \t-]*(kind:[ \t]*(\S+).*?)\s*$/gm)]
  const line = lines.find((match) => match[2] === kind) ?? lines[0] ?? /^[ \t]*(\S.*?)\s*$/m.exec(text)
  if (line === null || line[1] === undefined) return { start: 0, end: text.length }
  const start = line.index + line[0].indexOf(line[1])
  return { start, end: start + line[1].length }
}

function placeOfDependency(templatePath: string, chart: ChartJob['copy']['chart']): Place {
  const name = templatePath.split('/')[2]
  const dependency = chart.dependencies.find(({ alias }) => alias === name)
  const path = dependency === undefined ? ['name'] : ['dependencies', dependency.index, 'name']
  return { ...chart.definition.place(path, 'entry'), path: [] }
}
