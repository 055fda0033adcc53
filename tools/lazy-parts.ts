import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseSync } from 'oxc-parser'
import type { Plugin } from 'rolldown'

const prefix = '\0lazy:'

/** Modules that bring a large package with them and that few scans need. They may export functions only. */
const modules = ['src/syntax/yaml/fallback.ts', 'src/models/secret-provider/vault-objects.ts', 'src/models/azure/allowed-images.ts']

/** Puts in the place of some modules functions that load them, without waiting, when the first of them is called. */
export function lazyParts(root: string): Plugin {
  const files = new Set(modules.map((file) => join(root, file)))
  return {
    name: 'lazy-parts',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return undefined
      const file = join(importer, '..', source)
      return files.has(file) ? { id: prefix + file, moduleSideEffects: false } : undefined
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined
      const file = id.slice(prefix.length)
      const functions = exportedNames(file).map((name) => `export function ${name}(...args) { return load().${name}(...args) }`)
      return [loader('load', this.emitFile({ type: 'chunk', id: file })), ...functions].join('\n')
    },
  }
}

/**
 * The text of a function that loads a chunk when it is first called, and gives what the chunk exports.
 *
 * @param chunk as `emitFile` names it
 */
export function loader(name: string, chunk: string): string {
  return `
let ${name}Loaded
function ${name}() {
  const { createRequire } = process.getBuiltinModule('node:module')
  return (${name}Loaded ??= createRequire(import.meta.url)(process.getBuiltinModule('node:url').fileURLToPath(import.meta.ROLLDOWN_FILE_URL_${chunk})))
}`
}

function exportedNames(file: string): readonly string[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'))
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ isType, exportName: { name } }) => (isType || name === null ? [] : [name])),
  )
}
