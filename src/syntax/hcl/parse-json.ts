import type { Range } from '../../core/location.ts'
import { parseJson, type JsonMember, type JsonNode } from '../arm/json.ts'
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclLabel } from './ast.ts'
import { Cursor, Unreadable } from './cursor.ts'
import { parseExpression } from './parse-expression.ts'
import { parseTemplateBetween, parseWholeTemplate } from './parse-template.ts'
import type { ParsedHcl } from './parser.ts'

/** How many labels blocks of these types have; they are read as blocks wherever they stand at the top of a file. */
const labelsOf: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
}

/** Arguments whose strings are expressions of the language, not templates. */
const expressions: Readonly<Record<string, readonly string[]>> = { variable: ['type'], dynamic: ['iterator'] }
/** What is a block in these, and no argument. */
const innerBlocks: Readonly<Record<string, readonly string[]>> = { terraform: ['required_providers'] }

/**
 * Reads the JSON form of a Terraform configuration, or, with `valuesOnly`, of a file of variables, in which strings stand for
 * themselves. Blocks inside a resource are read as arguments, for what is which is known to its provider alone; only
 * `dynamic` ones are blocks. Never throws: what cannot be read is a problem with its range.
 */
export function parseHclJson(source: string, valuesOnly = false): ParsedHcl {
  const { root, problem } = parseJson(source)
  const reader = new JsonConfiguration(source)
  const members = root?.kind === 'object' ? root.members : []
  const range = { start: 0, end: source.length }
  const problems = problem === undefined ? [] : [{ range: problem.range, message: { text: problem.message, args: {} } }]
  if (valuesOnly) {
    const attributes = members.map((member) => attributeOf(member, literalOf(member.value)))
    return { body: { attributes, blocks: [], range }, problems }
  }
  const blocks = members.flatMap((member) => {
    const count = labelsOf[member.key]
    return count === undefined ? [] : reader.blocks(member.key, member, count, [])
  })
  return { body: { attributes: [], blocks, range }, problems }
}

function attributeOf({ key, keyRange, value: { range } }: JsonMember, value: HclExpression): HclAttribute {
  return { name: key, nameRange: keyRange, value, range: { start: keyRange.start, end: range.end } }
}

function literalOf(node: JsonNode): HclExpression {
  if (node.kind === 'literal') return { kind: 'literal', value: node.value, range: node.range }
  if (node.kind === 'array') return { kind: 'tuple', items: node.items.map(literalOf), range: node.range }
  const entries = node.members.map(({ key, keyRange, value }) => ({
    key: { kind: 'literal', value: key, range: keyRange } as const,
    value: literalOf(value),
  }))
  return { kind: 'object', entries, range: node.range }
}

class JsonConfiguration {
  readonly #source: string

  constructor(source: string) {
    this.#source = source
  }

  /** The blocks of a type: an object for each label, and in the end a body, or several of them. */
  blocks(type: string, { keyRange, value }: JsonMember, count: number, labels: readonly HclLabel[]): readonly HclBlock[] {
    if (value.kind === 'array') return value.items.flatMap((item) => this.blocks(type, { key: type, keyRange, value: item }, count, labels))
    if (value.kind !== 'object') return []
    if (count > 0)
      return value.members.flatMap((member) =>
        this.blocks(type, member, count - 1, [...labels, { value: member.key, range: member.keyRange }]),
      )
    const range = { start: keyRange.start, end: value.range.end }
    return [{ type, labels, head: keyRange, body: this.#body(type, value.members, value.range), range }]
  }

  #body(type: string, members: readonly JsonMember[], range: Range): HclBody {
    const attributes: HclAttribute[] = []
    const blocks: HclBlock[] = []
    for (const member of members) {
      if (member.key === '//') continue
      if (member.key === 'dynamic') blocks.push(...this.blocks('dynamic', member, 1, []))
      else if (type === 'dynamic' && member.key === 'content') blocks.push(...this.blocks('content', member, 0, []))
      else if (innerBlocks[type]?.includes(member.key) === true) blocks.push(...this.blocks(member.key, member, 0, []))
      else if (expressions[type]?.includes(member.key) === true) attributes.push(attributeOf(member, this.#written(member.value)))
      else attributes.push(attributeOf(member, this.#value(member.value)))
    }
    return { attributes, blocks, range }
  }

  #value(node: JsonNode): HclExpression {
    if (node.kind === 'array') return { kind: 'tuple', items: node.items.map((item) => this.#value(item)), range: node.range }
    if (node.kind === 'object') {
      const entries = node.members
        .filter(({ key }) => key !== '//')
        .map(({ key, keyRange, value }) => ({
          key: this.#string({ kind: 'literal', value: key, range: keyRange, verbatim: this.#isVerbatim(key, keyRange) }, key),
          value: this.#value(value),
        }))
      return { kind: 'object', entries, range: node.range }
    }
    return typeof node.value === 'string' ? this.#string(node, node.value) : { kind: 'literal', value: node.value, range: node.range }
  }

  #isVerbatim(key: string, { start, end }: Range): boolean {
    return this.#source.slice(start + 1, end - 1) === key
  }

  /** A string is a template. One without escapes is read where it stands, for its parts to have places of their own. */
  #string({ range, verbatim }: Extract<JsonNode, { kind: 'literal' }>, value: string): HclExpression {
    if (!/[$%]\{/.test(value)) return { kind: 'literal', value, range }
    const parsed = verbatim
      ? parseTemplateBetween(this.#source, { start: range.start + 1, end: range.end - 1 }, parseExpression)
      : parseWholeTemplate(value, parseExpression)
    if ('problem' in parsed) return { kind: 'literal', value, range }
    return verbatim ? { ...parsed.expression, range } : placedAt(parsed.expression, range)
  }

  /** A string that holds an expression, such as a type. */
  #written(node: JsonNode): HclExpression {
    if (node.kind !== 'literal' || typeof node.value !== 'string') return this.#value(node)
    try {
      return placedAt(parseExpression(new Cursor(node.value)), node.range)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return { kind: 'literal', value: node.value, range: node.range }
    }
  }
}

/** The same expression with all of its parts at one place. */
function placedAt<T>(node: T, range: Range): T {
  if (node === null || typeof node !== 'object') return node
  if (Array.isArray(node)) return node.map((item: unknown) => placedAt(item, range)) as T
  const entries = Object.entries(node).map(([key, value]: [string, unknown]) => [key, key === 'range' ? range : placedAt(value, range)])
  return Object.fromEntries(entries) as T
}
