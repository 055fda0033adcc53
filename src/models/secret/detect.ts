import type { Range, Source } from '../../core/location.ts'
import type { Confidence, Severity } from '../../core/severity.ts'
import type { Text } from '../../core/text.ts'
import { assignedValueAt, startsWord } from './assignment.ts'
import { decodedRuns, type Encoding } from './encoded-runs.ts'
import { entropyOf } from './entropy.ts'
import { defaultFingerprintKey, redact, secretFingerprint } from './fingerprint.ts'
import { KeywordIndex } from './keyword-index.ts'
import { isKnownPublic } from './known-public.ts'
import { isPlaceholder } from './placeholder.ts'
import type { ChecksumResult, SecretRule } from './rule.ts'
import { secretRules } from './rules.ts'

/** A secret that stands in a text. It carries no part of the value beyond the public mark of its format. */
export interface SecretMatch {
  readonly rule: string
  readonly name: Text<never>
  readonly range: Range
  readonly redacted: string
  /** Keyed hash of rule and value: the identity for suppressions and baselines. */
  readonly fingerprint: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** Bits per character. */
  readonly entropy: number
  /** Present where the format has a checksum: `valid` proves that the value was issued. */
  readonly checksum?: ChecksumResult
  /** The encodings around the value, outermost first; `range` is then that of the outermost. */
  readonly decodedFrom?: readonly Encoding[]
}

export interface ScanOptions {
  /** Key of the fingerprints. */
  readonly key?: string
  /** Rule ids to leave out. */
  readonly skip?: ReadonlySet<string>
  /** How many layers of encoding are looked through. */
  readonly depth?: number
}

const defaultDepth = 2

/**
 * The secrets of a text, in order of position. `source.uri` takes part: some rules are about certain files only.
 * Time is linear in the length of the text.
 */
export function scanText(source: Source, options: ScanOptions = {}): readonly SecretMatch[] {
  scanner ??= new Scanner(secretRules)
  return scanner.scan(source, options)
}

let scanner: Scanner | undefined

interface Candidate {
  readonly rule: SecretRule
  readonly order: number
  readonly value: string
  readonly range: Range
  readonly decodedFrom: readonly Encoding[]
}

class Scanner {
  readonly #index: KeywordIndex
  /** Rule numbers by keyword number. */
  readonly #rulesOf: readonly (readonly number[])[]
  readonly #pathRules: readonly SecretRule[]
  readonly #rules: readonly SecretRule[]
  #scratch = Buffer.alloc(1 << 16)

  constructor(rules: readonly SecretRule[]) {
    const rulesOf = new Map<string, number[]>()
    for (const [number, rule] of rules.entries()) {
      for (const keyword of rule.keywords) {
        const members = rulesOf.get(keyword) ?? []
        if (members.push(number) === 1) rulesOf.set(keyword, members)
      }
    }
    this.#rules = rules
    this.#index = new KeywordIndex([...rulesOf.keys()])
    this.#rulesOf = [...rulesOf.values()]
    this.#pathRules = rules.filter((rule) => rule.finder.how === 'path')
  }

  scan(source: Source, options: ScanOptions): readonly SecretMatch[] {
    const candidates: Candidate[] = []
    for (const [order, rule] of this.#pathRules.entries()) {
      if (rule.paths!.test(source.uri))
        candidates.push({ rule, order, value: source.uri, range: { start: 0, end: Math.min(1, source.text.length) }, decodedFrom: [] })
    }
    this.#collect(source.text, source.uri, options.depth ?? defaultDepth, undefined, [], candidates)
    const kept = withoutOverlaps(withNeighbours(candidates.filter(({ rule }) => options.skip?.has(rule.id) !== true)))
    return kept.map((candidate) => toMatch(candidate, options.key ?? defaultFingerprintKey))
  }

