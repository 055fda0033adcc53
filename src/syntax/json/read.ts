import type { Source } from '../../core/location.ts'
import { YamlDocument, type Reading } from '../yaml/document.ts'
import { defaultLimits, type YamlLimits } from '../yaml/limits.ts'
import { isProblemCode, problem } from '../yaml/problem.ts'
import type { YamlText } from '../yaml/read.ts'
import { Refusal } from '../yaml/scan.ts'
import { jsonComments } from './comments.ts'
import { parseJson, type JsonDialect } from './parse.ts'

export type JsonOptions = YamlLimits & JsonDialect

/**
 * Reads a JSON text: one document, with the same places and edits as a YAML document has. By default it is strict (RFC 8259);
 * comments and trailing commas are allowed where they are asked for. Never throws for what the text holds.
 */
export function readJson(source: Source, options: Partial<JsonOptions> = {}): YamlText {
  const { comments = false, trailingCommas = false, ...given } = options
  const limits: YamlLimits = { ...defaultLimits, ...given }
  if (source.text.length > limits.text)
    return { source, documents: [], problems: [problem('text-limit', { start: 0, end: 1 }, true, { limit: limits.text })] }
  const reading: Reading = {
    schema: 'core',
    limits,
    isJson: true,
    comments: jsonComments,
    parse: (text) => parse(text, { comments, trailingCommas }, limits),
  }
  const document = new YamlDocument(source, { start: 0, end: source.text.length }, reading)
  return {
    source,
    documents: [document],
    get problems() {
      return document.problems
    },
  }
}

function parse(text: string, dialect: JsonDialect, limits: YamlLimits): ReturnType<Reading['parse']> {
  try {
    return { tree: parseJson(text, dialect, limits), problems: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, offset } = error
    const start = Math.max(Math.min(offset, text.length - 1), 0)
    const end = Math.min(start + 1, text.length)
    return { tree: undefined, problems: [problem(isProblemCode(code) ? code : 'unexpected-content', { start, end }, true)] }
  }
}
