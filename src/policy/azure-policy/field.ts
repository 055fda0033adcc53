import { isMapping, type Untyped } from '../untyped.ts'
import { memberOf, type PolicyValue } from './value.ts'

/** A step of the way to a field: a name, or all elements of a list. */
export type FieldStep = string | typeof each
export const each = Symbol('[*]')

/** Where aliases lead, by their name in lower case; `paths` where older API versions keep the value elsewhere. */
export interface Alias {
  readonly name: string
  readonly defaultPath: string
  readonly paths: readonly { readonly path: string; readonly apiVersions: readonly string[] }[]
  readonly modifiable: boolean
}

export type AliasTable = ReadonlyMap<string, Alias>

/** Reads aliases in the form in which Azure lists them: providers with resource types with aliases. */
export function readAliases(providers: readonly unknown[]): AliasTable {
  const table = new Map<string, Alias>()
  for (const provider of providers.filter(isMapping))
    for (const type of listOf(provider['resourceTypes']))
      for (const alias of listOf(type['aliases'])) {
        if (typeof alias['name'] !== 'string') continue
        const metadata = alias['defaultMetadata']
        table.set(alias['name'].toLowerCase(), {
          name: alias['name'],
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

/** The ways on which the value of a field may lie, the likeliest first. */
export function fieldPaths(name: string, apiVersion: string | undefined, aliases: AliasTable): readonly (readonly FieldStep[])[] {
  const alias = aliases.get(name.toLowerCase())
  if (alias !== undefined) {
    const path = alias.paths.find(
      ({ apiVersions }) => apiVersion !== undefined && apiVersions.some((version) => version.toLowerCase() === apiVersion.toLowerCase()),
    )?.path
    return [parsePath(path ?? alias.defaultPath)]
  }
  const rest = withoutType(name)
  // Without a table of aliases: nearly all lead into `properties`, the rest to the top of the resource.
  return rest === undefined ? [parsePath(name)] : [['properties', ...parsePath(rest)], parsePath(rest)]
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
      values = values.map((value) => memberOf(value, step))
      continue
    }
    const list = path.slice(0, position + 1)
    const binding = bindings.findLast((candidate) => samePath(candidate.list, list))
    values = values.flatMap((value) => {
      if (!Array.isArray(value)) return []
      return binding === undefined ? value : [value[binding.index] as unknown]
    })
  }
  return values
}
