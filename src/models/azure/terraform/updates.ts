import type { TemplateResource } from '../template/evaluation.ts'
import { dictionary, entryOf, isText, valueAt, type Dictionary, type Value } from '../value/value.ts'

/** A change that azapi makes to a resource which something else declares. */
export interface ResourceUpdate {
  /** The id of the resource, or what it is known by. */
  readonly target: string
  readonly body: Dictionary
}

/**
 * Resources with the changes laid over them that others make to them. A change to what is declared elsewhere is not judged: it
 * says too little of the resource.
 */
export function withUpdates(resources: readonly TemplateResource[], updates: readonly ResourceUpdate[]): readonly TemplateResource[] {
  if (updates.length === 0) return resources
  return resources.map((resource) =>
    updates.filter(({ target }) => target !== '' && target.toLowerCase() === knownBy(resource.id).toLowerCase()).reduce(updated, resource),
  )
}

/** An id, or the shape of one that only applying decides. */
export function knownBy(id: Value | undefined): string {
  if (id === undefined) return ''
  return isText(id) ? id.value : id.kind === 'unknown' ? (id.shape ?? '') : ''
}

function updated(resource: TemplateResource, { body }: ResourceUpdate): TemplateResource {
  if (resource.body.kind !== 'dictionary') return resource
  const { editor } = resource
  return {
    ...resource,
    body: laidOver(resource.body, body, 0),
    // What the change sets is not decided where the resource is declared.
    ...(editor !== undefined && {
      editor: { edit: (edits) => (edits.some(({ path }) => valueAt(body, path) !== undefined) ? undefined : editor.edit(edits)) },
    }),
  }
}

/** Objects are merged, and anything else is replaced. */
function laidOver(under: Dictionary, over: Dictionary, depth: number): Dictionary {
  const entries = new Map(under.entries)
  for (const [key, found] of over.entries) {
    const [name] = [...entries].find(([other]) => other.toLowerCase() === key.toLowerCase()) ?? [key]
    const before = entryOf(under, key)?.value
    const merges = before?.kind === 'dictionary' && found.value.kind === 'dictionary' && depth < 32
    entries.set(name, merges ? { ...found, value: laidOver(before, found.value, depth + 1) } : found)
  }
  return dictionary(under, entries, under.open ?? over.open)
}
