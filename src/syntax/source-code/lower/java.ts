import type { Annotation, Argument, Arm, ClassCode, Expression, Field, FunctionCode, Parameter, Program, Statement } from '../program.ts'
import { childOf, fieldOf, fieldsOf, partsOf, type SyntaxNode, type SyntaxTree } from '../syntax-tree.ts'
import { argument, bareType, functionCode, literal, nameOf, numberOf, other, rangeOf, unescaped } from './build.ts'
import { Lowering } from './lowering.ts'

/** Lowers a Java compilation unit. */
export function lowerJava(tree: SyntaxTree): Program {
  return new JavaLowering(tree).program()
}

const classTypes = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
])

class JavaLowering extends Lowering {
  override program(): Program {
    for (const node of this.root.children) {
      const name = node.type === 'import_declaration' ? childOf(node, 'scoped_identifier', 'identifier') : undefined
      if (name === undefined || childOf(node, 'asterisk') !== undefined) continue
      const path = this.text(name)
      this.imports.set(path.slice(path.lastIndexOf('.') + 1), path)
    }
    return super.program()
  }

  protected override body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    return node.type === 'block' || node.type === 'constructor_body' ? this.block(node.children) : this.statements(node)
  }

  protected override statements(node: SyntaxNode): readonly Statement[] {
    if (classTypes.has(node.type)) return [{ kind: 'class', code: this.#class(node) }]
    switch (node.type) {
      case 'expression_statement':
        return node.children.slice(0, 1).map((child) => ({ kind: 'expression', value: this.expression(child) }))
      case 'local_variable_declaration':
        return this.#declarations(node)
      case 'while_statement':
      case 'do_statement':
      case 'for_statement':
      case 'enhanced_for_statement':
        return [this.#loop(node)]
      case 'switch_expression':
        return [{ kind: 'switch', subject: this.field(node, 'condition'), arms: this.#arms(node), falls: !this.#hasRules(node) }]
      case 'try_statement':
      case 'try_with_resources_statement':
        return this.#try(node)
      case 'synchronized_statement':
      case 'labeled_statement':
      case 'block':
      case 'static_initializer':
      case 'ERROR':
      case 'method_declaration':
        return this.#compound(node)
      default:
        return this.commonStatements(
          node,
          node.isNamed && /_expression$|^method_invocation$|^explicit_constructor_invocation$/.test(node.type),
        )
    }
  }

  #compound(node: SyntaxNode): readonly Statement[] {
    if (node.type === 'method_declaration') return [{ kind: 'function', code: this.#function(node) }]
    return [{ kind: 'block', body: this.block(node.children.filter(({ type }) => type !== 'identifier')) }]
  }

  #declarations(node: SyntaxNode): readonly Statement[] {
    const type = this.#type(fieldOf(node, 'type'))
    return fieldsOf(node, 'declarator').map((declarator) => {
      const name = fieldOf(declarator, 'name') ?? declarator
      return { kind: 'declare', target: nameOf(name, this.text(name)), type, value: this.optional(fieldOf(declarator, 'value')) }
    })
  }

  #type(node: SyntaxNode | undefined): string | undefined {
    if (node === undefined) return undefined
    const type = bareType(this.text(node))
    return type === 'var' ? undefined : type
  }

  #loop(node: SyntaxNode): Statement {
    const body = this.body(fieldOf(node, 'body'))
    if (node.type === 'enhanced_for_statement') {
      const name = fieldOf(node, 'name') ?? node
      return { kind: 'loop', first: [], body, binds: { target: nameOf(name, this.text(name)), of: this.field(node, 'value') } }
    }
    const first = fieldsOf(node, 'init').flatMap((part) => this.statements(part))
    const updates = fieldsOf(node, 'update').map((part): Statement => ({ kind: 'expression', value: this.expression(part) }))
    return {
      kind: 'loop',
      first,
      test: this.optional(fieldOf(node, 'condition')),
      body: [...body, ...updates],
      isAfter: node.type === 'do_statement',
    }
  }

  #hasRules(node: SyntaxNode): boolean {
    return childOf(fieldOf(node, 'body') ?? node, 'switch_rule') !== undefined
  }

  #arms(node: SyntaxNode): readonly Arm[] {
    return (fieldOf(node, 'body')?.children ?? []).map((group) => {
      const labels = group.children.filter(({ type }) => type === 'switch_label')
      const rest = group.children.filter(({ type }) => type !== 'switch_label')
      const tests = labels.flatMap((label) => partsOf(label).map((test) => this.expression(test)))
      const isDefault = labels.some((label) => partsOf(label).length === 0)
      const value = group.type === 'switch_rule' && rest[0]?.type === 'expression_statement' ? rest[0].children[0] : undefined
      return { tests: isDefault ? [] : tests, body: this.block(rest), ...(value === undefined ? {} : { value: this.expression(value) }) }
    })
  }

  #try(node: SyntaxNode): readonly Statement[] {
    const resources = (fieldOf(node, 'resources')?.children ?? []).flatMap((resource): readonly Statement[] => {
      const name = fieldOf(resource, 'name')
      return name === undefined
        ? []
        : [
            {
              kind: 'declare',
              target: nameOf(name, this.text(name)),
              type: this.#type(fieldOf(resource, 'type')),
              value: this.optional(fieldOf(resource, 'value')),
            },
          ]
    })
    const handlers = node.children
      .filter(({ type }) => type === 'catch_clause')
      .map((clause) => {
        const parameter = childOf(clause, 'catch_formal_parameter')
        const name = parameter === undefined ? undefined : fieldOf(parameter, 'name')
        return { name: name === undefined ? undefined : this.text(name), body: this.body(fieldOf(clause, 'body')) }
      })
    const last = childOf(node, 'finally_clause')
    return [{ kind: 'try', body: [...resources, ...this.body(fieldOf(node, 'body'))], handlers, last: this.block(last?.children ?? []) }]
  }

  #class(node: SyntaxNode): ClassCode {
    const body = fieldOf(node, 'body')
    const members = (body?.children ?? []).flatMap((member) => (member.type === 'enum_body_declarations' ? member.children : [member]))
    const bases = node.children.filter(
      ({ field, type }) => field === 'superclass' || field === 'interfaces' || type === 'extends_interfaces',
    )
    return {
      name: this.nameText(node),
      bases: bases.flatMap((base) =>
        this.text(base)
          .replace(/^(?:extends|implements)\s+/, '')
          .split(/\s*,\s*/)
          .map(bareType),
      ),
      annotations: this.#annotations(node),
      fields: [...this.#recordFields(node), ...members.flatMap((member) => this.#fields(member))],
      functions: members.filter(({ type }) => /^(?:method|constructor)_declaration$/.test(type)).map((member) => this.#function(member)),
      classes: members.filter(({ type }) => classTypes.has(type)).map((member) => this.#class(member)),
      at: rangeOf(node),
    }
  }

  #recordFields(node: SyntaxNode): readonly Field[] {
    const parameters = fieldOf(node, 'parameters')
    if (parameters === undefined) return []
    return this.#parameters(parameters).flatMap(({ target, type }) =>
      target.kind === 'name' ? [{ name: target.name, type, at: target.at }] : [],
    )
  }

  #fields(member: SyntaxNode): readonly Field[] {
    if (member.type !== 'field_declaration' && member.type !== 'constant_declaration') return []
    const type = this.#type(fieldOf(member, 'type'))
    return fieldsOf(member, 'declarator').map((declarator) => {
      const name = fieldOf(declarator, 'name') ?? declarator
      return { name: this.text(name), type, value: this.optional(fieldOf(declarator, 'value')), at: rangeOf(name) }
    })
  }

  #function(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    const modifiers = childOf(node, 'modifiers')
    return functionCode(
      node,
      this.nameText(node),
      parameters === undefined ? [] : this.#parameters(parameters),
      this.body(fieldOf(node, 'body')),
      {
        annotations: this.#annotations(node),
        isPublic: modifiers !== undefined && /\bpublic\b/.test(this.text(modifiers)),
        isConstructor: node.type === 'constructor_declaration',
        returns: this.#type(fieldOf(node, 'type')),
      },
    )
  }

  #parameters(node: SyntaxNode): readonly Parameter[] {
    if (node.type === 'identifier') return [this.#parameter(node, node)]
    return partsOf(node).flatMap((part) => {
      const name =
        part.type === 'identifier' ? part : (fieldOf(part, 'name') ?? fieldOf(childOf(part, 'variable_declarator') ?? part, 'name'))
      return name === undefined ? [] : [this.#parameter(part, name)]
    })
  }

  #parameter(node: SyntaxNode, name: SyntaxNode): Parameter {
    return { target: nameOf(name, this.text(name)), type: this.#type(fieldOf(node, 'type')), annotations: this.#annotations(node) }
  }

  #annotations(node: SyntaxNode): readonly Annotation[] {
    return (childOf(node, 'modifiers')?.children ?? [])
      .filter(({ type }) => type.endsWith('annotation'))
      .map((each) => {
        const pairs = partsOf(fieldOf(each, 'arguments') ?? each).filter(({ field }) => field !== 'name')
        return { name: this.nameText(each), args: pairs.flatMap((pair) => this.#pair(pair)), at: rangeOf(each) }
      })
  }

  #pair(node: SyntaxNode): readonly Argument[] {
    if (node.type !== 'element_value_pair') return node.type === 'annotation_argument_list' ? [] : [argument(this.expression(node))]
    const key = fieldOf(node, 'key')
    return [argument(this.field(node, 'value'), key === undefined ? undefined : this.text(key))]
  }

  #arguments(node: SyntaxNode): readonly Argument[] {
    return (fieldOf(node, 'arguments')?.children ?? []).filter(({ isNamed }) => isNamed).map((each) => argument(this.expression(each)))
  }

  protected override expression(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'identifier':
      case 'type_identifier':
      case 'this':
      case 'super':
        return nameOf(node, this.text(node))
      case 'string_literal':
        return literal(node, this.#string(node))
      case 'character_literal':
        return literal(node, unescaped(this.text(node).slice(1, -1)))
      case 'decimal_integer_literal':
      case 'hex_integer_literal':
      case 'octal_integer_literal':
      case 'decimal_floating_point_literal':
        return literal(node, numberOf(this.text(node)))
      case 'true':
      case 'false':
        return literal(node, node.type === 'true')
      case 'null_literal':
        return literal(node, null)
      case 'parenthesized_expression':
      case 'expression_statement':
        return node.children[0] === undefined ? other(node, []) : this.expression(node.children[0])
      case 'method_invocation':
        return { kind: 'call', callee: this.#callee(node), args: this.#arguments(node), at }
      case 'explicit_constructor_invocation':
        return { kind: 'call', callee: nameOf(node, this.text(fieldOf(node, 'constructor') ?? node)), args: this.#arguments(node), at }
      case 'object_creation_expression':
        return this.#creation(node)
      case 'field_access':
        return { kind: 'member', object: this.field(node, 'object'), name: this.text(fieldOf(node, 'field') ?? node), at }
      case 'scoped_identifier':
        return { kind: 'member', object: this.field(node, 'scope'), name: this.text(fieldOf(node, 'name') ?? node), at }
      case 'array_access':
        return { kind: 'index', object: this.field(node, 'array'), index: this.field(node, 'index'), at }
      default:
        return this.#operation(node)
    }
  }

  #operation(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'binary_expression':
        return this.binary(node)
      case 'unary_expression':
        return { kind: 'unary', operator: this.operatorText(node), operand: this.field(node, 'operand'), at }
      case 'update_expression':
        return { kind: 'unary', operator: '++', operand: this.first(node), at }
      case 'assignment_expression':
        return this.assignment(node)
      case 'ternary_expression':
        return this.conditional(node)
      case 'cast_expression':
        return { kind: 'cast', type: this.#type(fieldOf(node, 'type')) ?? '', value: this.field(node, 'value'), at }
      case 'array_initializer':
      case 'element_value_array_initializer':
        return { kind: 'list', elements: this.parts(node), at }
      case 'array_creation_expression': {
        const value = fieldOf(node, 'value')
        return value === undefined ? { kind: 'list', elements: [], at } : this.expression(value)
      }
      case 'lambda_expression':
        return { kind: 'function', code: this.#lambda(node), at }
      case 'method_reference':
        return { kind: 'member', object: this.first(node), name: this.text(partsOf(node).at(-1) ?? node), at }
      case 'switch_expression':
        return { kind: 'choice', subject: this.field(node, 'condition'), arms: this.#arms(node), at }
      case 'class_literal':
        return literal(node, this.text(node))
      default:
        return other(node, this.parts(node))
    }
  }

  #string(node: SyntaxNode): string {
    const text = this.text(node)
    return unescaped(text.startsWith('"""') ? text.slice(3, -3).replace(/^[ \t]*\r?\n/, '') : text.slice(1, -1))
  }

  #callee(node: SyntaxNode): Expression {
    const name = fieldOf(node, 'name') ?? node
    const object = fieldOf(node, 'object')
    if (object === undefined) return nameOf(name, this.text(name))
    return { kind: 'member', object: this.expression(object), name: this.text(name), at: { start: object.start, end: name.end } }
  }

  #creation(node: SyntaxNode): Expression {
    const body = childOf(node, 'class_body')
    const type = fieldOf(node, 'type')
    const members = body?.children.filter((member) => member.type === 'method_declaration').map((member) => this.#function(member))
    return {
      kind: 'new',
      type: type === undefined ? '' : bareType(this.text(type)),
      args: this.#arguments(node),
      ...(members === undefined ? {} : { members }),
      at: rangeOf(node),
    }
  }

  #lambda(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    const body = fieldOf(node, 'body')
    const statements = this.functionBody(body, 'block')
    return functionCode(node, '', parameters === undefined ? [] : this.#parameters(parameters), statements)
  }
}
