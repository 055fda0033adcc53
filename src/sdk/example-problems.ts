import type { Check, Example } from '../core/check.ts'
import type { Finding } from '../core/finding.ts'
import { applyFixes } from '../core/fixing.ts'
import { formatPath, positionAt, type Range, type Source } from '../core/location.ts'
import { locales, render } from '../core/text.ts'
import { judgeTexts, type JudgeTextsOptions } from './judge-texts.ts'
import { unmark, type Mark } from './marks.ts'

export interface ExampleOptions {
  /** What runs on the examples. Only a check about suppressions needs others beside it. */
  readonly judging?: readonly Check[]
  /** Reads the files of an example; as `breakwater scan` does where it is left out. */
  readonly scan?: NonNullable<JudgeTextsOptions['scan']>
}

/**
 * What is wrong with the examples of a check, in words; nothing when all of them hold.
 *
 * An example holds when exactly its marked ranges are reported, with the named messages; when these read well in both
 * languages; when its fixes give `fixed` byte for byte and nothing is left to fix in that; and when line ends of Windows
 * and a Japanese comment change positions only. One example has to be reported on, and one not.
 */
export async function examplesProblems(check: Check, options: ExampleOptions = {}): Promise<readonly string[]> {
  const problems = rangeOfExamples(check)
  for (const example of check.examples) {
    for (const problem of await exampleProblems(check, example, options)) problems.push(`${example.name}: ${problem}`)
  }
  return problems
}

function rangeOfExamples({ examples }: Check): string[] {
  return [
    ...(examples.some(isLoud) ? [] : ['no example has `fails` or `unknown`']),
    ...(examples.every(isLoud) ? ['no example is without `fails` and `unknown`'] : []),
  ]
}

function isLoud({ fails = [], unknown = [] }: Example): boolean {
  return fails.length + unknown.length > 0
}

/** The same for one example. */
export async function exampleProblems(
  check: Check,
  example: Example,
  { judging = [check], scan }: ExampleOptions = {},
): Promise<readonly string[]> {
  const { files, marks } = prepare(example)
  const judged = async (texts: Readonly<Record<string, string>>) => judge(check, example, texts, judging, scan)
  const { findings, broken } = await judged(files)
  if (broken.length > 0) return broken
  const problems = differences(expectedOf(example, files, marks), findings.map(describeFor(check, files)))
  problems.push(...findings.flatMap(unreadable))
  if (example.fixed !== undefined) problems.push(...(await fixProblems(example, files, findings, judged)))
  if (isLoneYaml(example)) problems.push(...(await rewritingProblems(files, findings, judged)))
  return problems
}

interface Judged {
  readonly findings: readonly Finding[]
  /** Why nothing can be said: the texts could not be read, or the check threw. */
  readonly broken: readonly string[]
}

type JudgeFiles = (files: Readonly<Record<string, string>>) => Promise<Judged>

const mainFile = (example: Example): string => example.file ?? 'example.yaml'

function isLoneYaml(example: Example): boolean {
  return example.files === undefined && /\.ya?ml$/.test(mainFile(example))
}

function prepare(example: Example): { files: Record<string, string>; marks: readonly Mark[] } {
  const marked = Object.entries({ ...example.files, [mainFile(example)]: example.source }).sort(([a], [b]) => compare(a, b))
  const unmarked = marked.map(([uri, text]) => unmark(uri, text))
  return {
    files: Object.fromEntries(unmarked.map(({ source }) => [source.uri, source.text])),
    marks: unmarked.flatMap(({ marks }) => marks),
  }
}

