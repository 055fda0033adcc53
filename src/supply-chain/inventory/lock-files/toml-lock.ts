import { parse } from 'smol-toml'

import type { Range, Source } from '../../../core/location.ts'
import type { Ecosystem, Package } from '../../../models/dependency/package.ts'
import { asArray, asObject, asText } from '../../untrusted.ts'
import { InventoryError, type PackageDraft, packagesOf } from '../package.ts'
import { linesOf, within } from './lines.ts'

type Table = Readonly<Record<string, unknown>>

/** `Cargo.lock`: what comes from a registry or a repository; a package without a source is the workspace's own. */
export function readCargoLock(source: Source): readonly Package[] {
  return tables(source, 'package', 'crates.io', (table) => {
    if (asText(table['source']) === undefined) return undefined
    const checksum = asText(table['checksum'])
    return {
      hashes: checksum === undefined ? undefined : [`sha256:${checksum}`],
      needs: asArray(table['dependencies']).map((each) => String(each).split(' ')[0]!),
    }
  })
}

/** `poetry.lock`. Older formats mark what is for development in `category`, newer ones in `groups`. */
export function readPoetryLock(source: Source): readonly Package[] {
  return tables(source, 'package', 'PyPI', (table) => {
    const groups = asArray(table['groups'])
    const development = table['category'] === 'dev' || (groups.length > 0 && !groups.includes('main'))
    return { scope: development ? 'development' : table['optional'] === true ? 'optional' : 'runtime' }
  })
}

/** `uv.lock`. Packages that are part of the workspace are left out. */
export function readUvLock(source: Source): readonly Package[] {
  return tables(source, 'package', 'PyPI', (table) => {
    const origin = asObject(table['source'])
    if (['virtual', 'editable', 'directory'].some((kind) => origin[kind] !== undefined)) return undefined
    return { needs: asArray(table['dependencies']).flatMap((each) => asText(asObject(each)['name']) ?? []) }
  })
}

/** `pdm.lock`. */
export function readPdmLock(source: Source): readonly Package[] {
  return tables(source, 'package', 'PyPI', (table) => {
    const groups = asArray(table['groups'])
    return { scope: groups.length > 0 && !groups.includes('default') ? 'development' : 'runtime' }
  })
}

/** `pylock.toml` of PEP 751. */
export function readPylock(source: Source): readonly Package[] {
  return tables(source, 'packages', 'PyPI', () => ({}))
}

function tables(
  source: Source,
  key: string,
  ecosystem: Ecosystem,
  read: (table: Table) => Partial<PackageDraft> | undefined,
): readonly Package[] {
  const places = headerPlaces(source.text, `[[${key}]]`)
  const drafts = asArray(parseToml(source.text)[key]).flatMap((value, index): readonly PackageDraft[] => {
    const table = asObject(value)
    const name = asText(table['name'])
    const version = asText(table['version'])
    const more = read(table)
    return name === undefined || version === undefined || more === undefined ? [] : [{ name, version, at: places[index], ...more }]
  })
  return packagesOf(ecosystem, source.uri, drafts)
}

function parseToml(text: string): Table {
  try {
    return parse(text)
  } catch (error) {
    throw new InventoryError(`not valid TOML: ${(error as Error).message.split('\n')[0] ?? ''}`)
  }
}

/** Where the `name` of each table of an array is written; the header itself where it has none of its own. */
function headerPlaces(text: string, header: string): readonly Range[] {
  const places: Range[] = []
  let open = false
  for (const line of linesOf(text)) {
    if (line.text.startsWith('[')) {
      open = line.text.trim() === header
      if (open) places.push({ start: line.start, end: line.start + header.length })
    } else if (open) {
      const name = /^name\s*=\s*(["'])(.*)\1/.exec(line.text)
      if (name === null) continue
      places[places.length - 1] = within(line, name[2]!, line.text.indexOf('='))
      open = false
    }
  }
  return places
}
