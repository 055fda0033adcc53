import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Position } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import { message, render, text, type HoleValue, type Locale, type Message, type Text } from '../../core/text.ts'
import { PolicyDocumentError } from '../../policy/document-error.ts'
import { isSuite, runSuite } from '../../policy/gatekeeper/suite.ts'
import { isKyvernoTest, runKyvernoTest } from '../../policy/kyverno/test-file.ts'
import { BuiltinError } from '../../policy/rego/errors.ts'
import type { CaseResult } from '../../policy/testing/case-result.ts'
import { isPolicySuite, runPolicySuite } from '../../policy/testing/policy-suite.ts'
import { describeDocument, type Untyped } from '../../policy/untyped.ts'
import type { Invocation } from '../command.ts'
import { findConfig } from '../config/find-config.ts'
import { minorOf } from '../judging/judging-flags.ts'
import { writeOut } from '../output/write-out.ts'
import { existingPaths } from './existing-paths.ts'
import { PolicyFiles } from './policy-files.ts'

const words = {
  passed: text({ en: 'passed', ja: '合格' }),
  failed: text({ en: 'FAILED', ja: '不合格' }),
  skipped: text({ en: 'skipped', ja: '省略' }),
  expected: text({ en: 'expected', ja: '期待' }),
  got: text({ en: 'got', ja: '結果' }),
  pattern: text({
    en: 'a message is asked for by what is no regular expression: {reason}',
    ja: 'メッセージの指定が正規表現ではありません: {reason}',
  }),
  summary: text({
    en: '{passed} passed, {failed} failed, {skipped} skipped',
    ja: '合格 {passed} 件、不合格 {failed} 件、省略 {skipped} 件',
  }),
} satisfies Record<string, Text>

interface Tested {
  readonly results: readonly (CaseResult & { readonly uri: string })[]
  /** Suites that could not be run. */
  readonly notAnalysed: readonly NotAnalysed[]
}

/** Runs one kind of suite; `load` gives the documents of a file that the suite names. */
interface SuiteKind {
  readonly recognises: (document: Untyped) => boolean
  readonly run: (document: Untyped, uri: string, files: PolicyFiles, kubernetes: number) => readonly CaseResult[]
}

const suiteKinds: readonly SuiteKind[] = [
  {
    recognises: isSuite,
    run: (document, uri, files) => runSuite(document, (path) => files.beside(uri, path).map(({ value }) => value)),
  },
  {
    recognises: isPolicySuite,
    run: (document, uri, files, kubernetes) => runPolicySuite(document, (path) => files.beside(uri, path), new Date(), kubernetes),
  },
  { recognises: isKyvernoTest, run: (document, uri, files) => runKyvernoTest(document, (path) => files.beside(uri, path), new Date()) },
]

/** `policy test PATH…`: runs all suites below the paths. */
export async function testPolicies(targets: readonly string[], { flags, locale, io }: Invocation): Promise<number> {
  const { format } = flags
  if (format !== 'json' && format !== 'pretty')
    throw new BreakwaterError('bad-usage', { problem: `policy test --format ${String(format)}: json, pretty` })
  const paths = existingPaths(targets, io.cwd)
  const config = await findConfig(typeof flags['config'] === 'string' ? flags['config'] : undefined, io.cwd, checks, locale)
  const kubernetes = minorOf(flags['kubernetesVersion'] ?? config.kubernetes)
  const { results, notAnalysed } = runSuitesBelow(paths, new PolicyFiles(io.cwd, locale), kubernetes, locale)
  if (results.length + notAnalysed.length === 0) throw new BreakwaterError('nothing-to-check', { path: targets.join(', ') })
  for (const { uri, line, column, message: about } of notAnalysed)
    io.stderr.write(`${uri}${line === undefined ? '' : `:${line}:${column ?? 1}`}: ${about}\n`)
  if (format === 'json') for (const line of skipReasons(results, locale)) io.stderr.write(`${line}\n`)
  await writeOut(io, format === 'json' ? toJson(results, locale) : pretty(results, locale))
  const failures = results.filter(({ outcome }) => outcome === 'failed')
  if (failures.some(({ undecided }) => undecided !== true)) return 1
  return failures.length + notAnalysed.length > 0 ? 4 : 0
}

