import type { Annotation, Arm, ClassCode, Expression, Field, FunctionCode, Parameter, Program, Statement } from '../program.ts'
import { childOf, fieldOf, fieldsOf, partsOf, type SyntaxNode, type SyntaxTree } from '../syntax-tree.ts'
import { argument, bareType, functionCode, nameOf, other, rangeOf } from './build.ts'
import { CSharpExpressions } from './csharp-expressions.ts'

/** Lowers a C# compilation unit. */
export function lowerCSharp(tree: SyntaxTree): Program {
  return new CSharpLowering(tree).program()
}

const classType = /^(?:class|struct|record|record_struct|interface)_declaration$/
const functionType = /^(?:method|constructor|local_function|operator|destructor)_(?:declaration|statement)$/

class CSharpLowering extends CSharpExpressions {
  protected override body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    if (node.type === 'block') return this.block(node.children)
    if (node.type === 'arrow_expression_clause') return [{ kind: 'return', value: this.first(node) }]
    return this.statements(node)
  }

  protected override statements(node: SyntaxNode): readonly Statement[] {
    if (classType.test(node.type)) return [{ kind: 'class', code: this.#class(node) }]
    if (functionType.test(node.type)) return [{ kind: 'function', code: this.#function(node) }]
    switch (node.type) {
      case 'using_directive':
        this.#using(node)
        return []
      case 'namespace_declaration':
        return this.block(fieldOf(node, 'body')?.children ?? [])
      case 'expression_statement':
        return partsOf(node).map((child) => ({ kind: 'expression', value: this.expression(child) }))
      case 'local_declaration_statement':
      case 'variable_declaration':
        return this.#declarations(node.type === 'variable_declaration' ? node : childOf(node, 'variable_declaration'))
      case 'foreach_statement':
      case 'for_statement':
      case 'while_statement':
      case 'do_statement':
        return [this.#loop(node)]
      case 'switch_statement':
        return [{ kind: 'switch', subject: this.field(node, 'value'), arms: this.#arms(node), falls: false }]
      case 'using_statement':
      case 'lock_statement':
      case 'checked_statement':
      case 'fixed_statement':
        return this.#scoped(node)
      case 'try_statement':
        return [this.#try(node)]
      case 'yield_statement':
        return [{ kind: 'return', value: this.optional(partsOf(node)[0]) }]
      case 'block':
      case 'global_statement':
      case 'labeled_statement':
      case 'declaration_list':
      case 'ERROR':
        return [{ kind: 'block', body: this.block(node.children) }]
      default:
        return this.commonStatements(node, node.isNamed && node.type.endsWith('_expression'))
    }
  }

  #using(node: SyntaxNode): void {
    const alias = fieldOf(node, 'name')
    const target = partsOf(node).at(-1)
    if (alias !== undefined && target !== undefined && target !== alias) this.imports.set(this.text(alias), this.text(target))
  }

  #scoped(node: SyntaxNode): readonly Statement[] {
    const declared = this.#declarations(childOf(node, 'variable_declaration'))
    const expressions = node.children
      .filter(({ type, field }) => field !== 'body' && type !== 'variable_declaration' && type !== 'block')
      .map((part): Statement => ({ kind: 'expression', value: this.expression(part) }))
    return [...declared, ...expressions, ...this.body(fieldOf(node, 'body') ?? childOf(node, 'block'))]
  }

  #declarations(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    const type = this.type(fieldOf(node, 'type'))
    return node.children
      .filter((child) => child.type === 'variable_declarator')
      .map((declarator) => {
        const name = fieldOf(declarator, 'name')
        const tuple = childOf(declarator, 'tuple_pattern')
        const value = partsOf(declarator).findLast((part) => part !== name && part !== tuple && part.type !== 'bracketed_argument_list')
        const target =
          name === undefined ? (tuple === undefined ? other(declarator, []) : this.expression(tuple)) : nameOf(name, this.text(name))
        return { kind: 'declare', target, type, value: value === undefined ? undefined : this.#initial(value, type) }
      })
  }

  /** `new(…)` makes what is declared. */
  #initial(node: SyntaxNode, type: string | undefined): Expression {
    const value = this.expression(node)
    return value.kind === 'new' && value.type === '' && type !== undefined ? { ...value, type } : value
  }

  #loop(node: SyntaxNode): Statement {
    const body = this.body(fieldOf(node, 'body'))
    if (node.type === 'foreach_statement')
      return { kind: 'loop', first: [], body, binds: { target: this.field(node, 'left'), of: this.field(node, 'right') } }
    const first = fieldsOf(node, 'initializer').flatMap((part) => this.statements(part))
    const updates = fieldsOf(node, 'update').map((part): Statement => ({ kind: 'expression', value: this.expression(part) }))
    return {
      kind: 'loop',
      first,
      test: this.optional(fieldOf(node, 'condition')),
      body: [...body, ...updates],
      isAfter: node.type === 'do_statement',
    }
  }

  /** Sections that share a body stand one after the other, the first ones empty. */
  #arms(node: SyntaxNode): readonly Arm[] {
    const arms: Arm[] = []
    let waiting: Expression[] = []
    let isDefault = false
    for (const section of fieldOf(node, 'body')?.children ?? []) {
      const labels = section.children.filter(({ type }) => /_pattern$|^discard$/.test(type) && type !== 'expression_statement')
      const rest = section.children.filter((child) => !labels.includes(child))
      if (labels.length === 0) isDefault = true
      waiting.push(...labels.map((label) => this.pattern(label)))
      if (rest.length === 0) continue
      arms.push({ tests: isDefault ? [] : waiting, body: this.block(rest) })
      waiting = []
      isDefault = false
    }
    return arms
  }

  #try(node: SyntaxNode): Statement {
    const handlers = node.children
      .filter(({ type }) => type === 'catch_clause')
      .map((clause) => {
        const declaration = childOf(clause, 'catch_declaration')
        const name = declaration === undefined ? undefined : fieldOf(declaration, 'name')
        return { name: name === undefined ? undefined : this.text(name), body: this.body(fieldOf(clause, 'body')) }
      })
    const last = childOf(node, 'finally_clause')
    return {
      kind: 'try',
      body: this.body(fieldOf(node, 'body')),
      handlers,
      last: last === undefined ? [] : this.body(childOf(last, 'block')),
    }
  }

  #class(node: SyntaxNode): ClassCode {
    const members = fieldOf(node, 'body')?.children ?? []
    const bases = childOf(node, 'base_list')
    return {
      name: this.nameText(node),
      bases: bases === undefined ? [] : partsOf(bases).map((base) => bareType(this.text(base))),
      annotations: this.attributes(node),
      fields: members.flatMap((member) => this.#fields(member)),
      functions: members.flatMap((member) => this.#functions(member)),
      classes: members.filter(({ type }) => classType.test(type)).map((member) => this.#class(member)),
      at: rangeOf(node),
    }
  }

  #fields(member: SyntaxNode): readonly Field[] {
    if (member.type === 'property_declaration') {
      const name = fieldOf(member, 'name')
      const value = fieldOf(member, 'value')
      if (name === undefined || value?.type === 'arrow_expression_clause') return []
      return [{ name: this.text(name), type: this.type(fieldOf(member, 'type')), value: this.optional(value), at: rangeOf(name) }]
    }
    if (member.type !== 'field_declaration') return []
    return this.#declarations(childOf(member, 'variable_declaration')).flatMap((declared) =>
      declared.kind === 'declare' && declared.target.kind === 'name'
        ? [{ name: declared.target.name, type: declared.type, value: declared.value, at: declared.target.at }]
        : [],
    )
  }

  #functions(member: SyntaxNode): readonly FunctionCode[] {
    if (functionType.test(member.type)) return [this.#function(member)]
    if (member.type !== 'property_declaration') return []
    const value = fieldOf(member, 'value')
    const accessors = fieldOf(member, 'accessors')?.children ?? []
    const bodies = [
      ...accessors.map((accessor) => fieldOf(accessor, 'body')),
      value?.type === 'arrow_expression_clause' ? value : undefined,
    ]
    return bodies.flatMap((body) => (body === undefined ? [] : [functionCode(body, `get_${this.nameText(member)}`, [], this.body(body))]))
  }

  #function(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    return functionCode(
      node,
      this.nameText(node),
      parameters === undefined ? [] : this.parameters(parameters),
      this.body(fieldOf(node, 'body')),
      {
        annotations: this.attributes(node),
        isPublic: node.children.some((child) => child.type === 'modifier' && this.text(child) === 'public'),
        isConstructor: node.type === 'constructor_declaration',
        returns: this.type(fieldOf(node, 'returns') ?? fieldOf(node, 'type')),
      },
    )
  }

  protected override parameters(node: SyntaxNode): readonly Parameter[] {
    if (node.type === 'implicit_parameter') return [{ target: nameOf(node, this.text(node)), annotations: [] }]
    return partsOf(node).flatMap((part): readonly Parameter[] => {
      if (part.field === 'name') return [{ target: nameOf(part, this.text(part)), annotations: [] }]
      const name = part.type === 'parameter' ? fieldOf(part, 'name') : undefined
      if (name === undefined) return []
      const initial = partsOf(part).find(({ field, type }) => field === undefined && type !== 'attribute_list' && type !== 'modifier')
      return [
        {
          target: nameOf(name, this.text(name)),
          type: this.type(fieldOf(part, 'type')),
          annotations: this.attributes(part),
          initial: this.optional(initial),
        },
      ]
    })
  }

  protected override attributes(node: SyntaxNode): readonly Annotation[] {
    return node.children
      .filter(({ type }) => type === 'attribute_list')
      .flatMap((list) => list.children.filter(({ type }) => type === 'attribute'))
      .map((each) => {
        const args = childOf(each, 'attribute_argument_list')?.children ?? []
        return {
          name: this.nameText(each),
          args: args.flatMap((part) => {
            const named = fieldOf(part, 'name')
            const value = partsOf(part).findLast((child) => child !== named)
            return value === undefined ? [] : [argument(this.expression(value), named === undefined ? undefined : this.text(named))]
          }),
          at: rangeOf(each),
        }
      })
  }
}
