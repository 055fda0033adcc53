import type {
  Annotation,
  Argument,
  Arm,
  Binding,
  ClassCode,
  Expression,
  Field,
  FunctionCode,
  Parameter,
  Program,
  Statement,
} from '../program.ts'
import { childOf, fieldOf, fieldsOf, partsOf, type SyntaxNode, type SyntaxTree } from '../syntax-tree.ts'
import { argument, bareType, functionCode, joined, literal, nameOf, numberOf, other, rangeOf, sum, unescaped } from './build.ts'
import { Lowering } from './lowering.ts'

/** Lowers a Python module. */
export function lowerPython(tree: SyntaxTree): Program {
  return new PythonLowering(tree).program()
}

class PythonLowering extends Lowering {
  protected override body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined) return []
    return node.type === 'block' ? this.block(node.children) : this.statements(node)
  }

  protected override statements(node: SyntaxNode): readonly Statement[] {
    switch (node.type) {
      case 'import_statement':
      case 'import_from_statement':
        this.#import(node)
        return []
      case 'expression_statement':
        return partsOf(node).map((child) => this.#simple(child))
      case 'function_definition':
      case 'class_definition':
      case 'decorated_definition':
        return this.#definition(node)
      case 'if_statement':
        return [this.#if(node, fieldsOf(node, 'alternative'))]
      case 'for_statement':
      case 'while_statement':
        return this.#loop(node)
      case 'with_statement':
        return this.#with(node)
      case 'try_statement':
        return [this.#try(node)]
      case 'match_statement':
        return [{ kind: 'switch', subject: this.field(node, 'subject'), arms: this.#arms(node), falls: false }]
      case 'raise_statement':
        return [{ kind: 'throw', value: this.optional(partsOf(node)[0]) }]
      case 'exec_statement':
        return [{ kind: 'expression', value: this.#statementCall(node, 'exec', 'code') }]
      case 'print_statement':
        return [{ kind: 'expression', value: this.#statementCall(node, 'print', 'argument') }]
      case 'block':
      case 'ERROR':
        return [{ kind: 'block', body: this.block(node.children) }]
      default: {
        const common =
          this.commonStatement(node) ?? (/^(?:call|assignment|assert_statement|await)$/.test(node.type) ? this.#simple(node) : undefined)
        return common === undefined ? [] : [common]
      }
    }
  }

  #simple(node: SyntaxNode): Statement {
    if (node.type === 'assignment') {
      const type = fieldOf(node, 'type')
      const target = this.field(node, 'left')
      const value = this.optional(fieldOf(node, 'right'))
      return type === undefined && value !== undefined
        ? { kind: 'expression', value: { kind: 'assign', target, value, at: rangeOf(node) } }
        : { kind: 'declare', target, type: type === undefined ? undefined : bareType(this.text(type)), value }
    }
    return { kind: 'expression', value: this.expression(node) }
  }

  /** `exec code` and `print words` of Python 2, as the calls that they became. */
  #statementCall(node: SyntaxNode, name: string, field: string): Expression {
    const args = fieldsOf(node, field).map((part) => argument(this.expression(part)))
    return { kind: 'call', callee: nameOf(node, name), args, at: rangeOf(node) }
  }

  #import(node: SyntaxNode): void {
    const module = fieldOf(node, 'module_name')
    const from = module === undefined ? '' : this.text(module)
    for (const imported of fieldsOf(node, 'name')) {
      const name = imported.type === 'aliased_import' ? fieldOf(imported, 'name') : imported
      const alias = imported.type === 'aliased_import' ? fieldOf(imported, 'alias') : undefined
      if (name === undefined) continue
      const path = this.text(name)
      if (module !== undefined) this.imports.set(alias === undefined ? path : this.text(alias), from === '.' ? path : `${from}.${path}`)
      else if (alias !== undefined) this.imports.set(this.text(alias), path)
      else this.imports.set(path.split('.')[0]!, path.split('.')[0]!)
    }
  }

  #definition(node: SyntaxNode): readonly Statement[] {
    const decorators = node.children.filter(({ type }) => type === 'decorator')
    const definition = node.type === 'decorated_definition' ? fieldOf(node, 'definition') : node
    if (definition?.type === 'class_definition') return [{ kind: 'class', code: this.#class(definition, decorators) }]
    return definition === undefined ? [] : [{ kind: 'function', code: this.#function(definition, decorators) }]
  }

  #if(node: SyntaxNode, rest: readonly SyntaxNode[]): Statement {
    const [next, ...others] = rest
    const otherwise = next === undefined ? [] : next.type === 'elif_clause' ? [this.#if(next, others)] : this.body(fieldOf(next, 'body'))
    return { kind: 'if', test: this.field(node, 'condition'), then: this.body(fieldOf(node, 'consequence')), otherwise }
  }

  #loop(node: SyntaxNode): readonly Statement[] {
    const body = this.body(fieldOf(node, 'body'))
    const after = fieldOf(node, 'alternative')
    const last = after === undefined ? [] : this.body(fieldOf(after, 'body'))
    if (node.type === 'while_statement') return [{ kind: 'loop', first: [], test: this.field(node, 'condition'), body }, ...last]
    return [{ kind: 'loop', first: [], body, binds: { target: this.field(node, 'left'), of: this.field(node, 'right') } }, ...last]
  }

  #with(node: SyntaxNode): readonly Statement[] {
    const items = (childOf(node, 'with_clause')?.children ?? []).flatMap((item): readonly Statement[] => {
      const value = fieldOf(item, 'value')
      return value === undefined ? [] : [{ kind: 'expression', value: this.expression(value) }]
    })
    return [...items, ...this.body(fieldOf(node, 'body'))]
  }

  #try(node: SyntaxNode): Statement {
    const handlers = node.children
      .filter(({ type }) => type.startsWith('except'))
      .map((clause) => {
        const value = fieldOf(clause, 'value')
        const alias = value?.type === 'as_pattern' ? fieldOf(value, 'alias') : fieldOf(clause, 'alias')
        return { name: alias === undefined ? undefined : this.text(alias), body: this.#blocksOf(clause) }
      })
    const after = childOf(node, 'else_clause')
    const last = childOf(node, 'finally_clause')
    return {
      kind: 'try',
      body: [...this.body(fieldOf(node, 'body')), ...(after === undefined ? [] : this.body(fieldOf(after, 'body')))],
      handlers,
      last: last === undefined ? [] : this.#blocksOf(last),
    }
  }

  #blocksOf(clause: SyntaxNode): readonly Statement[] {
    return clause.children.filter(({ type }) => type === 'block').flatMap((block) => this.block(block.children))
  }

  #arms(node: SyntaxNode): readonly Arm[] {
    return fieldsOf(fieldOf(node, 'body') ?? node, 'alternative').map((clause) => {
      const patterns = clause.children.filter(({ type }) => type === 'case_pattern').flatMap(partsOf)
      return { tests: patterns.map((pattern) => this.expression(pattern)), body: this.body(fieldOf(clause, 'consequence')) }
    })
  }

  #class(node: SyntaxNode, decorators: readonly SyntaxNode[]): ClassCode {
    const members = this.body(fieldOf(node, 'body'))
    const bases = partsOf(fieldOf(node, 'superclasses') ?? node).filter(
      ({ type, field }) => field === undefined && /^(?:identifier|attribute)$/.test(type),
    )
    return {
      name: this.nameText(node),
      bases: fieldOf(node, 'superclasses') === undefined ? [] : bases.map((base) => this.text(base)),
      annotations: this.#decorators(decorators),
      fields: members.flatMap(fieldsIn),
      functions: members.flatMap((member) => (member.kind === 'function' ? [member.code] : [])),
      classes: members.flatMap((member) => (member.kind === 'class' ? [member.code] : [])),
      at: rangeOf(node),
    }
  }

  #decorators(nodes: readonly SyntaxNode[]): readonly Annotation[] {
    return nodes.flatMap((node) => {
      const [inner] = partsOf(node)
      if (inner === undefined) return []
      const call = inner.type === 'call' ? inner : undefined
      const name = call === undefined ? inner : (fieldOf(call, 'function') ?? inner)
      return [{ name: this.text(name), args: call === undefined ? [] : this.#arguments(call), at: rangeOf(node) }]
    })
  }

  #function(node: SyntaxNode, decorators: readonly SyntaxNode[] = []): FunctionCode {
    const words = this.nameText(node)
    const parameters = fieldOf(node, 'parameters')
    return functionCode(node, words, parameters === undefined ? [] : this.#parameters(parameters), this.body(fieldOf(node, 'body')), {
      annotations: this.#decorators(decorators),
      isPublic: !words.startsWith('_'),
      isConstructor: words === '__init__',
    })
  }

  #parameters(node: SyntaxNode): readonly Parameter[] {
    return partsOf(node).flatMap((part) => {
      const name = part.type === 'identifier' ? part : (fieldOf(part, 'name') ?? childOf(part, 'identifier'))
      if (name === undefined) return []
      const type = fieldOf(part, 'type')
      const initial = this.optional(fieldOf(part, 'value'))
      return [
        {
          target: nameOf(name, this.text(name)),
          type: type === undefined ? undefined : bareType(this.text(type)),
          annotations: [],
          initial,
        },
      ]
    })
  }

  #arguments(node: SyntaxNode): readonly Argument[] {
    const list = fieldOf(node, 'arguments')
    if (list === undefined) return []
    if (list.type === 'generator_expression') return [argument(this.expression(list))]
    return partsOf(list).map((each) => {
      if (each.type !== 'keyword_argument') return argument(this.expression(each))
      const name = fieldOf(each, 'name')
      return argument(this.field(each, 'value'), name === undefined ? undefined : this.text(name))
    })
  }

  protected override expression(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'identifier':
      case 'as_pattern_target':
        return nameOf(node, this.text(node))
      case 'string':
        return this.#string(node)
      case 'concatenated_string':
        return joined(node, this.parts(node))
      case 'integer':
      case 'float':
        return literal(node, numberOf(this.text(node)))
      case 'true':
      case 'false':
        return literal(node, node.type === 'true')
      case 'none':
        return literal(node, null)
      case 'parenthesized_expression':
      case 'await':
      case 'yield':
      case 'type':
        return this.first(node)
      case 'call':
        return { kind: 'call', callee: this.field(node, 'function'), args: this.#arguments(node), at }
      case 'attribute':
        return { kind: 'member', object: this.field(node, 'object'), name: this.text(fieldOf(node, 'attribute') ?? node), at }
      case 'subscript':
        return { kind: 'index', object: this.field(node, 'value'), index: this.field(node, 'subscript'), at }
      case 'assignment':
        return { kind: 'assign', target: this.field(node, 'left'), value: this.field(node, 'right'), at }
      case 'augmented_assignment': {
        const operator = this.operatorText(node).slice(0, -1)
        return { kind: 'assign', target: this.field(node, 'left'), operator, value: this.field(node, 'right'), at }
      }
      case 'named_expression':
        return { kind: 'assign', target: this.field(node, 'name'), value: this.field(node, 'value'), at }
      case 'as_pattern':
        return { kind: 'assign', target: this.field(node, 'alias'), value: this.first(node), at }
      case 'lambda':
        return { kind: 'function', code: this.#lambda(node), at }
      default:
        return this.#operation(node)
    }
  }

  #operation(node: SyntaxNode): Expression {
    const at = rangeOf(node)
    switch (node.type) {
      case 'binary_operator':
        return this.#binary(node)
      case 'boolean_operator':
        return {
          kind: 'binary',
          operator: this.operatorText(node) === 'and' ? '&&' : '||',
          left: this.field(node, 'left'),
          right: this.field(node, 'right'),
          at,
        }
      case 'not_operator':
        return { kind: 'unary', operator: '!', operand: this.field(node, 'argument'), at }
      case 'unary_operator':
        return { kind: 'unary', operator: this.operatorText(node), operand: this.field(node, 'argument'), at }
      case 'comparison_operator':
        return this.#comparison(node)
      case 'conditional_expression': {
        const [then, test, otherwise] = partsOf(node).map((part) => this.expression(part))
        if (then === undefined || test === undefined || otherwise === undefined) return other(node, [])
        return { kind: 'conditional', test, then, otherwise, at }
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
        return { kind: 'list', elements: this.parts(node), at }
      case 'dictionary':
        return { kind: 'map', entries: partsOf(node).map((each) => this.#entry(each)), at }
      case 'list_splat':
      case 'dictionary_splat':
      case 'list_splat_pattern':
        return { kind: 'spread', of: this.first(node), at }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        return this.#comprehension(node)
      default:
        return other(node, this.parts(node))
    }
  }

  #entry(node: SyntaxNode): { key: Expression | undefined; value: Expression } {
    return node.type === 'pair'
      ? { key: this.field(node, 'key'), value: this.field(node, 'value') }
      : { key: undefined, value: this.expression(node) }
  }

  #binary(node: SyntaxNode): Expression {
    const operator = this.operatorText(node)
    const [left, right] = [this.field(node, 'left'), this.field(node, 'right')]
    if (operator === '+') return sum(node, left, right)
    // `'…%s…' % values` puts text together.
    if (operator === '%' && left.kind !== 'name' && (left.kind === 'text' || (left.kind === 'literal' && typeof left.value === 'string')))
      return joined(node, [left, right])
    return { kind: 'binary', operator, left, right, at: rangeOf(node) }
  }

  #comparison(node: SyntaxNode): Expression {
    const [left, right, ...more] = node.children.filter(({ field }) => field !== 'operators').map((part) => this.expression(part))
    const operator = fieldOf(node, 'operators')
    if (left === undefined || right === undefined || operator === undefined || more.length > 0) return other(node, [])
    const words = this.text(operator).replace(/\s+/g, ' ')
    const known = words === 'is' ? '==' : words === 'is not' ? '!=' : words
    return { kind: 'binary', operator: known, left, right, at: rangeOf(node) }
  }

  #comprehension(node: SyntaxNode): Expression {
    const body = fieldOf(node, 'body')
    const value = body === undefined ? other(node, []) : body.type === 'pair' ? other(body, this.parts(body)) : this.expression(body)
    const binds = node.children
      .filter(({ type }) => type === 'for_in_clause')
      .map((clause): Binding => ({ target: this.field(clause, 'left'), of: this.field(clause, 'right') }))
    return { kind: 'comprehension', binds, body: value, at: rangeOf(node) }
  }

  #string(node: SyntaxNode): Expression {
    const start = childOf(node, 'string_start')
    const prefix =
      start === undefined
        ? ''
        : this.text(start)
            .toLowerCase()
            .replace(/["'].*$/s, '')
    const decode = (text: string): string => (prefix.includes('r') ? text : unescaped(text))
    const parts = partsOf(node)
    if (!parts.some(({ type }) => type === 'interpolation')) {
      const contents = parts.filter(({ type }) => type === 'string_content').map((part) => decode(this.text(part)))
      return literal(node, contents.join(''))
    }
    const pieces = parts.flatMap((part) => {
      if (part.type === 'string_content') return [literal(part, decode(this.text(part)))]
      return part.type === 'interpolation' ? [this.field(part, 'expression')] : []
    })
    return joined(node, pieces)
  }

  #lambda(node: SyntaxNode): FunctionCode {
    const parameters = fieldOf(node, 'parameters')
    const body = fieldOf(node, 'body')
    const statements: readonly Statement[] = body === undefined ? [] : [{ kind: 'return', value: this.expression(body) }]
    return functionCode(node, '', parameters === undefined ? [] : this.#parameters(parameters), statements)
  }
}

/** What the body of a class assigns is a field of it. */
function fieldsIn(member: Statement): readonly Field[] {
  if (member.kind === 'declare' && member.target.kind === 'name')
    return [{ name: member.target.name, type: member.type, value: member.value, at: member.target.at }]
  if (member.kind !== 'expression' || member.value.kind !== 'assign' || member.value.target.kind !== 'name') return []
  return [{ name: member.value.target.name, value: member.value.value, at: member.value.target.at }]
}
