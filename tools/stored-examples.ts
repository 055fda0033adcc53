import { join } from 'node:path'

import { parseSync } from 'oxc-parser'
import type { Plugin } from 'rolldown'

import type { Check } from '../src/core/check.ts'

/** The data file beside the bundle that has the examples of checks, by check id. */
export const storedExamplesFile = 'check-examples.json'

const storeId = '\0stored-examples'

/**
 * Takes the examples of checks out of the bundle. They are a quarter of it, every command would load them, and only
 * `explain` and some reports show them: they stand in a data file, which is read when somebody looks at one.
 */
export function storedExamples(root: string, checks: readonly Check[]): Plugin {
  const ids = new Set(checks.map(({ id }) => id))
  const folder = join(root, 'src/checks/')
  return {
    name: 'stored-examples',
    resolveId: (id) => (id === storeId ? { id, moduleSideEffects: false } : undefined),
    load: (id) => (id === storeId ? store(join(root, 'src/core/data-file.ts')) : undefined),
    transform(code, id) {
      if (!id.startsWith(folder)) return undefined
      const found = exampleLists(parseSync(id, code).program).filter((list) => ids.has(list.check))
      if (found.length === 0) return undefined
      let result = code
      for (const { check, start, end } of found.toReversed())
        result = `${result.slice(0, start)}storedExamples(${JSON.stringify(check)})${result.slice(end)}`
      return `import { storedExamples } from ${JSON.stringify(storeId)}\n${result}`
    },
  }
}

/** What `storedExamplesFile` holds. */
export function examplesData(checks: readonly Check[]): string {
  return JSON.stringify(Object.fromEntries(checks.map(({ id, examples }) => [id, examples])))
}

interface ExampleList {
  readonly check: string
  readonly start: number
  readonly end: number
}

/** The list literals named `examples` beside a literal `id`, in order of position. */
function exampleLists(node: unknown): ExampleList[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(exampleLists)
  const { type, properties } = node as { type?: string; properties?: readonly PropertyNode[] }
  if (type === 'ObjectExpression' && properties !== undefined) {
    const valueOf = (name: string): ValueNode | undefined =>
      properties.find((property) => property.type === 'Property' && property.key.name === name)?.value
    const [id, examples] = [valueOf('id'), valueOf('examples')]
    if (typeof id?.value === 'string' && examples?.type === 'ArrayExpression')
      return [{ check: id.value, start: examples.start, end: examples.end }]
  }
  return Object.values(node).flatMap(exampleLists)
}

interface PropertyNode {
  readonly type: string
  readonly key: { readonly name?: string }
  readonly value: ValueNode
}

interface ValueNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly value?: unknown
}

/** The module that stands in for the lists: an array that fills itself when it is first looked at. */
function store(dataFileModule: string): string {
  return `
import { readFileSync } from 'node:fs'
import { dataFile } from ${JSON.stringify(dataFileModule)}

let stored
const emptyOf = new Map()

function fill(examples) {
  const id = emptyOf.get(examples)
  if (id === undefined) return examples
  emptyOf.delete(examples)
  stored ??= JSON.parse(readFileSync(dataFile(${JSON.stringify(storedExamplesFile)}), 'utf8'))
  examples.push(...stored[id])
  return examples
}

// One for all, because every scan makes hundreds of lists and looks at none.
const filling = {
  get: (examples, key) => Reflect.get(fill(examples), key),
  has: (examples, key) => Reflect.has(fill(examples), key),
  ownKeys: (examples) => Reflect.ownKeys(fill(examples)),
  getOwnPropertyDescriptor: (examples, key) => Reflect.getOwnPropertyDescriptor(fill(examples), key),
}

export function storedExamples(id) {
  const examples = []
  emptyOf.set(examples, id)
  return new Proxy(examples, filling)
}
`
}
