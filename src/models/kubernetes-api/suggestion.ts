import { formatPath, type Path } from '../../core/location.ts'
import type { Suggestion } from './field-problem.ts'
import { jsonType } from './field-problem.ts'
import type { Shape, Struct } from './schema.ts'

/** A mapping on the way from the object's root to the judged one, with its type. */
export interface Level {
  readonly struct: Struct
  /** How many steps of the path lead to it. */
  readonly depth: number
}

/** Longer names than any field has are not worth comparing. */
const longestName = 64

/**
 * How an unknown field was probably meant. Asked in turn: a name of the same type that differs in case or separators
 * only; the same name in a part of this mapping, or in a mapping that holds it; a name of the same type that is one edit
 * away; the same name in another part of the mappings that hold it, such as a field of a container's security context
 * that stands in the pod's; a name that looks alike.
 *
 * @param at path of the mapping that holds the field
 * @param levels the mappings that lead to it, outermost first; the last is the one at `at`
 */
export function suggest(
  field: string,
  mapping: Readonly<Record<string, unknown>>,
  at: Path,
  levels: readonly Level[],
): Suggestion | undefined {
  if (field.length > longestName) return undefined
  const { struct } = levels.at(-1)!
  const outer = levels.slice(0, -1).reverse()
  const nearest = nearestField(field, struct)
  if (nearest?.distance === 0) return rename(nearest, field, mapping, struct)
  const below = findBelow(field, mapping[field], struct, partsOnly)
  if (below !== undefined) return move(at, below)
  const holder = outer.find((level) => level.struct.fields.has(field))
  if (holder !== undefined) return move(at.slice(0, holder.depth), `.${field}`)
  if (nearest?.distance === 1) return rename(nearest, field, mapping, struct)
  for (const level of [levels.at(-1)!, ...outer]) {
    const beside = findBelow(field, mapping[field], level.struct, partsAndEntries)
    if (beside !== undefined) return move(at.slice(0, level.depth), beside)
  }
  return nearest === undefined ? undefined : rename(nearest, field, mapping, struct)
}

/** @param way steps down, each `.name` or `.name[*]`; no name of the API holds a dot */
function move(from: Path, way: string): Suggestion {
  const path = way.includes('[*]') ? undefined : [...from, ...way.slice(1).split('.')]
  return { kind: 'move', to: `${formatPath(from)}${way}`.replace(/^\./, ''), path }
}

interface Nearest {
  readonly name: string
  readonly distance: number
  readonly unique: boolean
}

function rename(nearest: Nearest, field: string, mapping: Readonly<Record<string, unknown>>, struct: Struct): Suggestion {
  const { name, distance, unique } = nearest
  const near = distance === 0 || (distance === 1 && field.length >= 5) || (distance === 2 && field.length >= 10)
  const certain = near && unique && !Object.hasOwn(mapping, name) && fits(mapping[field], struct.fields.get(name)!.shape)
  return { kind: 'rename', field: name, certain }
}

/** The field of a type whose name is the most like another; undefined where none is like it. */
export function nearestField(field: string, struct: Pick<Struct, 'fields'>): Nearest | undefined {
  const plain = plainName(field)
  const allowed = field.length < 2 ? 0 : Math.max(1, Math.min(3, Math.floor(field.length / 3)))
  let best: Nearest | undefined
  for (const name of struct.fields.keys()) {
    const distance = plainName(name) === plain ? 0 : Math.max(1, editDistance(field, name, allowed))
    if (distance > allowed && distance > 0) continue
    if (best === undefined || distance < best.distance) best = { name, distance, unique: true }
    else if (distance === best.distance) best = { ...best, unique: false }
  }
  return best
}

/** Names that people write differently, and mean the same: `run-as-user`, `RunAsUser`. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}

/** How far down, and whether through the entries of lists, a field is looked for. */
interface Reach {
  readonly levels: number
  readonly lists: boolean
}

/** As far as from a cron job's spec to the containers of its pods. Which entry of a list is meant could not be said. */
const partsOnly: Reach = { levels: 5, lists: false }
const partsAndEntries: Reach = { levels: 3, lists: true }

/**
 * The way down to a field of that name through the mappings below a type, where the nearest level has exactly one; or,
 * of several, exactly one that takes the value.
 */
function findBelow(field: string, value: unknown, root: Struct, reach: Reach): string | undefined {
  const above = new Set<Struct>()
  let level: readonly (readonly [string, Struct])[] = [['', root]]
  for (let depth = 0; depth < reach.levels && level.length > 0; depth++) {
    for (const [, struct] of level) above.add(struct)
    level = level.flatMap(([way, struct]) => partsOf(struct, reach.lists, field, above).map(([step, part]) => [way + step, part] as const))
    const found = level.filter(([, struct]) => struct.fields.has(field))
    const fitting = found.length > 1 ? found.filter(([, struct]) => fits(value, struct.fields.get(field)!.shape)) : found
    if (found.length > 0) return fitting.length === 1 ? `${fitting[0]![0]}.${field}` : undefined
  }
  return undefined
}

/** The mappings that a type's fields hold, with the step that leads to each; `without` keeps from going in circles. */
function partsOf(struct: Struct, lists: boolean, sought: string, without: ReadonlySet<Struct>): (readonly [string, Struct])[] {
  const parts: (readonly [string, Struct])[] = []
  for (const { name, shape } of struct.fields.values()) {
    const part = shape.kind === 'list' && lists ? shape.of : shape
    if (part.kind !== 'struct' || without.has(part.struct) || !isEntered(name, part.struct, sought)) continue
    parts.push([`.${name}${part === shape ? '' : '[*]'}`, part.struct])
  }
  return parts
}

/** Whether people mean a field of this part. The parts left out hold names that are too common, or written by nobody. */
function isEntered(part: string, struct: Struct, sought: string): boolean {
  if (part === 'metadata') return sought === 'labels' || sought === 'annotations'
  return !notEntered.has(part) && !struct.name.endsWith('VolumeSource')
}

const notEntered = new Set(['status', 'initContainers', 'ephemeralContainers'])

function fits(value: unknown, shape: Shape): boolean {
  if (shape.kind === 'any' || value === null || value === undefined) return true
  const type = jsonType(value)
  if (shape.kind === 'list') return type === 'list'
  if (shape.kind === 'map' || shape.kind === 'struct' || shape.kind === 'mapping') return type === 'mapping'
  if (shape.kind === 'boolean') return type === 'boolean'
  if (shape.kind === 'int32' || shape.kind === 'int64') return type === 'integer'
  return (
    type !== 'list' &&
    type !== 'mapping' &&
    (type === 'string' || shape.kind === 'quantity' || shape.kind === 'intOrString' || shape.kind === 'number')
  )
}

/**
 * Edits that turn one name into the other (insert, delete, replace, swap neighbours), or more than `limit`.
 * Optimal string alignment over three rows.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1)
      current.push(least)
    }
    ;[before, previous] = [previous, current]
  }
  return previous[b.length]!
}
