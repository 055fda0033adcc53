import type { Check } from './check.ts'
import type { Finding } from './finding.ts'
import type { Path, Range } from './location.ts'
import { RangeIndex } from './range-index.ts'
import { compareSeverity } from './severity.ts'
import type { ResourceRef } from './subject.ts'

/**
 * Says everything once. Equal findings of one check at one place, as of a base that two overlays are built on, become
 * one; and a finding goes into that of another check which its own check declares to say the same and more (`coveredBy`).
 * What is left carries the controls, standards and details of what went into it, and the worst severity. A finding that
 * somebody suppressed goes into none that is not, so that the report keeps the reason.
 *
 * @param findings with their suppressions applied
 * @param checks those that ran
 */
export function distinctFindings(findings: readonly Finding[], checks: readonly Check[]): readonly Finding[] {
  const single = withoutRepeats(findings)
  const coveredBy = new Map(checks.flatMap(({ id, coveredBy: others }) => (others === undefined ? [] : [[id, new Set(others)] as const])))
  const byStandard = new Map(checks.flatMap(({ id, coveredByStandard: name }) => (name === undefined ? [] : [[id, `${name}/`] as const])))
  if (coveredBy.size === 0 && byStandard.size === 0) return single

  const covering = new Set([...coveredBy.values()].flatMap((others) => [...others]))
  const candidates = new Candidates(
    single.filter(({ check, outcome }) => (covering.has(check) || (byStandard.size > 0 && !byStandard.has(check))) && outcome === 'fail'),
  )
  const hostOf = new Map<Finding, Finding>()
  for (const finding of single) {
    const others = coveredBy.get(finding.check)
    const standard = byStandard.get(finding.check)
    if ((others === undefined && standard === undefined) || finding.outcome !== 'fail') continue
    const says = (other: Finding): boolean =>
      others?.has(other.check) === true || (standard !== undefined && !byStandard.has(other.check) && sharesEntry(other, finding, standard))
    const host = candidates.near(finding).find((other) => says(other) && takesIn(other, finding))
    if (host !== undefined) hostOf.set(finding, host)
  }
  return hostOf.size === 0 ? single : merged(single, hostOf)
}

/** Findings that others may go into, by where they are: a file may have tens of thousands. */
class Candidates {
  readonly #order: ReadonlyMap<Finding, number>
  readonly #byPlace = new Map<string, Finding[]>()
  readonly #inText: ReadonlyMap<string, RangeIndex<Finding>>

  constructor(findings: readonly Finding[]) {
    this.#order = new Map(findings.map((finding, index) => [finding, index]))
    for (const finding of findings) {
      const { range, path } = finding.place
      let prefix = thingOf(finding)
      this.#add(spotOf(prefix, range), finding)
      this.#add(prefix, finding)
      for (const step of path) this.#add((prefix += `\u0000${step}`), finding)
    }
    const byUri = Map.groupBy(findings, ({ place }) => place.source.uri)
    this.#inText = new Map([...byUri].map(([uri, members]) => [uri, new RangeIndex(members, ({ place }) => place.range)]))
  }

  /** All that `takesIn` could hold for, in their order. */
  near(finding: Finding): readonly Finding[] {
    const { source, range, path } = finding.place
    const thing = thingOf(finding)
    const found =
      'kind' in finding.resource
        ? [...(this.#byPlace.get(spotOf(thing, range)) ?? []), ...(this.#byPlace.get([thing, ...path].join('\u0000')) ?? [])]
        : (this.#inText.get(source.uri)?.overlapping(range) ?? [])
    return found.toSorted((a, b) => this.#order.get(a)! - this.#order.get(b)!)
  }

  #add(place: string, finding: Finding): void {
    const there = this.#byPlace.get(place)
    if (there === undefined) this.#byPlace.set(place, [finding])
    else there.push(finding)
  }
}

function thingOf({ place, resource }: Finding): string {
  return `${place.source.uri}\u0000${kindOf(resource)}\u0000${resource.name}`
}

function spotOf(thing: string, { start, end }: Range): string {
  return `${start}-${end} ${thing}`
}

/** Whether two findings are about the same entry of a standard. */
function sharesEntry(one: Finding, other: Finding, standard: string): boolean {
  return other.standards.some((entry) => entry.startsWith(standard) && one.standards.includes(entry))
}

function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = []
  const spots = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { source, range } = finding.place
    const spot = `${finding.check}\u0000${source.uri}\u0000${range.start}\u0000${range.end}`
    const there = spots.get(spot)
    if (there === undefined) spots.set(spot, [finding])
    else if (there.some((other) => isRepeat(other, finding))) continue
    else there.push(finding)
    kept.push(finding)
  }
  return kept
}

/** Whether a reader could not tell the two apart. The namespace does not count: overlays differ in it, and the place is the same. */
function isRepeat(one: Finding, other: Finding): boolean {
  return (
    one.outcome === other.outcome &&
    one.severity === other.severity &&
    (one.suppressed === null) === (other.suppressed === null) &&
    isSameNamed(one.resource, other.resource) &&
    // Secrets and packages are told apart by what a check says beside its message.
    JSON.stringify([one.message, one.details]) === JSON.stringify([other.message, other.details])
  )
}

function isSameNamed(one: ResourceRef, other: ResourceRef): boolean {
  return one.name === other.name && kindOf(one) === kindOf(other)
}

function kindOf(ref: ResourceRef): string {
  return 'kind' in ref ? ref.kind : ref.type
}

/** Whether the other finding is about the same thing: the same text, or a field and what is in it. */
function takesIn(host: Finding, finding: Finding): boolean {
  if (finding.suppressed !== null && host.suppressed === null) return false
  const { range, path } = finding.place
  const there = host.place.range
  // A text that was searched as such knows nothing of the objects in it.
  if (!('kind' in finding.resource)) return range.start < there.end && there.start < range.end
  // Fields that are missing in one mapping are marked at one place.
  const isSamePlace = range.start === there.start && range.end === there.end
  return isSameNamed(host.resource, finding.resource) && (isSamePlace || isWithin(host.place.path, path))
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((step, index) => step === path[index])
}

function merged(findings: readonly Finding[], hostOf: ReadonlyMap<Finding, Finding>): readonly Finding[] {
  const guests = Map.groupBy(hostOf.keys(), (finding) => lastHost(finding, hostOf))
  return findings.flatMap((finding) => {
    if (hostOf.has(finding)) return []
    const inside = guests.get(finding)
    return inside === undefined ? [finding] : [withGuests(finding, inside)]
  })
}

/** One finding may go into another that goes into a third. That no declarations run in a circle is held by a test. */
function lastHost(finding: Finding, hostOf: ReadonlyMap<Finding, Finding>): Finding {
  let host = hostOf.get(finding)!
  for (let next = hostOf.get(host); next !== undefined; next = hostOf.get(host)) host = next
  return host
}

function withGuests(host: Finding, guests: readonly Finding[]): Finding {
  const all = [host, ...guests]
  const details = Object.assign({}, ...guests.map((guest) => guest.details ?? {}), host.details ?? {}) as Finding['details'] & object
  return {
    ...host,
    controls: unique(all.flatMap(({ controls }) => controls)),
    standards: unique(all.flatMap(({ standards }) => standards)),
    severity: all.map(({ severity }) => severity).sort(compareSeverity)[0]!,
    also: unique(guests.map(({ check }) => check)).toSorted(),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  }
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
