import type { PathEdit, TextEdit } from '../../../core/edit.ts'
import { text } from '../../../core/text.ts'
import type { TemplateProblem, TemplateResource } from '../template/evaluation.ts'
import {
  dictionary,
  entry,
  entryOf,
  isText,
  stillUnknown,
  valueAt,
  type Dictionary,
  type Origin,
  type Unknown,
  type Value,
} from '../value/value.ts'

const messages = {
  notDeclared: text({
    en: '{update} changes a resource that this configuration does not declare; what it sets is not judged',
    ja: '{update} は、この構成で宣言されていないリソースを変更します。その設定は判定されません',
  }),
}

/** A change that azapi makes to a resource which something else declares. */
export interface ResourceUpdate extends Origin {
  /** `azapi_update_resource.name`, with the modules before it. */
  readonly address: string
  readonly type: string
  /** The id of the resource, or what it is known by; empty where it is told by its parent and its name. */
  readonly target: string
  readonly parent: string
  readonly name: string
  readonly body: Dictionary | Unknown
  /** Edits of the change itself; undefined where they cannot be made. */
  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined
}

/**
 * Resources with the changes laid over them that others make to them. A change to what is declared elsewhere says too little of
 * the resource to judge it: it is told as a problem.
 */
export function withUpdates(
  resources: readonly TemplateResource[],
  updates: readonly ResourceUpdate[],
): { readonly resources: readonly TemplateResource[]; readonly problems: readonly TemplateProblem[] } {
  const made = [...resources]
  const problems: TemplateProblem[] = []
  for (const update of updates) {
    const targets = made.keys().filter((index) => isMeant(update, made[index]!))
    let isFound = false
    for (const index of [...targets]) {
      made[index] = updated(made[index]!, update)
      isFound = true
    }
    if (isFound) continue
    const { source, range, address } = update
    problems.push({ source, range, kind: 'module', message: { text: messages.notDeclared, args: { update: address } } })
  }
  return { resources: made, problems }
}

function isMeant({ target, type, name, parent }: ResourceUpdate, resource: TemplateResource): boolean {
  if (target !== '') return isSame(target, knownBy(resource.id))
  if (name === '' || !isSame(type, resource.type) || !isSame(name, knownBy(resource.name))) return false
  const declared = knownBy(valueAt(resource.body, ['parentId']))
  return declared === '' || parent === '' || isSame(parent, declared)
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** An id, or the shape of one that only applying decides. */
export function knownBy(id: Value | undefined): string {
  if (id === undefined) return ''
  return isText(id) ? id.value : id.kind === 'unknown' ? (id.shape ?? '') : ''
}

function updated(resource: TemplateResource, update: ResourceUpdate): TemplateResource {
  const { body } = update
  if (resource.body.kind !== 'dictionary') return resource
  if (body.kind === 'unknown') {
    const entries = new Map([...resource.body.entries, ['properties', entry(body, stillUnknown(body, body))] as const])
    return { ...resource, body: dictionary(resource.body, entries, resource.body.open ?? body), editor: { edit: () => undefined } }
  }
  return {
    ...resource,
    body: laidOver(resource.body, body, 0),
    ...(resource.editor !== undefined && { editor: { edit: (edits) => edited(resource, update, edits) } }),
  }
}

/** What the change sets is edited there, where that is the same file, and the rest where the resource is declared. */
function edited(
  { editor, declaration }: TemplateResource,
  { body, source, edit: editUpdate }: ResourceUpdate,
  edits: readonly PathEdit[],
): readonly TextEdit[] | undefined {
  const [there, here]: PathEdit[][] = [[], []]
  for (const edit of edits) (valueAt(body, edit.path) === undefined ? here! : there!).push(edit)
  const inUpdate = there!.length === 0 ? [] : source === declaration.source ? editUpdate(there!) : undefined
  const inResource = here!.length === 0 ? [] : editor?.edit(here!)
  return inUpdate === undefined || inResource === undefined ? undefined : [...inResource, ...inUpdate]
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
