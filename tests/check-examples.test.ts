import { describe, expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'
import type { Check, Example } from '../src/core/check.ts'
import type { Finding } from '../src/core/finding.ts'
import { applyFixes } from '../src/core/fixing.ts'
import type { Source } from '../src/core/location.ts'
import { run } from '../src/core/run.ts'
import { judgedSuppression } from '../src/core/suppression.ts'
import { locales, render } from '../src/core/text.ts'
import { defaultMinor } from '../src/models/kubernetes-api/versions.ts'
import { readSources } from '../src/sources/read-sources.ts'
import { unmark, type Mark } from './marks.ts'

describe.each(checks.map((check) => [check.id, check] as const))('%s', (_, check) => {
  test('has an example that fails and one that is silent', () => {
    expect(check.examples.some(isLoud)).toBe(true)
    expect(check.examples.some((example) => !isLoud(example))).toBe(true)
  })

  test.each(check.examples.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    await holds(check, example)
  })
})

function isLoud(example: Example): boolean {
  return (example.fails?.length ?? 0) + (example.unknown?.length ?? 0) > 0
}

/** Runs one example and everything that an example promises. */
async function holds(check: Check, example: Example): Promise<void> {
  const { sources, marks } = prepare(example)
  const findings = await judgeSources(check, example, sources)
  expect(findings.map(described(check, sources))).toEqual(expected(example, marks))
  for (const finding of findings) rendersInBothLanguages(finding)
  if (example.fixed !== undefined) await fixes(check, example, sources, findings)
  if (example.files === undefined && (example.file === undefined || /\.ya?ml$/.test(example.file))) await survivesRewriting(check, example)
}

function prepare(example: Example): { sources: Source[]; marks: Mark[] } {
  const named = { ...example.files, [example.file ?? 'example.yaml']: example.source }
  const prepared = Object.entries(named)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uri, marked]) => unmark(uri, marked))
  return { sources: prepared.map(({ source }) => source), marks: prepared.flatMap(({ marks }) => marks) }
}

async function judgeSources(check: Check, example: Example, sources: readonly Source[]): Promise<Finding[]> {
  const scanned = await readSources(sources, { locale: 'en' })
  expect(scanned.estate.notAnalysed).toEqual([])
  // What is said of suppressions depends on what the other checks found.
  const judging = check.subject === judgedSuppression ? checks : [check]
  const { findings, errors } = run(judging, scanned, {
    target: { kubernetes: example.kubernetes ?? defaultMinor },
    settings: example.options === undefined ? {} : { [check.id]: example.options },
    failOn: 'high',
    allowUnknown: false,
    today: example.today ?? new Date().toISOString().slice(0, 10),
  })
  for (const { error } of errors) throw error
  return findings
    .filter((finding) => finding.check === check.id)
    .sort((a, b) => compare(a.place.source.uri, b.place.source.uri) || a.place.range.start - b.place.range.start)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Described {
  readonly uri: string
  readonly message: string
  readonly outcome: string
  readonly text: string
  readonly start: number
}

/** Secrets are masked in the texts of findings, so the marked text is that of the example. */
function described(check: Check, sources: readonly Source[]): (finding: Finding) => Described {
  return ({ place: { source, range }, message, outcome }) => ({
    uri: source.uri,
    message: Object.entries(check.messages).find(([, words]) => words === message.text)?.[0] ?? '(not of this check)',
    outcome,
    text: (sources.find(({ uri }) => uri === source.uri) ?? source).text.slice(range.start, range.end),
    start: range.start,
  })
}

function expected(example: Example, marks: readonly Mark[]): Described[] {
  const fails = marks.filter(({ kind }) => kind === 'fail')
  const unknowns = marks.filter(({ kind }) => kind === 'unknown')
  expect(fails, 'one mark «…» for each entry of `fails`').toHaveLength(example.fails?.length ?? 0)
  expect(unknowns, 'one mark ‹…› for each entry of `unknown`').toHaveLength(example.unknown?.length ?? 0)
  return marks.flatMap((mark) => {
    const keys = mark.kind === 'fail' ? example.fails![fails.indexOf(mark)]! : example.unknown![unknowns.indexOf(mark)]!
    return [keys].flat().map((message) => ({ uri: mark.uri, message, outcome: mark.kind, text: mark.text, start: mark.start }))
  })
}

function rendersInBothLanguages(finding: Finding): void {
  const messages = [finding.message, ...finding.fixes.map((fix) => fix.title), ...finding.related.map(({ note }) => note)]
  for (const message of messages) {
    for (const locale of locales) {
      const words = render(message, locale)
      expect(words).not.toMatch(/\{[a-zA-Z]+\}|undefined|\[object/)
      expect(words.length).toBeGreaterThan(0)
    }
  }
}

/** The fix gives `fixed` byte for byte, what it gives is clean, and it says the same as an edit of the values. */
async function fixes(check: Check, example: Example, sources: readonly Source[], findings: readonly Finding[]): Promise<void> {
  const { files, postponed } = applyFixes(findings, new Set(['safe', 'review']))
  expect(postponed).toEqual([])
  const fixed = sources.map((source) => ({ uri: source.uri, text: files.find((file) => file.source === source)?.text ?? source.text }))
  const main = fixed.find(({ uri }) => uri === (example.file ?? 'example.yaml'))!
  expect(main.text).toBe(example.fixed)
  expect((await judgeSources(check, example, fixed)).filter((finding) => finding.fixes.length > 0)).toEqual([])
}

/** Line ends and comments of other people change positions only. */
async function survivesRewriting(check: Check, example: Example): Promise<void> {
  const plain = unmark('example.yaml', example.source).source.text
  const before = await judgeSources(check, example, [{ uri: 'example.yaml', text: plain }])
  const rewritten = `# 日本語のコメント\n${plain}`.replaceAll('\n', '\r\n')
  const after = await judgeSources(check, example, [{ uri: 'example.yaml', text: rewritten }])
  const essence = (finding: Finding) => [
    finding.message,
    finding.place.path,
    finding.outcome,
    finding.fingerprint,
    sliceOf(finding).replaceAll('\r\n', '\n'),
  ]
  expect(after.map(essence)).toEqual(before.map(essence))
}

function sliceOf({ place: { source, range } }: Finding): string {
  return source.text.slice(range.start, range.end)
}
