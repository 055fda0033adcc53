import type { Package } from '../../models/dependency/package.ts'
import type { FixState, MatchReason, Vulnerability } from '../../models/dependency/vulnerability.ts'
import { baseOf, type AdvisoryStore, type StoredAffected } from '../advisories/store.ts'
import { purlOf } from '../inventory/purl-of.ts'
import { compareVersionsOf, type CompareVersions } from '../versions/scheme.ts'
import { evaluateAffected, type Hit } from './evaluate.ts'
import { foldAliases } from './fold.ts'
import { bestScore, severityOfScore, severityOfWord } from './severity.ts'

/** One advisory that a package meets, for one id. */
export interface Match {
  /** Names of the one vulnerability; matches that share one are about the same. */
  readonly ids: readonly string[]
  /** Further names, which may stand for other vulnerabilities too. */
  readonly also: readonly string[]
  readonly stored: StoredAffected
  readonly reason: MatchReason
}

/**
 * The vulnerabilities of packages, in the order of the packages. Packages of a distribution are looked up by their
 * source package, its version and the release.
 */
export function matchPackages(packages: readonly Package[], store: AdvisoryStore): readonly Vulnerability[] {
  return packages.flatMap((each) => matchPackage(each, store))
}

function matchPackage(found: Package, store: AdvisoryStore): readonly Vulnerability[] {
  const name = found.source?.name ?? found.name
  const version = found.source?.version ?? found.version
  // What was built from a work tree has no version that could be compared.
  if (version === '(devel)' || version === '') return []
  const candidates = store.find(found.ecosystem, name).filter(({ affected }) => isForRelease(affected.ecosystem, found))
  if (candidates.length === 0) return []
  const compare = compareVersionsOf(found.ecosystem)
  const matches = candidates.flatMap((stored): readonly Match[] => {
    const hit = evaluateAffected(stored.affected, version, compare)
    return hit === undefined ? [] : matchesOf(stored, hit, name, version)
  })
  return foldAliases(matches).map((group) => vulnerabilityOf(found, group, compare))
}

/**
 * An advisory of a distribution may answer several vulnerabilities, and each is a finding of its own. Other lists' names
 * (XSA, TALOS) may stand for several of them, so nothing is folded by those.
 */
function matchesOf(stored: StoredAffected, hit: Hit, name: string, version: string): readonly Match[] {
  const { advisory } = stored
  const reason: MatchReason = { advisory: advisory.id, url: advisory.url, name, version, ...hit }
  const upstream = advisory.upstream.map(normaliseId)
  const answered = upstream.filter((id) => id.startsWith('CVE-'))
  if (answered.length > 1) return answered.map((id) => ({ ids: [id], also: [], stored, reason }))
  if (answered.length === 1) return [{ ids: answered, also: upstream.slice(1), stored, reason }]
  if (upstream.length > 0) return upstream.map((id) => ({ ids: [id], also: [], stored, reason }))
  return [{ ids: [...new Set([advisory.id, ...advisory.aliases].map(normaliseId))], also: [], stored, reason }]
}

/** Old lists spell some ids with a blank or an underscore. */
function normaliseId(id: string): string {
  return id.replace(/^CVE[ _](?=\d)/, 'CVE-')
}

function isForRelease(ecosystem: string, found: Package): boolean {
  const release = ecosystem.slice(baseOf(ecosystem).length + 1)
  if (release === '' || found.release === undefined) return release === '' || found.release === undefined
  // Ubuntu's long-term releases have a mark of their own.
  return release === found.release || release.replace(/:LTS$/, '') === found.release
}

function vulnerabilityOf(found: Package, group: readonly Match[], compare: CompareVersions | undefined): Vulnerability {
  const ids = [...new Set(group.flatMap(({ ids: own }) => own))]
  const id = ids.find((each) => each.startsWith('CVE-')) ?? ids.find((each) => each.startsWith('GHSA-')) ?? ids[0]!
  const fixes = group.flatMap(({ reason }) => reason.fixed ?? [])
  // Only a version that every advisory calls fixed is free of it.
  const fixed = fixes.length === group.length ? fixes.sort(compare).at(-1) : undefined
  const vectors = group.flatMap(({ stored }) => [...(stored.affected.vectors ?? []), ...stored.advisory.vectors])
  const score = bestScore(vectors)
  const word = group.flatMap(({ stored }) => severityOfWord(stored.affected.severity) ?? severityOfWord(stored.advisory.severity) ?? [])[0]
  return {
    id,
    aliases: [...new Set([...ids, ...group.flatMap(({ also }) => also)])].filter((each) => each !== id),
    package: found,
    purl: purlOf(found),
    severity: word ?? (score === undefined ? 'unknown' : severityOfScore(score.score)),
    severityFrom: word !== undefined ? 'vendor' : score === undefined ? 'none' : 'cvss',
    score: score?.score,
    vector: score?.vector,
    summary: group.find(({ stored }) => stored.advisory.summary !== '')?.stored.advisory.summary ?? '',
    fixed,
    state: fixed !== undefined ? 'fixed' : stateOf(group),
    reasons: group.map(({ reason }) => reason),
  }
}

const states: Readonly<Record<string, FixState>> = {
  'end-of-life': 'end-of-life',
  ignored: 'will-not-fix',
  'will-not-fix': 'will-not-fix',
  will_not_fix: 'will-not-fix',
  unimportant: 'will-not-fix',
}

function stateOf(group: readonly Match[]): FixState {
  for (const { stored } of group) {
    const state = states[stored.affected.state?.toLowerCase() ?? '']
    if (state !== undefined) return state
  }
  return 'not-fixed'
}
