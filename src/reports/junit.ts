import type { Check } from '../core/check.ts'
import type { Finding } from '../core/finding.ts'
import type { CheckError, Run } from '../core/run.ts'
import { render, text, type Locale, type Text } from '../core/text.ts'
import { evidenceOf, quoteEvidence } from './evidence.ts'
import type { ReportOptions } from './report.ts'
import { resourceName } from './resource-name.ts'
import { spotOf, spotText } from './spot.ts'
import { fixCommand } from './suggested-command.ts'
import { shorten, visible } from './terminal/visible.ts'
import { suppressedWords } from './words.ts'

const longestMessage = 2_000

const words = {
  passed: text({ en: 'passed: {count}', ja: '合格: {count}' }),
  notApplicable: text({ en: 'not applicable: {count}', ja: '対象外: {count}' }),
  inputs: text({ en: 'inputs', ja: '入力' }),
  fix: text({ en: 'Fix: {title}: {command}', ja: '修正: {title}: {command}' }),
} satisfies Record<string, Text>

/** One case of a suite, as XML. */
interface Case {
  readonly kind: 'pass' | 'failure' | 'error' | 'skipped'
  readonly xml: string
}

/**
 * JUnit's XML as CI systems read it: a suite for each check that ran, so that what passed is counted as well. Failures are
 * failures, open questions and broken inputs are errors, suppressed findings are skipped. Resources that pass are counted
 * in one case for each check, because a case for each would be a hundred times the report.
 */
export function renderJunit(run: Run, { locale, tool, elapsed }: ReportOptions): string {
  const findings = Map.groupBy(run.findings, ({ check }) => check)
  const errors = Map.groupBy(run.errors, ({ check }) => check)
  const suites = run.checks.map((check) => ({
    name: check.id,
    cases: casesOf(check, findings.get(check.id) ?? [], errors.get(check.id) ?? [], run, locale),
  }))
  const inputs = inputCases(run)
  if (inputs.length > 0) suites.push({ name: words.inputs[locale], cases: inputs })

  const all = suites.flatMap(({ cases }) => cases)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: tool.name, ...counts(all), time: (elapsed / 1_000).toFixed(3) })}>`,
  ]
  for (const { name, cases } of suites) {
    if (cases.length === 0) continue
    lines.push(`  <testsuite${attributes({ name, ...counts(cases) })}>`, ...cases.map(({ xml }) => xml), '  </testsuite>')
  }
  lines.push('</testsuites>')
  return `${lines.join('\n')}\n`
}

function casesOf(check: Check, findings: readonly Finding[], errors: readonly CheckError[], run: Run, locale: Locale): readonly Case[] {
  const { pass = 0, 'not-applicable': notApplicable = 0 } = run.evaluationsByCheck.get(check.id) ?? {}
  const summary = (words_: Text, count: number) =>
    attributes({ name: render({ text: words_, args: { count } }, locale), classname: check.id })
  return [
    ...findings.map((finding) => findingCase(check, finding, locale)),
    ...errors.map(({ uri, error }) => errorCase(check.id, uri, 'error', error instanceof Error ? error.message : String(error))),
    ...(pass === 0 ? [] : [{ kind: 'pass' as const, xml: `    <testcase${summary(words.passed, pass)}/>` }]),
    ...(notApplicable === 0
      ? []
      : [{ kind: 'skipped' as const, xml: `    <testcase${summary(words.notApplicable, notApplicable)}><skipped/></testcase>` }]),
  ]
}

function findingCase(check: Check, finding: Finding, locale: Locale): Case {
  const spot = spotOf(finding.place)
  const start = `    <testcase${attributes({ name: resourceName(finding.resource), classname: check.id, file: finding.place.source.uri, line: spot?.line })}>`
  const message = render(finding.message, locale)
  if (finding.suppressed !== null) {
    const why = `${suppressedWords[finding.suppressed.by][locale]}: ${finding.suppressed.reason}`
    return { kind: 'skipped', xml: `${start}<skipped${attributes({ message: why })}/></testcase>` }
  }
  const [element, type] = finding.outcome === 'fail' ? (['failure', finding.severity] as const) : (['error', finding.outcome] as const)
  const body = escapeXml(
    [spotText(finding.place), check.why[locale], ...remedies(finding, locale)].map((line) => shorten(line, longestMessage)).join('\n'),
    '\n',
  )
  return { kind: element, xml: `${start}<${element}${attributes({ type, message })}>${body}</${element}></testcase>` }
}

function remedies(finding: Finding, locale: Locale): readonly string[] {
  const [fix] = finding.fixes
  const [evidence] = evidenceOf(finding.controls, locale)
  return [
    ...(fix === undefined
      ? []
      : [render({ text: words.fix, args: { title: visible(render(fix.title, locale)), command: fixCommand(finding, fix) } }, locale)]),
    ...(evidence === undefined ? [] : [`${quoteEvidence(evidence, locale)} ${evidence.url}`]),
  ]
}

function inputCases({ inputs }: Run): readonly Case[] {
  return inputs.notAnalysed.map(({ uri, reason, message, line }) => errorCase(reason, uri, reason, message, line))
}

function errorCase(classname: string, uri: string, type: string, message: string, line?: number): Case {
  const xml = `    <testcase${attributes({ name: uri, classname, file: uri, line })}><error${attributes({ type, message })}/></testcase>`
  return { kind: 'error', xml }
}

function counts(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const of = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') }
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(shorten(String(value), longestMessage))}"`)
    .join('')
}

/** XML has no way to write control characters, so they are made visible; `kept` is left as it is. */
function escapeXml(value: string, kept = ''): string {
  const shown = kept === '' ? visible(value) : value.split(kept).map(visible).join(kept)
  return /[&<>"]/.test(shown) ? shown.replace(/[&<>"]/g, (character) => entities[character]!) : shown
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