async function judge(
  check: Check,
  example: Example,
  files: Readonly<Record<string, string>>,
  judging: readonly Check[],
  scan: ExampleOptions['scan'],
): Promise<Judged> {
  const { findings, errors, inputs } = await judgeTexts(judging, files, {
    ...(scan === undefined ? {} : { scan }),
    ...(example.kubernetes === undefined ? {} : { kubernetes: example.kubernetes }),
    ...(example.today === undefined ? {} : { today: example.today }),
    ...(example.options === undefined ? {} : { settings: { [check.id]: example.options } }),
  })
  return {
    findings: findings
      .filter((finding) => finding.check === check.id)
      .sort((a, b) => compare(a.place.source.uri, b.place.source.uri) || a.place.range.start - b.place.range.start),
    broken: [
      ...inputs.notAnalysed.map(({ uri, line = 1, message }) => `cannot be read: ${uri}:${line} ${message}`),
      ...errors.map(({ error }) => `the check throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    ],
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** One expected or reported finding, as a line: where it starts, its outcome, its message and the text in its range. */
function lineOf(source: Source, { start, end }: Range, outcome: string, message: string): string {
  const { line, column } = positionAt(source, start)
  return `${source.uri}:${line}:${column} ${outcome} ${message} «${source.text.slice(start, end)}»`
}

function expectedOf(example: Example, files: Readonly<Record<string, string>>, marks: readonly Mark[]): string[] {
  const { fails = [], unknown = [] } = example
  const counted = { fail: 0, unknown: 0 }
  const lines = marks.flatMap(({ uri, kind, start, text }) => {
    const keys = [(kind === 'fail' ? fails : unknown)[counted[kind]++] ?? '(a mark without an entry)'].flat()
    const source = { uri, text: files[uri]! }
    return keys.map((key) => lineOf(source, { start, end: start + text.length }, kind, key))
  })
  const unmarked = [...fails.slice(counted.fail), ...unknown.slice(counted.unknown)].flat()
  return [...lines, ...unmarked.map((key) => `${key} (an entry without a mark)`)]
}

/** Secrets are masked in the texts of findings, so the marked text is that of the example. */
function describeFor(check: Check, files: Readonly<Record<string, string>>): (finding: Finding) => string {
  return ({ place: { source, range }, message, outcome }) => {
    const { uri } = source
    const key = Object.entries(check.messages).find(([, words]) => words === message.text)?.[0] ?? '(a message of another check)'
    return lineOf({ uri, text: files[uri] ?? source.text }, range, outcome, key)
  }
}

/** What only one of two lists has. What stands in both counts as often as it stands there. */
function differences(expected: readonly string[], found: readonly string[]): string[] {
  const left = [...found]
  const missing = expected.filter((line) => {
    const at = left.indexOf(line)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
  return [...missing.map((line) => `not reported: ${line}`), ...left.map((line) => `not expected: ${line}`)]
}

function unreadable({ message, fixes, related }: Finding): string[] {
  const messages = [message, ...fixes.map(({ title }) => title), ...related.map(({ note }) => note)]
  return messages.flatMap((each) =>
    locales.flatMap((locale) => {
      const words = render(each, locale)
      return words === '' || /\{[a-zA-Z]+\}|undefined|\[object/.test(words) ? [`does not read well (${locale}): ${words}`] : []
    }),
  )
}

async function fixProblems(
  example: Example,
  files: Readonly<Record<string, string>>,
  findings: readonly Finding[],
  judged: JudgeFiles,
): Promise<string[]> {
  const { files: changed, postponed } = applyFixes(findings, new Set(['safe', 'review']))
  const fixed = { ...files, ...Object.fromEntries(changed.map(({ source, text }) => [source.uri, text])) }
  const main = fixed[mainFile(example)]!
  const problems = postponed.map(({ place }) => `the fix of ${formatPath(place.path)} does not go with the others`)
  if (main !== example.fixed) problems.push(`the fixes give\n${main}and not\n${example.fixed}`)
  const { findings: left, broken } = await judged(fixed)
  return [
    ...problems,
    ...broken.map((problem) => `after the fixes: ${problem}`),
    ...left.filter(({ fixes }) => fixes.length > 0).map(({ place }) => `still to be fixed after the fixes: ${formatPath(place.path)}`),
  ]
}

async function rewritingProblems(
  files: Readonly<Record<string, string>>,
  findings: readonly Finding[],
  judged: JudgeFiles,
): Promise<string[]> {
  const rewrite = (text: string): string => `# 日本語のコメント\n${text}`.replaceAll('\n', '\r\n')
  const rewritten = await judged(Object.fromEntries(Object.entries(files).map(([uri, text]) => [uri, rewrite(text)])))
  return [
    ...rewritten.broken,
    ...differences(findings.map(essence), rewritten.findings.map(essence)).map((line) => `with CRLF and a comment before it: ${line}`),
  ]
}

/** What stays the same of a finding when its text is rewritten. */
function essence({ message, place, outcome, fingerprint }: Finding): string {
  const { source, range, path } = place
  const marked = source.text.slice(range.start, range.end).replaceAll('\r\n', '\n')
  const { column } = positionAt(source, range.start)
  return `${outcome} ${render(message, 'en')} at ${formatPath(path)}, column ${column} «${marked}» ${fingerprint}`
}
