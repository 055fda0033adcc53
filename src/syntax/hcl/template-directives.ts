import type { Range } from '../../core/location.ts'
import type { HclExpression, HclTemplatePart } from './ast.ts'
import type { Cursor } from './cursor.ts'

/** What stands between `%{` and `}`. */
export type Directive = { readonly range: Range } & DirectiveWords

type DirectiveWords =
  | { readonly kind: 'start-if'; readonly condition: HclExpression }
  | { readonly kind: 'start-for'; readonly keyName: string | undefined; readonly valueName: string; readonly over: HclExpression }
  | { readonly kind: 'else' | 'endif' | 'endfor' }

export function readDirective(cursor: Cursor, read: (cursor: Cursor) => HclExpression): DirectiveWords {
  cursor.skip()
  const word = cursor.identifier()
  if (word === 'else' || word === 'endif' || word === 'endfor') return { kind: word }
  if (word === 'if') return { kind: 'start-if', condition: read(cursor) }
  if (word !== 'for') return cursor.fail('"if", "else", "endif", "for" or "endfor"')
  cursor.skip()
  const first = cursor.identifier() ?? cursor.fail('a name')
  cursor.skip()
  let second: string | undefined
  if (cursor.accept(',')) {
    cursor.skip()
    second = cursor.identifier() ?? cursor.fail('a name')
    cursor.skip()
  }
  if (!cursor.acceptWord('in')) cursor.fail('"in"')
  return { kind: 'start-for', keyName: second === undefined ? undefined : first, valueName: second ?? first, over: read(cursor) }
}

type Flat = string | HclExpression | Directive

/** Puts what stands between directives into them. @throws {Unreadable} where one is not closed, or closes none */
export function nestDirectives(cursor: Cursor, flat: readonly Flat[]): readonly HclTemplatePart[] {
  let position = 0
  const upTo = (closing: readonly Directive['kind'][]): { readonly parts: readonly HclTemplatePart[]; readonly end?: Directive } => {
    const parts: HclTemplatePart[] = []
    while (position < flat.length) {
      const part = flat[position++]!
      if (typeof part === 'string' || !isDirective(part)) parts.push(part)
      else if (closing.includes(part.kind)) return { parts, end: part }
      else parts.push(cursor.nested(() => opened(part)))
    }
    return closing.length === 0 ? { parts } : cursor.fail(closing.map((word) => `"%{ ${word} }"`).join(' or '))
  }
  const opened = (directive: Directive): HclTemplatePart => {
    if (directive.kind === 'start-for') {
      const { keyName, valueName, over, range } = directive
      return { kind: 'template-for', keyName, valueName, over, body: upTo(['endfor']).parts, range }
    }
    if (directive.kind !== 'start-if') return cursor.fail('the end of the string')
    const { parts: consequent, end } = upTo(['else', 'endif'])
    const alternative = end?.kind === 'else' ? upTo(['endif']).parts : []
    return { kind: 'template-if', condition: directive.condition, consequent, alternative, range: directive.range }
  }
  return upTo([]).parts
}

const directiveKinds: readonly string[] = ['start-if', 'start-for', 'else', 'endif', 'endfor'] satisfies readonly Directive['kind'][]

function isDirective(part: HclExpression | Directive): part is Directive {
  return directiveKinds.includes(part.kind)
}
