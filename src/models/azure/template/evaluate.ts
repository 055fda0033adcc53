import type { Source } from '../../../core/location.ts'
import { parseJson, type ParsedJson } from '../../../syntax/arm/json.ts'
import { parseBicep, type Parsed } from '../../../syntax/bicep/parser.ts'
import { ArmTemplate } from '../arm/arm-template.ts'
import { BicepModule } from '../bicep/module.ts'
import type { Place } from '../functions/deployment.ts'
import type { Value } from '../value/value.ts'
import { Evaluation, type TemplateFiles, type TemplateProblem, type Unit, type UnitRequest } from './evaluation.ts'

// A module is called from many places and evaluated by many entries; its text is read once.
const bicepOf = new WeakMap<Source, Parsed>()
const jsonOf = new WeakMap<Source, ParsedJson>()

function memoised<T>(cache: WeakMap<Source, T>, source: Source, read: (text: string) => T): T {
  const known = cache.get(source)
  if (known !== undefined) return known
  const result = read(source.text)
  cache.set(source, result)
  return result
}

export function readBicep(source: Source): Parsed {
  return memoised(bicepOf, source, parseBicep)
}

export function readJson(source: Source): ParsedJson {
  return memoised(jsonOf, source, parseJson)
}

function open(evaluation: Evaluation, request: UnitRequest): Unit {
  const { source } = request
  if (!/\.jsonc?$/i.test(source.uri)) {
    const { program, problems } = readBicep(source)
    for (const { range, message } of problems) evaluation.report({ source, range }, message, 'syntax')
    return new BicepModule(evaluation, program, request)
  }
  const { root, problem } = readJson(source)
  if (problem !== undefined) evaluation.report({ source, range: problem.range }, { text: problem.message, args: {} }, 'syntax')
  return new ArmTemplate(evaluation, root ?? { kind: 'object', members: [], range: { start: 0, end: 0 } }, request)
}

export interface EvaluatedTemplate {
  readonly unit: Unit
  /** Grows as more of the unit is asked for; complete once its resources are. */
  readonly problems: readonly TemplateProblem[]
}

export interface TemplateEntry {
  readonly source: Source
  readonly files: TemplateFiles
  readonly parameters?: ReadonlyMap<string, Value>
  readonly place?: Place
}

/** Evaluates a Bicep file or an ARM template with its parameters. Never throws on account of what the template says. */
export function evaluateTemplate({ source, files, parameters = new Map(), place = {} }: TemplateEntry): EvaluatedTemplate {
  const evaluation = new Evaluation(files, place, open)
  const unit = evaluation.open({ source, parameters, scope: undefined, trail: [], chain: [source.uri] })
  return { unit, problems: evaluation.problems }
}
