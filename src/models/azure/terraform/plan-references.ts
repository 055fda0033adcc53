import { memberOf, stringOf, type JsonNode } from '../../../syntax/arm/json.ts'

/** How deeply values are followed through modules. */
const deepest = 32

interface Step {
  readonly name: string
  /** `["key"]` or `[0]`, or nothing. */
  readonly index: string
}

/**
 * What the configuration in a plan says that unknown values are made of: the id of which resource will stand there, for
 * resources to be brought together before they exist.
 */
export class PlanReferences {
  readonly #root: JsonNode | undefined
  readonly #addresses: ReadonlySet<string>

  /** @param addresses of the resources that the plan makes */
  constructor(plan: JsonNode | undefined, addresses: ReadonlySet<string>) {
    this.#root = memberOf(memberOf(plan, 'configuration')?.value, 'root_module')?.value
    this.#addresses = addresses
  }

  /** The expressions of a resource's arguments, as the plan has them. */
  expressions(address: string): JsonNode | undefined {
    const { modules, rest } = split(address)
    const bare = rest.replace(/\[.*\]$/s, '')
    const resources = memberOf(this.#module(modules), 'resources')?.value
    const found =
      resources?.kind === 'array' ? resources.items.find((item) => stringOf(memberOf(item, 'address')?.value) === bare) : undefined
    return memberOf(found, 'expressions')?.value
  }

  /** The one thing that the expression of an argument refers to, as `address.attribute`; undefined where it is none or several. */
  target(expression: JsonNode | undefined, address: string): string | undefined {
    const { modules, rest } = split(address)
    return this.#resolve(expression, modules, /\[.*\]$/s.exec(rest)?.[0] ?? '', 0)
  }

  #resolve(expression: JsonNode | undefined, modules: readonly Step[], turn: string, depth: number): string | undefined {
    const references = memberOf(expression, 'references')?.value
    if (references?.kind !== 'array' || depth > deepest) return undefined
    const names = references.items.map((item) => stringOf(item) ?? '')
    // Each reference is followed by what it starts with: `a.b.id`, `a.b`.
    const whole = names.filter(
      (name) => !/^(?:each|count)\./.test(name) && !names.some((other) => other !== name && other.startsWith(`${name}.`)),
    )
    const [only, ...more] = whole.filter((name) => !whole.some((other) => other !== name && other.startsWith(`${name}[`)))
    if (only === undefined || more.length > 0) return undefined
    const parts = only.split('.')
    if (parts[0] === 'var') return this.#variable(parts[1] ?? '', modules, depth)
    if (parts[0] === 'module') return this.#output(only, modules, depth)
    const prefix = modules.map(({ name, index }) => `module.${name}${index}.`).join('')
    const repeats = names.some((name) => /^(?:each|count)\./.test(name))
    const [type, name, attribute = 'id'] = parts
    const resource = `${prefix}${type}.${name}`
    for (const candidate of [resource, ...(repeats ? [resource + turn] : [])])
      if (this.#addresses.has(candidate)) return `${candidate}.${attribute}`
    return undefined
  }

  /** What the call of a module gives for one of its variables. */
  #variable(name: string, modules: readonly Step[], depth: number): string | undefined {
    const call = modules.at(-1)
    if (call === undefined) return undefined
    const outer = modules.slice(0, -1)
    const made = memberOf(memberOf(this.#module(outer), 'module_calls')?.value, call.name)?.value
    return this.#resolve(memberOf(memberOf(made, 'expressions')?.value, name)?.value, outer, call.index, depth + 1)
  }

  #output(reference: string, modules: readonly Step[], depth: number): string | undefined {
    const parts = /^module\.([^.[]+)(\[[^\]]*\])?\.([^.[]+)/.exec(reference)
    if (parts === null) return undefined
    const [, name = '', index = '', output = ''] = parts
    const inner = [...modules, { name, index }]
    const expression = memberOf(memberOf(memberOf(this.#module(inner), 'outputs')?.value, output)?.value, 'expression')?.value
    return this.#resolve(expression, inner, '', depth + 1)
  }

  #module(modules: readonly Step[]): JsonNode | undefined {
    let module = this.#root
    for (const { name } of modules) module = memberOf(memberOf(memberOf(module, 'module_calls')?.value, name)?.value, 'module')?.value
    return module
  }
}

/** The module calls that an address leads through, and the resource in the last of them. */
function split(address: string): { readonly modules: readonly Step[]; readonly rest: string } {
  const modules: Step[] = []
  const step = /^module\.([^.[]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\./
  let rest = address
  for (let found = step.exec(rest); found !== null; found = step.exec(rest)) {
    modules.push({ name: found[1]!, index: found[2] ?? '' })
    rest = rest.slice(found[0].length)
  }
  return { modules, rest }
}
