import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import { memberOf, stringOf, type JsonNode } from '../../../syntax/arm/json.ts'
import type { Literal, StringTemplate } from '../../../syntax/bicep/ast.ts'
import { literalValue } from '../value/from-json.ts'
import { unknown, type Origin, type Value } from '../value/value.ts'
import { evaluateTemplate, readBicep, readJson } from './evaluate.ts'
import { resolvePath, type TemplateFiles, type TemplateProblem } from './evaluation.ts'

const messages = {
  noBase: text({ en: 'the parameter file {path} was not found', ja: 'パラメーターファイル {path} が見つかりません' }),
}

export interface ParameterFile {
  readonly source: Source
  /** The template that the file says that it is for; JSON files do not say. */
  readonly template: string | undefined
  /** Where it says so. */
  readonly using?: Origin
  readonly values: ReadonlyMap<string, Value>
  readonly problems: readonly TemplateProblem[]
}

/** Reads the values that a `.bicepparam` or JSON parameter file gives, with the places in which it gives them. */
export function readParameterFile(source: Source, files: TemplateFiles): ParameterFile {
  return source.uri.endsWith('.bicepparam') ? readBicepParameters(source, files, [source.uri]) : readJsonParameters(source)
}

/** Whether a JSON document is a parameter file: told by its schema, or by parameters that all hold a value or a reference. */
export function isJsonParameterFile(source: Source): boolean {
  const { root } = readJson(source)
  const schema = memberOf(root, '$schema')?.value
  if (schema?.kind === 'literal' && typeof schema.value === 'string') return /deploymentParameters\.json/i.test(schema.value)
  const parameters = memberOf(root, 'parameters')?.value
  const given = (node: JsonNode): boolean => memberOf(node, 'value') !== undefined || memberOf(node, 'reference') !== undefined
  return (
    parameters?.kind === 'object' &&
    memberOf(root, 'resources') === undefined &&
    parameters.members.length > 0 &&
    parameters.members.every(({ value }) => given(value))
  )
}

function readJsonParameters(source: Source): ParameterFile {
  const { root, problem } = readJson(source)
  const values = new Map<string, Value>()
  const parameters = memberOf(root, 'parameters')?.value
  for (const { key, value } of parameters?.kind === 'object' ? parameters.members : []) {
    const given = memberOf(value, 'value')
    const at = { source, range: value.range }
    const variable = environmentVariable(stringOf(given?.value))
    if (given === undefined) values.set(key, { ...unknown(at, 'runtime', key), secret: true })
    else values.set(key, variable === undefined ? literalValue(source, given.value) : unknown(at, 'parameter', variable))
  }
  const problems =
    problem === undefined ? [] : [{ source, range: problem.range, message: { text: problem.message, args: {} }, kind: 'syntax' as const }]
  return { source, template: undefined, values, problems }
}

/**
 * The environment variable that stands for a value: `${NAME}` or `${NAME=default}`. The Azure Developer CLI puts such in before
 * a file of parameters is used.
 */
export function environmentVariable(value: string | undefined): string | undefined {
  return /^\$\{(\w+)(?:=[^}]*)?\}$/.exec(value ?? '')?.[1]
}

function readBicepParameters(source: Source, files: TemplateFiles, chain: readonly string[]): ParameterFile {
  const { program } = readBicep(source)
  const { unit, problems } = evaluateTemplate({ source, files })
  const values = new Map<string, Value>()
  const found: TemplateProblem[] = []
  let template: string | undefined
  let using: Origin | undefined
  for (const statement of program.statements) {
    if (statement.kind === 'using' && statement.path !== undefined) {
      template = resolvePath(source.uri, literal(statement.path) ?? '')
      using = { source, range: statement.path.range }
    }
    if (statement.kind !== 'extends') continue
    const uri = resolvePath(source.uri, literal(statement.path) ?? '')
    const base = uri === undefined || chain.includes(uri) ? undefined : files.read(uri)
    if (base === undefined)
      found.push({
        source,
        range: statement.range,
        message: { text: messages.noBase, args: { path: literal(statement.path) ?? '' } },
        kind: 'module',
      })
    else {
      const inherited = readBicepParameters(base, files, [...chain, base.uri])
      for (const [name, value] of inherited.values) values.set(name, value)
      found.push(...inherited.problems)
    }
  }
  for (const statement of program.statements) {
    if (statement.kind !== 'param') continue
    const value = unit.parameterValue(statement.name.name)
    if (value !== undefined) values.set(statement.name.name, value)
  }
  return { source, template, ...(using !== undefined && { using }), values, problems: [...found, ...problems] }
}

function literal(path: Literal | StringTemplate): string | undefined {
  return path.kind === 'literal' && typeof path.value === 'string' ? path.value : undefined
}
