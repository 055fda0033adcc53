import { isMapping, type Untyped } from '../untyped.ts'
import { memberOf, UnknownValue, type PolicyValue } from './value.ts'

/** A step of the way to a field: a name, or all elements of a list. */
export type FieldStep = string | typeof each
export const each = Symbol('[*]')

/** Where aliases lead, by their name in lower case; `paths` where older API versions keep the value elsewhere. */
export interface Alias {
  readonly name: string
  /** The resource type that it belongs to, in lower case. */
  readonly type: string
  readonly defaultPath: string
  readonly paths: readonly { readonly path: string; readonly apiVersions: readonly string[] }[]
  readonly modifiable: boolean
}

/** Several resource types can have an alias of one name. */
export type AliasTable = ReadonlyMap<string, readonly Alias[]>

/** Reads aliases in the form in which Azure lists them: providers with resource types with aliases. */
export function readAliases(providers: readonly unknown[]): AliasTable {
  const table = new Map<string, Alias[]>()
  for (const provider of providers.filter(isMapping))
    for (const type of listOf(provider['resourceTypes']))
      for (const alias of listOf(type['aliases'])) {
        if (typeof alias['name'] !== 'string') continue
        const metadata = alias['defaultMetadata']
        const key = alias['name'].toLowerCase()
        const known = table.get(key) ?? []
        table.set(key, known)
        known.push({
          name: alias['name'],
          type: `${String(provider['namespace'])}/${String(type['resourceType'])}`.toLowerCase(),
          defaultPath: typeof alias['defaultPath'] === 'string' ? alias['defaultPath'] : '',
          paths: listOf(alias['paths']).map(({ path, apiVersions }) => ({
            path: String(path),
            apiVersions: Array.isArray(apiVersions) ? apiVersions.map(String) : [],
          })),
          modifiable: isMapping(metadata) && String(metadata['attributes']).includes('Modifiable'),
        })
      }
  return table
}

function listOf(value: unknown): readonly Untyped[] {
  return Array.isArray(value) ? value.filter(isMapping) : []
}

/** `a.b[*].c`, `tags['x.y']`, `tags[x]` as steps. */
export function parsePath(text: string): readonly FieldStep[] {
  const steps: FieldStep[] = []
  for (const [, , quoted, bracketed, name] of text.matchAll(/(\[\*\])|\['([^']*)'\]|\[([^\]]*)\]|([^.[\]]+)/g))
    steps.push(quoted ?? bracketed ?? name ?? each)
  return steps.map((step) => (step === '*' ? each : step))
}

/** The name as it stands behind the resource type: `Microsoft.X/types/a.b` is `a.b`. */
function withoutType(name: string): string | undefined {
  const slash = name.lastIndexOf('/')
  return slash === -1 || !/^[\w.]+\//.test(name) ? undefined : name.slice(slash + 1)
}

/** The alias of this name, for the type of the resource where several types have one. */
export function findAlias(aliases: AliasTable, name: string, type: string): Alias | undefined {
  const found = aliases.get(name.toLowerCase())
  return found?.find((alias) => alias.type === type.toLowerCase()) ?? found?.[0]
}

/** The ways on which the value of a field may lie, the likeliest first. */
export function fieldPaths(
  name: string,
  resource: { readonly type: string; readonly apiVersion: string | undefined },
  aliases: AliasTable,
): readonly (readonly FieldStep[])[] {
  const rest = withoutType(name)
  if (rest === undefined) return [parsePath(name)]
  // Without an alias: nearly all lead into `properties`, the others to the top of the resource.
  const guesses: readonly (readonly FieldStep[])[] = [['properties', ...parsePath(rest)], parsePath(rest)]
  const alias = findAlias(aliases, name, resource.type)
  if (alias === undefined) return guesses
  const version = resource.apiVersion?.toLowerCase()
  const path = alias.paths.find(
    ({ apiVersions }) => version !== undefined && apiVersions.some((candidate) => candidate.toLowerCase() === version),
  )?.path
  return [parsePath(path ?? alias.defaultPath), ...guesses]
}

/** An element that a `count` is looking at: the list it comes from, and which it is. */
export interface ElementBinding {
  readonly list: readonly FieldStep[]
  readonly index: number
}

function samePath(a: readonly FieldStep[], b: readonly FieldStep[]): boolean {
  return a.length === b.length && a.every((step, index) => stepName(step) === stepName(b[index]!))
}

const stepName = (step: FieldStep): string => (typeof step === 'string' ? step.toLowerCase() : '[*]')

/**
 * The values at the end of a path: one for each combination of elements. A list that a `count` is looking at is
 * entered at the element in question only.
 */
export function collect(root: PolicyValue, path: readonly FieldStep[], bindings: readonly ElementBinding[]): readonly PolicyValue[] {
  let values: readonly PolicyValue[] = [root]
  for (const [position, step] of path.entries()) {
    if (typeof step === 'string') {
      // Old aliases enter a list without saying so: `logs.enabled` is that of each of the `logs`.
      const within: readonly FieldStep[] = [...path.slice(0, position), each]
      const entered = bindings.findLast((candidate) => samePath(candidate.list, within))
      values = values.flatMap((value) => {
        if (!Array.isArray(value) || /^\d+$/.test(step)) return [memberOf(value, step)]
        return (entered === undefined ? value : [value[entered.index] as unknown]).map((item) => memberOf(item, step))
      })
      continue
    }
    const list = path.slice(0, position + 1)
    const binding = bindings.findLast((candidate) => samePath(candidate.list, list))
    values = values.flatMap((value) => {
      if (value instanceof UnknownValue) return [value]
      if (!Array.isArray(value)) return []
      return binding === undefined ? value : [value[binding.index] as unknown]
    })
  }
  return values
}
