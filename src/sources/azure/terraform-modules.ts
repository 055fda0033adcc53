import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

import type { Source } from '../../core/location.ts'

interface ModuleEntry {
  readonly Key?: unknown
  readonly Dir?: unknown
}

/**
 * The files of a module that `terraform init` has fetched, by the names of the calls that lead to it. Undefined where the
 * configuration in `folder` has not been initialised, or has no such module. Folders outside the configuration's own
 * `.terraform` are not read: those are part of the scanned tree, or are none of our business.
 */
export function fetchedModule(folder: string, path: readonly string[], cwd = process.cwd()): readonly Source[] | undefined {
  const root = resolve(cwd, folder)
  const manifest = join(root, '.terraform', 'modules', 'modules.json')
  if (!existsSync(manifest)) return undefined
  const entry = entriesOf(manifest).find(({ Key }) => Key === path.join('.'))
  if (typeof entry?.Dir !== 'string') return undefined
  const target = resolve(root, entry.Dir)
  if (!target.startsWith(join(root, '.terraform') + sep) || !existsSync(target)) return undefined
  const files = readdirSync(target).filter((file) => file.endsWith('.tf'))
  return files.map((file) => ({
    uri: `${folder === '' ? '' : `${folder}/`}${entry.Dir as string}/${file}`,
    text: readFileSync(join(target, file), 'utf8'),
  }))
}

function entriesOf(manifest: string): readonly ModuleEntry[] {
  try {
    const { Modules } = JSON.parse(readFileSync(manifest, 'utf8')) as { Modules?: unknown }
    return Array.isArray(Modules) ? (Modules as ModuleEntry[]) : []
  } catch {
    return []
  }
}
