import { RegoError, type RegoPosition } from '../errors.ts'
import type { Evaluation } from '../evaluation.ts'
import type { Module, Rule } from '../syntax/ast.ts'
import type { Value } from '../values.ts'

/** What the rules of one name make: a value, a set, a nested object, or a function. */
export type DocumentKind = 'complete' | 'set' | 'object' | 'function'

export interface DeclaredRule {
  readonly module: Module
  readonly rule: Rule
  /** How many steps of the rule's path lie above the document. */
  depth: number
}

/** A virtual document: all rules that define the value at one place below `data`. */
export class VirtualDocument {
  readonly id: number
  readonly path: readonly string[]
  readonly kind: DocumentKind
  readonly arity: number
  readonly rules: readonly DeclaredRule[]
  /** Filled in by the compiler. */
  evaluate: (evaluation: Evaluation) => Value | undefined = () => undefined
  /** Whether a set has a member: its rules run until there is one. */
  hasMembers: (evaluation: Evaluation) => boolean = () => false
  call: (evaluation: Evaluation, args: readonly Value[]) => Value | undefined = () => undefined

  constructor(id: number, path: readonly string[], kind: DocumentKind, rules: readonly DeclaredRule[]) {
    this.id = id
    this.path = path
    this.kind = kind
    this.rules = rules
    this.arity = rules.find(({ rule }) => rule.args !== undefined)?.rule.args?.length ?? 0
  }

  get name(): string {
    return ['data', ...this.path].join('.')
  }
}

/** A step below `data`: a package, part of a rule's name, or a document. */
export class DocumentNode {
  readonly children = new Map<string, DocumentNode>()
  document: VirtualDocument | undefined

  /** The node at the end of `path`, made where it is missing. */
  grow(path: readonly string[]): DocumentNode {
    const [step, ...rest] = path
    if (step === undefined) return this
    let child = this.children.get(step)
    if (child === undefined) this.children.set(step, (child = new DocumentNode()))
    return child.grow(rest)
  }

  /** The node that the whole of `path` leads to. */
  find([step, ...rest]: readonly string[]): DocumentNode | undefined {
    return step === undefined ? this : this.children.get(step)?.find(rest)
  }

  *documents(): Generator<VirtualDocument> {
    if (this.document !== undefined) yield this.document
    for (const child of this.children.values()) yield* child.documents()
  }
}

interface Declaration extends DeclaredRule {
  readonly path: readonly string[]
  readonly dynamic: boolean
}

/**
 * The tree of all documents that the modules define.
 *
 * @throws {RegoError} `rego_type_error` where rules of one name do not go together
 */
export function declareDocuments(modules: readonly Module[]): DocumentNode {
  const root = new DocumentNode()
  const declarations = modules.flatMap((module) => {
    root.grow(module.package)
    return module.rules.map((rule) => declare(module, rule))
  })
  const dynamic = new Set(declarations.filter((declaration) => declaration.dynamic).map(({ path }) => path.join('\u0000')))
  const groups = Map.groupBy(declarations, (declaration) => homeOf(declaration, dynamic).join('\u0000'))
  let id = 0
  for (const group of groups.values()) {
    const path = homeOf(group[0]!, dynamic)
    for (const declaration of group) declaration.depth -= declaration.path.length - path.length
    root.grow(path).document = new VirtualDocument(id++, path, kindOf(group, path), group)
  }
  for (const { path } of declarations) refuseRulesBelow(root, path, declarations[0]!.rule.at)
  return root
}

function declare(module: Module, rule: Rule): Declaration {
  const names: string[] = []
  for (const step of rule.path) {
    if (step.kind !== 'scalar' || typeof step.value !== 'string') break
    names.push(step.value)
  }
  return {
    module,
    rule,
    path: [...module.package, rule.name.name, ...names],
    dynamic: names.length < rule.path.length,
    depth: names.length,
  }
}

/** Rules at or below the place of a rule with variables in its head are evaluated together with it. */
function homeOf({ path, rule }: Declaration, dynamic: ReadonlySet<string>): readonly string[] {
  if (rule.args !== undefined) return path
  for (let length = 1; length < path.length; length++) {
    const above = path.slice(0, length)
    if (dynamic.has(above.join('\u0000'))) return above
  }
  return path
}

function kindOf(group: readonly Declaration[], path: readonly string[]): DocumentKind {
  const kinds = new Set(
    group.map(({ rule, path: own, dynamic }): DocumentKind => {
      if (rule.args !== undefined) return 'function'
      if (dynamic || own.length > path.length) return 'object'
      return rule.member === undefined ? 'complete' : 'set'
    }),
  )
  const [first] = kinds
  const arities = new Set(group.map(({ rule }) => rule.args?.length))
  if (kinds.size > 1 || arities.size > 1)
    throw new RegoError('rego_type_error', `conflicting rules data.${path.join('.')} found`, group[1]!.rule.at)
  if (group.filter(({ rule }) => rule.isDefault).length > 1)
    throw new RegoError('rego_type_error', `multiple default rules data.${path.join('.')} found`, group[1]!.rule.at)
  return first!
}

function refuseRulesBelow(root: DocumentNode, path: readonly string[], at: RegoPosition): void {
  for (let length = 1; length < path.length; length++) {
    const document = root.find(path.slice(0, length))?.document
    if (document !== undefined && document.kind !== 'object' && root.find(path)?.document !== undefined)
      throw new RegoError('rego_type_error', `rule data.${path.join('.')} conflicts with ${document.name}`, at)
  }
}
