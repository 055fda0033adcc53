// Makes src/data/kubernetes-schemas/schemas.json.br from Kubernetes' OpenAPI documents. README.md beside this file says how.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

import { schemaFile } from '../../src/models/kubernetes-api/schema-data.ts'
import { mergeVersions } from './merge-versions.ts'
import { readOpenApi } from './read-openapi.ts'

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: node tools/kubernetes-schemas/generate.ts FOLDER…')
  process.exit(2)
}
const data = mergeVersions(readOpenApi(folders))
const json = Buffer.from(JSON.stringify(data))
const compressed = brotliCompressSync(json, {
  params: { [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: json.length },
})
writeFileSync(join(import.meta.dirname, '../../src/data', schemaFile), compressed)
console.log(
  `1.${data.first} to 1.${data.last}: ${data.kinds.length} kinds, ${data.types.length} types, ${json.length} bytes, ${compressed.length} compressed`,
)
