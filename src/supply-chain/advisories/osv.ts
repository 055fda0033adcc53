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

type Json = Readonly<Record<string, unknown>>

const MAX_SUMMARY = 500

/**
 * Reads an OSV record. Undefined for a withdrawn one; what breaks the schema in one field does not cost the rest.
 *
 * @throws {TypeError} where the record has no id
 */
export function readOsv(value: unknown): Advisory | undefined {
  const record = object(value)
  const id = record['id']
  if (typeof id !== 'string' || id === '') throw new TypeError('an advisory without an id')
  if (typeof record['withdrawn'] === 'string') return undefined
  const specific = object(record['database_specific'])
  const score = specific['cvss_v3_score']
  const summary = text(record['summary']) ?? text(record['details'])?.split('\n', 1)[0] ?? ''
  return {
    id,
    aliases: texts(record['aliases']),
    upstream: texts(record['upstream']),
    summary: summary.slice(0, MAX_SUMMARY),
    modified: text(record['modified']) ?? '',
    published: text(record['published']),
    vectors: vectorsOf(record['severity']),
    severity: text(specific['severity']) ?? (typeof score === 'number' ? String(score) : undefined),
    url: referenceOf(record['references']),
    affected: array(record['affected']).flatMap((each) => affectedOf(object(each))),
  }
}

function affectedOf(entry: Json): readonly Affected[] {
  const found = object(entry['package'])
  const ecosystem = text(found['ecosystem'])
  const name = text(found['name'])
  const specific = object(entry['database_specific'])
  const own = object(entry['ecosystem_specific'])
  if (ecosystem === undefined || name === undefined || specific['not_affected'] === true) return []
  const ranges = array(entry['ranges'])
    .map(object)
    // Commits cannot be compared with the versions of packages.
    .filter((range) => range['type'] !== 'GIT')
    .map((range) => array(range['events']).flatMap((each) => eventOf(object(each))))
  const unaffected = [...texts(specific['patched_versions']), ...texts(specific['unaffected_versions'])]
  const vectors = vectorsOf(entry['severity'])
  return [
    {
      ecosystem,
      name,
      ranges,
      versions: texts(entry['versions']),
      unaffected: Array.isArray(specific['patched_versions']) ? unaffected : undefined,
      severity: text(specific['severity']) ?? text(own['severity']) ?? text(own['urgency']),
      vectors: vectors.length === 0 ? undefined : vectors,
      state: text(specific['status']) ?? text(own['urgency']),
    },
  ]
}

function eventOf(event: Json): readonly RangeEvent[] {
  const { introduced, fixed, last_affected: lastAffected, limit } = event
  if (typeof introduced === 'string') return [{ introduced }]
  if (typeof fixed === 'string') return [{ fixed }]
  if (typeof lastAffected === 'string') return [{ lastAffected }]
  return typeof limit === 'string' ? [{ limit }] : []
}

function vectorsOf(severity: unknown): readonly string[] {
  return array(severity).flatMap((each) => {
    const score = object(each)['score']
    return typeof score === 'string' ? [score] : []
  })
}

function referenceOf(references: unknown): string | undefined {
  const all = array(references).map(object)
  return text((all.find((each) => each['type'] === 'ADVISORY') ?? all[0])?.['url'])
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: unknown): readonly string[] {
  return array(value).filter((each): each is string => typeof each === 'string' && each !== '')
}