function runSuitesBelow(paths: readonly string[], files: PolicyFiles, kubernetes: number, locale: Locale): Tested {
  const results: (CaseResult & { uri: string })[] = []
  const { uris, notAnalysed: unread } = files.below(paths)
  const notAnalysed = [...unread]
  for (const uri of uris) {
    const { documents, notAnalysed: broken } = files.of(uri)
    // A broken file matters where it is a suite by its name; what suites need of other files fails their cases.
    if (/(?:^|\/)(?:[\w.-]*suite|kyverno-test)\.ya?ml$/i.test(uri)) notAnalysed.push(...broken)
    for (const { value, document } of documents) {
      const kind = suiteKinds.find(({ recognises }) => recognises(value))
      if (kind === undefined) continue
      try {
        results.push(
          ...kind.run(value, uri, files, kubernetes).map((result) => ({ ...result, suite: result.suite === '' ? uri : result.suite, uri })),
        )
      } catch (error) {
        // A regular expression of an assertion may be none.
        if (error instanceof BuiltinError) notAnalysed.push(unusable(uri, message(words.pattern, { reason: error.message }), locale))
        else if (error instanceof PolicyDocumentError)
          notAnalysed.push({ ...unusable(uri, error.says, locale), ...placeIn(document, value, error) })
        else throw error
      }
    }
  }
  return { results, notAnalysed }
}

function unusable(uri: string, about: Message, locale: Locale): NotAnalysed {
  return { uri, reason: 'policy-suite', message: render(about, locale) }
}

/** Where the suite is at fault itself, and not a policy that it names. */
function placeIn(document: Document, value: Untyped, error: PolicyDocumentError): Partial<Position> {
  if (error.document !== describeDocument(value)) return {}
  const { source, range } = document.place(error.path)
  return positionAt(source, range.start)
}

function said(about: HoleValue | undefined, locale: Locale): string {
  return about === undefined ? '' : render({ text: plain, args: { about } }, locale)
}

const plain = text({ en: '{about}', ja: '{about}' })

const countOf = (results: readonly CaseResult[], outcome: CaseResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length

function toJson(results: readonly CaseResult[], locale: Locale): string {
  const report = {
    version: 1,
    passed: countOf(results, 'passed'),
    failed: countOf(results, 'failed'),
    skipped: countOf(results, 'skipped'),
    failures: results
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ suite, test, case: name, expected, got }) => ({
        suite,
        test,
        case: name,
        expected: said(expected, locale),
        got: said(got, locale),
      })),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

/** Why cases were skipped, once for all cases of a suite that have the same reason. */
function skipReasons(results: Tested['results'], locale: Locale): ReadonlySet<string> {
  return new Set(
    results.flatMap(({ outcome, uri, reason }) =>
      outcome === 'skipped' && reason !== undefined ? [`${uri}: ${said(reason, locale)}`] : [],
    ),
  )
}

function pretty(results: Tested['results'], locale: Locale): string {
  const lines: string[] = []
  for (const [uri, cases] of Map.groupBy(results, (result) => result.uri)) {
    lines.push(uri)
    for (const { test, case: name, outcome, expected, got, reason } of cases) {
      lines.push(
        `  ${words[outcome][locale]}  ${test}${name === '' ? '' : ` › ${name}`}${reason === undefined ? '' : `  (${said(reason, locale)})`}`,
      )
      if (outcome === 'failed')
        lines.push(`      ${words.expected[locale]}: ${said(expected, locale)}`, `      ${words.got[locale]}: ${said(got, locale)}`)
    }
  }
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((outcome) => countOf(results, outcome))
  lines.push('', render({ text: words.summary, args: { passed: passed!, failed: failed!, skipped: skipped! } }, locale))
  return `${lines.join('\n')}\n`
}
