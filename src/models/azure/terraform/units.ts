import type { Source } from '../../../core/location.ts'
import type { HclBody } from '../../../syntax/hcl/ast.ts'
import { parseHclJson } from '../../../syntax/hcl/parse-json.ts'
import { parseHcl, type ParsedHcl } from '../../../syntax/hcl/parser.ts'
import { mergeVariants, type Deployed, type EvaluatedUnits } from '../merge-variants.ts'
import { Evaluation, resolvePath, type TemplateFiles, type TemplateProblem, type Unit } from '../template/evaluation.ts'
import { environmentVariable } from '../template/parameter-file.ts'
import { unknown, type Value } from '../value/value.ts'
import { TerraformExpressions } from './expressions.ts'
import { TerraformModule, type FindModule, type TerraformFile } from './module.ts'
import { withOverrides } from './overrides.ts'
import type { ProviderMajor } from './resource-table.ts'
import { toArm, updateOf } from './to-arm.ts'
import { withUpdates } from './updates.ts'

/** What a configuration refers to beside its own files. */
export interface Surroundings {
  /** The files of a module that a tool has fetched, by the path of the calls to it from the root module in `folder`. */
  readonly fetched?: (folder: string, path: readonly string[]) => readonly Source[] | undefined
  /** Files that functions such as `file` and `templatefile` read. */
  readonly files?: TemplateFiles
}

const noFiles: TemplateFiles = { read: () => undefined }

/**
 * Evaluates Terraform configurations as they are applied: every folder that no other folder uses as a module, with each of its
 * variable files, or without one where it has none beside those that are always read.
 */
export function evaluateTerraform(sources: readonly Source[], { fetched, files: beside = noFiles }: Surroundings = {}): EvaluatedUnits {
  const problems: TemplateProblem[] = []
  const folders = new Map<string, readonly TerraformFile[]>()
  const variableFiles = new Map<string, Source[]>()
  for (const source of sources) {
    const folder = folderOf(source.uri)
    if (/\.tfvars(?:\.json)?$/i.test(source.uri)) variableFiles.set(folder, [...(variableFiles.get(folder) ?? []), source])
    else folders.set(folder, [...(folders.get(folder) ?? []), readFile(source, problems)])
  }
  for (const [folder, files] of folders) folders.set(folder, withOverrides(files))
  const findModule: FindModule = (folder, reference, path) => {
    const target = /^\.{1,2}\//.test(reference) ? targetOf(folder, reference) : undefined
    const local = target === undefined ? undefined : folders.get(target)
    if (target !== undefined && local !== undefined) return { folder: target, files: local }
    // What stands in a fetched module is fetched with it, and listed by the path of calls from the root.
    const root = folder.replace(/\/?\.terraform\/.*$/, '')
    const files = fetched?.(root, path)?.map((source) => readFile(source, problems))
    return files === undefined
      ? undefined
      : { folder: `${root === '' ? '' : `${root}/`}.terraform/modules/${path.join('.')}`, files: withOverrides(files) }
  }
  const deployed: Deployed[] = []
  for (const [folder, files] of rootsOf(folders)) {
    const major = providerMajor(files)
    const own = variableFiles.get(folder) ?? []
    const always = own.filter(isAlwaysRead).toSorted(inReadingOrder)
    const chosen = own.filter((source) => !always.includes(source))
    for (const given of chosen.length === 0 ? [undefined] : chosen) {
      const evaluation = new Evaluation(beside, {}, noUnit)
      const variables = new Map(
        [...always, ...(given === undefined ? [] : [given])].flatMap((source) => [...readVariables(source, evaluation, problems)]),
      )
      const module = new TerraformModule(
        evaluation,
        { folder, root: folder, files, variables, trail: [], path: [], address: '' },
        findModule,
      )
      const declared = module.resources()
      const updates = declared.flatMap((resource) => updateOf(resource) ?? [])
      const made = withUpdates(
        declared.flatMap((resource) => toArm(resource, major) ?? []),
        updates,
      )
      const unit = given?.uri ?? (folder === '' ? '.' : folder)
      for (const resource of [...made.resources, ...module.profiled()]) deployed.push({ resource, unit })
      problems.push(...evaluation.problems, ...made.problems)
    }
  }
  return mergeVariants(deployed, problems)
}

function noUnit(): Unit {
  throw new TypeError('Terraform has no template units')
}

