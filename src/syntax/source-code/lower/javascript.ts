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
import { argument, bareType, functionCode, joined, literal, nameOf, numberOf, other, rangeOf, unescaped } from './build.ts'
import { Lowering } from './lowering.ts'

/** Lowers JavaScript and TypeScript, with and without JSX: their grammars name things alike. */
export function lowerJavaScript(tree: SyntaxTree): Program {
  return new JavaScriptLowering(tree).program()
}

const functionTypes = new Set([
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'generator_function',
  'arrow_function',
  'method_definition',
])

class JavaScriptLowering extends Lowering {
  protected override body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    return node.type === 'statement_block' || node.type === 'else_clause' ? this.block(node.children) : this.statements(node)
  }

  protected override statements(node: SyntaxNode): readonly Statement[] {
    switch (node.type) {
      case 'import_statement':
        return this.#import(node)
      case 'export_statement':
        return this.#export(node)
      case 'expression_statement':
        return partsOf(node).map((child) => ({ kind: 'expression', value: this.expression(child) }))
      case 'lexical_declaration':
      case 'variable_declaration':
        return this.#declarations(node)
      case 'function_declaration':
      case 'generator_function_declaration':
        return [{ kind: 'function', code: this.#function(node) }]
      case 'class_declaration':
      case 'abstract_class_declaration':
        return [{ kind: 'class', code: this.#class(node) }]
      case 'for_in_statement':
      case 'for_statement':
      case 'while_statement':
      case 'do_statement':
        return [this.#loop(node)]
      case 'switch_statement':
        return [{ kind: 'switch', subject: this.field(node, 'value'), arms: this.#arms(node), falls: true }]
      case 'try_statement':
        return [this.#try(node)]
      case 'statement_block':
      case 'labeled_statement':
      case 'internal_module':
      case 'module':
      case 'ERROR':
        return [{ kind: 'block', body: this.block(node.children) }]
      default:
        return this.commonStatements(node, node.isNamed && node.type.endsWith('_expression'))
    }
  }

  #import(node: SyntaxNode): readonly Statement[] {
    const clause = childOf(node, 'import_clause', 'import_require_clause')
    const source = fieldOf(node, 'source') ?? (clause === undefined ? undefined : fieldOf(clause, 'source'))
    if (clause === undefined || source === undefined) return []
    const module = moduleName(this.#string(source))
    for (const part of partsOf(clause)) {
      if (part.type === 'identifier') this.imports.set(this.text(part), module)
      else if (part.type === 'namespace_import') for (const name of partsOf(part)) this.imports.set(this.text(name), module)
      else if (part.type === 'named_imports')
        for (const specifier of partsOf(part)) {
          const name = fieldOf(specifier, 'name')
          if (name !== undefined) this.imports.set(this.text(fieldOf(specifier, 'alias') ?? name), `${module}.${this.text(name)}`)
        }
    }
    return []
  }

  #export(node: SyntaxNode): readonly Statement[] {
    const decorators = node.children.filter(({ type }) => type === 'decorator')
    const declaration = fieldOf(node, 'declaration')
    if (declaration !== undefined) {
      const made = this.statements(declaration)
      return made.map((statement) => {
        if (statement.kind === 'function') return { ...statement, code: { ...statement.code, isPublic: true } }
        if (statement.kind !== 'class') return statement
        return { ...statement, code: { ...statement.code, annotations: [...this.#decorators(decorators), ...statement.code.annotations] } }
      })
    }
    const value = fieldOf(node, 'value')
    return value === undefined ? [] : [{ kind: 'expression', value: this.expression(value) }]
  }

  #declarations(node: SyntaxNode): readonly Statement[] {
    return node.children
      .filter(({ type }) => type === 'variable_declarator')
      .map((declarator) => ({
        kind: 'declare',
        target: this.field(declarator, 'name'),
        type: this.#type(fieldOf(declarator, 'type')),
        value: this.optional(fieldOf(declarator, 'value')),
      }))
  }

  #type(node: SyntaxNode | undefined): string | undefined {
    if (node === undefined) return undefined
    const type = bareType(this.text(node).replace(/^\s*:\s*/, ''))
    return /^(?:any|unknown|object)$/.test(type) ? undefined : type
  }

  #loop(node: SyntaxNode): Statement {
    const body = this.body(fieldOf(node, 'body'))
    if (node.type === 'for_in_statement') {
      const of = this.field(node, 'right')
      const isKeys = this.operatorText(node) === 'in'
      return { kind: 'loop', first: [], body, binds: { target: this.field(node, 'left'), of: isKeys ? this.#keysOf(of) : of } }
    }
    const first = fieldsOf(node, 'initializer').flatMap((part) => this.statements(part))
    const updates = fieldsOf(node, 'increment').map((part): Statement => ({ kind: 'expression', value: this.expression(part) }))
    const condition = fieldsOf(node, 'condition').find(({ isNamed }) => isNamed)
    return { kind: 'loop', first, test: this.optional(condition), body: [...body, ...updates], isAfter: node.type === 'do_statement' }
  }

  #keysOf(of: Expression): Expression {
    return {
      kind: 'call',
      callee: { kind: 'member', object: nameOf(of.at, 'Object'), name: 'keys', at: of.at },
      args: [{ value: of }],
      at: of.at,
    }
  }

  #arms(node: SyntaxNode): readonly Arm[] {
    return (fieldOf(node, 'body')?.children ?? []).map((group) => {
      const value = fieldOf(group, 'value')
      return { tests: value === undefined ? [] : [this.expression(value)], body: this.block(fieldsOf(group, 'body')) }
    })
  }

  #try(node: SyntaxNode): Statement {
    const handler = fieldOf(node, 'handler')
    const parameter = handler === undefined ? undefined : fieldOf(handler, 'parameter')
    const name = parameter?.type === 'identifier' ? this.text(parameter) : undefined
    return {
      kind: 'try',
      body: this.body(fieldOf(node, 'body')),
      handlers: handler === undefined ? [] : [{ name, body: this.body(fieldOf(handler, 'body')) }],
      last: this.block(fieldOf(node, 'finalizer')?.children ?? []).flatMap((each) => (each.kind === 'block' ? each.body : [each])),
    }
  }

  #class(node: SyntaxNode): ClassCode {
    const fields: Field[] = []
    const functions: FunctionCode[] = []
    let decorators: SyntaxNode[] = []
    for (const member of fieldOf(node, 'body')?.children ?? []) {
      if (member.type === 'decorator') decorators.push(member)
      else {
        if (member.type === 'method_definition') functions.push(this.#function(member, decorators))
        else if (member.type.endsWith('field_definition')) fields.push(...this.#fieldsOf(member))
        decorators = []
      }
    }
    const constructor = functions.find(({ isConstructor }) => isConstructor)
    const heritage = childOf(node, 'class_heritage')
    return {
      name: this.nameText(node),
      bases: heritage === undefined ? [] : [bareType(this.text(heritage).replace(/^extends\s+/, ''))],
      annotations: this.#decorators(node.children.filter(({ type }) => type === 'decorator')),
      fields: [...fields, ...parameterFields(constructor)],
      functions,
      classes: [],
      at: rangeOf(node),
    }
  }

  #fieldsOf(member: SyntaxNode): readonly Field[] {
    const name = fieldOf(member, 'property') ?? fieldOf(member, 'name')
    if (name === undefined) return []
    const type = this.#type(fieldOf(member, 'type'))
    return [{ name: this.text(name), type, value: this.optional(fieldOf(member, 'value')), at: rangeOf(name) }]
  }

  #decorators(nodes: readonly SyntaxNode[]): readonly Annotation[] {
    return nodes.flatMap((node) => {
      const [inner] = partsOf(node)
      if (inner === undefined) return []
      const call = inner.type === 'call_expression' ? inner : undefined
      const name = call === undefined ? inner : (fieldOf(call, 'function') ?? inner)
      return [{ name: this.text(name), args: call === undefined ? [] : this.#arguments(call), at: rangeOf(node) }]
    })
  }

  #function(node: SyntaxNode, decorators: readonly SyntaxNode[] = []): FunctionCode {
    const body = fieldOf(node, 'body')
    const parameters = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter')
    const statements = this.functionBody(body, 'statement_block')
    return functionCode(node, this.nameText(node), parameters === undefined ? [] : this.#parameters(parameters), statements, {
      annotations: this.#decorators(decorators),
      isPublic: node.type === 'method_definition',
      isConstructor: node.type === 'method_definition' && this.nameText(node) === 'constructor',
    })
  }

  #parameters(node: SyntaxNode): readonly Parameter[] {
    if (node.type === 'identifier') return [{ target: nameOf(node, this.text(node)), annotations: [] }]
    return partsOf(node).map((part) => {
      const target = fieldOf(part, 'pattern') ?? (part.type === 'assignment_pattern' ? fieldOf(part, 'left') : undefined) ?? part
      return {
        target: this.expression(target),
        type: this.#type(fieldOf(part, 'type')),
        annotations: this.#decorators(part.children.filter(({ type }) => type === 'decorator')),
        initial: this.optional(fieldOf(part, 'value') ?? fieldOf(part, 'right')),
      }
    })
  }

  #arguments(node: SyntaxNode): readonly Argument[] {
    const list = fieldOf(node, 'arguments')
    if (list === undefined) return []
    return list.type === 'template_string'
      ? [argument(this.expression(list))]
      : partsOf(list).map((each) => argument(this.expression(each)))
  }

  #string(node: SyntaxNode): string {
    return unescaped(this.text(node).slice(1, -1))
  }

  protected override expression(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    if (functionTypes.has(node.type)) return { kind: 'function', code: this.#function(node), at }
    switch (node.type) {
      case 'identifier':
      case 'property_identifier':
      case 'shorthand_property_identifier':
      case 'shorthand_property_identifier_pattern':
      case 'this':
      case 'super':
      case 'undefined':
        return node.type === 'undefined' ? literal(node, null) : nameOf(node, this.text(node))
      case 'string':
        return literal(node, this.#string(node))
      case 'template_string':
        return this.#template(node)
      case 'number':
        return literal(node, numberOf(this.text(node)))
      case 'true':
      case 'false':
        return literal(node, node.type === 'true')
      case 'null':
        return literal(node, null)
      case 'regex':
        return { kind: 'regex', pattern: this.text(fieldOf(node, 'pattern') ?? node), at }
      case 'parenthesized_expression':
      case 'await_expression':
      case 'non_null_expression':
      case 'satisfies_expression':
      case 'as_expression':
        return this.first(node)
      case 'type_assertion':
        return this.optional(partsOf(node).at(-1)) ?? other(node, [])
      case 'call_expression':
        return this.#call(node)
      case 'new_expression':
        return { kind: 'new', type: this.text(fieldOf(node, 'constructor') ?? node), args: this.#arguments(node), at }
      case 'member_expression':
        return { kind: 'member', object: this.field(node, 'object'), name: this.text(fieldOf(node, 'property') ?? node), at }
      case 'subscript_expression':
        return { kind: 'index', object: this.field(node, 'object'), index: this.field(node, 'index'), at }
      default:
        return this.#operation(node)
    }
  }

  #call(node: SyntaxNode): Expression {
    const callee = this.field(node, 'function')
    const args = this.#arguments(node)
    const [first] = args
    // A module that is required is known by its name, as one that is imported is.
    if (callee.kind === 'name' && callee.name === 'require' && first?.value.kind === 'literal' && typeof first.value.value === 'string')
      return nameOf(node, moduleName(first.value.value))
    return { kind: 'call', callee, args, at: rangeOf(node) }
  }

  #template(node: SyntaxNode): Expression {
    const parts = partsOf(node).map((part) =>
      part.type === 'template_substitution' ? this.first(part) : literal(part, unescaped(this.text(part))),
    )
    return parts.length === 0
      ? literal(node, '')
      : parts.length === 1 && parts[0]!.kind === 'literal'
        ? { ...parts[0]!, at: rangeOf(node) }
        : joined(node, parts)
  }

  #operation(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'binary_expression':
        return this.binary(node)
      case 'unary_expression':
        return { kind: 'unary', operator: this.operatorText(node), operand: this.field(node, 'argument'), at }
      case 'update_expression':
        return { kind: 'unary', operator: '++', operand: this.field(node, 'argument'), at }
      case 'assignment_expression':
        return { kind: 'assign', target: this.field(node, 'left'), value: this.field(node, 'right'), at }
      case 'augmented_assignment_expression': {
        const operator = this.operatorText(node).slice(0, -1)
        return { kind: 'assign', target: this.field(node, 'left'), operator, value: this.field(node, 'right'), at }
      }
      case 'ternary_expression':
        return this.conditional(node)
      case 'array':
      case 'array_pattern':
        return { kind: 'list', elements: this.parts(node), at }
      case 'object':
      case 'object_pattern':
        return { kind: 'map', entries: partsOf(node).map((each) => this.#entry(each)), at }
      case 'spread_element':
      case 'rest_pattern':
        return { kind: 'spread', of: this.first(node), at }
      case 'assignment_pattern':
        return this.field(node, 'left')
      case 'class':
        return other(
          node,
          this.#class(node).functions.map((code) => ({ kind: 'function', code, at: code.at })),
        )
      case 'jsx_attribute':
        return this.#attribute(node)
      default:
        return other(node, this.parts(node))
    }
  }

  /** An attribute of an element sets a property of that name. */
  #attribute(node: SyntaxNode): Expression {
    const [name, value] = partsOf(node)
    if (name === undefined || value === undefined) return other(node, [])
    const target: Expression = { kind: 'member', object: nameOf(name, 'jsx'), name: this.text(name), at: rangeOf(name) }
    return {
      kind: 'assign',
      target,
      value: value.type === 'jsx_expression' ? this.first(value) : this.expression(value),
      at: rangeOf(node),
    }
  }

  #entry(node: SyntaxNode): Entry {
    if (node.type === 'pair' || node.type === 'pair_pattern') {
      const key = fieldOf(node, 'key')
      return { key: key === undefined ? undefined : this.#key(key), value: this.field(node, 'value') }
    }
    if (node.type === 'method_definition') {
      const name = fieldOf(node, 'name')
      return { key: name === undefined ? undefined : literal(name, this.text(name)), value: this.expression(node) }
    }
    if (node.type.startsWith('shorthand')) return { key: literal(node, this.text(node)), value: nameOf(node, this.text(node)) }
    if (node.type === 'object_assignment_pattern') {
      const left = fieldOf(node, 'left') ?? node
      return { key: literal(left, this.text(left)), value: nameOf(left, this.text(left)) }
    }
    return { key: undefined, value: this.expression(node) }
  }

  #key(node: SyntaxNode): Expression {
    if (node.type === 'property_identifier') return literal(node, this.text(node))
    return node.type === 'computed_property_name' ? this.first(node) : this.expression(node)
  }
}

/** `node:fs` is `fs`. */
function moduleName(name: string): string {
  return name.replace(/^node:/, '')
}

/** Parameters of a constructor with a modifier are fields of their class; all of them count, as none has another's name. */
function parameterFields(constructor: FunctionCode | undefined): readonly Field[] {
  return (constructor?.parameters ?? []).flatMap(({ target, type }) =>
    target.kind === 'name' && type !== undefined ? [{ name: target.name, type, at: target.at }] : [],
  )
}
