import type { Expression, Program, Statement } from '../program.ts'
import { fieldOf, partsOf, type SyntaxNode, type SyntaxTree } from '../syntax-tree.ts'
import { other, rangeOf, sum, textOf } from './build.ts'

/** What is alike in the lowerings of all languages. Their grammars give many nodes and roles the same names. */
export abstract class Lowering {
  protected readonly root: SyntaxNode
  protected readonly imports = new Map<string, string>()
  readonly #text: string

  constructor({ text, root }: SyntaxTree) {
    this.root = root
    this.#text = text
  }

  program(): Program {
    return { imports: this.imports, body: this.block(this.root.children) }
  }

  protected abstract statements(node: SyntaxNode): readonly Statement[]
  protected abstract expression(node: SyntaxNode): Expression
  /** What stands in a block, or is the one statement in its place. */
  protected abstract body(node: SyntaxNode | undefined): readonly Statement[]

  protected text(node: SyntaxNode): string {
    return textOf(this.#text, node)
  }

  /** The text of the child that is the name of a node; empty where it has none. */
  protected nameText(node: SyntaxNode): string {
    const name = fieldOf(node, 'name')
    return name === undefined ? '' : this.text(name)
  }

  protected operatorText(node: SyntaxNode): string {
    return this.text(fieldOf(node, 'operator') ?? node)
  }

  protected block(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.statements(node))
  }

  /** The statements that several languages write with the same nodes; undefined for any other. */
  protected commonStatement(node: SyntaxNode): Statement | undefined {
    switch (node.type) {
      case 'if_statement':
        return {
          kind: 'if',
          test: this.field(node, 'condition'),
          then: this.body(fieldOf(node, 'consequence')),
          otherwise: this.body(fieldOf(node, 'alternative')),
        }
      case 'return_statement':
        return { kind: 'return', value: this.optional(partsOf(node)[0]) }
      case 'throw_statement':
        return { kind: 'throw', value: this.optional(partsOf(node)[0]) }
      case 'break_statement':
        return { kind: 'leave', how: 'break' }
      case 'continue_statement':
        return { kind: 'leave', how: 'continue' }
      default:
        return undefined
    }
  }

  /** The same for a place where an expression, too, may stand as a statement. */
  protected commonStatements(node: SyntaxNode, isExpression: boolean): readonly Statement[] {
    const common = this.commonStatement(node)
    if (common !== undefined) return [common]
    return isExpression ? [{ kind: 'expression', value: this.expression(node) }] : []
  }

  /** The body of a function that may be an expression alone, which it then returns. */
  protected functionBody(body: SyntaxNode | undefined, blockType: string): readonly Statement[] {
    if (body === undefined || body.type === blockType) return this.body(body)
    return [{ kind: 'return', value: this.expression(body) }]
  }

  /** The child in a role; where it is missing, which broken syntax brings about, nothing is known of it. */
  protected field(node: SyntaxNode, name: string): Expression {
    return this.optional(fieldOf(node, name)) ?? other(node, [])
  }

  protected optional(node: SyntaxNode | undefined): Expression | undefined {
    return node === undefined ? undefined : this.expression(node)
  }

  protected first(node: SyntaxNode): Expression {
    return this.optional(partsOf(node)[0]) ?? other(node, [])
  }

  protected parts(node: SyntaxNode): readonly Expression[] {
    return partsOf(node).map((part) => this.expression(part))
  }

  protected binary(node: SyntaxNode): Expression {
    const operator = this.operatorText(node)
    const [left, right] = [this.field(node, 'left'), this.field(node, 'right')]
    return operator === '+' ? sum(node, left, right) : { kind: 'binary', operator, left, right, at: rangeOf(node) }
  }

  /** `a = b` and `a += b`. */
  protected assignment(node: SyntaxNode): Expression {
    const operator = this.operatorText(node).slice(0, -1)
    const [target, value, at] = [this.field(node, 'left'), this.field(node, 'right'), rangeOf(node)]
    return operator === '' ? { kind: 'assign', target, value, at } : { kind: 'assign', target, operator, value, at }
  }

  protected conditional(node: SyntaxNode): Expression {
    return {
      kind: 'conditional',
      test: this.field(node, 'condition'),
      then: this.field(node, 'consequence'),
      otherwise: this.field(node, 'alternative'),
      at: rangeOf(node),
    }
  }
}
