import type { JsonValue, PathEdit } from '../../core/edit.ts'

type Container = Record<string | number, JsonValue>

/** The value after path edits, as their definition has it (`src/core/edit.ts`); the given one is left as it is. */
export function editedValue(value: unknown, edits: readonly PathEdit[]): unknown {
  const edited = structuredClone(value) as JsonValue
  for (const edit of edits) applyEdit(edited, edit)
  return edited
}

function applyEdit(root: JsonValue, edit: PathEdit): void {
  const last = edit.path.at(-1)
  if (last === undefined) return
  const isMaking = edit.op === 'set' || edit.op === 'append'
  let parent = root as Container
  for (const [index, step] of edit.path.slice(0, -1).entries()) {
    if (!Object.hasOwn(parent, step) || typeof parent[step] !== 'object' || parent[step] === null) {
      if (!isMaking) return
      parent[step] = typeof edit.path[index + 1] === 'number' ? [] : {}
    }
    parent = parent[step] as Container
  }
  if (edit.op === 'set') parent[last] = structuredClone(edit.value)
  else if (edit.op === 'append') {
    const list = parent[last]
    parent[last] = [...(Array.isArray(list) ? (list as readonly JsonValue[]) : []), structuredClone(edit.value)]
  } else if (edit.op === 'rename') {
    const entries = Object.entries(parent).map(([key, child]): [string, JsonValue] => [key === last ? edit.key : key, child])
    for (const key of Object.keys(parent)) delete parent[key]
    Object.assign(parent, Object.fromEntries(entries))
  } else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
}
