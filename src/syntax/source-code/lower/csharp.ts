import type {
  Annotation,
  Argument,
  Arm,
  ClassCode,
  Entry,
  Expression,
  Field,
  FunctionCode,
  Parameter,
  Program,
  Statement,
} from '../program.ts'
import { childOf, fieldOf, fieldsOf, partsOf, type SyntaxNode, type SyntaxTree } from '../syntax-tree.ts'
import { argument, bareType, functionCode, joined, literal, nameOf, numberOf, other, rangeOf, sum, textOf, unescaped } from './build.ts'

/** Lowers a C# compilation unit. */
export function lowerCSharp(tree: SyntaxTree): Program {
  return new CSharpLowering(tree).program()
}

const classType = /^(?:class|struct|record|record_struct|interface)_declaration$/
const functionType = /^(?:method|constructor|local_function|operator|destructor)_(?:declaration|statement)$/

class CSharpLowering {
  readonly #tree: SyntaxTree
  readonly #imports = new Map<string, string>()

  constructor(tree: SyntaxTree) {
    this.#tree = tree
  }

  program(): Program {
    return { imports: this.#imports, body: this.#block(this.#tree.root.children) }
  }

  #text(node: SyntaxNode): string {
    return textOf(this.#tree.text, node)
  }

  #block(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return nodes.flatMap((node) => this.#statements(node))
  }

