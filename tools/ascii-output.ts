import type { Plugin } from 'rolldown'

/**
 * Writes characters beyond ASCII as escapes. Node.js keeps a text with a single one of them in twice the memory, and takes
 * longer to decode it, at every start.
 */
export function asciiOutput(): Plugin {
  return {
    name: 'ascii-output',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code)
    },
  }
}

function escaped(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
