import { SpokenError } from '../../core/spoken-error.ts'
import { parsePurl, type Purl, PurlError } from '../purl.ts'

export const vexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const
export type VexStatus = (typeof vexStatuses)[number]

/** One sentence of a VEX document: these products stand so towards this vulnerability. */
export interface VexStatement {
  /** The vulnerability's id and its other names. */
  readonly ids: readonly string[]
  readonly status: VexStatus
  /** The products, as package URLs or the document's own names. */
  readonly products: readonly VexProduct[]
  readonly justification?: string | undefined
  /** What is said in prose: impact or action. */
  readonly words?: string | undefined
  /** When it was said, as ISO 8601; the latest word on a product counts. */
  readonly timestamp?: string | undefined
}

export interface VexProduct {
  readonly id: string
  /** Where the statement is about parts of the product only. */
  readonly parts: readonly string[]
}

export interface VexDocument {
  readonly format: 'OpenVEX' | 'CycloneDX' | 'CSAF'
  readonly author: string
  readonly file: string
  readonly statements: readonly VexStatement[]
}

/** A text that is no VEX document. */
export class VexError extends SpokenError {}

/**
 * Whether a package URL that a statement names means a package: type, namespace and name must be the same; version and
 * qualifiers count where the statement gives them.
 */
export function purlMatches(stated: string, actual: string): boolean {
  const pattern = tryParse(stated)
  const found = tryParse(actual)
  if (pattern === undefined || found === undefined) return false
  if (pattern.type !== found.type || pattern.namespace !== found.namespace || pattern.name !== found.name) return false
  if (pattern.version !== undefined && !sameVersion(pattern, found)) return false
  return Object.entries(pattern.qualifiers ?? {}).every(([key, value]) => found.qualifiers?.[key] === value)
}

/** Go's versions have a `v` that some documents leave out. */
function sameVersion(pattern: Purl, found: Purl): boolean {
  const plain = ({ type, version = '' }: Purl): string => (type === 'golang' ? version.replace(/^v/, '') : version)
  return plain(pattern) === plain(found)
}

function tryParse(text: string): Purl | undefined {
  try {
    return parsePurl(text)
  } catch (error) {
    if (error instanceof PurlError) return undefined
    throw error
  }
}