  #body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    if (node.type === 'block') return this.#block(node.children)
    if (node.type === 'arrow_expression_clause') return [{ kind: 'return', value: this.#first(node) }]
    return this.#statements(node)
  }

  #statements(node: SyntaxNode): readonly Statement[] {
    if (classType.test(node.type)) return [{ kind: 'class', code: this.#class(node) }]
    if (functionType.test(node.type)) return [{ kind: 'function', code: this.#function(node) }]
    switch (node.type) {
      case 'using_directive':
        this.#using(node)
        return []
      case 'namespace_declaration':
        return this.#block(fieldOf(node, 'body')?.children ?? [])
      case 'expression_statement':
        return partsOf(node).map((child) => ({ kind: 'expression', value: this.#expression(child) }))
      case 'local_declaration_statement':
      case 'variable_declaration':
        return this.#declarations(node.type === 'variable_declaration' ? node : childOf(node, 'variable_declaration'))
      case 'if_statement':
        return [
          {
            kind: 'if',
            test: this.#field(node, 'condition'),
            then: this.#body(fieldOf(node, 'consequence')),
            otherwise: this.#body(fieldOf(node, 'alternative')),
          },
        ]
      case 'foreach_statement':
      case 'for_statement':
      case 'while_statement':
      case 'do_statement':
        return [this.#loop(node)]
      case 'switch_statement':
        return [{ kind: 'switch', subject: this.#field(node, 'value'), arms: this.#arms(node), falls: false }]
      case 'using_statement':
      case 'lock_statement':
      case 'checked_statement':
      case 'fixed_statement':
        return this.#scoped(node)
      case 'try_statement':
        return [this.#try(node)]
      case 'return_statement':
      case 'yield_statement':
        return [{ kind: 'return', value: this.#optional(partsOf(node)[0]) }]
      case 'throw_statement':
        return [{ kind: 'throw', value: this.#optional(partsOf(node)[0]) }]
      case 'break_statement':
        return [{ kind: 'leave', how: 'break' }]
      case 'continue_statement':
        return [{ kind: 'leave', how: 'continue' }]
      case 'block':
      case 'global_statement':
      case 'labeled_statement':
      case 'declaration_list':
      case 'ERROR':
        return [{ kind: 'block', body: this.#block(node.children) }]
      default:
        return node.isNamed && node.type.endsWith('_expression') ? [{ kind: 'expression', value: this.#expression(node) }] : []
    }
  }

  #using(node: SyntaxNode): void {
    const alias = fieldOf(node, 'name')
    const target = partsOf(node).at(-1)
    if (alias !== undefined && target !== undefined && target !== alias) this.#imports.set(this.#text(alias), this.#text(target))
  }

  #scoped(node: SyntaxNode): readonly Statement[] {
    const declared = this.#declarations(childOf(node, 'variable_declaration'))
    const expressions = node.children
      .filter(({ type, field }) => field !== 'body' && type !== 'variable_declaration' && type !== 'block')
      .map((part): Statement => ({ kind: 'expression', value: this.#expression(part) }))
    return [...declared, ...expressions, ...this.#body(fieldOf(node, 'body') ?? childOf(node, 'block'))]
  }

  #declarations(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    const type = this.#type(fieldOf(node, 'type'))
    return node.children
      .filter((child) => child.type === 'variable_declarator')
      .map((declarator) => {
        const name = fieldOf(declarator, 'name')
        const tuple = childOf(declarator, 'tuple_pattern')
        const value = partsOf(declarator).findLast((part) => part !== name && part !== tuple && part.type !== 'bracketed_argument_list')
        const target =
          name === undefined ? (tuple === undefined ? other(declarator, []) : this.#expression(tuple)) : nameOf(name, this.#text(name))
        return { kind: 'declare', target, type, value: value === undefined ? undefined : this.#initial(value, type) }
      })
  }

  /** `new(…)` makes what is declared. */
  #initial(node: SyntaxNode, type: string | undefined): Expression {
    const value = this.#expression(node)
    return value.kind === 'new' && value.type === '' && type !== undefined ? { ...value, type } : value
  }

  #type(node: SyntaxNode | undefined): string | undefined {
    if (node === undefined || node.type === 'implicit_type') return undefined
    const type = bareType(this.#text(node))
    return type === 'object' || type === 'dynamic' ? undefined : type
  }

  #loop(node: SyntaxNode): Statement {
    const body = this.#body(fieldOf(node, 'body'))
    if (node.type === 'foreach_statement')
      return { kind: 'loop', first: [], body, binds: { target: this.#field(node, 'left'), of: this.#field(node, 'right') } }
    const first = fieldsOf(node, 'initializer').flatMap((part) => this.#statements(part))
    const updates = fieldsOf(node, 'update').map((part): Statement => ({ kind: 'expression', value: this.#expression(part) }))
    return {
      kind: 'loop',
      first,
      test: this.#optional(fieldOf(node, 'condition')),
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
      waiting.push(...labels.map((label) => this.#pattern(label)))
      if (rest.length === 0) continue
      arms.push({ tests: isDefault ? [] : waiting, body: this.#block(rest) })
      waiting = []
      isDefault = false
    }
    return arms
  }

  #pattern(node: SyntaxNode): Expression {
    return node.type === 'constant_pattern' ? this.#first(node) : other(node, [])
  }

  #try(node: SyntaxNode): Statement {
    const handlers = node.children
      .filter(({ type }) => type === 'catch_clause')
      .map((clause) => {
        const declaration = childOf(clause, 'catch_declaration')
        const name = declaration === undefined ? undefined : fieldOf(declaration, 'name')
        return { name: name === undefined ? undefined : this.#text(name), body: this.#body(fieldOf(clause, 'body')) }
      })
    const last = childOf(node, 'finally_clause')
    return {
      kind: 'try',
      body: this.#body(fieldOf(node, 'body')),
      handlers,
      last: last === undefined ? [] : this.#body(childOf(last, 'block')),
    }
  }

  #class(node: SyntaxNode): ClassCode {
    const members = fieldOf(node, 'body')?.children ?? []
    const name = fieldOf(node, 'name')
    const bases = childOf(node, 'base_list')
    return {
      name: name === undefined ? '' : this.#text(name),
      bases: bases === undefined ? [] : partsOf(bases).map((base) => bareType(this.#text(base))),
      annotations: this.#attributes(node),
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
      return [{ name: this.#text(name), type: this.#type(fieldOf(member, 'type')), value: this.#optional(value), at: rangeOf(name) }]
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
    return bodies.flatMap((body) => (body === undefined ? [] : [functionCode(body, `get_${this.#nameText(member)}`, [], this.#body(body))]))
  }

  #nameText(node: SyntaxNode): string {
    const name = fieldOf(node, 'name')
    return name === undefined ? '' : this.#text(name)
  }

  #function(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    return functionCode(
      node,
      this.#nameText(node),
      parameters === undefined ? [] : this.#parameters(parameters),
      this.#body(fieldOf(node, 'body')),
      {
        annotations: this.#attributes(node),
        isPublic: node.children.some((child) => child.type === 'modifier' && this.#text(child) === 'public'),
        isConstructor: node.type === 'constructor_declaration',
        returns: this.#type(fieldOf(node, 'returns') ?? fieldOf(node, 'type')),
      },
    )
  }

  #parameters(node: SyntaxNode): readonly Parameter[] {
    if (node.type === 'implicit_parameter') return [{ target: nameOf(node, this.#text(node)), annotations: [] }]
    return partsOf(node).flatMap((part): readonly Parameter[] => {
      if (part.field === 'name') return [{ target: nameOf(part, this.#text(part)), annotations: [] }]
      const name = part.type === 'parameter' ? fieldOf(part, 'name') : undefined
      if (name === undefined) return []
      const initial = partsOf(part).find(({ field, type }) => field === undefined && type !== 'attribute_list' && type !== 'modifier')
      return [
        {
          target: nameOf(name, this.#text(name)),
          type: this.#type(fieldOf(part, 'type')),
          annotations: this.#attributes(part),
          initial: this.#optional(initial),
        },
      ]
    })
  }

  #attributes(node: SyntaxNode): readonly Annotation[] {
    return node.children
      .filter(({ type }) => type === 'attribute_list')
      .flatMap((list) => list.children.filter(({ type }) => type === 'attribute'))
      .map((each) => {
        const args = childOf(each, 'attribute_argument_list')?.children ?? []
        return {
          name: this.#nameText(each),
          args: args.flatMap((part) => {
            const named = fieldOf(part, 'name')
            const value = partsOf(part).findLast((child) => child !== named)
            return value === undefined ? [] : [argument(this.#expression(value), named === undefined ? undefined : this.#text(named))]
          }),
          at: rangeOf(each),
        }
      })
  }

  #field(node: SyntaxNode, name: string): Expression {
    const child = fieldOf(node, name)
    return child === undefined ? other(node, []) : this.#expression(child)
  }

  #optional(node: SyntaxNode | undefined): Expression | undefined {
    return node === undefined ? undefined : this.#expression(node)
  }

  #first(node: SyntaxNode): Expression {
    return this.#optional(partsOf(node)[0]) ?? other(node, [])
  }

  #arguments(list: SyntaxNode | undefined): readonly Argument[] {
    return (list?.children ?? [])
      .filter(({ type }) => type === 'argument')
      .map((each) => {
        const name = fieldOf(each, 'name')
        const value = partsOf(each).findLast((part) => part !== name)
        return argument(value === undefined ? other(each, []) : this.#expression(value), name === undefined ? undefined : this.#text(name))
      })
  }

  #expression(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'identifier':
      case 'this':
      case 'base':
      case 'predefined_type':
        return nameOf(node, this.#text(node))
      case 'generic_name':
        return this.#first(node)
      case 'string_literal':
      case 'character_literal':
        return literal(node, unescaped(this.#text(node).replace(/u8$/, '').slice(1, -1)))
      case 'verbatim_string_literal':
        return literal(node, this.#text(node).slice(2, -1).replaceAll('""', '"'))
      case 'raw_string_literal':
        return literal(node, this.#text(node).replace(/^"+|"+$/g, ''))
      case 'interpolated_string_expression':
        return this.#interpolated(node)
      case 'integer_literal':
      case 'real_literal':
        return literal(node, numberOf(this.#text(node)))
      case 'boolean_literal':
        return literal(node, this.#text(node) === 'true')
      case 'null_literal':
        return literal(node, null)
      case 'parenthesized_expression':
      case 'await_expression':
      case 'checked_expression':
        return this.#first(node)
      case 'invocation_expression':
        return { kind: 'call', callee: this.#field(node, 'function'), args: this.#arguments(fieldOf(node, 'arguments')), at }
      case 'object_creation_expression':
      case 'implicit_object_creation_expression':
        return this.#creation(node)
      case 'member_access_expression':
      case 'qualified_name':
        return {
          kind: 'member',
          object: this.#field(node, node.type === 'qualified_name' ? 'qualifier' : 'expression'),
          name: bareType(this.#text(fieldOf(node, 'name') ?? node)),
          at,
        }
      case 'conditional_access_expression':
        return this.#access(node)
      case 'element_access_expression': {
        const [index] = this.#arguments(fieldOf(node, 'subscript'))
        return { kind: 'index', object: this.#field(node, 'expression'), index: index?.value ?? other(node, []), at }
      }
      default:
        return this.#operation(node)
    }
  }

  /** `a?.b` and `a?[b]`. */
  #access(node: SyntaxNode): Expression {
    const object = this.#field(node, 'condition')
    const last = node.children.at(-1)
    if (last === undefined || last.field === 'condition') return object
    return this.#bound(object, last)
  }

  #bound(object: Expression, node: SyntaxNode): Expression {
    const at = { start: object.at.start, end: node.end }
    switch (node.type) {
      case 'member_binding_expression':
        return { kind: 'member', object, name: bareType(this.#nameText(node)), at }
      case 'element_binding_expression': {
        const [index] = this.#arguments(node)
        return { kind: 'index', object, index: index?.value ?? other(node, []), at }
      }
      case 'invocation_expression': {
        const callee = fieldOf(node, 'function')
        const bound = callee === undefined ? object : this.#bound(object, callee)
        return { kind: 'call', callee: bound, args: this.#arguments(fieldOf(node, 'arguments')), at }
      }
      case 'member_access_expression': {
        const inner = fieldOf(node, 'expression')
        return { kind: 'member', object: inner === undefined ? object : this.#bound(object, inner), name: this.#nameText(node), at }
      }
      case 'conditional_access_expression': {
        const inner = fieldOf(node, 'condition')
        const last = node.children.at(-1)!
        return this.#bound(inner === undefined ? object : this.#bound(object, inner), last)
      }
      default:
        return other(node, [object, this.#expression(node)])
    }
  }

  #creation(node: SyntaxNode): Expression {
    const type = fieldOf(node, 'type')
    const initializer = fieldOf(node, 'initializer') ?? childOf(node, 'initializer_expression')
    const sets = initializer === undefined ? undefined : partsOf(initializer).map((part) => this.#entry(part))
    return {
      kind: 'new',
      type: type === undefined ? '' : bareType(this.#text(type)),
      args: this.#arguments(fieldOf(node, 'arguments') ?? childOf(node, 'argument_list')),
      ...(sets === undefined ? {} : { sets }),
      at: rangeOf(node),
    }
  }

  /** `A = x`, `["k"] = x`, `{ k, x }` or an element of an object initialiser. */
  #entry(node: SyntaxNode): Entry {
    if (node.type === 'assignment_expression') {
      const left = fieldOf(node, 'left')
      const value = this.#field(node, 'right')
      if (left === undefined) return { key: undefined, value }
      if (left.type === 'identifier') return { key: literal(left, this.#text(left)), value }
      const [index] = this.#arguments(left.type === 'element_binding_expression' ? left : fieldOf(left, 'subscript'))
      return { key: index?.value, value }
    }
    if (node.type === 'initializer_expression') {
      const [key, value] = partsOf(node)
      if (key !== undefined && value !== undefined) return { key: this.#expression(key), value: this.#expression(value) }
    }
    return { key: undefined, value: this.#expression(node) }
  }

  #interpolated(node: SyntaxNode): Expression {
    const parts = partsOf(node).flatMap((part) => {
      if (part.type === 'interpolation')
        return partsOf(part)
          .filter(({ type }) => type !== 'interpolation_brace')
          .slice(0, 1)
          .map((each) => this.#expression(each))
      return /content|escape/.test(part.type) ? [literal(part, unescaped(this.#text(part)))] : []
    })
    return joined(node, parts)
  }

  #operation(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'binary_expression': {
        const operator = this.#text(fieldOf(node, 'operator') ?? node)
        const [left, right] = [this.#field(node, 'left'), this.#field(node, 'right')]
        return operator === '+' ? sum(node, left, right) : { kind: 'binary', operator, left, right, at }
      }
      case 'prefix_unary_expression':
        return { kind: 'unary', operator: this.#text(node).slice(0, 1), operand: this.#first(node), at }
      case 'postfix_unary_expression':
        return this.#text(node).endsWith('!') ? this.#first(node) : { kind: 'unary', operator: '++', operand: this.#first(node), at }
      case 'assignment_expression': {
        const operator = this.#text(fieldOf(node, 'operator') ?? node).slice(0, -1)
        const [target, value] = [this.#field(node, 'left'), this.#field(node, 'right')]
        return operator === '' ? { kind: 'assign', target, value, at } : { kind: 'assign', target, operator, value, at }
      }
      case 'conditional_expression':
        return {
          kind: 'conditional',
          test: this.#field(node, 'condition'),
          then: this.#field(node, 'consequence'),
          otherwise: this.#field(node, 'alternative'),
          at,
        }
      case 'cast_expression':
        return { kind: 'cast', type: this.#type(fieldOf(node, 'type')) ?? '', value: this.#field(node, 'value'), at }
      case 'as_expression':
        return { kind: 'cast', type: this.#type(fieldOf(node, 'right')) ?? '', value: this.#field(node, 'left'), at }
      case 'initializer_expression':
      case 'tuple_pattern':
      case 'tuple_expression':
      case 'collection_expression':
        return { kind: 'list', elements: partsOf(node).map((each) => this.#expression(each)), at }
      case 'array_creation_expression':
      case 'implicit_array_creation_expression': {
        const initializer = childOf(node, 'initializer_expression')
        return initializer === undefined ? { kind: 'list', elements: [], at } : { ...this.#expression(initializer), at }
      }
      case 'lambda_expression':
      case 'anonymous_method_expression':
        return { kind: 'function', code: this.#lambda(node), at }
      case 'switch_expression':
        return this.#choice(node)
      case 'declaration_expression':
        return nameOf(fieldOf(node, 'name') ?? node, this.#nameText(node))
      default:
        return other(
          node,
          partsOf(node).map((part) => this.#expression(part)),
        )
    }
  }

  #lambda(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    const body = fieldOf(node, 'body') ?? childOf(node, 'block')
    const statements: readonly Statement[] =
      body === undefined ? [] : body.type === 'block' ? this.#body(body) : [{ kind: 'return', value: this.#expression(body) }]
    return functionCode(node, '', parameters === undefined ? [] : this.#parameters(parameters), statements, {
      annotations: this.#attributes(node),
    })
  }

  #choice(node: SyntaxNode): Expression {
    const arms = node.children
      .filter(({ type }) => type === 'switch_expression_arm')
      .map((arm): Arm => {
        const [label, ...rest] = partsOf(arm)
        const value = rest.at(-1)
        const tests = label === undefined || label.type === 'discard' ? [] : [this.#pattern(label)]
        return { tests, body: [], ...(value === undefined ? {} : { value: this.#expression(value) }) }
      })
    return { kind: 'choice', subject: this.#first(node), arms, at: rangeOf(node) }
  }
}
