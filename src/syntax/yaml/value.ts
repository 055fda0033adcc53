import { scalarText } from './decode.ts'
import { problem, type ProblemCode, type SyntaxProblem } from './problem.ts'
import { keyName, resolvePlain, resolveTagged, type ScalarValue, type YamlSchema } from './resolve.ts'
import { aliasKind, encoded, hasProperties, mapKind, plainStyle, rowLength, scalarKind, seqKind, type Node, type Tree } from './tree.ts'

type Mapping = Record<string, unknown>

/** Builds the plain JavaScript value of a tree, with merge keys applied, and reports what is wrong with it. */
export class ValueBuilder {
  readonly problems: SyntaxProblem[] = []
  readonly #tree: Tree
  readonly #schema: YamlSchema
  /** What anchored nodes stand for: an alias is the same object, so that nothing is built twice. */
  readonly #anchored = new Map<Node, unknown>()

  constructor(tree: Tree, schema: YamlSchema) {
    this.#tree = tree
    this.#schema = schema
  }

  build(node: Node): unknown {
    const head = this.#tree.rows[node]!
    if ((head & hasProperties) !== 0) return this.#described(node)
    return this.#plain(node, head & 3)
  }

  #plain(node: Node, kind: number): unknown {
    if (kind === scalarKind) return this.#scalar(node)
    if (kind === mapKind) return this.#mapping(node)
    if (kind === seqKind) return this.#sequence(node)
    return this.#aliased(node)
  }

  #described(node: Node): unknown {
    if (this.#anchored.has(node)) return this.#anchored.get(node)
    const kind = this.#tree.kind(node)
    const tag = this.#tree.properties(node)?.tag
    const value = kind === scalarKind && tag !== undefined ? this.#tagged(node, tag) : this.#plain(node, kind)
    this.#anchored.set(node, value)
    return value
  }

  #aliased(node: Node): unknown {
    return this.build(this.#tree.target(node))
  }

  #scalar(node: Node): ScalarValue {
    const { rows, text } = this.#tree
    const head = rows[node]!
    if ((head & (encoded | (7 << 2))) === plainStyle)
      return this.#finite(resolvePlain(text.slice(rows[node + 1], rows[node + 2]), this.#schema), node)
    const written = scalarText(this.#tree, node)
    return this.#tree.style(node) === plainStyle ? resolvePlain(written, this.#schema) : written
  }

  #finite(value: ScalarValue, node: Node): ScalarValue {
    if (typeof value === 'number' && !Number.isFinite(value) && this.#schema === 'kubernetes') this.#report('number-not-finite', node)
    return value
  }

  #tagged(node: Node, tag: string): ScalarValue {
    const written = scalarText(this.#tree, node)
    const value = resolveTagged(written, tag, this.#schema)
    if (value === undefined) {
      this.#report('bad-tagged-value', node, { tag })
      return written
    }
    return this.#finite(value, node)
  }

  #sequence(node: Node): unknown[] {
    const { rows } = this.#tree
    const items: unknown[] = []
    for (let child = node + rowLength, after = rows[node + 3]!; child < after; child = rows[child + 3]!) items.push(this.build(child))
    return items
  }

  #mapping(node: Node): Mapping {
    const { rows } = this.#tree
    const mapping: Mapping = {}
    const merges: Node[] = []
    for (let key = node + rowLength, after = rows[node + 3]!; key < after;) {
      const value = rows[key + 3]!
      if (isMergeKey(this.#tree, key)) {
        if (this.#schema === 'kubernetes') this.#merge(mapping, value, true)
        else merges.push(value)
      } else this.#enter(mapping, key, value)
      key = rows[value + 3]!
    }
    for (const value of merges) this.#merge(mapping, value, false)
    return mapping
  }

  #enter(mapping: Mapping, key: Node, value: Node): void {
    const name = this.key(key)
    if (mapping[name] !== undefined && Object.hasOwn(mapping, name)) this.#report('duplicate-key', key, { key: name })
    put(mapping, name, this.build(value))
  }

  /** The name that a key has in the value. */
  key(node: Node): string {
    const tree = this.#tree
    if (tree.kind(node) === scalarKind && !tree.has(node, hasProperties) && tree.style(node) === plainStyle) {
      const name = keyName(scalarText(tree, node), this.#schema)
      if (name === 'null' && resolvePlain(scalarText(tree, node), this.#schema) === null) this.#report('null-key', node)
      return name
    }
    const value = this.build(node)
    if (typeof value === 'object') this.#report('complex-key', node)
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
  }

  /**
   * Takes the entries of a merge key's value over. As the API server reads it, a merge key overwrites what stands above
   * it; by the specification it never overwrites.
   */
  #merge(mapping: Mapping, value: Node, overwrites: boolean): void {
    for (const source of mergeSources(this.#tree, value, overwrites)) {
      const merged = this.#tree.kind(this.#tree.resolve(source)) === mapKind ? (this.build(source) as Mapping) : undefined
      if (merged === undefined) this.#report('merge-value', source)
      else for (const [name, inner] of Object.entries(merged)) if (overwrites || !Object.hasOwn(mapping, name)) put(mapping, name, inner)
    }
  }

  #report(code: ProblemCode, node: Node, args: Readonly<Record<string, string>> = {}): void {
    this.problems.push(problem(code, { start: this.#tree.start(node), end: this.#tree.end(node) }, false, args))
  }
}

/** Sets a field; `__proto__` is a name like any other. */
function put(mapping: Mapping, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(mapping, name, { value, writable: true, enumerable: true, configurable: true })
  else mapping[name] = value
}

/** Whether a key is `<<`, written plain; quoted it is a key like any other. */
export function isMergeKey(tree: Tree, key: Node): boolean {
  const start = tree.start(key)
  if (tree.end(key) !== start + 2 || tree.text.charCodeAt(start) !== 0x3c || tree.text.charCodeAt(start + 1) !== 0x3c) return false
  return tree.kind(key) === scalarKind && tree.style(key) === plainStyle
}

/** The mappings that a merge key's value names, in the order in which they are to be applied. */
export function mergeSources(tree: Tree, value: Node, lastWins: boolean): Node[] {
  if (tree.kind(tree.resolve(value)) !== seqKind || tree.kind(value) === aliasKind) return [value]
  const sources: Node[] = []
  for (let child = value + rowLength; child < tree.after(value); child = tree.after(child)) sources.push(child)
  // The first mapping of a sequence takes precedence.
  return lastWins ? sources.reverse() : sources
}
