import type { Path } from '../../core/location.ts'
import { spoken } from '../../core/text.ts'
import { readValidations } from '../cel/read-validations.ts'
import { CelTrace } from '../cel/trace.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { RegoError, type RegoPosition } from '../rego/errors.ts'
import type { ExternalData, Limits } from '../rego/evaluation.ts'
import { toJson, type Json } from '../rego/json.ts'
import { Policy, type Question } from '../rego/policy.ts'
import type { Module } from '../rego/syntax/ast.ts'
import type { RegoVersion } from '../rego/syntax/cursor.ts'
import { parseModule } from '../rego/syntax/parser.ts'
import type { InputRead } from '../rego/trace.ts'
import { RegoObject, RegoSet, type Value } from '../rego/values.ts'
import { describeDocument, FieldReader, isMapping } from '../untyped.ts'
import { celValues, templateEnvironment, templateVariables } from './cel-values.ts'
import type { Review } from './review.ts'

/** One thing that a template says against an object. */
export interface TemplateViolation {
  readonly message: string
  readonly details: Json
}

/** The language of a template's policy. */
export type TemplateEngine = 'Rego' | 'CEL'

/** A ConstraintTemplate, ready to judge. */
export interface CompiledTemplate {
  readonly name: string
  /** The kind of its constraints. */
  readonly kind: string
  readonly engine: TemplateEngine
  /** The schema of the constraints' `spec.parameters`, as written. */
  readonly parametersSchema: unknown
  /**
   * What the template's policy says of a review.
   *
   * @throws {RegoError} `eval_…`: contradicting rules, a limit reached
   */
  evaluate(question: TemplateQuestion): readonly TemplateViolation[]
  /**
   * Whether it says anything at all. Cheaper: stops at the first violation.
   *
   * @throws {RegoError} as `evaluate`
   */
  isViolated(question: TemplateQuestion): boolean
  /** What it says, with reasons. Slower: for what is reported. */
  explain(question: TemplateQuestion): readonly ExplainedViolation[]
}

/** A violation with what led to it. */
export interface ExplainedViolation extends TemplateViolation {
  /** The rule of the template that speaks; lines count from the start of the Rego text. */
  readonly rule: RegoPosition
  /** The text of the template that the rule stands in: a Rego source or a CEL expression. */
  readonly at: Path
  /** The field of the object that most likely decided it, which need not be there. */
  readonly path: Path | undefined
  /** The fields of the object that the rule had read. */
  readonly reads: () => readonly Path[]
}

export interface TemplateQuestion {
  readonly review: Review
  readonly parameters: Value
  readonly inventory: RegoObject
  readonly limits?: Limits | undefined
  readonly externalData?: ExternalData | undefined
}

const target = 'admission.k8s.gatekeeper.sh'

type Judge = Pick<CompiledTemplate, 'evaluate' | 'isViolated' | 'explain'>

interface RegoCode {
  readonly path: Path
  readonly version: RegoVersion
  readonly rego: string
  readonly libs: readonly string[]
}

/**
 * Reads and compiles a ConstraintTemplate, by the rules of Gatekeeper's constraint framework: where a template has its
 * policy in both languages, the one in CEL counts, unless `engine` says otherwise.
 *
 * @throws {PolicyDocumentError} where the document or its policy is not valid; for Rego the cause is a `RegoError`
 */
export function compileTemplate(document: unknown, options: { readonly engine?: TemplateEngine } = {}): CompiledTemplate {
  const fields = new FieldReader(describeDocument(document), document)
  const name = fields.requiredString(['metadata', 'name'])
  const kind = fields.requiredString(['spec', 'crd', 'spec', 'names', 'kind'])
  if (name !== kind.toLowerCase())
    fields.fail(
      ['metadata', 'name'],
      spoken(
        { en: 'must be the kind of its constraints in lower case, {kind}', ja: '制約の kind を小文字にした {kind} でなければなりません' },
        { kind: JSON.stringify(kind.toLowerCase()) },
      ),
    )
  const targets = fields.list(['spec', 'targets'])
  if (targets.length !== 1)
    fields.fail(['spec', 'targets'], spoken({ en: 'must have exactly one target', ja: 'target がちょうど 1 つ必要です' }))
  if (fields.requiredString(['spec', 'targets', 0, 'target']) !== target)
    fields.fail(['spec', 'targets', 0, 'target'], spoken({ en: 'must be {target}', ja: '{target} でなければなりません' }, { target }))
  const parametersSchema = fields.raw(['spec', 'crd', 'spec', 'validation', 'openAPIV3Schema'])
  const engine = options.engine ?? (codeIndex(fields, 'K8sNativeValidation') === -1 ? 'Rego' : 'CEL')
  return { name, kind, parametersSchema, engine, ...(engine === 'CEL' ? compileCel(fields) : compileRegoCode(fields)) }
}

