import type { Annotation, Argument, Arm, Entry, Expression, FunctionCode, Parameter } from '../program.ts'
import { childOf, fieldOf, partsOf, type SyntaxNode } from '../syntax-tree.ts'
import { argument, bareType, functionCode, joined, literal, nameOf, numberOf, other, rangeOf, unescaped } from './build.ts'
import { Lowering } from './lowering.ts'

/** Lowers the expressions of C#. */
export abstract class CSharpExpressions extends Lowering {
  protected abstract parameters(node: SyntaxNode): readonly Parameter[]
  protected abstract attributes(node: SyntaxNode): readonly Annotation[]

  protected arguments(list: SyntaxNode | undefined): readonly Argument[] {
    return (list?.children ?? [])
      .filter(({ type }) => type === 'argument')
      .map((each) => {
        const name = fieldOf(each, 'name')
        const value = partsOf(each).findLast((part) => part !== name)
        return argument(value === undefined ? other(each, []) : this.expression(value), name === undefined ? undefined : this.text(name))
      })
  }

  protected override expression(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'identifier':
      case 'this':
      case 'base':
      case 'predefined_type':
        return nameOf(node, this.text(node))
      case 'generic_name':
        return this.first(node)
      case 'string_literal':
      case 'character_literal':
        return literal(node, unescaped(this.text(node).replace(/u8$/, '').slice(1, -1)))
      case 'verbatim_string_literal':
        return literal(node, this.text(node).slice(2, -1).replaceAll('""', '"'))
      case 'raw_string_literal':
        return literal(node, this.text(node).replace(/^"+|"+$/g, ''))
      case 'interpolated_string_expression':
        return this.#interpolated(node)
      case 'integer_literal':
      case 'real_literal':
        return literal(node, numberOf(this.text(node)))
      case 'boolean_literal':
        return literal(node, this.text(node) === 'true')
      case 'null_literal':
        return literal(node, null)
      case 'parenthesized_expression':
      case 'await_expression':
      case 'checked_expression':
        return this.first(node)
      case 'invocation_expression':
        return { kind: 'call', callee: this.field(node, 'function'), args: this.arguments(fieldOf(node, 'arguments')), at }
      case 'object_creation_expression':
      case 'implicit_object_creation_expression':
        return this.#creation(node)
      case 'member_access_expression':
      case 'qualified_name':
        return {
          kind: 'member',
          object: this.field(node, node.type === 'qualified_name' ? 'qualifier' : 'expression'),
          name: bareType(this.text(fieldOf(node, 'name') ?? node)),
          at,
        }
      case 'conditional_access_expression':
        return this.#access(node)
      case 'element_access_expression': {
        const [index] = this.arguments(fieldOf(node, 'subscript'))
        return { kind: 'index', object: this.field(node, 'expression'), index: index?.value ?? other(node, []), at }
      }
      default:
        return this.#operation(node)
    }
  }

  /** `a?.b` and `a?[b]`. */
  #access(node: SyntaxNode): Expression {
    const object = this.field(node, 'condition')
    const last = node.children.at(-1)
    if (last === undefined || last.field === 'condition') return object
    return this.#bound(object, last)
  }

  #bound(object: Expression, node: SyntaxNode): Expression {
    const at = { start: object.at.start, end: node.end }
    switch (node.type) {
      case 'member_binding_expression':
        return { kind: 'member', object, name: bareType(this.nameText(node)), at }
      case 'element_binding_expression': {
        const [index] = this.arguments(node)
        return { kind: 'index', object, index: index?.value ?? other(node, []), at }
      }
      case 'invocation_expression': {
        const callee = fieldOf(node, 'function')
        const bound = callee === undefined ? object : this.#bound(object, callee)
        return { kind: 'call', callee: bound, args: this.arguments(fieldOf(node, 'arguments')), at }
      }
      case 'member_access_expression': {
        const inner = fieldOf(node, 'expression')
        return { kind: 'member', object: inner === undefined ? object : this.#bound(object, inner), name: this.nameText(node), at }
      }
      case 'conditional_access_expression': {
        const inner = fieldOf(node, 'condition')
        const last = node.children.at(-1)!
        return this.#bound(inner === undefined ? object : this.#bound(object, inner), last)
      }
      default:
        return other(node, [object, this.expression(node)])
    }
  }

  #creation(node: SyntaxNode): Expression {
    const type = fieldOf(node, 'type')
    const initializer = fieldOf(node, 'initializer') ?? childOf(node, 'initializer_expression')
    const sets = initializer === undefined ? undefined : partsOf(initializer).map((part) => this.#entry(part))
    return {
      kind: 'new',
      type: type === undefined ? '' : bareType(this.text(type)),
      args: this.arguments(fieldOf(node, 'arguments') ?? childOf(node, 'argument_list')),
      ...(sets === undefined ? {} : { sets }),
      at: rangeOf(node),
    }
  }

  /** `A = x`, `["k"] = x`, `{ k, x }` or an element of an object initialiser. */
  #entry(node: SyntaxNode): Entry {
    if (node.type === 'assignment_expression') {
      const left = fieldOf(node, 'left')
      const value = this.field(node, 'right')
      if (left === undefined) return { key: undefined, value }
      if (left.type === 'identifier') return { key: literal(left, this.text(left)), value }
      const [index] = this.arguments(left.type === 'element_binding_expression' ? left : fieldOf(left, 'subscript'))
      return { key: index?.value, value }
    }
    if (node.type === 'initializer_expression') {
      const [key, value] = partsOf(node)
      if (key !== undefined && value !== undefined) return { key: this.expression(key), value: this.expression(value) }
    }
    return { key: undefined, value: this.expression(node) }
  }

  #interpolated(node: SyntaxNode): Expression {
    const parts = partsOf(node).flatMap((part) => {
      if (part.type === 'interpolation')
        return partsOf(part)
          .filter(({ type }) => type !== 'interpolation_brace')
          .slice(0, 1)
          .map((each) => this.expression(each))
      return /content|escape/.test(part.type) ? [literal(part, unescaped(this.text(part)))] : []
    })
    return joined(node, parts)
  }

  #operation(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'binary_expression':
        return this.binary(node)
      case 'prefix_unary_expression':
        return { kind: 'unary', operator: this.text(node).slice(0, 1), operand: this.first(node), at }
      case 'postfix_unary_expression':
        return this.text(node).endsWith('!') ? this.first(node) : { kind: 'unary', operator: '++', operand: this.first(node), at }
      case 'assignment_expression':
        return this.assignment(node)
      case 'conditional_expression':
        return this.conditional(node)
      case 'cast_expression':
        return { kind: 'cast', type: this.type(fieldOf(node, 'type')) ?? '', value: this.field(node, 'value'), at }
      case 'as_expression':
        return { kind: 'cast', type: this.type(fieldOf(node, 'right')) ?? '', value: this.field(node, 'left'), at }
      case 'initializer_expression':
      case 'tuple_pattern':
      case 'tuple_expression':
      case 'collection_expression':
        return { kind: 'list', elements: this.parts(node), at }
      case 'array_creation_expression':
      case 'implicit_array_creation_expression': {
        const initializer = childOf(node, 'initializer_expression')
        return initializer === undefined ? { kind: 'list', elements: [], at } : { ...this.expression(initializer), at }
      }
      case 'lambda_expression':
      case 'anonymous_method_expression':
        return { kind: 'function', code: this.#lambda(node), at }
      case 'switch_expression':
        return this.#choice(node)
      case 'declaration_expression':
        return nameOf(fieldOf(node, 'name') ?? node, this.nameText(node))
      default:
        return other(node, this.parts(node))
    }
  }

  #lambda(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    const body = fieldOf(node, 'body') ?? childOf(node, 'block')
    const statements = this.functionBody(body, 'block')
    return functionCode(node, '', parameters === undefined ? [] : this.parameters(parameters), statements, {
      annotations: this.attributes(node),
    })
  }

  #choice(node: SyntaxNode): Expression {
    const arms = node.children
      .filter(({ type }) => type === 'switch_expression_arm')
      .map((arm): Arm => {
        const [label, ...rest] = partsOf(arm)
        const value = rest.at(-1)
        const tests = label === undefined || label.type === 'discard' ? [] : [this.pattern(label)]
        return { tests, body: [], ...(value === undefined ? {} : { value: this.expression(value) }) }
      })
    return { kind: 'choice', subject: this.first(node), arms, at: rangeOf(node) }
  }

  protected type(node: SyntaxNode | undefined): string | undefined {
    if (node === undefined || node.type === 'implicit_type') return undefined
    const type = bareType(this.text(node))
    return type === 'object' || type === 'dynamic' ? undefined : type
  }

  protected pattern(node: SyntaxNode): Expression {
    return node.type === 'constant_pattern' ? this.first(node) : other(node, [])
  }
}
