import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The parts of a Swagger 2.0 or JSON Schema definition that the generator reads. */
export interface Definition {
  readonly $ref?: string
  readonly type?: string | readonly (string | null)[]
  readonly format?: string
  readonly items?: Definition
  readonly additionalProperties?: Definition | boolean
  readonly properties?: Readonly<Record<string, Definition>>
  readonly required?: readonly string[]
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[]
}

export type Definitions = ReadonlyMap<string, Definition>

/**
 * The definitions of every minor version below `folders`: files called `swagger.json` or `_definitions.json` in a folder
 * whose name starts with the version, such as `v1.36.0` or `v1.36.0-local`. Of several for one minor the last wins.
 */
export function readOpenApi(folders: readonly string[]): Map<number, Definitions> {
  const found = new Map<number, Definitions>()
  for (const folder of folders) {
    for (const file of globSync('**/{swagger,_definitions}.json', { cwd: folder }).sort()) {
      const minor = /(?:^|[/\\])v1\.(\d+)(?:\.\d+)?(?:-local)?[/\\][^/\\]+$/.exec(file)?.[1]
      if (minor === undefined) continue
      const document = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<'definitions' | '$defs', Record<string, Definition>>
      found.set(Number(minor), new Map(Object.entries(document.definitions ?? document.$defs)))
    }
  }
  return new Map([...found].sort(([a], [b]) => a - b))
}
