import type { Program, Statement } from '../../../syntax/bicep/ast.ts'

/**
 * The names of a file that stand for what a condition may leave out, and of the variables that mention them, over however many
 * steps: such a variable is meant to be asked for only where the condition holds.
 */
export function conditionalNames({ statements }: Program, text: string): ReadonlySet<string> {
  const users = new Map<string, string[]>()
  const open: string[] = []
  for (const statement of statements) {
    if (isConditional(statement)) open.push(statement.name.name)
    if (statement.kind !== 'var') continue
    const { start, end } = statement.value.range
    for (const word of new Set(text.slice(start, end).match(/[A-Za-z_]\w*/g))) {
      const known = users.get(word)
      if (known === undefined) users.set(word, [statement.name.name])
      else known.push(statement.name.name)
    }
  }
  const found = new Set<string>()
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(users.get(name) ?? []))
  }
  return found
}

function isConditional(statement: Statement): statement is Extract<Statement, { readonly kind: 'resource' | 'module' }> {
  if (statement.kind !== 'resource' && statement.kind !== 'module') return false
  const { value } = statement
  return value.kind === 'if' || (value.kind === 'for' && value.body.kind === 'if')
}
