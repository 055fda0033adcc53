import { basename } from 'node:path'

import type { Plugin } from 'rolldown'

/** A file that only hands on what another one beside it exports, under the same names. */
const facade = /^export\{[\w$]+(?:,[\w$]+)*\}from"\.\/([\w$.-]+)";?\s*$/

/**
 * Takes away the files that `import()` names and that do nothing but name the file of their group: each costs half a
 * millisecond when it is loaded.
 */
export function noFacades(): Plugin {
  return {
    name: 'no-facades',
    generateBundle(_, bundle) {
      const targets = new Map<string, string>()
      for (const [name, file] of Object.entries(bundle)) {
        const target = file.type === 'chunk' && file.isDynamicEntry && !file.isEntry ? facade.exec(file.code)?.[1] : undefined
        if (target !== undefined) targets.set(name, target)
      }
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        for (const [name, target] of targets) file.code = file.code.replaceAll(`/${basename(name)}`, `/${target}`)
      }
      for (const name of targets.keys()) delete bundle[name]
    },
  }
}
