import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The registry of checks: every file below `src/checks` that declares one, in order of path. */
export function checkIndex(root: string): string {
  const files = readdirSync(join(root, 'src/checks'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[a-z-]+\/[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort()
    .map((id) => `${id}.ts`)
  const names = files.map((file) => file.replace(/\.ts$/, '').replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase()))
  const exported = files.map((file) =>
    file
      .replace(/^.*\//, '')
      .replace(/\.ts$/, '')
      .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  )
  return [
    '// Made by `npm run generate` from the files of src/checks. Do not edit.',
    "import type { Check } from '../core/check.ts'",
    ...files.map((file, index) => `import { ${exported[index]} as ${names[index]} } from './${file}'`),
    '',
    '/** Every check, in order of id. */',
    `export const checks: readonly Check[] = [`,
    ...names.map((name) => `  ${name},`),
    ']',
    '',
  ].join('\n')
}
