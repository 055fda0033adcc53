import type { JsonValue } from '../src/core/edit.ts'

export type JsonObject = Readonly<Record<string, JsonValue>>

/** A property of an Azure resource, what a check demands of it, and how azurerm writes the same. */
export interface JudgedProperty {
  readonly check: string
  readonly type: string
  readonly apiVersion: string
  /** With dots. */
  readonly path: string
  readonly right: JsonValue
  readonly wrong: JsonValue
  /** The verdict where it is omitted, by languages where they differ, and why they do. */
  readonly omitted:
    | Outcome
    | { readonly outcome: Outcome; readonly but: Readonly<Partial<Record<LanguageName, Outcome>>>; readonly because: string }
  /** What stands beside it in the body, so that the question arises. */
  readonly beside?: JsonObject
  /** The attribute with the blocks around it, and what it takes where that differs from the property. */
  readonly azurerm: {
    readonly type: string
    readonly path: string
    readonly right?: JsonValue
    readonly wrong?: JsonValue
    readonly beside?: JsonObject
  }
}

type Outcome = 'pass' | 'fail' | 'unknown'

export const states = [
  'right',
  'wrong',
  'omitted',
  'null',
  'undecided parameter',
  'parameter with the right default',
  'parameter with the wrong default',
  'undecided condition',
  'undecided condition between equals',
  'right or null',
  'other case',
  'right truth value as text',
  'wrong truth value as text',
] as const
export type State = (typeof states)[number]

/** How a language writes resources. */
interface Language {
  readonly file: string
  /** Undefined where the language has no such thing. */
  write(property: JudgedProperty, state: State): string | undefined
}

/** What a property is set to. */
type Written =
  | { readonly kind: 'omitted' }
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'parameter'; readonly type: string; readonly byDefault?: JsonValue }
  | { readonly kind: 'condition'; readonly whenTrue: JsonValue; readonly whenFalse: JsonValue }

function writtenIn(state: State, right: JsonValue, wrong: JsonValue): Written | undefined {
  const type = Array.isArray(right) ? 'array' : typeof right === 'boolean' ? 'bool' : typeof right === 'number' ? 'int' : 'string'
  switch (state) {
    case 'right':
      return { kind: 'value', value: right }
    case 'wrong':
      return { kind: 'value', value: wrong }
    case 'omitted':
      return { kind: 'omitted' }
    case 'null':
      return { kind: 'value', value: null }
    case 'undecided parameter':
      return { kind: 'parameter', type }
    case 'parameter with the right default':
      return { kind: 'parameter', type, byDefault: right }
    case 'parameter with the wrong default':
      return { kind: 'parameter', type, byDefault: wrong }
    case 'undecided condition':
      return { kind: 'condition', whenTrue: right, whenFalse: wrong }
    case 'undecided condition between equals':
      return { kind: 'condition', whenTrue: right, whenFalse: right }
    case 'right or null':
      return { kind: 'condition', whenTrue: right, whenFalse: null }
    case 'other case':
      return typeof right === 'string' && right !== right.toUpperCase() ? { kind: 'value', value: right.toUpperCase() } : undefined
    case 'right truth value as text':
      return typeof right === 'boolean' ? { kind: 'value', value: String(right) } : undefined
    case 'wrong truth value as text':
      return typeof wrong === 'boolean' ? { kind: 'value', value: String(wrong) } : undefined
  }
}

/** An expression of the language, where a JSON value is expected. */
class Raw {
  readonly code: string

  constructor(code: string) {
    this.code = code
  }
}

type Tree = { [key: string]: JsonValue | Raw | Tree }

/** `beside` with something at `path`; nothing where it is omitted. */
function planted(beside: JsonObject, path: string, value: JsonValue | Raw | undefined): Tree {
  const root = structuredClone(beside) as Tree
  if (value === undefined) return root
  const steps = path.split('.')
  let at = root
  for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Tree
  at[steps.at(-1)!] = value
  return root
}

function isTree(value: JsonValue | Raw | Tree): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Raw)
}