function compileRegoCode(fields: FieldReader): Judge {
  const code = readRego(fields)
  try {
    return compileRego(code, fields)
  } catch (error) {
    if (!(error instanceof RegoError)) throw error
    throw new PolicyDocumentError(
      error.code === 'rego_unsupported_builtin' ? 'policy-unsupported' : 'policy-invalid',
      fields.document,
      code.path,
      error.says,
      { cause: error },
    )
  }
}

const target0: Path = ['spec', 'targets', 0]

/** Newer templates list their code by engine. */
function codeIndex(fields: FieldReader, engine: string): number {
  return fields.list([...target0, 'code']).findIndex((entry) => isMapping(entry) && entry['engine'] === engine)
}

function compileCel(fields: FieldReader): Judge {
  const path = [...target0, 'code', codeIndex(fields, 'K8sNativeValidation'), 'source']
  const validator = readValidations(fields, path, templateEnvironment(), { variables: templateVariables })
  const failurePolicy = fields.string([...path, 'failurePolicy']) ?? 'Fail'
  const explain = ({ review, parameters }: TemplateQuestion, trace?: CelTrace): readonly ExplainedViolation[] => {
    const { matched, matchError, results } = validator.evaluate(celValues(review, parameters, trace), trace)
    const violation = (message: string, at: Path, field?: Path): ExplainedViolation => ({
      message,
      details: {},
      rule: { file: fields.document, line: 1, column: 1 },
      at: [...path, ...at],
      path: field,
      reads: () => (field === undefined ? [] : [field]),
    })
    if (matched === 'error') return [violation(matchError ?? '', ['matchConditions'])]
    return results
      .filter(({ outcome }) => outcome === 'fail' || (outcome === 'error' && failurePolicy === 'Fail'))
      .map(({ message, index, path: field }) => violation(message, ['validations', index, 'expression'], field))
  }
  return {
    evaluate: (question) => explain(question).map(({ message, details }) => ({ message, details })),
    isViolated: (question) => explain(question).length > 0,
    explain: (question) => explain(question, new CelTrace()),
  }
}

/** Older templates have Rego directly in the target. */
function readRego(fields: FieldReader): RegoCode {
  const at = target0
  const index = codeIndex(fields, 'Rego')
  if (index !== -1) {
    const source = [...at, 'code', index, 'source']
    const version = fields.string([...source, 'version']) ?? 'v0'
    if (version !== 'v0' && version !== 'v1')
      return fields.fail(
        [...source, 'version'],
        spoken(
          { en: 'must be v0 or v1, not {version}', ja: '{version} ではなく、v0 か v1 でなければなりません' },
          { version: JSON.stringify(version) },
        ),
      )
    return {
      path: [...source, 'rego'],
      version,
      rego: fields.requiredString([...source, 'rego']),
      libs: fields.strings([...source, 'libs']),
    }
  }
  const rego = fields.string([...at, 'rego'])
  if (rego === undefined)
    throw new PolicyDocumentError(
      'policy-unsupported',
      fields.document,
      at,
      spoken({ en: 'has no Rego source', ja: 'Rego のソースがありません' }),
    )
  return { path: [...at, 'rego'], version: 'v0', rego, libs: fields.strings([...at, 'libs']) }
}

