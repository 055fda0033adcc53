import type { Check } from '../../core/check.ts'
import { judge, type Evaluation, type JudgeOptions } from '../../core/engine.ts'
import type { Estate } from '../../core/estate.ts'
import type { Finding } from '../../core/finding.ts'
import { fingerprint } from '../../core/fingerprint.ts'
import type { Path, Place } from '../../core/location.ts'
import type { ResourceRef } from '../../core/subject.ts'
import { applySuppressions, type Suppression } from '../../core/suppression.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import { azureResource, AzureResource } from './resource.ts'
import { toPlain } from './value/plain.ts'

const words = {
  liveFails: text({
    en: 'declared as it should be, deployed otherwise: {finding}',
    ja: '宣言は適切ですが、デプロイ済みのものが異なります: {finding}',
  }),
  declaredFails: text({
    en: 'deployed as it should be, and the next deployment would undo it: {finding}',
    ja: 'デプロイ済みのものは適切ですが、次のデプロイで元に戻ります: {finding}',
  }),
  deployed: text({ en: 'deployed: {value}', ja: 'デプロイ済みの値: {value}' }),
  declared: text({ en: 'declared here', ja: 'ここで宣言されています' }),
  nothing: text({ en: 'not set', ja: '未設定' }),
  concealed: text({ en: 'a secret', ja: 'シークレット' }),
}

/** How what is declared lies to what is deployed. */
export interface Drift {
  /** The findings about what is deployed, in the light of what is declared; and beside them what the next deployment would undo. */
  readonly amend: (findings: readonly Finding[]) => readonly Finding[]
  /** How many resources are declared, and how many of them were found among what is deployed. */
  readonly declared: number
  readonly matched: number
}

interface Pair {
  readonly declared: Evaluation
  readonly live: Evaluation
}

/**
 * Compares the verdicts on what is deployed with those on what templates declare. Resources are matched by type and name, and
 * by resource group where several have the same; a declared name that is known in part matches the only one that it fits.
 *
 * @param suppressions those that stand beside the declarations: what they accept there is accepted where it is deployed
 */
export function driftBetween(
  checks: readonly Check[],
  live: Estate,
  declared: Estate,
  options: JudgeOptions & { readonly today: string },
  suppressions: readonly Suppression[],
): Drift {
  const ours = checks.filter(({ subject }) => declared.subjects(subject)[0] instanceof AzureResource)
  const deployed = new Counterparts()
  const verdicts = new Map<ResourceRef, Map<Check, Evaluation>>()
  for (const evaluation of judge(ours, live, options)) {
    const { ref } = evaluation.subject
    verdicts.set(ref, (verdicts.get(ref) ?? new Map<Check, Evaluation>()).set(evaluation.check, evaluation))
  }
  const pairs = new Map<ResourceRef, Map<string, Pair>>()
  for (const evaluation of judge(ours, declared, options)) {
    const { check, subject } = evaluation
    const counterpart = subject instanceof AzureResource ? deployed.of(subject, live.subjects(check.subject)) : undefined
    const verdict = counterpart === undefined ? undefined : verdicts.get(counterpart.ref)?.get(check)
    if (counterpart === undefined || verdict === undefined) continue
    const ofResource = pairs.get(counterpart.ref) ?? new Map<string, Pair>()
    pairs.set(counterpart.ref, ofResource.set(check.id, { declared: evaluation, live: verdict }))
  }
  const resources = declared.subjects(azureResource)
  const accepted: Accepting = (findings) => applySuppressions(findings, suppressions, options.today, noChecks).findings
  return {
    declared: resources.length,
    matched: resources.filter((resource) => deployed.of(resource, live.subjects(azureResource)) !== undefined).length,
    amend: (findings) =>
      accepted([
        ...findings.map((finding) => amended(finding, pairs.get(finding.resource)?.get(finding.check), accepted)),
        ...[...pairs.values()].flatMap((ofResource) => [...ofResource.values()].flatMap(undone)),
      ]),
  }
}

/** Marks findings that suppressions reach. Whether a suppression is needed at all, a scan of its own tree tells. */
type Accepting = (findings: readonly Finding[]) => readonly Finding[]

const noChecks: ReadonlySet<string> = new Set()

/** Finds the deployed resource that a declared one is. */
class Counterparts {
  readonly #byType = new Map<readonly unknown[], ReadonlyMap<string, readonly AzureResource[]>>()

