import { spoken } from '../../core/text.ts'
import { asArray, asObject, asText, asTexts, type UntrustedObject } from '../untrusted.ts'
import { type VexDocument, VexError, type VexProduct, type VexStatement, type VexStatus, vexStatuses } from './statement.ts'

const MAX_DEPTH = 50

/**
 * Reads an OpenVEX (0.0.1, 0.2.0), CycloneDX or CSAF 2.0 document. A statement with a status that the format does not
 * know is left out: it must not silence anything.
 *
 * @throws {VexError} where the text is none of them
 */
export function readVex(text: string, file: string): VexDocument {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new VexError(
      spoken(
        { en: '{file}: not valid JSON: {problem}', ja: '{file}: JSON として読み取れません: {problem}' },
        { file, problem: (error as Error).message },
      ),
    )
  }
  const document = asObject(value)
  if (isOpenVex(document)) return readOpenVex(document, file)
  if (document['bomFormat'] === 'CycloneDX') return readCycloneDxVex(document, file)
  if (typeof asObject(document['document'])['csaf_version'] === 'string') return readCsaf(document, file)
  throw new VexError(
    spoken(
      { en: '{file}: neither OpenVEX nor CycloneDX nor CSAF', ja: '{file}: OpenVEX、CycloneDX、CSAF のいずれでもありません' },
      { file },
    ),
  )
}

function isOpenVex(document: UntrustedObject): boolean {
  const context = document['@context']
  const named = typeof context === 'string' && context.startsWith('https://openvex.dev/ns')
  return named || (Array.isArray(document['statements']) && document['author'] !== undefined)
}

function readOpenVex(document: UntrustedObject, file: string): VexDocument {
  const statements = asArray(document['statements']).flatMap((value): readonly VexStatement[] => {
    const statement = asObject(value)
    const status = statusOf(statement['status'])
    if (status === undefined) return []
    const vulnerability = statement['vulnerability']
    const named = asObject(vulnerability)
    const ids =
      typeof vulnerability === 'string' ? [vulnerability] : [...asTexts([named['name'], named['@id']]), ...asTexts(named['aliases'])]
    return [
      {
        ids: ids.map((id) => id.slice(id.lastIndexOf('/') + 1)),
        status,
        products: asArray(statement['products']).flatMap(openVexProduct),
        justification: asText(statement['justification']),
        words: asText(statement['impact_statement']) ?? asText(statement['action_statement']),
        timestamp: asText(statement['timestamp']) ?? asText(document['timestamp']),
      },
    ]
  })
  return { format: 'OpenVEX', author: asText(document['author']) ?? '', file, statements }
}

function openVexProduct(value: unknown): readonly VexProduct[] {
  if (typeof value === 'string') return [{ id: value, parts: [] }]
  const product = asObject(value)
  const parts = asArray(product['subcomponents']).flatMap((each) => (typeof each === 'string' ? [each] : namesOf(asObject(each))))
  return namesOf(product).map((id) => ({ id, parts }))
}

/** A component may be named by its id and by identifiers, of which one is a package URL. */
function namesOf(component: UntrustedObject): readonly string[] {
  return [...new Set(asTexts([component['@id'], asObject(component['identifiers'])['purl']]))]
}

const cycloneStates: Readonly<Record<string, VexStatus>> = {
  not_affected: 'not_affected',
  false_positive: 'not_affected',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
}

