import { asArray, asObject, asText, asTexts, type UntrustedObject } from '../untrusted.ts'
/** One change of an OSV range: from this version on the package is affected, or no longer. */
export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string }
  | { readonly limit: string }

/** What an advisory says of one package of one ecosystem. */
export interface Affected {
  /** As OSV has it, with the release: `Debian:12`. */
  readonly ecosystem: string
  readonly name: string
  readonly ranges: readonly (readonly RangeEvent[])[]
  /** Versions that are affected whatever the ranges say. */
  readonly versions: readonly string[]
  /** RubySec's own form: gem requirements that are not affected. */
  readonly unaffected?: readonly string[] | undefined
  /** The word of the vendor, as it stands. */
  readonly severity?: string | undefined
  /** CVSS vectors for this package. */
  readonly vectors?: readonly string[] | undefined
  /** What the vendor says of a fix that is not there: `end-of-life`, `ignored`, … */
  readonly state?: string | undefined
}

/** An advisory, reduced to what matching and reporting need. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  /** The vulnerabilities that a distribution's advisory answers. */
  readonly upstream: readonly string[]
  readonly summary: string
  readonly modified: string
  readonly published?: string | undefined
  readonly vectors: readonly string[]
  /** The word of the database for the whole advisory. */
  readonly severity?: string | undefined
  readonly url?: string | undefined
  readonly affected: readonly Affected[]
}

const MAX_SUMMARY = 500

/**
 * Reads an OSV record. Undefined for a withdrawn one; what breaks the schema in one field does not cost the rest.
 *
 * @throws {TypeError} where the record has no id
 */
export function readOsv(value: unknown): Advisory | undefined {
  const record = asObject(value)
  const id = record['id']
  if (typeof id !== 'string' || id === '') throw new TypeError('an advisory without an id')
  if (typeof record['withdrawn'] === 'string') return undefined
  const specific = asObject(record['database_specific'])
  const score = specific['cvss_v3_score']
  const summary = asText(record['summary']) ?? asText(record['details'])?.split('\n', 1)[0] ?? ''
  return {
    id,
    aliases: asTexts(record['aliases']),
    upstream: asTexts(record['upstream']),
    summary: summary.slice(0, MAX_SUMMARY),
    modified: asText(record['modified']) ?? '',
    published: asText(record['published']),
    vectors: vectorsOf(record['severity']),
    severity: asText(specific['severity']) ?? (typeof score === 'number' ? String(score) : undefined),
    url: referenceOf(record['references']),
    affected: asArray(record['affected']).flatMap((each) => affectedOf(asObject(each))),
  }
}

function affectedOf(entry: UntrustedObject): readonly Affected[] {
  const found = asObject(entry['package'])
  const ecosystem = asText(found['ecosystem'])
  const name = asText(found['name'])
  const specific = asObject(entry['database_specific'])
  const own = asObject(entry['ecosystem_specific'])
  if (ecosystem === undefined || name === undefined || specific['not_affected'] === true) return []
  const ranges = asArray(entry['ranges'])
    .map(asObject)
    // Commits cannot be compared with the versions of packages.
    .filter((range) => range['type'] !== 'GIT')
    .map((range) => asArray(range['events']).flatMap((each) => eventOf(asObject(each))))
  const unaffected = [...asTexts(specific['patched_versions']), ...asTexts(specific['unaffected_versions'])]
  const vectors = vectorsOf(entry['severity'])
  return [
    {
      ecosystem,
      name,
      ranges,
      versions: asTexts(entry['versions']),
      unaffected: Array.isArray(specific['patched_versions']) ? unaffected : undefined,
      severity: asText(specific['severity']) ?? asText(own['severity']) ?? asText(own['urgency']),
      vectors: vectors.length === 0 ? undefined : vectors,
      state: asText(specific['status']) ?? asText(own['urgency']),
    },
  ]
}

function eventOf(event: UntrustedObject): readonly RangeEvent[] {
  const { introduced, fixed, last_affected: lastAffected, limit } = event
  if (typeof introduced === 'string') return [{ introduced }]
  if (typeof fixed === 'string') return [{ fixed }]
  if (typeof lastAffected === 'string') return [{ lastAffected }]
  return typeof limit === 'string' ? [{ limit }] : []
}

function vectorsOf(severity: unknown): readonly string[] {
  return asArray(severity).flatMap((each) => {
    const score = asObject(each)['score']
    return typeof score === 'string' ? [score] : []
  })
}

function referenceOf(references: unknown): string | undefined {
  const all = asArray(references).map(asObject)
  return asText((all.find((each) => each['type'] === 'ADVISORY') ?? all[0])?.['url'])
}
