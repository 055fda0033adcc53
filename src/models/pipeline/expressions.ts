import { constantOf, isTrue } from '../../syntax/github-expression/constant.ts'
import { walkExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import type { FieldExpression, PipelineFile } from './pipeline-file.ts'

/** Every expression of a file with the field that it stands in. */
export function* allExpressions(file: PipelineFile): Generator<FieldExpression> {
  for (const { path } of file.strings([])) yield* file.expressions(path, path.at(-1) === 'if')
}

/** The largest parts of an expression whose value is known without running it; a lone literal counts only as the whole. */
export function constantParts(expression: Expression): readonly Expression[] {
  if (constantOf(expression) !== undefined && onlyConstants(expression)) return [expression]
  return childrenOf(expression).flatMap((child) => (child.kind === 'literal' ? [] : constantParts(child)))
}

function onlyConstants(expression: Expression): boolean {
  return [...walkExpression(expression)].every(({ kind }) => kind !== 'name' && kind !== 'property' && kind !== 'index' && kind !== 'each')
}

/** The `b` of `a && b || c` that is never taken, because it counts as false. */
export function* falseBranches(expression: Expression): Generator<Expression> {
  for (const node of walkExpression(expression)) {
    if (node.kind !== 'binary' || node.operator !== '||' || node.left.kind !== 'binary' || node.left.operator !== '&&') continue
    const value = constantOf(node.left.right)
    if (value !== undefined && !isTrue(value)) yield node.left.right
  }
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'property':
    case 'each':
      return [expression.object]
    case 'index':
      return [expression.object, expression.index]
    case 'call':
      return expression.args
    case 'not':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'literal':
    case 'name':
    default:
      return []
  }
}