function readCycloneDxVex(document: UntrustedObject, file: string): VexDocument {
  const purls = new Map<string, string>()
  const visit = (component: UntrustedObject, depth: number): void => {
    const [ref, purl] = [asText(component['bom-ref']), asText(component['purl'])]
    if (ref !== undefined && purl !== undefined) purls.set(ref, purl)
    if (depth < MAX_DEPTH) for (const inner of asArray(component['components'])) visit(asObject(inner), depth + 1)
  }
  for (const component of asArray(document['components'])) visit(asObject(component), 0)
  const statements = asArray(document['vulnerabilities']).flatMap((value): readonly VexStatement[] => {
    const entry = asObject(value)
    const analysis = asObject(entry['analysis'])
    const status = cycloneStates[asText(analysis['state']) ?? '']
    const id = asText(entry['id'])
    if (status === undefined || id === undefined) return []
    const products = asArray(entry['affects']).flatMap((each): readonly VexProduct[] => {
      const ref = asText(asObject(each)['ref'])
      if (ref === undefined) return []
      // A BOM-link names a component of another bill by that bill's own reference, which often is a package URL.
      const local = ref.startsWith('urn:cdx:') ? decode(ref.slice(ref.indexOf('#') + 1)) : ref
      return [{ id: purls.get(local) ?? local, parts: [] }]
    })
    return [
      {
        ids: [id, ...asArray(entry['references']).flatMap((each) => asText(asObject(each)['id']) ?? [])],
        status,
        products,
        justification: asText(analysis['justification']),
        words: asText(analysis['detail']),
        timestamp: asText(analysis['lastUpdated']) ?? asText(asObject(document['metadata'])['timestamp']),
      },
    ]
  })
  return { format: 'CycloneDX', author: '', file, statements }
}

/** Only an encoded reference is decoded: one that begins with `pkg:` keeps the escapes of its package URL. */
function decode(reference: string): string {
  if (reference.startsWith('pkg:')) return reference
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}

const csafStatuses: Readonly<Record<string, VexStatus>> = {
  known_not_affected: 'not_affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  under_investigation: 'under_investigation',
}

function readCsaf(document: UntrustedObject, file: string): VexDocument {
  const products = csafProducts(asObject(document['product_tree']))
  const head = asObject(document['document'])
  const timestamp = asText(asObject(head['tracking'])['current_release_date'])
  const statements = asArray(document['vulnerabilities']).flatMap((value): readonly VexStatement[] => {
    const entry = asObject(value)
    const ids = [...asTexts([entry['cve']]), ...asArray(entry['ids']).flatMap((each) => asText(asObject(each)['text']) ?? [])]
    const flags = asArray(entry['flags']).map(asObject)
    const threats = asArray(entry['threats']).map(asObject)
    return Object.entries(asObject(entry['product_status'])).flatMap(([key, names]): readonly VexStatement[] => {
      const status = csafStatuses[key]
      if (status === undefined) return []
      return asTexts(names).map((name) => ({
        ids,
        status,
        products: products.get(name) ?? [{ id: name, parts: [] }],
        justification: asText(flags.find((flag) => isAbout(flag, name))?.['label']),
        words: asText(threats.find((threat) => threat['category'] === 'impact' && isAbout(threat, name))?.['details']),
        timestamp,
      }))
    })
  })
  return { format: 'CSAF', author: asText(asObject(head['publisher'])['name']) ?? '', file, statements }
}

function isAbout(entry: UntrustedObject, product: string): boolean {
  const named = asArray(entry['product_ids'])
  return named.length === 0 || named.includes(product)
}

/** Package URLs by product id; a relationship makes a product out of a part and what it is part of. */
function csafProducts(tree: UntrustedObject): ReadonlyMap<string, readonly VexProduct[]> {
  const purls = new Map<string, string>()
  const add = (product: UntrustedObject): void => {
    const [id, purl] = [asText(product['product_id']), asText(asObject(product['product_identification_helper'])['purl'])]
    if (id !== undefined && purl !== undefined) purls.set(id, purl)
  }
  const visit = (branch: UntrustedObject, depth: number): void => {
    add(asObject(branch['product']))
    if (depth < MAX_DEPTH) for (const inner of asArray(branch['branches'])) visit(asObject(inner), depth + 1)
  }
  visit(tree, 0)
  for (const product of asArray(tree['full_product_names'])) add(asObject(product))
  const found = new Map<string, readonly VexProduct[]>([...purls].map(([id, purl]) => [id, [{ id: purl, parts: [] }]]))
  for (const value of asArray(tree['relationships'])) {
    const relation = asObject(value)
    const id = asText(asObject(relation['full_product_name'])['product_id'])
    const part = purls.get(asText(relation['product_reference']) ?? '')
    const whole = asText(relation['relates_to_product_reference'])
    if (id !== undefined && part !== undefined) found.set(id, [{ id: purls.get(whole ?? '') ?? whole ?? '', parts: [part] }])
  }
  return found
}

function statusOf(value: unknown): VexStatus | undefined {
  return vexStatuses.find((status) => status === value)
}
