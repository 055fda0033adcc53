import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type CST,
  type Document,
  type ErrorCode,
  type Pair,
  type Scalar,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

import type { YamlLimits } from './limits.ts'
import { problem, type ProblemCode, type SyntaxProblem } from './problem.ts'
import { Refusal, Scan } from './scan.ts'
import {
  blockStyle,
  doubleStyle,
  encoded,
  flowStyle,
  foldedStyle,
  indentShift,
  keep,
  literalStyle,
  mapKind,
  plainStyle,
  scalarKind,
  seqKind,
  singleStyle,
  strip,
  type Properties,
  type Tree,
} from './tree.ts'

/** Most problems that are reported for one document: after the first few, the others are its consequences. */
const mostProblems = 5

/**
 * The reader that knows all of YAML: the `yaml` package, about a hundred times slower than ours. It reads what the fast
 * reader refuses, and has the last word on what is wrong and where.
 */
export function parseUnusual(text: string, start: number, end: number, limits: YamlLimits): Tree | readonly SyntaxProblem[] {
  const tokens = tokensOf(text.slice(start, end))
  const composer = new Composer({
    keepSourceTokens: true,
    logLevel: 'silent',
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'failsafe',
    uniqueKeys: false,
  })
  const documents = [...composer.compose(tokens)]
  const [document, second] = documents
  const problems = documents.flatMap(({ errors }) => errors).map((error) => problemOf(error, text, start, end))
  if (problems.length === 0 && second !== undefined) problems.push(unexpected(start + second.range[0], end))
  if (problems.length > 0) return problems.slice(0, mostProblems)
  const rootTokens = tokens.find((token) => token.type === 'document')?.start ?? []
  return new TreeWriter(new Scan(text, start, end, limits), start).write(document, rootTokens)
}

/** Stops at the first few errors: a text that is broken all over would take minutes. */
function tokensOf(text: string): CST.Token[] {
  const tokens: CST.Token[] = []
  let errors = 0
  for (const token of new Parser().parse(text)) {
    tokens.push(token)
    if (token.type === 'error' && ++errors === mostProblems) break
  }
  return tokens
}

function unexpected(at: number, end: number): SyntaxProblem {
  return problem('unexpected-content', { start: at, end: Math.min(at + 1, end) }, true)
}

const codes: Readonly<Record<ErrorCode, ProblemCode>> = {
  ALIAS_PROPS: 'bad-property',
  BAD_ALIAS: 'bad-property',
  BAD_COLLECTION_TYPE: 'unknown-tag',
  BAD_DIRECTIVE: 'bad-directive',
  BAD_DQ_ESCAPE: 'bad-escape',
  BAD_INDENT: 'bad-indent',
  BAD_PROP_ORDER: 'bad-property',
  BAD_SCALAR_START: 'bad-scalar-start',
  BLOCK_AS_IMPLICIT_KEY: 'nested-mapping',
  BLOCK_IN_FLOW: 'unexpected-content',
  DUPLICATE_KEY: 'duplicate-key',
  IMPOSSIBLE: 'unexpected-content',
  KEY_OVER_1024_CHARS: 'long-key',
  MISSING_CHAR: 'missing-character',
  MULTILINE_IMPLICIT_KEY: 'multiline-key',
  MULTIPLE_ANCHORS: 'bad-property',
  MULTIPLE_DOCS: 'unexpected-content',
  MULTIPLE_TAGS: 'bad-property',
  NON_STRING_KEY: 'complex-key',
  RESOURCE_EXHAUSTION: 'nesting-limit',
  TAB_AS_INDENT: 'tab-as-indent',
  TAG_RESOLVE_FAILED: 'unknown-tag',
  UNEXPECTED_TOKEN: 'unexpected-content',
}

function problemOf({ code, message, pos }: YAMLError, text: string, start: number, end: number): SyntaxProblem {
  const from = Math.max(Math.min(start + pos[0], end - 1), start)
  const lineEnd = text.indexOf('\n', from)
  const most = lineEnd === -1 || lineEnd > end ? end : Math.max(lineEnd, from + 1)
  const isQuote = code === 'MISSING_CHAR' && message.includes('quote')
  return problem(isQuote ? 'missing-quote' : codes[code], { start: from, end: Math.max(Math.min(start + pos[1], most), from + 1) }, true)
}

