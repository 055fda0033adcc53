import type { JsonValue } from '../../core/edit.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'

/** What an attestation says of an image, by the short names that cosign has for the types too. */
export const predicateTypes = {
  cyclonedx: 'https://cyclonedx.org/bom',
  spdx: 'https://spdx.dev/Document',
  vulnerabilities: 'https://in-toto.io/attestation/vulns/v0.2',
  provenance: 'https://slsa.dev/provenance/v1',
} as const

export type PredicateName = keyof typeof predicateTypes
export const predicateNames = Object.keys(predicateTypes) as readonly PredicateName[]

/** The type of a layer and of a manifest that hold such a document as it is, unsigned. */
export const documentTypes: Readonly<Record<PredicateName, string>> = {
  cyclonedx: 'application/vnd.cyclonedx+json',
  spdx: 'application/spdx+json',
  vulnerabilities: 'application/vnd.in-toto.vulns+json',
  provenance: 'application/vnd.in-toto+json',
}

/** The types that bills of materials have in other programs' attachments, besides our own. */
export const billTypes: ReadonlySet<string> = new Set([
  documentTypes.cyclonedx,
  documentTypes.spdx,
  'application/vnd.cyclonedx',
  'application/spdx',
  'text/spdx+json',
])

/** An in-toto statement (v1) about one image. */
export function statementOf(name: string, digest: string, predicateType: string, predicate: JsonValue): JsonValue {
  const [algorithm = '', hex = ''] = digest.split(':')
  return { _type: 'https://in-toto.io/Statement/v1', subject: [{ name, digest: { [algorithm]: hex } }], predicateType, predicate }
}

export interface ScannedAt {
  /** ISO 8601. */
  readonly started: string
  readonly finished: string
  /** The day of the newest advisory, as ISO 8601. */
  readonly newestAdvisory: string
}

/** The vulnerabilities of an image as the predicate of in-toto (vulns v0.2). */
export function vulnerabilityPredicate(
  found: readonly Vulnerability[],
  tool: { readonly name: string; readonly version: string },
  { started, finished, newestAdvisory }: ScannedAt,
): JsonValue {
  return {
    scanner: {
      uri: `https://breakwater.dev/${tool.name}`,
      version: tool.version,
      db: { lastUpdate: newestAdvisory },
      result: found.map(({ id, severity, severityFrom, score, vector, purl, fixed, package: of }) => ({
        id,
        severity: [
          { method: severityFrom, score: severity },
          ...(score === undefined || vector === undefined ? [] : [{ method: vector, score: String(score) }]),
        ],
        annotations: [{ purl, package: of.name, version: of.version, fixed: fixed ?? null }],
      })),
    },
    metadata: { scanStartedOn: started, scanFinishedOn: finished },
  }
}
