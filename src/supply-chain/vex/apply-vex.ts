import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import { purlMatches, type VexDocument, type VexStatement } from './statement.ts'

/** What VEX documents say of one found vulnerability. */
export interface VexVerdict {
  readonly statement: VexStatement
  readonly document: VexDocument
  /** Whether the finding needs no action: not affected, or fixed. */
  readonly silences: boolean
}

/**
 * The word of VEX documents on a vulnerability; of several the latest. Undefined where none speaks of it.
 *
 * @param subject package URL or digest of the image that holds the package, for statements about parts of it
 */
export function vexVerdict(found: Vulnerability, documents: readonly VexDocument[], subject: string | undefined): VexVerdict | undefined {
  const names = new Set([found.id, ...found.aliases])
  const spoken = documents.flatMap((document) =>
    document.statements
      .filter((statement) => statement.ids.some((id) => names.has(id)) && isAbout(statement, found.purl, subject))
      .map((statement) => ({ statement, document })),
  )
  const latest = spoken.sort((a, b) => timeOf(b.statement) - timeOf(a.statement))[0]
  if (latest === undefined) return undefined
  const { status } = latest.statement
  return { ...latest, silences: status === 'not_affected' || status === 'fixed' }
}

function isAbout({ products }: VexStatement, purl: string, subject: string | undefined): boolean {
  return products.some(({ id, parts }) => {
    if (parts.length === 0) return purlMatches(id, purl) || (subject !== undefined && sameSubject(id, subject))
    return sameSubject(id, subject) && parts.some((part) => purlMatches(part, purl))
  })
}

function sameSubject(stated: string, subject: string | undefined): boolean {
  return subject !== undefined && (stated === subject || purlMatches(stated, subject))
}

function timeOf({ timestamp }: VexStatement): number {
  const time = Date.parse(timestamp ?? '')
  return Number.isNaN(time) ? 0 : time
}
