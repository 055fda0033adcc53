import type { Package } from '../../models/dependency/package.ts'
import { InventoryError } from '../inventory/package.ts'
import { packageOfPurl } from '../inventory/purl-of.ts'
import { PurlError } from '../purl.ts'
import { asArray, asObject, asText, type UntrustedObject } from '../untrusted.ts'

/** What a bill of materials tells: packages that could be understood, and what could not. */
export interface ReadBill {
  readonly format: 'CycloneDX' | 'SPDX'
  readonly name: string
  readonly packages: readonly Package[]
  /** Components without a package URL, or with one of a kind that is not known. They cannot be judged. */
  readonly unknown: readonly string[]
}

/** Components may hold components; a bill that nests deeper than this is hostile. */
const MAX_DEPTH = 100

/**
 * Reads a CycloneDX (1.2 to 1.7) or SPDX (2.2, 2.3) bill in JSON.
 *
 * @throws {InventoryError} where the text is neither
 */
export function readSbom(text: string, file: string): ReadBill {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InventoryError(`not valid JSON: ${(error as Error).message}`)
  }
  const bill = asObject(value)
  if (bill['bomFormat'] === 'CycloneDX') return readCycloneDx(bill, file)
  if (typeof bill['spdxVersion'] === 'string' && bill['spdxVersion'].startsWith('SPDX-2')) return readSpdx(bill, file)
  throw new InventoryError('neither a CycloneDX nor an SPDX 2 bill of materials')
}

function readCycloneDx(bill: UntrustedObject, file: string): ReadBill {
  const found = new Collector(file)
  const visit = (component: UntrustedObject, depth: number): void => {
    if (depth > MAX_DEPTH) throw new InventoryError('components are nested too deeply')
    found.add(component['purl'], component['name'], component['type'], component['version'], licencesOf(component), ownFacts(component))
    for (const inner of asArray(component['components'])) visit(asObject(inner), depth + 1)
  }
  for (const component of asArray(bill['components'])) visit(asObject(component), 0)
  return {
    format: 'CycloneDX',
    name: asText(asObject(asObject(bill['metadata'])['component'])['name']) ?? '',
    packages: found.packages,
    unknown: found.unknown,
  }
}

function readSpdx(bill: UntrustedObject, file: string): ReadBill {
  const found = new Collector(file)
  for (const value of asArray(bill['packages'])) {
    const entry = asObject(value)
    const purl = asArray(entry['externalRefs'])
      .map(asObject)
      .find((each) => each['referenceType'] === 'purl')?.['referenceLocator']
    const declared = entry['licenseDeclared']
    found.add(
      purl,
      entry['name'],
      undefined,
      entry['versionInfo'],
      typeof declared === 'string' && declared !== 'NOASSERTION' ? [declared] : [],
    )
  }
  return { format: 'SPDX', name: asText(bill['name']) ?? '', packages: found.packages, unknown: found.unknown }
}

class Collector {
  readonly packages: Package[] = []
  readonly unknown: string[] = []
  readonly #file: string
  readonly #seen = new Set<string>()

  constructor(file: string) {
    this.#file = file
  }

  add(purl: unknown, name: unknown, type: unknown, version: unknown, licences: readonly string[], own: Partial<Package> = {}): void {
    const label = [asText(name) ?? '', asText(version) ?? ''].filter((part) => part !== '').join('@')
    if (typeof purl !== 'string') {
      // Files and the system itself have no package URL, and need none.
      if (type !== 'file' && type !== 'operating-system' && type !== 'container') this.unknown.push(label)
      return
    }
    if (this.#seen.has(purl)) return
    this.#seen.add(purl)
    const found = this.#parse(purl)
    if (found === undefined || found.version === '') this.unknown.push(purl)
    else this.packages.push({ ...found, ...own, ...(licences.length === 0 ? {} : { licences }) })
  }

  #parse(purl: string): Package | undefined {
    try {
      return packageOfPurl(purl, this.#file)
    } catch (error) {
      if (error instanceof PurlError) return undefined
      throw error
    }
  }
}

/** Where the package is in the image, as our own bills say it. */
function ownFacts(component: UntrustedObject): Partial<Package> {
  const properties = new Map(
    asArray(component['properties']).map((each) => [asText(asObject(each)['name']), asText(asObject(each)['value'])] as const),
  )
  const [file, layer] = [properties.get('breakwater:file'), properties.get('breakwater:layer')]
  return { ...(file === undefined ? {} : { file }), ...(layer === undefined ? {} : { layer }) }
}

function licencesOf(component: UntrustedObject): readonly string[] {
  return asArray(component['licenses']).flatMap((value) => {
    const { license, expression } = asObject(value)
    const name = asObject(license)['id'] ?? asObject(license)['name'] ?? expression
    return typeof name === 'string' ? [name] : []
  })
}
