// Writes what is made from the code: `npm run generate`. With --check it changes nothing and fails when something is stale.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { checkIndex } from './generate-check-index.ts'

const root = join(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')
let stale = 0

function generate(file: string, made: string): void {
  const path = join(root, file)
  if (existsSync(path) && readFileSync(path, 'utf8') === made) return
  stale++
  console.error(checkOnly ? `stale: ${file} (run npm run generate)` : `wrote ${file}`)
  if (checkOnly) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, made)
}

// The index comes first: everything else is made from the checks that it lists.
generate('src/checks/index.generated.ts', checkIndex(root))
const { documents } = await import('./docs/documents.ts')
const pages = await documents()
for (const [file, made] of pages) generate(file, made)

for (const file of globSync('docs/{en,ja}/checks/*.md', { cwd: root })) {
  if (pages.has(file)) continue
  stale++
  console.error(checkOnly ? `left over: ${file}` : `removed ${file}`)
  if (!checkOnly) rmSync(join(root, file))
}
if (checkOnly && stale > 0) process.exit(1)
