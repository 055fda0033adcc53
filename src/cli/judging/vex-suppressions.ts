import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'
import type { Suppression } from '../../core/suppression.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import { vexVerdict } from '../../supply-chain/vex/apply-vex.ts'
import { readVex } from '../../supply-chain/vex/read-vex.ts'
import { type VexDocument, VexError } from '../../supply-chain/vex/statement.ts'

/**
 * Reads VEX documents.
 *
 * @throws {BreakwaterError} where one is not there, or is none
 */
export function readVexDocuments(paths: readonly string[], cwd: string): readonly VexDocument[] {
  return paths.map((path) => {
    try {
      return readVex(readFileSync(resolve(cwd, path), 'utf8'), path)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new BreakwaterError('path-not-found', { path }, { cause })
      if (cause instanceof VexError) throw new BreakwaterError('bad-usage', { problem: cause.says }, { cause })
      throw cause
    }
  })
}

/**
 * What VEX documents say is not affected stays in the report, suppressed by the document's word.
 *
 * @param subject name or digest of what holds the packages, for statements about parts of it
 */
export function vexSuppressions(
  found: readonly Vulnerability[],
  documents: readonly VexDocument[],
  subject: string | undefined,
): readonly Suppression[] {
  return found.flatMap((vulnerability) => suppressionOf(vulnerability, documents, subject))
}

function suppressionOf(found: Vulnerability, documents: readonly VexDocument[], subject: string | undefined): readonly Suppression[] {
  const verdict = vexVerdict(found, documents, subject)
  if (verdict === undefined || !verdict.silences) return []
  const { statement, document } = verdict
  const words = [statement.status, statement.justification, statement.words].filter((each) => each !== undefined).join(': ')
  const { id, purl } = found
  return [
    {
      by: 'config',
      checks: ['image/no-known-vulnerability', 'dependency/no-known-vulnerability'],
      reason: `${document.format} ${document.author}`.trim() + ` – ${words}`,
      place: { source: { uri: document.file, text: '' }, range: { start: 0, end: 0 }, path: [] },
      covers: ({ details }) => {
        const about = details?.['vulnerability'] as { id?: string; purl?: string } | undefined
        return about?.id === id && about.purl === purl
      },
    },
  ]
}