  of(declared: AzureResource, among: readonly unknown[]): AzureResource | undefined {
    let byType = this.#byType.get(among)
    if (byType === undefined) {
      const resources = among.filter((subject) => subject instanceof AzureResource)
      byType = Map.groupBy(resources, ({ type }) => type.toLowerCase())
      this.#byType.set(among, byType)
    }
    const candidates = byType.get(declared.type.toLowerCase()) ?? []
    const fitting = candidates.filter(({ name }) => fits(declared.name, name))
    if (fitting.length < 2) return fitting[0]
    const inGroup = fitting.filter((candidate) => groupOf(candidate) === groupOf(declared))
    return inGroup.length === 1 ? inGroup[0] : undefined
  }
}

/** Whether a declared name, in which angle brackets stand for what is not known, can be this one. Compared without case. */
function fits(declared: string, name: string): boolean {
  const known = declared.toLowerCase().split(/<[^<>]*>/)
  let rest = name.toLowerCase()
  const [first = '', ...others] = known
  if (others.length === 0) return rest === first
  if (!rest.startsWith(first)) return false
  rest = rest.slice(first.length)
  const last = others.at(-1)!
  for (const part of others.slice(0, -1)) {
    const at = rest.indexOf(part)
    if (at < 0) return false
    rest = rest.slice(at + part.length)
  }
  return rest.endsWith(last) && known.some((part) => part !== '')
}

function groupOf({ id }: AzureResource): string | undefined {
  return /\/resourcegroups\/([^/]+)/.exec(id)?.[1]
}

/** A finding about what is deployed: where it is declared as it should be, that is another matter than where it is not. */
function amended(finding: Finding, pair: Pair | undefined, accepted: Accepting): Finding {
  if (pair === undefined || !(pair.declared.subject instanceof AzureResource) || finding.outcome !== 'fail') return finding
  const declared = pair.declared.subject
  const path = pathWithin(finding, pair.live)
  const place = declared.document.place(path)
  if (pair.declared.outcome !== 'pass') {
    const beside = { ...finding, related: [...finding.related, { place, note: message(words.declared, {}) }] }
    const atDeclaration = accepted(pair.declared.findings.filter(({ outcome }) => outcome === 'fail'))
    const [first] = atDeclaration
    return first !== undefined && atDeclaration.every(({ suppressed }) => suppressed !== null)
      ? { ...beside, suppressed: first.suppressed }
      : beside
  }
  const value = valueAt(pair.live, path)
  return {
    ...finding,
    message: message(words.liveFails, { finding: finding.message }),
    place,
    related: [{ place: finding.place, note: message(words.deployed, { value: value.shown }) }, ...finding.related],
    fixes: [],
    fingerprint: fingerprint(finding.check, place.source.uri, declared.ref, place.path, 0),
    details: { ...finding.details, drift: { declared: 'pass', live: 'fail', path: [...path], value: value.plain } },
  }
}

/** What a deployment of the declaration would make worse. It is told and fails nothing: `scan` of the declaration does that. */
function undone({ declared, live }: Pair): readonly Finding[] {
  if (declared.outcome !== 'fail' || live.outcome !== 'pass') return []
  return declared.findings
    .filter(({ outcome }) => outcome === 'fail')
    .map((finding) => {
      const path = pathWithin(finding, declared)
      const value = valueAt(live, path)
      const place: Place | undefined = live.subject instanceof AzureResource ? live.subject.document.place(path) : undefined
      return {
        ...finding,
        severity: 'info',
        message: message(words.declaredFails, { finding: finding.message }),
        related: [...(place === undefined ? [] : [{ place, note: message(words.deployed, { value: value.shown }) }]), ...finding.related],
        details: { ...finding.details, drift: { declared: 'fail', live: 'pass', path: [...path], value: value.plain } },
      } satisfies Finding
    })
}

/** The property that a finding is about, in its own resource; the resource itself where it is about another one's. */
function pathWithin({ place }: Finding, { subject }: Evaluation): Path {
  const own = subject.document.place(place.path)
  return own.source === place.source && own.range.start === place.range.start ? place.path : []
}

const longestShown = 80

function valueAt({ subject }: Evaluation, path: Path): { readonly plain: JsonScalar; readonly shown: HoleValue } {
  const value = subject instanceof AzureResource && path.length > 0 ? subject.get(...path) : undefined
  if (value === undefined) return { plain: null, shown: words.nothing }
  if ((value.kind === 'scalar' || value.kind === 'unknown') && value.secret === true) return { plain: null, shown: words.concealed }
  const plain = toPlain(value)
  const written = 'plain' in plain ? JSON.stringify(plain.plain) : ''
  const shown = written.length > longestShown ? `${written.slice(0, longestShown)}…` : written
  return { plain: shown, shown: shown === 'null' ? words.nothing : shown }
}

type JsonScalar = string | null
