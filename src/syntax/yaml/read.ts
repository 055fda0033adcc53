import type { Range, Source } from '../../core/location.ts'
import { commentsOf } from './comments.ts'
import { YamlDocument, type Reading } from './document.ts'
import { isShallow, parseUnusual } from './fallback.ts'
import { defaultLimits, type YamlLimits } from './limits.ts'
import { parse } from './parse.ts'
import { isProblemCode, problem, type SyntaxProblem } from './problem.ts'
import type { YamlSchema } from './resolve.ts'
import { Refusal } from './scan.ts'
import { splitDocuments } from './split.ts'
import type { Tree } from './tree.ts'

export { YamlDocument } from './document.ts'
export type { YamlLimits } from './limits.ts'
export type { SyntaxProblem } from './problem.ts'
export type { YamlSchema } from './resolve.ts'

/** A YAML text, taken apart into its documents. Each is parsed when it is first used, so that what nobody asks for costs nothing. */
export interface YamlText {
  readonly source: Source
  readonly documents: readonly YamlDocument[]
  /** What is wrong with the text as a whole, then with its documents. Asking for it parses them all. */
  readonly problems: readonly SyntaxProblem[]
}

export interface YamlOptions extends YamlLimits {
  /** How plain scalars are understood; `kubernetes` unless said otherwise. */
  readonly schema: YamlSchema
}

/**
 * Reads a YAML text as the Kubernetes API server does, or by YAML 1.2's core schema. Never throws for what the text holds:
 * whatever is wrong with one document is among its problems, and the others are read all the same.
 */
export function readYaml(source: Source, { schema = 'kubernetes', ...given }: Partial<YamlOptions> = {}): YamlText {
  const limits: YamlLimits = { ...defaultLimits, ...given }
  const reading: Reading = {
    schema,
    limits,
    isJson: false,
    comments: commentsOf,
    parse: (text, range) => parseDocument(text, range, limits),
  }
  if (source.text.length > limits.text)
    return { source, documents: [], problems: [problem('text-limit', { start: 0, end: 1 }, true, { limit: limits.text })] }
  const ranges = splitDocuments(source.text)
  const documents = ranges.slice(0, limits.documents).map((range) => new YamlDocument(source, range, reading))
  const unread = ranges[limits.documents]
  const own =
    unread === undefined
      ? []
      : [problem('documents-limit', { start: unread.start, end: unread.start + 3 }, true, { limit: limits.documents })]
  return {
    source,
    documents,
    get problems() {
      return [...own, ...documents.flatMap((document) => document.problems)]
    },
  }
}

type Parsed = ReturnType<Reading['parse']>

function parseDocument(text: string, range: Range, limits: YamlLimits): Parsed {
  const bad = badCharacter(text, range)
  if (bad?.fatal === true) return { tree: undefined, problems: [bad] }
  const parsed = parseEither(text, range, limits)
  return bad === undefined ? parsed : { ...parsed, problems: [bad, ...parsed.problems] }
}

function parseEither(text: string, { start, end }: Range, limits: YamlLimits): Parsed {
  try {
    return { tree: parse(text, start, end, limits), problems: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refusal = error.final ? error : end - start > limits.unusual ? error : isShallow(text, start, end, limits)
    if (refusal !== undefined) return { tree: undefined, problems: [problemOf(refusal, text, end)] }
    return parseSlowly(text, { start, end }, limits, error)
  }
}

function parseSlowly(text: string, { start, end }: Range, limits: YamlLimits, refusal: Refusal): Parsed {
  try {
    const parsed: Tree | readonly SyntaxProblem[] = parseUnusual(text, start, end, limits)
    if ('rows' in parsed) return { tree: parsed, problems: [] }
    // Both readers refuse it. The fast one then knows better where it begins to go wrong, such as at the opening quote.
    return { tree: undefined, problems: refusal.code === 'unusual' ? parsed : [problemOf(refusal, text, end)] }
  } catch (error) {
    // Deep recursion in the package ends in a RangeError; the fast reader's word is then the best there is.
    if (!(error instanceof Refusal) && !(error instanceof RangeError)) throw error
    return { tree: undefined, problems: [problemOf(error instanceof Refusal ? error : refusal, text, end)] }
  }
}

function problemOf({ code, offset }: Refusal, text: string, end: number): SyntaxProblem {
  const start = Math.max(Math.min(offset, end - 1), 0)
  const word = (code === 'bad-escape' ? /^../s : /^[^\s,[\]{}]+/).exec(text.slice(start, Math.min(start + 100, end)))?.[0] ?? ' '
  return problem(isProblemCode(code) ? code : 'unexpected-content', { start, end: start + word.length }, true)
}

/** What YAML forbids anywhere; and the sign that a text was not UTF-8. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufffd]/

function badCharacter(text: string, { start, end }: Range): SyntaxProblem | undefined {
  const found = forbidden.exec(text.slice(start, end))
  if (found === null) return undefined
  const range = { start: start + found.index, end: start + found.index + 1 }
  if (found[0] === '\ufffd') return problem('invalid-utf8', range, false)
  const character = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return problem('control-character', range, true, { character })
}