  #collect(
    text: string,
    uri: string,
    depth: number,
    outer: Range | undefined,
    encodings: readonly Encoding[],
    candidates: Candidate[],
  ): void {
    const bytes = this.#latin1(text)
    const hits: number[] = []
    this.#index.scan(bytes, text.length, (keyword, start) => hits.push(keyword, start))
    const runs = depth > 0 ? decodedRuns(text, bytes, text.length) : []
    const tried = new Map<number, number>()
    for (let at = 0; at < hits.length; at += 2)
      this.#tryRules(hits[at]!, hits[at + 1]!, text, uri, tried, (rule, range) => {
        candidates.push({
          rule: this.#rules[rule]!,
          order: rule,
          value: text.slice(range.start, range.end),
          range: outer ?? range,
          decodedFrom: encodings,
        })
      })
    for (const run of runs)
      this.#collect(run.text, `${uri}#decoded`, depth - 1, outer ?? run.range, [...encodings, run.encoding], candidates)
  }

  #tryRules(
    keyword: number,
    start: number,
    text: string,
    uri: string,
    tried: Map<number, number>,
    found: (rule: number, range: Range) => void,
  ): void {
    const end = start + this.#index.lengthOf(keyword)
    let assigned = -2
    for (const number of this.#rulesOf[keyword]!) {
      const rule = this.#rules[number]!
      const { finder } = rule
      let at: number
      if (finder.how === 'assigned') {
        if (!finder.anywhere && !startsWord(text, start)) continue
        if (assigned === -2) assigned = assignedValueAt(text, end)
        at = assigned
      } else at = finder.how === 'token' ? start - finder.before : start
      if (at < 0 || tried.get(number) === at) continue
      tried.set(number, at)
      if (rule.paths !== undefined && !rule.paths.test(uri.replace(/(?:#decoded)+$/, '')) && !rule.paths.test(uri)) continue
      if (finder.how === 'search') {
        for (const range of finder.find(text, { start, end })) if (acceptable(rule, text, range)) found(number, range)
        continue
      }
      if (finder.how === 'path') continue
      finder.pattern.lastIndex = at
      const match = finder.pattern.exec(text)
      if (match === null) continue
      const value = match[1] ?? match[0]
      const from = match.index + (match[1] === undefined ? 0 : match[0].indexOf(value))
      const range = { start: from, end: from + value.length }
      if (acceptable(rule, text, range)) found(number, range)
    }
  }

  /** The low eight bits of each character: offsets stay those of the text, and keywords are ASCII. */
  #latin1(text: string): Buffer {
    const scratch = text.length > this.#scratch.length ? Buffer.allocUnsafe(text.length) : this.#scratch
    if (scratch.length <= 1 << 22) this.#scratch = scratch
    scratch.write(text, 0, 'latin1')
    return scratch
  }
}

function acceptable(rule: SecretRule, text: string, range: Range): boolean {
  const value = text.slice(range.start, range.end)
  if (rule.entropy !== undefined && entropyOf(value) <= rule.entropy) return false
  if (rule.finder.how !== 'search' && isPlaceholder(value)) return false
  if (rule.accepts !== undefined && !rule.accepts(value, text, range)) return false
  return !isKnownPublic(value)
}

/** Candidates of composite rules count only near a candidate of their partner rule. */
function withNeighbours(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ rule: { near }, range }) => {
    if (near === undefined) return true
    return candidates.some((other) => other.rule.id === near.rule && Math.abs(other.range.start - range.start) <= near.characters)
  })
}

const specificity = { path: 0, assigned: 1, search: 2, token: 3 } as const

/** Of candidates that overlap the most specific stays: a marked token before a named value before a generic one. */
function withoutOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ rule }: Candidate): number =>
    rule.id === 'generic-api-key' || rule.id === 'config-password' ? 0 : specificity[rule.finder.how] + 1
  const best = [...candidates].sort(
    (a, b) =>
      rank(b) - rank(a) ||
      a.decodedFrom.length - b.decodedFrom.length ||
      b.range.end - b.range.start - (a.range.end - a.range.start) ||
      a.order - b.order,
  )
  const kept: Candidate[] = []
  const taken: Range[] = []
  for (const candidate of best) {
    const { start, end } = candidate.range
    if (taken.some((range) => range.start < end && start < range.end)) continue
    taken.push(candidate.range)
    kept.push(candidate)
  }
  return kept.sort((a, b) => a.range.start - b.range.start || a.order - b.order)
}

function toMatch({ rule, value, range, decodedFrom }: Candidate, key: string): SecretMatch {
  const checksum = rule.checksum?.(value)
  return {
    rule: rule.id,
    name: rule.name,
    range,
    redacted: rule.finder.how === 'path' ? value.slice(value.lastIndexOf('/') + 1) : redact(value, rule.shown),
    fingerprint: secretFingerprint(key, rule.id, value),
    severity: rule.severity,
    confidence: checksum === 'invalid' && rule.confidence === 'high' ? 'medium' : rule.confidence,
    entropy: entropyOf(value),
    ...(checksum === undefined ? {} : { checksum }),
    ...(decodedFrom.length === 0 ? {} : { decodedFrom }),
  }
}
