// Makes src/data/kubernetes-schemas/schemas.jsonl from Kubernetes' OpenAPI documents. README.md beside this file says how.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { schemaFile, storedForm } from '../../src/models/kubernetes-api/schema-data.ts'
import { mergeVersions } from './merge-versions.ts'
import { readOpenApi } from './read-openapi.ts'

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: node tools/kubernetes-schemas/generate.ts FOLDER…')
  process.exit(2)
}
const data = mergeVersions(readOpenApi(folders))
const json = storedForm(data)
writeFileSync(join(import.meta.dirname, '../../src/data', schemaFile), json)
console.log(`1.${data.first} to 1.${data.last}: ${data.kinds.length} kinds, ${data.types.length} types, ${json.length} bytes`)
