import { inflateSync } from 'node:zlib'

import { asArray, asObject, asText } from '../../untrusted.ts'
import { parseJson } from '../lock-files/json.ts'
import { InventoryError, type PackageDraft } from '../package.ts'
import { readElf } from './elf.ts'

const MAX_SIZE = 8 * 1024 * 1024

/** The crates that cargo-auditable wrote into a binary. Undefined where there are none. */
export function readAuditableBinary(bytes: Buffer): readonly PackageDraft[] | undefined {
  const section = readElf(bytes).sections.find(({ name }) => name === '.dep-v0')
  if (section === undefined) return undefined
  let json: string
  try {
    json = inflateSync(section.bytes, { maxOutputLength: MAX_SIZE }).toString('utf8')
  } catch {
    throw new InventoryError('the dependency list of the binary is broken')
  }
  return asArray(asObject(parseJson(json))['packages']).flatMap((value) => {
    const entry = asObject(value)
    const name = asText(entry['name'])
    const version = asText(entry['version'])
    const fromRegistry = entry['source'] !== 'local' && entry['root'] !== true
    if (name === undefined || version === undefined || !fromRegistry) return []
    return [{ name, version, scope: entry['kind'] === 'build' ? 'development' : 'runtime' } satisfies PackageDraft]
  })
}
