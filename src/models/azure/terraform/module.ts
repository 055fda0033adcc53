import type { Source } from '../../../core/location.ts'
import { message, text } from '../../../core/text.ts'
import type { HclAttribute, HclBlock, HclBody } from '../../../syntax/hcl/ast.ts'
import { editValues } from '../edit/edit-values.ts'
import { hclStyle } from '../edit/literal-style.ts'
import { ProfiledModule } from '../module-profiles/instantiate.ts'
import { terraformProfile } from '../module-profiles/well-known.ts'
import { definedByItself, type Evaluation, type TemplateResource } from '../template/evaluation.ts'
import type { Locals } from '../template/locals.ts'
import {
  dictionary,
  entry,
  isNull,
  isText,
  list,
  scalar,
  unknown,
  type Entity,
  type Entry,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'
import { attributeOf, givenBy, hasDefault, type Placed } from './blocks.ts'
import { bodyOf } from './body.ts'
import { suffixOf, turnsOf, type EvaluateAttribute } from './copies.ts'
import { TerraformExpressions } from './expressions.ts'
import { converted } from './types.ts'
import { variableProblem } from './variable-types.ts'

const messages = {
  notNull: text({ en: 'variable {name} must not be null', ja: '変数 {name} は null にできません' }),
  notValid: text({ en: 'the value of variable {name} does not pass its validation', ja: '変数 {name} の値が validation を満たしません' }),
  noArgument: text({ en: 'the module has no variable {name}', ja: 'モジュールに変数 {name} はありません' }),
  notGiven: text({ en: 'module {module} is not given {names}', ja: 'モジュール {module} に {names} が渡されていません' }),
  noModule: text({
    en: 'the module {reference} was not found; its resources are not judged; {remedy}',
    ja: 'モジュール {reference} が見つからないため、そのリソースは判定されません。{remedy}',
  }),
  local: text({
    en: 'scan the folder that has it together with this one',
    ja: 'モジュールのあるフォルダーも一緒にスキャンしてください',
  }),
  fetched: text({ en: 'terraform init fetches it', ja: 'terraform init で取得できます' }),
}

/** A file of a module with its top-level body. */
export interface TerraformFile {
  readonly source: Source
  readonly body: HclBody
}

/** Finds the files of a module that a call names; undefined where they cannot be had. */
export type FindModule = (
  folder: string,
  reference: string,
  path: readonly string[],
) => { readonly folder: string; readonly files: readonly TerraformFile[] } | undefined

/** Values for variables by name. Those of a call are evaluated when asked for: modules may take outputs of each other. */
export interface GivenVariables {
  get(name: string): Value | undefined
}

export interface ModuleRequest {
  readonly folder: string
  /** The folder of the root module, where Terraform is run. */
  readonly root: string
  readonly files: readonly TerraformFile[]
  readonly variables: GivenVariables
  readonly trail: readonly Origin[]
  /** Names of the module calls that lead here. */
  readonly path: readonly string[]
  /** What addresses in it start with: `module.a["x"].module.b.`, or nothing in the root module. */
  readonly address: string
}

/** One copy of a resource block, evaluated. */
export interface TerraformResource {
  readonly type: string
  /** `azurerm_kubernetes_cluster.main[0]`, with the modules before it. */
  readonly address: string
  readonly block: HclBlock
  readonly source: Source
  /** Attributes and, as lists, blocks. */
  readonly body: Value
  readonly repeated: Unknown | undefined
  readonly trail: readonly Origin[]
}

/** A folder of Terraform files with values for its variables. Everything is evaluated when first asked for, once. */
export class TerraformModule {
  readonly request: ModuleRequest
  readonly #evaluation: Evaluation
  readonly #expressions: TerraformExpressions
  readonly #findModule: FindModule
  readonly #variables = new Map<string, Placed>()
  readonly #locals = new Map<string, { readonly source: Source; readonly attribute: HclAttribute }>()
  readonly #outputs = new Map<string, Placed>()
  readonly #modules = new Map<string, Placed>()
  readonly #resources = new Map<string, Map<string, Placed>>()
  readonly #values = new Map<string, Value>()
  readonly #evaluating = new Set<string>()
  readonly #copies = new Map<HclBlock, readonly TerraformResource[] | 'evaluating'>()
  readonly #opened = new Map<HclBlock, readonly Opened[] | 'evaluating'>()

  constructor(evaluation: Evaluation, request: ModuleRequest, findModule: FindModule) {
    this.request = request
    this.#evaluation = evaluation
    this.#findModule = findModule
    this.#expressions = new TerraformExpressions(evaluation, (name, at) => this.#root(name, at), request.root)
    for (const { source, body } of request.files) for (const block of body.blocks) this.#declare(source, block)
  }

  #declare(source: Source, block: HclBlock): void {
    const [first, second] = block.labels.map(({ value }) => value)
    if (block.type === 'locals') for (const attribute of block.body.attributes) this.#locals.set(attribute.name, { source, attribute })
    if (first === undefined) return
    if (block.type === 'variable') this.#variables.set(first, { source, block })
    if (block.type === 'output') this.#outputs.set(first, { source, block })
    if (block.type === 'module') this.#modules.set(first, { source, block })
    if (block.type !== 'resource' || second === undefined) return
    const ofType = this.#resources.get(first) ?? new Map<string, Placed>()
    this.#resources.set(first, ofType.set(second, { source, block }))
  }

  #root(name: string, at: Origin): Value | undefined {
    if (name === 'var')
      return this.#namespace('var', at, (member) => this.#variable(member, at) ?? unknown(at, 'parameter', `var.${member}`))
    if (name === 'local') return this.#namespace('local', at, (member) => this.#local(member, at))
    if (name === 'module') return this.#namespace('module', at, (member) => this.#moduleValue(member, at))
    if (name === 'data') return this.#namespace(name, at, (type) => this.#undeclared(`data.${type}`, at))
    if (name === 'path') return this.#namespace(name, at, (member) => this.#path(member, at))
    if (name === 'terraform' || name === 'self') return this.#undeclared(name, at)
    if (name === 'each' || name === 'count') return unknown(at, 'error', name)
    const ofType = this.#resources.get(name)
    if (ofType === undefined) return name.includes('_') ? this.#undeclared(name, at) : undefined
    return this.#namespace(name, at, (member) => {
      const placed = ofType.get(member)
      return placed === undefined ? undefined : this.#resourceValue(placed, at)
    })
  }

  /** Names of which only the parts are known: data sources, and resources that are declared elsewhere. */
  #undeclared(label: string, at: Origin): Entity {
    return this.#namespace(label, at, (member) => unknown(at, 'runtime', `${label}.${member}`))
  }

  #path(member: string, at: Origin): Value {
    const { root, folder } = this.request
    if (member === 'root') return scalar(at, '.')
    return member === 'module' ? scalar(at, relativePath(root, folder)) : unknown(at, 'runtime', `path.${member}`)
  }

  #namespace(label: string, at: Origin, member: (name: string) => Value | undefined): Entity {
    return { kind: 'entity', label, member: (name) => member(name), plain: (place) => unknown(place, 'runtime', label), ...at }
  }

  #once(key: string, at: Origin, evaluate: () => Value): Value {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    if (this.#evaluating.has(key)) return this.#cycle(at, key)
    this.#evaluating.add(key)
    try {
      const value = this.#evaluation.declaration(at, key, evaluate)
      this.#values.set(key, value)
      return value
    } finally {
      this.#evaluating.delete(key)
    }
  }

  #cycle(at: Origin, name: string): Unknown {
    this.#evaluation.report(at, { text: definedByItself, args: { name } })
    return unknown(at, 'cycle', name)
  }

  readonly #evaluate: EvaluateAttribute = (source, { from = source, value }, locals) => this.#expressions.evaluate(from, value, locals)

  #variable(name: string, at: Origin): Value | undefined {
    const placed = this.#variables.get(name)
    if (placed === undefined) return undefined
    const { source, block } = placed
    const place: Origin = { source, range: block.range }
    return this.#once(`var.${name}`, at, () => {
      const fallback = attributeOf(block, 'default')
      const isSet = (flag: string, to: boolean): boolean => {
        const written = attributeOf(block, flag)?.value
        return written?.kind === 'literal' && written.value === to
      }
      let value = this.request.variables.get(name)
      if (value !== undefined && isNull(value) && fallback !== undefined && isSet('nullable', false)) value = undefined
      value ??= fallback === undefined ? unknown(place, 'parameter', `var.${name}`) : this.#evaluate(source, fallback)
      const type = attributeOf(block, 'type')
      const found = variableProblem(value, type?.value)
      if (found !== undefined) this.#evaluation.report(found.at, { text: found.text, args: { ...found.args, name } })
      const whole = converted(value, type?.value, (expression) => this.#expressions.evaluate(type?.from ?? source, expression, undefined))
      return isSet('sensitive', true) && (whole.kind === 'scalar' || whole.kind === 'unknown') ? { ...whole, secret: true } : whole
    })
  }

  /** Tells of a value that the variable's own conditions refuse. The value itself is not shown: it may be secret. */
  #validate(name: string, { source, block }: Placed): void {
    const value = this.#variable(name, { source, range: block.head })
    if (value === undefined || value.kind === 'unknown') return
    const nullable = attributeOf(block, 'nullable')
    if (isNull(value) && nullable?.value.kind === 'literal' && nullable.value.value === false)
      this.#evaluation.report(value, { text: messages.notNull, args: { name } })
    for (const validation of block.body.blocks.filter(({ type }) => type === 'validation')) {
      const condition = attributeOf(validation, 'condition')
      if (condition === undefined) continue
      const at = { source: condition.from ?? source, range: condition.value.range }
      const verdict = this.#evaluation.declaration(at, name, () => this.#evaluate(source, condition))
      if (verdict.kind === 'scalar' && verdict.value === false) this.#evaluation.report(value, { text: messages.notValid, args: { name } })
    }
  }

  #local(name: string, at: Origin): Value | undefined {
    const local = this.#locals.get(name)
    return local === undefined ? undefined : this.#once(`local.${name}`, at, () => this.#evaluate(local.source, local.attribute))
  }

  #copiesOf({ source, block }: Placed): readonly TerraformResource[] {
    const known = this.#copies.get(block)
    if (known === 'evaluating') {
      this.#cycle({ source, range: block.head }, block.labels.map(({ value }) => value).join('.'))
      return []
    }
    if (known !== undefined) return known
    this.#copies.set(block, 'evaluating')
    const [type = '', name = ''] = block.labels.map(({ value }) => value)
    const copies = turnsOf({ source, block }, this.#evaluation, this.#evaluate).map((turn): TerraformResource => {
      const { locals, repeated } = turn
      const address = `${this.request.address}${type}.${name}${suffixOf(turn)}`
      const body = this.#evaluation.declaration({ source, range: block.range }, address, () =>
        bodyOf(source, block.body, locals, this.#evaluate),
      )
      return { type, address, block, source, body, repeated, trail: this.request.trail }
    })
    this.#copies.set(block, copies)
    return copies
  }

  #resourceValue(placed: Placed, at: Origin): Value {
    const copies = this.#copiesOf(placed)
    const values = copies.map((copy) => this.#referred(copy, at))
    if (attributeOf(placed.block, 'count') !== undefined) return list(at, values, copies.at(-1)?.repeated)
    if (attributeOf(placed.block, 'for_each') === undefined)
      return values[0] ?? unknown(at, 'cycle', placed.block.labels.map(({ value }) => value).join('.'))
    const keyed = copies.map(({ address }, index) => [/\["?(.*?)"?\]$/.exec(address)?.[1] ?? '', entry(at, values[index]!)] as const)
    return dictionary(at, new Map(keyed), copies.at(-1)?.repeated)
  }

  /** A resource as others see it: what it declares, and beside it what only applying decides. */
  #referred({ address, body }: TerraformResource, at: Origin): Entity {
    return {
      kind: 'entity',
      label: address,
      member: (name, place) =>
        (body.kind === 'dictionary' ? body.entries.get(name)?.value : undefined) ?? unknown(place, 'runtime', `${address}.${name}`),
      plain: (place) =>
        body.kind === 'dictionary'
          ? dictionary(
              place,
              new Map([['id', entry(place, unknown(place, 'runtime', `${address}.id`))], ...body.entries]),
              unknown(place, 'runtime', address),
            )
          : body,
      ...at,
    }
  }

  #moduleValue(name: string, at: Origin): Value | undefined {
    const placed = this.#modules.get(name)
    if (placed === undefined) return undefined
    const outputs = this.#opens(placed).map((module): Entity => {
      const member = (output: string, place: Origin): Value =>
        module === undefined ? unknown(place, 'module', `module.${name}`) : module.output(output, place)
      const plain = (place: Origin): Value =>
        dictionary(place, new Map((module?.outputNames() ?? []).map((output) => [output, entry(place, member(output, place))])))
      return { kind: 'entity', label: `module.${name}`, member, plain, ...at }
    })
    if (attributeOf(placed.block, 'count') !== undefined)
      return list(at, outputs, turnsOf(placed, this.#evaluation, this.#evaluate).at(-1)?.repeated)
    if (attributeOf(placed.block, 'for_each') === undefined) return outputs[0] ?? unknown(at, 'cycle', `module.${name}`)
    const turns = turnsOf(placed, this.#evaluation, this.#evaluate)
    const keyed = turns.map(({ key }, index) => [key?.kind === 'scalar' ? String(key.value) : '*', entry(at, outputs[index]!)] as const)
    return dictionary(at, new Map(keyed), turns.at(-1)?.repeated)
  }

  #opens(placed: Placed): readonly Opened[] {
    const { source, block } = placed
    const known = this.#opened.get(block)
    if (known === 'evaluating') {
      this.#cycle({ source, range: block.head }, `module.${block.labels[0]?.value ?? ''}`)
      return []
    }
    if (known !== undefined) return known
    const [name = ''] = block.labels.map(({ value }) => value)
    const at: Origin = { source, range: block.range }
    const written = attributeOf(block, 'source')?.value
    const reference = written?.kind === 'literal' ? String(written.value) : ''
    const path = [...this.request.path, name]
    const found = path.length > 32 ? undefined : this.#findModule(this.request.folder, reference, path)
    const version = attributeOf(block, 'version')?.value
    const profile =
      found === undefined ? terraformProfile(reference, version?.kind === 'literal' ? String(version.value) : undefined) : undefined
    if (found === undefined && profile === undefined) {
      const remedy = /^\.\.?[/\\]/.test(reference) ? messages.local : messages.fetched
      const place = { source, range: written?.range ?? block.head }
      this.#evaluation.report(place, message(messages.noModule, { reference, remedy }), 'module')
    }
    this.#opened.set(block, 'evaluating')
    const turns = turnsOf({ source, block }, this.#evaluation, this.#evaluate)
    this.#opened.set(block, [])
    const opened = turns.map((turn): Opened => {
      if (found === undefined && profile === undefined) return undefined
      const { locals } = turn
      const address = `${this.request.address}module.${name}${suffixOf(turn)}`
      if (found !== undefined) {
        this.#evaluation.begin()
        const variables = this.#lateArguments(placed, locals)
        const { folder, files } = found
        const { root, trail } = this.request
        const request: ModuleRequest = { folder, root, files, variables, trail: [...trail, at], path, address: `${address}.` }
        const module = new TerraformModule(this.#evaluation, request, this.#findModule)
        this.#compareArguments(placed, module)
        return module
      }
      const given = this.#arguments(placed, locals)
      return new ProfiledModule(profile!, {
        declaration: at,
        head: { source, range: block.head },
        label: address,
        reference,
        parameters: given,
        scope: undefined,
        trail: this.request.trail,
        edit: (edits) => editValues(source, dictionary({ source, range: block.body.range }, given), edits, hclStyle),
      })
    })
    this.#opened.set(block, opened)
    return opened
  }

  /** What a module call gives for the module's variables. */
  #arguments(call: Placed, locals: Locals | undefined): ReadonlyMap<string, Entry> {
    const { source } = call
    return new Map(
      givenBy(call).map((attribute): [string, Entry] => {
        const { name, nameRange, value, from = source } = attribute
        return [name, { value: this.#argument(call, attribute, locals), source: from, key: nameRange, written: value.range }]
      }),
    )
  }

  #lateArguments(call: Placed, locals: Locals | undefined): GivenVariables {
    const given = new Map(givenBy(call).map((attribute) => [attribute.name, attribute]))
    const known = new Map<string, Value>()
    return {
      get: (name) => {
        const attribute = given.get(name)
        if (attribute === undefined) return undefined
        const value = known.get(name) ?? this.#argument(call, attribute, locals)
        known.set(name, value)
        return value
      },
    }
  }

  /** Tells of arguments that the module does not know, and of variables that have to be given. */
  #compareArguments({ source, block }: Placed, opened: TerraformModule): void {
    const given = givenBy({ source, block })
    for (const { name, nameRange } of given)
      if (!opened.#variables.has(name)) this.#evaluation.report({ source, range: nameRange }, { text: messages.noArgument, args: { name } })
    const names = new Set(given.map(({ name }) => name))
    const missing = [...opened.#variables].filter(([name, variable]) => !names.has(name) && !hasDefault(variable)).map(([name]) => name)
    const args = { module: block.labels[0]?.value ?? '', names: missing.join(', ') }
    if (missing.length > 0) this.#evaluation.report({ source, range: block.head }, { text: messages.notGiven, args })
  }

  #argument({ source, block }: Placed, attribute: HclAttribute, locals: Locals | undefined): Value {
    const at: Origin = { source, range: block.range }
    return this.#evaluation.declaration(at, attribute.name, () => this.#evaluate(source, attribute, locals))
  }

  output(name: string, at: Origin): Value {
    const placed = this.#outputs.get(name)
    const value = placed === undefined ? undefined : attributeOf(placed.block, 'value')
    if (placed === undefined || value === undefined) return unknown(at, 'error', name)
    return this.#once(`output.${name}`, at, () => this.#evaluate(placed.source, value))
  }

  outputNames(): readonly string[] {
    return [...this.#outputs.keys()]
  }

  /** Every resource of the module and of the modules that it calls. */
  resources(): readonly TerraformResource[] {
    // Those that nothing uses are looked at too, as Terraform does.
    for (const [name, placed] of this.#variables) this.#validate(name, placed)
    for (const [name, { source, attribute }] of this.#locals) this.#local(name, { source, range: attribute.nameRange })
    const own = [...this.#resources.values()].flatMap((ofType) =>
      [...ofType].flatMap(([name, placed]) => this.#collected(name, placed, () => this.#copiesOf(placed))),
    )
    const called = [...this.#modules].map(([name, placed]) =>
      this.#collected(`module.${name}`, placed, () => this.#called(placed).flatMap((module) => module.resources())),
    )
    return [...own, ...called.flat()]
  }

  #collected<T>(name: string, { source, block }: Placed, collect: () => readonly T[]): readonly T[] {
    return this.#evaluation.collected({ source, range: block.head }, name, collect)
  }

  /** The resources of well-known modules that are not at hand, as their profiles have them. */
  profiled(): readonly TemplateResource[] {
    return [...this.#modules].flatMap(([name, placed]) =>
      this.#collected(`module.${name}`, placed, () => [
        ...this.#opens(placed).flatMap((module) => (module instanceof ProfiledModule ? [...module.resources()] : [])),
        ...this.#called(placed).flatMap((module) => module.profiled()),
      ]),
    )
  }

  #called(placed: Placed): readonly TerraformModule[] {
    return this.#opens(placed).filter((module) => module instanceof TerraformModule)
  }
}

/** A module that was called: evaluated, or known by its profile, or neither. */
type Opened = TerraformModule | ProfiledModule | undefined

/** How Terraform names the folder of a module, as seen from the root module's. */
function relativePath(root: string, folder: string): string {
  const [from, to] = [root, folder].map((path) => (path === '' ? [] : path.split('/')))
  let common = 0
  while (common < from!.length && from![common] === to![common]) common++
  const steps = [...from!.slice(common).map(() => '..'), ...to!.slice(common)]
  return steps.length === 0 ? '.' : steps.join('/')
}

/** The string at a key of a body, where there is a known one. */
export function textAt(body: Value, key: string): string | undefined {
  const value = body.kind === 'dictionary' ? body.entries.get(key)?.value : undefined
  return value !== undefined && isText(value) ? value.value : undefined
}
