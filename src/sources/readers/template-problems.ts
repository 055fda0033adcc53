import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt } from '../../core/location.ts'
import { render } from '../../core/text.ts'
import type { ProblemKind, TemplateProblem } from '../../models/azure/template/evaluation.ts'
import type { ReadOptions } from '../reader.ts'

const reasons: Readonly<Record<ProblemKind, string>> = {
  syntax: 'template-syntax',
  module: 'module-not-found',
  evaluation: 'template-evaluation',
}

/** What a report says of what could not be read or followed in templates: file by file as they were met, and in order of position. */
export function notAnalysedOfAll(problems: readonly TemplateProblem[], options: ReadOptions): readonly NotAnalysed[] {
  return [...Map.groupBy(problems, ({ source }) => source).values()].flatMap((ofFile) =>
    ofFile.toSorted((a, b) => a.range.start - b.range.start).map((problem) => notAnalysedOf(problem, options)),
  )
}

function notAnalysedOf({ source, range, message, kind }: TemplateProblem, { locale }: ReadOptions): NotAnalysed {
  return { uri: source.uri, reason: reasons[kind], message: render(message, locale), ...positionAt(source, range.start) }
}
