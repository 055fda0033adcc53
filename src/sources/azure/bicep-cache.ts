import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import type { Source } from '../../core/location.ts'

/** Aliases of registries as `bicepconfig.json` declares them: `br/alias:path` stands for `br:registry/modulePath/path`. */
export type ModuleAliases = Readonly<Record<string, { readonly registry: string; readonly modulePath?: string }>>

const publicRegistry: ModuleAliases = { public: { registry: 'mcr.microsoft.com', modulePath: 'bicep' } }

/** Where the Bicep compiler keeps the modules that it has restored. */
export function bicepCacheFolder(): string {
  return process.env['BICEP_CACHE_DIRECTORY'] ?? join(homedir(), '.bicep')
}

/**
 * A module of a registry from the compiler's own cache, as the ARM template that the compiler made of it. Undefined where it
 * is not there, or the reference is none. Nothing is fetched.
 */
export function cachedModule(reference: string, folder: string, aliases: ModuleAliases = {}): Source | undefined {
  const parsed = parseReference(reference, { ...publicRegistry, ...aliases })
  if (parsed === undefined) return undefined
  const { registry, repository, tag } = parsed
  const path = join(folder, 'br', registry.replaceAll(':', '$'), repository.replaceAll('/', '$'), `${tag}$`, 'main.json')
  if (!existsSync(path)) return undefined
  return { uri: `br:${registry}/${repository}:${tag}/main.json`, text: readFileSync(path, 'utf8') }
}

interface RegistryReference {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

/** `br:registry/path:tag`, `br/alias:path:tag`; undefined for anything else, so that no path can be smuggled in. */
export function parseReference(reference: string, aliases: ModuleAliases): RegistryReference | undefined {
  const direct = /^br:([\w.-]+(?::\d+)?)\/([a-z0-9._/-]+):([\w.-]+)$/.exec(reference)
  const aliased = /^br\/([\w-]+):([a-z0-9._/-]+):([\w.-]+)$/.exec(reference)
  const [, name = '', path = '', tag = ''] = direct ?? aliased ?? []
  if (name === '' || path.split('/').includes('..') || /^\.+$/.test(tag)) return undefined
  if (direct !== null) return { registry: name, repository: path, tag }
  const alias = aliases[name]
  return alias === undefined
    ? undefined
    : { registry: alias.registry, repository: alias.modulePath === undefined ? path : `${alias.modulePath}/${path}`, tag }
}
