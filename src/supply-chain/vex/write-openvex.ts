import { createHash } from 'node:crypto'

import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import type { VexStatus } from './statement.ts'

/** A decision on a vulnerability, to be told to others. */
export interface VexDecision {
  readonly vulnerability: Vulnerability
  readonly status: VexStatus
  /** One of OpenVEX's justifications; required for `not_affected` unless `words` are given. */
  readonly justification?: string | undefined
  readonly words?: string | undefined
}

/**
 * Decisions as an OpenVEX 0.2.0 document. The id follows from the content.
 *
 * @param timestamp ISO 8601
 */
export function toOpenVex(decisions: readonly VexDecision[], author: string, timestamp: string): Readonly<Record<string, unknown>> {
  const statements = decisions.map(({ vulnerability, status, justification, words }) => ({
    vulnerability: { name: vulnerability.id, ...(vulnerability.aliases.length === 0 ? {} : { aliases: vulnerability.aliases }) },
    products: [{ '@id': vulnerability.purl }],
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(words === undefined ? {} : { [status === 'affected' ? 'action_statement' : 'impact_statement']: words }),
  }))
  const identity = createHash('sha256')
    .update(JSON.stringify([author, timestamp, statements]))
    .digest('hex')
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://breakwater.dev/vex/${identity}`,
    author,
    timestamp,
    version: 1,
    statements,
  }
}
