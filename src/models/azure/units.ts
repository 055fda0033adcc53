import type { Source } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { memberOf, stringOf, type JsonNode } from '../../syntax/arm/json.ts'
import type { Place } from './functions/deployment.ts'
import { mergeVariants, type Deployed, type EvaluatedUnits } from './merge-variants.ts'
import { evaluateTemplate, readBicep, readJson } from './template/evaluate.ts'
import { resolvePath, type TemplateFiles, type TemplateProblem, type Unit } from './template/evaluation.ts'
import { isJsonParameterFile, readParameterFile, type ParameterFile } from './template/parameter-file.ts'

const messages = {
  notGiven: text({ en: '{file} does not give {names}', ja: '{file} に {names} の値がありません' }),
}

/**
 * Evaluates templates as they are deployed: every file that no other file uses is an entry, and is evaluated with each of its
 * parameter files, or without one where it has none.
 */
export function evaluateUnits(sources: readonly Source[], files: TemplateFiles, place: Place = {}): EvaluatedUnits {
  const parameterFiles = sources.filter(isParameterFile).map((source) => readParameterFile(source, files))
  const problems: TemplateProblem[] = parameterFiles.flatMap((file) => file.problems)
  const deployed: Deployed[] = []
  const templates = sources.filter((source) => !isParameterFile(source))
  const given = assign(parameterFiles, templates.filter(deploysSomething))
  const entries = new Set([...entriesOf(templates), ...templates.filter(({ uri }) => given.has(uri))])
  for (const source of entries) {
    const own = given.get(source.uri) ?? []
    for (const parameters of own.length === 0 ? [undefined] : own) {
      const evaluated = evaluateTemplate({ source, files, place, ...(parameters && { parameters: parameters.values }) })
      for (const resource of evaluated.unit.resources()) deployed.push({ resource, unit: parameters?.source.uri ?? source.uri })
      problems.push(...evaluated.problems, ...notGiven(evaluated.unit, parameters))
    }
  }
  return mergeVariants(deployed, problems)
}

/** A `.bicepparam` file has to give every parameter without a default; to JSON files others can be added on deployment. */
function notGiven(unit: Unit, parameters: ParameterFile | undefined): readonly TemplateProblem[] {
  const { using } = parameters ?? {}
  if (using === undefined || parameters === undefined) return []
  const given = new Set([...parameters.values.keys()].map((name) => name.toLowerCase()))
  const missing = unit.requiredParameters().filter((name) => !given.has(name.toLowerCase()))
  if (missing.length === 0) return []
  const message = { text: messages.notGiven, args: { names: missing.join(', '), file: parameters.source.uri } }
  return [{ ...using, message, kind: 'evaluation' }]
}

function isParameterFile(source: Source): boolean {
  return source.uri.endsWith('.bicepparam') || (/\.jsonc?$/i.test(source.uri) && isJsonParameterFile(source))
}

/** Files that no other file uses. Files that use each other in a circle have none such: then the first of them stands in. */
function entriesOf(sources: readonly Source[]): readonly Source[] {
  const uses = new Map(sources.map((source) => [source.uri, usedBy(source)]))
  const used = new Set([...uses.values()].flat())
  const entries = sources.filter((source) => !used.has(source.uri) && deploysSomething(source) && !isCompiled(source, uses))
  const reached = new Set<string>()
  const reach = (uri: string): void => {
    if (reached.has(uri)) return
    reached.add(uri)
    for (const next of uses.get(uri) ?? []) reach(next)
  }
  for (const { uri } of entries) reach(uri)
  const circular: Source[] = []
  for (const source of sources) {
    if (reached.has(source.uri) || !deploysSomething(source) || isCompiled(source, uses)) continue
    circular.push(source)
    reach(source.uri)
  }
  return [...entries, ...circular]
}

/** The files of the tree that a template calls or imports. */
function usedBy(source: Source): readonly string[] {
  const paths = /\.jsonc?$/i.test(source.uri) ? linkedPaths(readJson(source).root) : calledPaths(source)
  return paths.map((path) => resolvePath(source.uri, path)).filter((uri) => uri !== undefined)
}