function isAlwaysRead({ uri }: Source): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/i.test(uri)
}

/** `terraform.tfvars`, then `terraform.tfvars.json`, then the others by name: the last one that gives a value wins. */
function inReadingOrder({ uri: a }: Source, { uri: b }: Source): number {
  const rank = (uri: string): number => (/\.auto\.tfvars(?:\.json)?$/i.test(uri) ? 2 : /\.json$/i.test(uri) ? 1 : 0)
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

const parsedFiles = new WeakMap<Source, ParsedHcl>()

function readFile(source: Source, problems: TemplateProblem[]): TerraformFile {
  const parsed =
    parsedFiles.get(source) ??
    (/\.json$/i.test(source.uri) ? parseHclJson(source.text, /\.tfvars\.json$/i.test(source.uri)) : parseHcl(source.text))
  parsedFiles.set(source, parsed)
  for (const { range, message } of parsed.problems) problems.push({ source, range, message, kind: 'syntax' })
  return { source, body: parsed.body }
}

function readVariables(source: Source, evaluation: Evaluation, problems: TemplateProblem[]): ReadonlyMap<string, Value> {
  const { body } = readFile(source, problems)
  const expressions = new TerraformExpressions(evaluation, () => undefined, '')
  return new Map(
    body.attributes.map(({ name, value }) => {
      const at = { source, range: value.range }
      const written = value.kind === 'literal' && typeof value.value === 'string' && /\.json$/i.test(source.uri) ? value.value : undefined
      const variable = environmentVariable(written)
      if (variable !== undefined) return [name, unknown(at, 'parameter', variable)]
      return [name, evaluation.declaration(at, name, () => expressions.evaluate(source, value, undefined))]
    }),
  )
}

function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')))
}

function targetOf(folder: string, reference: string): string | undefined {
  return resolvePath(folder === '' ? 'main.tf' : `${folder}/main.tf`, reference)
}

/** Folders that no other folder calls, or, where all call each other, the first. */
function rootsOf(folders: ReadonlyMap<string, readonly TerraformFile[]>): ReadonlyMap<string, readonly TerraformFile[]> {
  const called = new Set<string>()
  for (const [folder, files] of folders)
    for (const reference of files.flatMap(({ body }) => localCalls(body))) {
      const target = targetOf(folder, reference)
      if (target !== undefined && target !== folder) called.add(target)
    }
  const roots = new Map([...folders].filter(([folder]) => !called.has(folder)))
  if (roots.size > 0 || folders.size === 0) return roots
  const [first] = folders
  return new Map([first!])
}

function localCalls(body: HclBody): readonly string[] {
  return body.blocks.flatMap((block) => {
    const source = block.type === 'module' ? block.body.attributes.find(({ name }) => name === 'source')?.value : undefined
    return source?.kind === 'literal' && typeof source.value === 'string' && /^\.{1,2}\//.test(source.value) ? [source.value] : []
  })
}

/**
 * The major version of azurerm that a configuration is written for: the newest that its constraint allows. Without a
 * constraint, the newest whose attributes it uses cannot be told, and 4 is taken.
 */
function providerMajor(files: readonly TerraformFile[]): ProviderMajor {
  for (const { body } of files) {
    for (const terraform of body.blocks.filter(({ type }) => type === 'terraform')) {
      for (const required of terraform.body.blocks.filter(({ type }) => type === 'required_providers')) {
        const azurerm = required.body.attributes.find(({ name }) => name === 'azurerm')?.value
        const version =
          azurerm?.kind === 'object' ? azurerm.entries.find(({ key }) => key.kind === 'literal' && key.value === 'version')?.value : azurerm
        if (version?.kind === 'literal') return majorOf(String(version.value))
      }
    }
  }
  return 4
}

function majorOf(constraint: string): ProviderMajor {
  const bounds = constraint.split(',').map((part) => /^\s*(=|~>|>=|<=|<|>)?\s*v?(\d+)(?:\.(\d+))?/.exec(part))
  let highest = 5
  for (const bound of bounds) {
    if (bound === null) continue
    const [, operator = '=', major = '4', minor] = bound
    if (operator === '=' || operator === '~>' || operator === '<=') highest = Math.min(highest, Number(major))
    if (operator === '<') highest = Math.min(highest, minor === undefined || minor === '0' ? Number(major) - 1 : Number(major))
  }
  return highest <= 3 ? 3 : highest >= 5 ? 5 : 4
}
