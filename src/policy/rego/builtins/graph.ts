import type { BuiltinContext } from '../evaluation.ts'
import { RegoObject, RegoSet, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { elementsAt, isArray, objectAt } from './operands.ts'

/** Every value inside the value with the path to it, as `[path, value]`; children come before their parents' siblings. */
function walk([root]: readonly Value[], { budget }: BuiltinContext): readonly Value[] {
  const pairs: Value[] = []
  const visit = (path: readonly Value[], value: Value): void => {
    budget.produce(1 + path.length)
    pairs.push([path, value])
    if (isArray(value)) value.forEach((item, index) => visit([...path, index], item))
    else if (value instanceof RegoObject) for (const key of value.keys()) visit([...path, key], value.get(key)!)
    else if (value instanceof RegoSet) for (const member of value.members()) visit([...path, member], member)
  }
  visit([], root!)
  return pairs
}

function neighbours(graph: RegoObject, node: Value): readonly Value[] | undefined {
  const edges = graph.get(node)
  if (edges === undefined) return undefined
  return edges instanceof RegoSet ? edges.members() : isArray(edges) ? edges : []
}

function reachable(args: readonly Value[], { budget }: BuiltinContext): Value {
  const graph = objectAt(args, 1)
  const reached = new RegoSet()
  const waiting = [...elementsAt(args, 2)]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const next = reached.has(node) ? undefined : neighbours(graph, node)
    if (next === undefined) continue
    budget.produce(1 + next.length)
    reached.add(node)
    waiting.push(...next)
  }
  return reached
}

/** Paths from the roots that end where nothing new can be reached. */
function reachablePaths(args: readonly Value[], { budget }: BuiltinContext): Value {
  const graph = objectAt(args, 1)
  const paths = new RegoSet()
  const follow = (path: readonly Value[], node: Value): void => {
    budget.enter()
    budget.produce(1 + path.length)
    const extended = [...path, node]
    const onward = (neighbours(graph, node) ?? []).filter((next) => graph.has(next))
    if (onward.length === 0) paths.add(extended)
    for (const next of onward) {
      if (new RegoSet(extended).has(next)) paths.add(extended)
      else follow(extended, next)
    }
    budget.leave()
  }
  for (const root of elementsAt(args, 2)) if (graph.has(root)) follow([], root)
  return paths
}

export const graphBuiltins: BuiltinFamily = {
  walk: builtin(1, walk),
  'graph.reachable': builtin(2, reachable),
  'graph.reachable_paths': builtin(2, reachablePaths),
}
