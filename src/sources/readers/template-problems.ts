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

/** What a report says of something in a template that could not be read or followed. */
export function notAnalysedOf({ source, range, message, kind }: TemplateProblem, { locale }: ReadOptions): NotAnalysed {
  return { uri: source.uri, reason: reasons[kind], message: render(message, locale), ...positionAt(source, range.start) }
}