function bicepText(value: JsonValue | Raw | Tree): string {
  if (value instanceof Raw) return value.code
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map((item) => bicepText(item)).join(', ')}]`
  if (!isTree(value)) return JSON.stringify(value)
  return `{\n${Object.entries(value)
    .map(([key, held]) => `'${key}': ${bicepText(held)}`)
    .join('\n')}\n}`
}

function hclText(value: JsonValue | Raw | Tree): string {
  if (value instanceof Raw) return value.code
  if (Array.isArray(value)) return `[${value.map((item) => hclText(item)).join(', ')}]`
  if (!isTree(value)) return JSON.stringify(value)
  return `{\n${Object.entries(value)
    .map(([key, held]) => `${key} = ${hclText(held)}`)
    .join('\n')}\n}`
}

/** Objects are blocks. */
function hclBody(tree: Tree): string {
  return Object.entries(tree)
    .map(([key, value]) => (isTree(value) ? `${key} {\n${hclBody(value)}\n}` : `${key} = ${hclText(value)}`))
    .join('\n')
}

function jsonOf(tree: Tree): JsonObject {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, value instanceof Raw ? value.code : isTree(value) ? jsonOf(value) : value]),
  ) as JsonObject
}

const nameOf = ({ type }: JudgedProperty): string => (type.split('/').length > 2 ? 'parent/example' : 'example')

const bicep: Language = {
  file: 'main.bicep',
  write(property, state) {
    const written = writtenIn(state, property.right, property.wrong)
    if (written === undefined) return undefined
    let head = ''
    let value: JsonValue | Raw | undefined
    if (written.kind === 'value') value = written.value
    else if (written.kind === 'parameter') {
      head = `param given ${written.type}${written.byDefault === undefined ? '' : ` = ${bicepText(written.byDefault)}`}\n`
      value = new Raw('given')
    } else if (written.kind === 'condition') {
      head = 'param isRight bool\n'
      value = new Raw(`isRight ? ${bicepText(written.whenTrue)} : ${bicepText(written.whenFalse)}`)
    }
    const body = planted({ name: nameOf(property), location: 'westeurope', ...property.beside }, property.path, value)
    return `${head}resource example '${property.type}@${property.apiVersion}' = ${bicepText(body)}\n`
  },
}

const armTemplate: Language = {
  file: 'azuredeploy.json',
  write(property, state) {
    const written = writtenIn(state, property.right, property.wrong)
    if (written === undefined) return undefined
    let parameters: JsonObject = {}
    let value: JsonValue | undefined
    if (written.kind === 'value') value = written.value
    else if (written.kind === 'parameter') {
      parameters = { given: { type: written.type, ...(written.byDefault !== undefined && { defaultValue: written.byDefault }) } }
      value = "[parameters('given')]"
    } else if (written.kind === 'condition') {
      parameters = { isRight: { type: 'bool' } }
      value = `[if(parameters('isRight'), ${armText(written.whenTrue)}, ${armText(written.whenFalse)})]`
    }
    const body = jsonOf(planted({ name: nameOf(property), location: 'westeurope', ...property.beside }, property.path, value))
    return JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters,
      resources: [{ type: property.type, apiVersion: property.apiVersion, ...body }],
    })
  },
}

function armText(value: JsonValue): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'boolean' || value === null) return `${value}()`
  return Array.isArray(value) ? `createArray(${value.map((item) => armText(item)).join(', ')})` : JSON.stringify(value)
}

/** The variable that a Terraform configuration takes the value from, and the value. */
function hclValue(written: Written): { readonly head: string; readonly value: JsonValue | Raw | undefined } {
  if (written.kind === 'value') return { head: '', value: written.value }
  if (written.kind === 'parameter') {
    const byDefault = written.byDefault === undefined ? '' : ` default = ${hclText(written.byDefault)} `
    return { head: `variable "given" {${byDefault}}\n`, value: new Raw('var.given') }
  }
  if (written.kind === 'omitted') return { head: '', value: undefined }
  return {
    head: 'variable "is_right" {}\n',
    value: new Raw(`var.is_right ? ${hclText(written.whenTrue)} : ${hclText(written.whenFalse)}`),
  }
}

const azurerm: Language = {
  file: 'main.tf',
  write({ right, wrong, azurerm: { type, path, beside, ...own } }, state) {
    const written = writtenIn(state, own.right ?? right, own.wrong ?? wrong)
    if (written === undefined) return undefined
    const { head, value } = hclValue(written)
    return `${head}resource "${type}" "example" {\n${hclBody(planted({ name: 'example', ...beside }, path, value))}\n}\n`
  },
}

function azapi(wrap: (body: string) => string): Language {
  return {
    file: 'main.tf',
    write({ type, apiVersion, path, beside, right, wrong }, state) {
      const written = writtenIn(state, right, wrong)
      if (written === undefined) return undefined
      const { head, value } = hclValue(written)
      const body = planted(beside ?? {}, path, value)
      const identity = isTree(body['identity'] ?? null) ? `identity {\n${hclBody(body['identity'] as Tree)}\n}\n` : ''
      delete body['identity']
      const content = `type = "${type}@${apiVersion}"\nname = "example"\n${identity}body = ${wrap(hclText(body))}`
      return `${head}resource "azapi_resource" "example" {\n${content}\n}\n`
    },
  }
}

const plan: Language = {
  file: 'plan.json',
  write({ right, wrong, azurerm: { type, path, beside, ...own } }, state) {
    const written = writtenIn(state, own.right ?? right, own.wrong ?? wrong)
    if (written === undefined) return undefined
    const isOpen = written.kind === 'condition' || (written.kind === 'parameter' && written.byDefault === undefined)
    // Terraform itself decides what a plan says of a condition.
    if (written.kind === 'condition' && state !== 'undecided condition') return undefined
    const value = written.kind === 'value' ? written.value : written.kind === 'parameter' ? written.byDefault : undefined
    const blocks = (tree: Tree): JsonObject =>
      Object.fromEntries(Object.entries(tree).map(([key, held]) => [key, isTree(held) ? [blocks(held)] : held])) as JsonObject
    const at = { address: `${type}.example`, mode: 'managed', type, name: 'example' }
    const values = blocks(planted({ name: 'example', ...beside }, path, value))
    const unknown = isOpen ? blocks(planted({}, path, true)) : {}
    if (isOpen) ensureBlocks(values, unknown)
    return JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: { root_module: { resources: [{ ...at, values }] } },
      resource_changes: [{ ...at, change: { actions: ['create'], after: values, after_unknown: unknown } }],
    })
  },
}

/** Blocks are there, with null in them, where something in them is not known. */
function ensureBlocks(values: { [key: string]: JsonValue }, unknown: JsonObject): void {
  for (const [key, held] of Object.entries(unknown)) {
    if (!Array.isArray(held)) continue
    const [inner] = (values[key] ??= [{}]) as JsonObject[]
    ensureBlocks(inner as { [key: string]: JsonValue }, held[0] as JsonObject)
  }
}

/** An answer of the service says what is, and leaves nothing open. */
function liveBody({ right, wrong, path, beside }: JudgedProperty, state: State): JsonObject | undefined {
  const written = writtenIn(state, right, wrong)
  if (written === undefined || (written.kind !== 'value' && written.kind !== 'omitted')) return undefined
  return jsonOf(planted(beside ?? {}, path, written.kind === 'value' ? written.value : undefined))
}

function identityOf(property: JudgedProperty): JsonObject {
  const [namespace, ...types] = property.type.split('/')
  const names = nameOf(property).split('/')
  const way = types.map((type, index) => `${type}/${names[index]}`).join('/')
  return {
    id: `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/example/providers/${namespace}/${way}`,
    name: names.at(-1)!,
    type: property.type,
    location: 'westeurope',
  }
}

const answer: Language = {
  file: 'answer.json',
  write(property, state) {
    const body = liveBody(property, state)
    return body === undefined ? undefined : JSON.stringify({ properties: {}, ...identityOf(property), ...body })
  },
}

const commandLine: Language = {
  file: 'show.json',
  write(property, state) {
    const body = liveBody(property, state)
    if (body === undefined) return undefined
    const { properties = {}, ...rest } = body
    return JSON.stringify({ ...identityOf(property), provisioningState: 'Succeeded', ...rest, ...(properties as JsonObject) })
  },
}

export const languages = {
  Bicep: bicep,
  'ARM template': armTemplate,
  azurerm,
  'azapi (object)': azapi((body) => body),
  'azapi (jsonencode)': azapi((body) => `jsonencode(${body})`),
  'Terraform plan': plan,
  'answer of the service': answer,
  'az … show': commandLine,
} as const satisfies Readonly<Record<string, Language>>
export type LanguageName = keyof typeof languages