function calledPaths(source: Source): readonly string[] {
  return readBicep(source).program.statements.flatMap((statement) => {
    const reference = statement.kind === 'module' ? statement.reference : statement.kind === 'import' ? statement.from : undefined
    return reference?.kind === 'literal' && typeof reference.value === 'string' && !/^(br|ts)[:/]/.test(reference.value)
      ? [reference.value]
      : []
  })
}

function linkedPaths(root: JsonNode | undefined, depth = 0): readonly string[] {
  const resources = memberOf(root, 'resources')?.value
  if (resources === undefined || depth > 16) return []
  const nodes =
    resources.kind === 'object' ? resources.members.map(({ value }) => value) : resources.kind === 'array' ? resources.items : []
  return nodes.flatMap((node) => {
    const properties = memberOf(node, 'properties')?.value
    const linked = stringOf(memberOf(memberOf(properties, 'templateLink')?.value, 'relativePath')?.value)
    return [...(linked === undefined ? [] : [linked]), ...linkedPaths(memberOf(properties, 'template')?.value, depth + 1)]
  })
}

function deploysSomething(source: Source): boolean {
  if (/\.jsonc?$/i.test(source.uri))
    return memberOf(readJson(source).root, 'resources') !== undefined || readJson(source).problem !== undefined
  const { program, problems } = readBicep(source)
  return problems.length > 0 || program.statements.some(({ kind }) => kind === 'resource' || kind === 'module')
}

/** Whether a template is what the compiler made of a Bicep file that stands beside it. */
function isCompiled(source: Source, uses: ReadonlyMap<string, unknown>): boolean {
  if (!/\.json$/i.test(source.uri) || !uses.has(source.uri.replace(/json$/i, 'bicep'))) return false
  const generator = memberOf(memberOf(readJson(source).root, 'metadata')?.value, '_generator')?.value
  return stringOf(memberOf(generator, 'name')?.value) === 'bicep'
}

/** Which parameter files belong to which entry: by what they say, by their name, or by the parameters that they give. */
function assign(parameterFiles: readonly ParameterFile[], entries: readonly Source[]): ReadonlyMap<string, readonly ParameterFile[]> {
  const given = new Map<string, ParameterFile[]>()
  for (const file of parameterFiles) {
    const entry = file.template === undefined ? guessEntry(file, entries) : entries.find(({ uri }) => uri === file.template)
    if (entry !== undefined) given.set(entry.uri, [...(given.get(entry.uri) ?? []), file])
  }
  return given
}

function guessEntry(file: ParameterFile, entries: readonly Source[]): Source | undefined {
  const folder = folderOf(file.source.uri)
  const name = file.source.uri.slice(folder.length).toLowerCase()
  const beside = entries.filter(({ uri }) => folderOf(uri) === folder)
  const named = beside.filter(({ uri }) =>
    name.startsWith(
      `${uri
        .slice(folder.length)
        .replace(/\.\w+$/, '')
        .toLowerCase()}.`,
    ),
  )
  if (named.length > 0) return named[0]
  const fitting = (candidates: readonly Source[]): readonly Source[] => candidates.filter((entry) => declaresAll(entry, file))
  const [only, ...more] = fitting(beside)
  if (only !== undefined && more.length === 0) return only
  const [anywhere, ...others] = fitting(entries)
  return others.length === 0 ? anywhere : undefined
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1)
}

function declaresAll(entry: Source, { values }: ParameterFile): boolean {
  const declared = new Set(parameterNames(entry).map((name) => name.toLowerCase()))
  return values.size > 0 && [...values.keys()].every((name) => declared.has(name.toLowerCase()))
}

function parameterNames(entry: Source): readonly string[] {
  if (!/\.jsonc?$/i.test(entry.uri))
    return readBicep(entry).program.statements.flatMap((statement) => (statement.kind === 'param' ? [statement.name.name] : []))
  const parameters = memberOf(readJson(entry).root, 'parameters')?.value
  return parameters?.kind === 'object' ? parameters.members.map(({ key }) => key) : []
}