function compileRego({ path: codePath, rego, libs, version }: RegoCode, fields: FieldReader): Judge {
  const entry = parseModule(`${fields.document}, rego`, rego, version)
  const modules = [entry, ...libs.map((lib, index) => parseModule(libraryName(fields, index), lib, version))]
  const places = new Map(libs.map((_, index) => [libraryName(fields, index), [...codePath.slice(0, -1), 'libs', index]]))
  for (const module of modules) checkModule(module, module === entry)
  const policy = Policy.fromModules(modules)
  for (const { path, at } of policy.reads)
    if (path[0] !== 'inventory' && path[0] !== 'lib' && !startsWith(path, entry.package))
      throw new RegoError(
        'rego_compile_error',
        spoken(
          {
            en: 'invalid data reference data.{path}: only data.inventory and data.lib may be read',
            ja: 'data.{path} は参照できません。参照できるのは data.inventory と data.lib だけです',
          },
          { path: path.join('.') },
        ),
        at,
      )
  const path = [...entry.package, 'violation']
  const ask = ({ review, parameters, inventory, limits, externalData }: TemplateQuestion): Question => ({
    input: new RegoObject([
      ['review', review.input],
      ['parameters', parameters],
    ]),
    data: new RegoObject([['inventory', inventory]]),
    externalData,
    ...(limits === undefined ? {} : { limits }),
  })
  return {
    evaluate(question) {
      const result = policy.read(path, ask(question))
      return result instanceof RegoSet ? result.members().map(toViolation) : []
    },
    isViolated: (question) => policy.hasMembers(path, ask(question)),
    explain(question) {
      const explained = policy.explain(path, ask(question)).map(({ member, rule, reads }) => {
        const ofObject = reads.filter((read) => read.isIn(objectUnderReview))
        const { message, details } = toViolation(member)
        return {
          message,
          details,
          rule,
          at: places.get(rule.file) ?? codePath,
          reads: () => ofObject.map(pathInObject),
          path: decidingPath(ofObject, message),
        }
      })
      return withoutRepeats(explained)
    },
  }
}

/** What several rules, or several ways through one, say alike is said once. */
function withoutRepeats(explained: readonly ExplainedViolation[]): readonly ExplainedViolation[] {
  if (explained.length < 2) return explained
  const said = new Set<string>()
  return explained.filter(({ message, details }) => {
    const before = said.size
    return said.add(JSON.stringify([message, details])).size > before
  })
}

function libraryName(fields: FieldReader, index: number): string {
  return `${fields.document}, libs[${index}]`
}

/** Where the object is in the input of a policy. */
const objectUnderReview: Path = ['review', 'object']

function pathInObject({ path }: InputRead): Path {
  return path.slice(objectUnderReview.length)
}

/**
 * The deepest field that was looked at, those first whose name the message mentions. Names and other metadata are read
 * for messages, so they count last.
 */
function decidingPath(reads: readonly InputRead[], message: string): Path | undefined {
  let best: InputRead | undefined
  let greatest = 0
  for (const read of reads) {
    const weight = weightOf(read, message)
    if (weight < greatest) continue
    best = read
    greatest = weight
  }
  return best === undefined ? undefined : pathInObject(best)
}

const metadata: Path = [...objectUnderReview, 'metadata']

function weightOf(read: InputRead, message: string): number {
  const { key, depth } = read
  if (key === 'name' || read.isIn(metadata) || (key === 'metadata' && depth === metadata.length)) return 0
  return depth + (typeof key === 'string' && key.length > 2 && message.includes(key) ? 1000 : 0)
}

function checkModule(module: Module, isEntry: boolean): void {
  const { at, imports } = module
  if (isEntry && !module.rules.some(({ name, member }) => name.name === 'violation' && member !== undefined))
    throw new RegoError(
      'rego_compile_error',
      spoken(
        {
          en: 'a template must have a rule violation[{rule}]',
          ja: 'テンプレートには violation[{rule}] というルールが必要です',
        },
        { rule: '{"msg": msg}' },
      ),
      at,
    )
  if (!isEntry && module.package[0] !== 'lib')
    throw new RegoError(
      'rego_compile_error',
      spoken(
        {
          en: 'package of a library must be below lib, not {path}',
          ja: 'ライブラリのパッケージは {path} ではなく、lib の下になければなりません',
        },
        { path: module.package.join('.') },
      ),
      at,
    )
  for (const { path, at: place } of imports)
    if (path[0] !== 'data' || (path[1] !== 'lib' && path[1] !== 'inventory'))
      throw new RegoError(
        'rego_compile_error',
        spoken(
          {
            en: 'invalid import {path}: only data.lib and data.inventory may be imported',
            ja: '{path} はインポートできません。インポートできるのは data.lib と data.inventory だけです',
          },
          { path: path.join('.') },
        ),
        place,
      )
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((step, index) => path[index] === step)
}

/** Members are `{"msg": …, "details": …}`. One without a message is an error in Gatekeeper too, and must not be lost. */
function toViolation(member: Value): TemplateViolation {
  const message = member instanceof RegoObject ? member.get('msg') : undefined
  const details = member instanceof RegoObject ? member.get('details') : undefined
  if (typeof message !== 'string')
    throw new RegoError(
      'eval_type_error',
      spoken({ en: 'violation has no msg, or one that is not a string', ja: 'violation に msg がないか、msg が文字列ではありません' }),
    )
  return { message, details: details === undefined ? {} : toJson(details) }
}
