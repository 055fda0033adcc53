import type { Place, Source } from '../../core/location.ts'
import type { Severity } from '../../core/severity.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { scanText } from '../secret/detect.ts'
import { textDocument } from '../text-document.ts'
import { placeOf, type Located } from './locate.ts'
import type { SarifResult, SarifRule, SarifRun } from './sarif-document.ts'
import { familyOf, weaknessesOf, type ResultFamily } from './weaknesses-of.ts'

/** One thing that another tool found. */
export interface ToolResult {
  readonly tool: string
  readonly rule: string
  readonly family: ResultFamily
  readonly severity: Severity
  /** What the tool says, with secrets covered. */
  readonly message: string
  readonly place: Place
  /** Numbers of the Common Weakness Enumeration. */
  readonly weaknesses: readonly number[]
  readonly help: string | undefined
  /** Other tools that found the same: `tool: rule`. */
  readonly alsoBy: readonly string[]
}

/** What one run of a tool found. */
export class ToolReport implements Subject {
  readonly tool: string
  readonly results: readonly ToolResult[]
  readonly ref: ResourceRef
  readonly document: Document

  constructor(source: Source, tool: string, results: readonly ToolResult[]) {
    this.tool = tool
    this.results = results
    this.ref = { type: 'tool report', name: tool }
    this.document = textDocument(source)
  }
}

export const toolReport: SubjectKind<ToolReport> = defineSubject('tool-report')

/** The results of a run that say that something is wrong. What the tool itself calls passed, gone or accepted is left out. */
export function resultsOf(run: SarifRun, located: Located): readonly ToolResult[] {
  return (run.results ?? []).filter(isOpen).map((result) => toolResult(result, run, located))
}

function isOpen({ kind = 'fail', level, baselineState, suppressions = [] }: SarifResult): boolean {
  if (!/^(?:fail|review|open)$/.test(kind) || level === 'none' || baselineState === 'absent') return false
  return !suppressions.some(({ status = 'accepted' }) => status === 'accepted')
}

function toolResult(result: SarifResult, run: SarifRun, located: Located): ToolResult {
  const rule = ruleOf(result, run)
  const id = result.ruleId ?? result.rule?.id ?? rule?.id ?? 'unnamed'
  const tool = run.tool.driver.name
  const physical = result.locations?.[0]?.physicalLocation
  return {
    tool,
    rule: id,
    family: familyOf(rule, result, id, tool),
    severity: severityOf(rule, result),
    message: withoutSecrets(messageOf(result, rule)),
    place: placeOf(physical?.artifactLocation, physical?.region, [tool, id], run, located),
    weaknesses: weaknessesOf(rule, result),
    help: rule?.helpUri,
    alsoBy: [],
  }
}

function ruleOf({ ruleId, ruleIndex, rule }: SarifResult, { tool }: SarifRun): SarifRule | undefined {
  const component = rule?.toolComponent?.index === undefined ? tool.driver : (tool.extensions?.[rule.toolComponent.index] ?? tool.driver)
  const index = rule?.index ?? ruleIndex
  const id = ruleId ?? rule?.id
  const byIndex = index === undefined || index < 0 ? undefined : component.rules?.[index]
  if (byIndex !== undefined && (id === undefined || byIndex.id === id || id.startsWith(`${byIndex.id}/`))) return byIndex
  return [tool.driver, ...(tool.extensions ?? [])].flatMap(({ rules }) => rules ?? []).find((each) => each.id === id)
}

/** By the score that GitHub reads, where there is one, else by the level. */
function severityOf(rule: SarifRule | undefined, { level, properties }: SarifResult): Severity {
  const score = Number(properties?.['security-severity'] ?? rule?.properties?.['security-severity'] ?? Number.NaN)
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  if (score > 0) return 'low'
  const said = level ?? rule?.defaultConfiguration?.level ?? 'warning'
  return said === 'error' ? 'high' : said === 'note' ? 'low' : 'medium'
}

function messageOf({ message }: SarifResult, rule: SarifRule | undefined): string {
  const template = message.text ?? (message.id === undefined ? undefined : rule?.messageStrings?.[message.id]?.text)
  const words = template ?? message.markdown ?? rule?.shortDescription?.text ?? rule?.fullDescription?.text ?? rule?.name ?? ''
  const filled = words.replace(/\{(\d{1,3})\}/g, (whole, index: string) => message.arguments?.[Number(index)] ?? whole)
  // A link such as `[user input](1)` points into the report that it stands in.
  const plain = filled
    .replace(/\[([^\]\n]{1,200})\]\(\d{1,4}\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > 600 ? `${plain.slice(0, 599)}…` : plain
}

function withoutSecrets(words: string): string {
  let covered = words
  for (const { range, redacted } of scanText({ uri: 'message.txt', text: words }).toReversed())
    covered = covered.slice(0, range.start) + redacted + covered.slice(range.end)
  return covered
}

/** What several tools say of one place and one weakness is one result, that of the worst severity; it names the others. */
export function withoutRepeats(results: readonly ToolResult[]): readonly ToolResult[] {
  const kept: ToolResult[] = []
  const byUri = new Map<string, number[]>()
  for (const result of results) {
    const { uri } = result.place.source
    const there = byUri.get(uri) ?? []
    byUri.set(uri, there)
    const index = there.find((each) => isSame(kept[each]!, result))
    if (index === undefined) {
      there.push(kept.length)
      kept.push(result)
    } else kept[index] = merged(kept[index]!, result)
  }
  return kept
}

function isSame(one: ToolResult, other: ToolResult): boolean {
  const [a, b] = [one.place.range, other.place.range]
  const isThere = a.start === b.start || (a.start < b.end && b.start < a.end)
  if (!isThere) return false
  if (one.tool === other.tool && one.rule === other.rule) return one.message === other.message && a.start === b.start && a.end === b.end
  return one.tool !== other.tool && (one.weaknesses.some((cwe) => other.weaknesses.includes(cwe)) || one.rule === other.rule)
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

function merged(one: ToolResult, other: ToolResult): ToolResult {
  const severity = order.indexOf(other.severity) < order.indexOf(one.severity) ? other.severity : one.severity
  const same = one.tool === other.tool && one.rule === other.rule
  const alsoBy = same ? one.alsoBy : [...new Set([...one.alsoBy, `${other.tool}: ${other.rule}`])]
  return { ...one, severity, alsoBy, weaknesses: [...new Set([...one.weaknesses, ...other.weaknesses])].toSorted((a, b) => a - b) }
}
