// Writes what is made from the code: `npm run generate`. With --check it changes nothing and fails when something is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { checkIndex } from './generate-check-index.ts'

const root = join(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')

const generated: Record<string, () => string> = {
  'src/checks/index.generated.ts': () => checkIndex(root),
}

let stale = 0
for (const [file, make] of Object.entries(generated)) {
  const path = join(root, file)
  const made = make()
  if (existsSync(path) && readFileSync(path, 'utf8') === made) continue
  stale++
  console.error(checkOnly ? `stale: ${file} (run npm run generate)` : `wrote ${file}`)
  if (checkOnly) continue
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, made)
}
if (checkOnly && stale > 0) process.exit(1)
