import type { Source } from '../../core/location.ts'
import { resolvePath } from '../../models/azure/template/evaluation.ts'
import { memberOf, parseJson, stringOf, type JsonNode } from '../../syntax/arm/json.ts'
import type { ModuleAliases } from './bicep-reference.ts'

/** What `bicepconfig.json` says about where modules come from. */
export interface BicepConfig {
  readonly aliases: ModuleAliases
  /** The folder of the tree that modules are kept in, where they are vendored. */
  readonly vendored: string | undefined
}

const noConfig: BicepConfig = { aliases: { br: {}, ts: {} }, vendored: undefined }

/** Finds the configuration of a Bicep file as the compiler does: the nearest one in its folder or above it, in the tree. */
export class BicepConfigs {
  readonly #files: ReadonlyMap<string, Source>
  readonly #byFolder = new Map<string, BicepConfig>()

  constructor(files: ReadonlyMap<string, Source>) {
    this.#files = files
  }

  for(uri: string): BicepConfig {
    return this.#ofFolder(uri.slice(0, Math.max(0, uri.lastIndexOf('/'))))
  }

  /** The vendored folders of all configurations. */
  vendored(): readonly string[] {
    const configs = [...this.#files.keys()].filter((uri) => /(?:^|\/)bicepconfig\.json$/.test(uri))
    return configs.flatMap((uri) => this.for(uri).vendored ?? [])
  }

  #ofFolder(folder: string): BicepConfig {
    const known = this.#byFolder.get(folder)
    if (known !== undefined) return known
    const source = this.#files.get(folder === '' ? 'bicepconfig.json' : `${folder}/bicepconfig.json`)
    const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    const config = source !== undefined ? readConfig(source) : folder === '' ? noConfig : this.#ofFolder(parent)
    this.#byFolder.set(folder, config)
    return config
  }
}

function readConfig(source: Source): BicepConfig {
  const { root } = parseJson(source.text)
  const aliases = memberOf(root, 'moduleAliases')?.value
  const folder = stringOf(memberOf(root, 'cacheRootDirectory')?.value)
  return {
    aliases: {
      br: namedIn(memberOf(aliases, 'br')?.value, (alias) => {
        const [registry, modulePath] = [stringOf(memberOf(alias, 'registry')?.value), stringOf(memberOf(alias, 'modulePath')?.value)]
        return registry === undefined ? undefined : { registry, ...(modulePath !== undefined && { modulePath }) }
      }),
      ts: namedIn(memberOf(aliases, 'ts')?.value, (alias) => {
        const [subscription, resourceGroup] = ['subscription', 'resourceGroup'].map((name) => stringOf(memberOf(alias, name)?.value))
        return subscription === undefined || resourceGroup === undefined ? undefined : { subscription, resourceGroup }
      }),
    },
    // Whoever wrote the tree does not say which folders outside it are read.
    vendored: folder === undefined || /^[/\\~]|^[a-z]:/i.test(folder) ? undefined : resolvePath(source.uri, folder),
  }
}

function namedIn<T>(node: JsonNode | undefined, read: (alias: JsonNode) => T | undefined): Readonly<Record<string, T>> {
  if (node?.kind !== 'object') return {}
  return Object.fromEntries(
    node.members.flatMap(({ key, value }): [string, T][] => {
      const alias = read(value)
      return alias === undefined ? [] : [[key, alias]]
    }),
  )
}
