import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import type { Source } from '../../core/location.ts'
import type { TemplateFiles } from '../../models/azure/template/evaluation.ts'
import { BicepConfigs } from './bicep-config.ts'
import { cachePathOf, withoutAlias } from './bicep-reference.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the Bicep compiler keeps the modules that it has restored. */
function cacheFolder(env: Environment): string {
  return env['BICEP_CACHE_DIRECTORY'] ?? join(homedir(), '.bicep')
}

/**
 * The files that templates refer to: those of the tree, and modules of registries and template specs out of a vendored folder
 * of the tree or out of the compiler's own cache. Nothing is fetched.
 */
export function bicepFiles(sources: readonly Source[], env: Environment = process.env): TemplateFiles {
  const byUri = new Map(sources.map((source) => [source.uri, source]))
  const configs = new BicepConfigs(byUri)
  const restored = new Map<string, Source | undefined>()
  return {
    read: (uri) => byUri.get(uri),
    registry(reference, from) {
      const { aliases, vendored } = configs.for(from)
      const path = cachePathOf(reference, aliases)
      if (path === undefined) return undefined
      const own = vendored === undefined ? undefined : byUri.get(`${vendored}/${path}`)
      if (own !== undefined) return own
      if (!restored.has(path)) restored.set(path, readRestored(path, cacheFolder(env), withoutAlias(reference, aliases)))
      return restored.get(path)
    },
    fullReference: (reference, from) => withoutAlias(reference, configs.for(from).aliases),
  }
}

function readRestored(path: string, folder: string, reference: string): Source | undefined {
  const file = join(folder, path)
  return existsSync(file) ? { uri: `${reference}/main.json`, text: readFileSync(file, 'utf8') } : undefined
}

/** Templates that stand in a vendored folder are there to be used, not deployed for themselves. */
export function withoutVendored(sources: readonly Source[], all: readonly Source[]): readonly Source[] {
  const folders = new BicepConfigs(new Map(all.map((source) => [source.uri, source]))).vendored()
  return folders.length === 0 ? sources : sources.filter(({ uri }) => !folders.some((folder) => uri.startsWith(`${folder}/`)))
}