const scalarStyles: Readonly<Record<Scalar.Type, number>> = {
  BLOCK_FOLDED: foldedStyle,
  BLOCK_LITERAL: literalStyle,
  PLAIN: plainStyle,
  QUOTE_DOUBLE: doubleStyle,
  QUOTE_SINGLE: singleStyle,
}

/** Writes what the `yaml` package has read into the rows that the fast reader would have written. */
class TreeWriter {
  readonly #scan: Scan
  /** Offsets of the package count from here. */
  readonly #base: number

  constructor(scan: Scan, base: number) {
    this.#scan = scan
    this.#base = base
  }

  write(document: Document.Parsed | undefined, rootTokens: readonly CST.SourceToken[]): Tree {
    this.#node(document?.contents, rootTokens, -1, this.#scan.limit)
    return this.#scan.tree()
  }

  /** `tokens` stand in front of the node; `omittedAt` is where it would stand if it is left out. */
  #node(node: unknown, tokens: readonly CST.SourceToken[], lead: number, omittedAt: number): void {
    const properties = this.#properties(tokens, node)
    const row = this.#scan.size
    if (properties !== undefined) this.#scan.announce(properties)
    if (isAlias(node)) this.#scan.alias(node.source, this.#base + node.range![0], this.#base + node.range![1], lead)
    else if (isMap(node)) this.#mapping(node, lead)
    else if (isSeq(node)) this.#sequence(node, lead)
    else if (isScalar(node) && node.range![1] > node.range![0]) this.#scalar(node as Scalar.Parsed, lead)
    else {
      const at = properties?.end ?? omittedAt
      this.#scan.leaf(scalarKind | plainStyle, at, at, lead, 0)
    }
    if (properties !== undefined) this.#scan.describe(row, properties)
  }

  #properties(tokens: readonly CST.SourceToken[], node: unknown): Properties | undefined {
    const found = tokens.filter((token) => token.type === 'anchor' || token.type === 'tag')
    const last = found.at(-1)
    if (last === undefined) return undefined
    const anchor = found.find((token) => token.type === 'anchor')?.source.slice(1)
    const written = found.find((token) => token.type === 'tag')?.source
    const { tag } = (node ?? {}) as { tag?: string }
    return {
      start: this.#base + found[0]!.offset,
      end: this.#base + last.offset + last.source.length,
      anchor,
      tag: written === '!' || tag === undefined ? written : tag.replace(/^tag:yaml\.org,2002:/, '!!'),
    }
  }

  #scalar(node: Scalar.Parsed, lead: number): void {
    const { text } = this.#scan
    const start = this.#base + node.range[0]
    const end = this.#base + node.range[1]
    const style = scalarStyles[node.type ?? 'PLAIN']
    if (style === literalStyle || style === foldedStyle) this.#blockScalar(node, style, lead)
    else {
      const written = text.slice(start, end)
      const isEncoded =
        written.includes('\n') ||
        (style === doubleStyle && written.includes('\\')) ||
        (style === singleStyle && written.slice(1, -1).includes("''"))
      this.#scan.leaf(scalarKind | style | (isEncoded ? encoded : 0), start, end, lead, 0)
    }
  }

  #blockScalar(node: Scalar.Parsed, style: number, lead: number): void {
    const { text } = this.#scan
    const start = this.#base + node.range[0]
    const [, header] = /^[|>]([-+0-9]*)/.exec(text.slice(start, start + 4))!
    let rawEnd = this.#base + node.range[1]
    const lines = text.slice(start, rawEnd)
    if (text[rawEnd - 1] === '\n' && lines.includes('\n')) rawEnd -= text[rawEnd - 2] === '\r' ? 2 : 1
    const headerLine = lines.indexOf('\n')
    const body = headerLine === -1 ? '' : lines.slice(headerLine + 1)
    const given = /[1-9]/.exec(header!)?.[0]
    const indent =
      given === undefined
        ? (/^(?: *\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0)
        : Math.max((node.srcToken as CST.BlockScalar).indent, 0) + Number(given)
    const used = body.trimEnd().length
    const lastLine = /[^\r\n]*/.exec(body.slice(used))![0].length
    const end = used === 0 ? start + 1 + header!.length : start + headerLine + 1 + used + lastLine
    const chomping = header!.includes('-') ? strip : header!.includes('+') ? keep : 0
    this.#scan.leaf(scalarKind | style | encoded | chomping | (indent << indentShift), start, end, lead, rawEnd)
  }

  #sequence(node: YAMLSeq, lead: number): void {
    this.#scan.deepen()
    const token = node.srcToken as CST.BlockSequence | CST.FlowCollection
    const isFlow = node.flow === true
    const items = token.items.filter((item) => isFlow || indicator(item.start, 'seq-item-ind') !== -1)
    const start = isFlow ? node.range![0] : indicator(items[0]!.start, 'seq-item-ind')
    const row = this.#scan.open(seqKind | (isFlow ? flowStyle : blockStyle), this.#base + start, lead)
    node.items.forEach((item, index) => {
      const tokens = items[index]?.start ?? []
      const dash = isFlow ? -1 : this.#base + indicator(tokens, 'seq-item-ind')
      this.#node(item, tokens, dash, dash + 1)
    })
    this.#scan.close(row, isFlow ? this.#base + node.range![1] : this.#scan.lastEnd)
  }

  #mapping(node: YAMLMap, lead: number): void {
    this.#scan.deepen()
    const isFlow = node.flow === true
    const row = this.#scan.open(mapKind | (isFlow ? flowStyle : blockStyle), this.#base + this.#mappingStart(node, isFlow), lead)
    for (const pair of node.items) this.#pair(pair)
    this.#scan.close(row, isFlow ? this.#base + node.range![1] : this.#scan.lastEnd)
  }

  #mappingStart(node: YAMLMap, isFlow: boolean): number {
    const first = node.items[0]
    if (isFlow || first === undefined) return node.range![0]
    const tokens = first.srcToken?.start ?? []
    const token = tokens.find(({ type }) => type === 'anchor' || type === 'tag' || type === 'explicit-key-ind')
    return token?.offset ?? (first.key as { range?: readonly number[] } | null)?.range?.[0] ?? node.range![0]
  }

  #pair(pair: Pair): void {
    const { start = [], sep = [] } = pair.srcToken ?? {}
    const colon = indicator(sep, 'map-value-ind')
    this.#node(pair.key, start, -1, colon === -1 ? this.#scan.lastEnd : this.#base + colon)
    const keyEnd = this.#scan.lastEnd
    if (colon === -1) this.#scan.leaf(scalarKind | plainStyle, keyEnd, keyEnd, -1, 0)
    else this.#node(pair.value, sep, this.#base + colon, this.#base + colon + 1)
  }
}

function indicator(tokens: readonly CST.SourceToken[], type: CST.SourceToken['type']): number {
  return tokens.find((token) => token.type === type)?.offset ?? -1
}

/**
 * Whether the slow reader may try a text: it recurses into what is nested, and its cost grows with the square of the depth.
 * Counts brackets and indicators wherever they stand, so it rather says no.
 */
export function isShallow(text: string, start: number, end: number, limits: YamlLimits): Refusal | undefined {
  let depth = 0
  let onLine = 0
  for (let pos = start; pos < end; pos++) {
    const unit = text.charCodeAt(pos)
    if (unit === 0x5b || unit === 0x7b) depth++
    else if (unit === 0x5d || unit === 0x7d) depth--
    else if (unit === 0x0a) onLine = 0
    else if ((unit === 0x2d || unit === 0x3f || unit === 0x3a) && text.charCodeAt(pos + 1) === 0x20) onLine++
    if (depth > limits.depth || onLine > limits.depth) return new Refusal('nesting-limit', pos, true)
  }
  return undefined
}
