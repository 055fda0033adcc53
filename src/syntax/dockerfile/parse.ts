import type { Range } from '../../core/location.ts'
import { LogicalText } from './logical-text.ts'

/** A word with its place in the file. Quotes and escapes are taken off; variables stay as written. */
export interface DockerWord {
  readonly text: string
  readonly range: Range
}

/** `--name=value` or `--name` before the arguments of an instruction. */
export interface DockerFlag {
  readonly name: string
  readonly value: string | undefined
  readonly range: Range
}

export interface Heredoc {
  readonly delimiter: string
  /** Whether variables are expanded in it: the delimiter has no quotes. */
  readonly expands: boolean
  /** The content, without the line of the delimiter. */
  readonly range: Range
}

export interface Instruction {
  /** In upper case. */
  readonly keyword: string
  readonly keywordRange: Range
  /** From the keyword to the end of the last argument, heredocs not included. */
  readonly range: Range
  readonly flags: readonly DockerFlag[]
  /** Everything after keyword and flags, continued lines joined and comments taken out. */
  readonly rest: LogicalText
  /** The rest as words; for a JSON array its items. */
  readonly words: readonly DockerWord[]
  /** Whether the arguments are a JSON array (exec form). */
  readonly exec: boolean
  readonly heredocs: readonly Heredoc[]
  /** For ONBUILD: the instruction that it defers. */
  readonly deferred?: Instruction
}

export interface ParserDirective {
  readonly name: string
  readonly value: string
  readonly range: Range
}

export interface DockerProblem {
  readonly message: string
  readonly range: Range
}

export interface Dockerfile {
  readonly directives: readonly ParserDirective[]
  readonly instructions: readonly Instruction[]
  readonly problems: readonly DockerProblem[]
}

const keywords = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
])
const takesHeredoc = new Set(['RUN', 'COPY', 'ADD'])
const maxInstructions = 20_000

/**
 * Reads a Dockerfile as BuildKit's frontend does: parser directives, the escape directive, continued lines with comments and
 * empty lines among them, heredocs, JSON forms, flags, ONBUILD. Unknown instructions are kept and reported as a problem.
 */
export function parseDockerfile(text: string): Dockerfile {
  const instructions: Instruction[] = []
  const problems: DockerProblem[] = []
  const { directives, end } = readDirectives(text)
  const escape = directives.find(({ name }) => name === 'escape')?.value === '`' ? '`' : '\\'
  let at = end
  while (at < text.length) {
    const line = lineFrom(text, at)
    const trimmed = text.slice(line.start, line.end).trim()
    if (trimmed === '' || trimmed.startsWith('#')) {
      at = line.next
      continue
    }
    if (instructions.length >= maxInstructions) {
      problems.push({ message: `more than ${maxInstructions} instructions`, range: { start: line.start, end: line.end } })
      break
    }
    const logical = new LogicalText()
    at = readLogicalLine(text, line, escape, logical)
    if (logical.text.trim() === '') continue
    const found = toInstruction(logical, escape, problems)
    at = readHeredocs(text, at, found, problems)
    instructions.push(found)
  }
  return { directives, instructions, problems }
}

interface Line {
  readonly start: number
  /** Before the line end. */
  readonly end: number
  readonly next: number
}

function lineFrom(text: string, start: number): Line {
  const lineFeed = text.indexOf('\n', start)
  const next = lineFeed === -1 ? text.length : lineFeed + 1
  let end = lineFeed === -1 ? text.length : lineFeed
  if (end > start && text[end - 1] === '\r') end--
  return { start, end, next }
}

/** `# name=value` lines at the very top; the first other line, or a repeated name, ends them. */
function readDirectives(text: string): { readonly directives: readonly ParserDirective[]; readonly end: number } {
  const directives: ParserDirective[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const line = lineFrom(text, at)
    const found = /^[ \t]*#[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(.+?)[ \t]*$/.exec(text.slice(line.start, line.end))
    const name = found?.[1]!.toLowerCase()
    if (found === null || !/^(?:syntax|escape|check)$/.test(name!) || directives.some((known) => known.name === name)) break
    directives.push({ name: name!, value: found[2]!, range: { start: line.start, end: line.end } })
    at = line.next
  }
  return { directives, end: at }
}

/** Joins a line with those that continue it; gives the offset behind them. */
function readLogicalLine(text: string, first: Line, escape: string, logical: LogicalText): number {
  let line = first
  for (;;) {
    const content = text.slice(line.start, line.end)
    const trimmed = content.trimStart()
    const continuing = logical.text !== '' || line !== first
    if (continuing && (trimmed === '' || trimmed.startsWith('#'))) {
      // Comments and empty lines inside a continued instruction count as not there.
      if (line.next >= text.length) return text.length
      line = lineFrom(text, line.next)
      continue
    }
    const kept = content.trimEnd()
    if (!kept.endsWith(escape)) {
      logical.append(text, { start: line.start, end: line.end })
      return line.next
    }
    logical.append(text, { start: line.start, end: line.start + kept.length - 1 })
    if (line.next >= text.length) return text.length
    line = lineFrom(text, line.next)
  }
}

function toInstruction(logical: LogicalText, escape: string, problems: DockerProblem[]): Instruction {
  const head = /^\s*(\S+)\s*/.exec(logical.text)!
  const start = logical.text.search(/\S/)
  const keywordRange = logical.sourceRange({ start, end: start + head[1]!.length })
  const keyword = head[1]!.toUpperCase()
  if (!keywords.has(keyword)) problems.push({ message: `unknown instruction ${head[1]!.slice(0, 40)}`, range: keywordRange })
  let at = head[0].length
  const end = logical.text.trimEnd().length
  const range = logical.sourceRange({ start, end })
  if (keyword === 'ONBUILD' && at < end) {
    const inner = logical.slice(at, end)
    return {
      keyword,
      keywordRange,
      range,
      flags: [],
      rest: inner,
      words: splitWords(inner, escape),
      exec: false,
      heredocs: [],
      deferred: toInstruction(inner, escape, problems),
    }
  }
  const flags: DockerFlag[] = []
  for (;;) {
    const flag = /^--([A-Za-z][\w-]*)(?:=(\S*))?(?=\s|$)\s*/.exec(logical.text.slice(at, end))
    if (flag === null) break
    const flagEnd = at + flag[0].trimEnd().length
    flags.push({ name: flag[1]!, value: flag[2], range: logical.sourceRange({ start: at, end: flagEnd }) })
    at += flag[0].length
  }
  const rest = logical.slice(at, end)
  const json = jsonItems(rest)
  return { keyword, keywordRange, range, flags, rest, words: json ?? splitWords(rest, escape), exec: json !== undefined, heredocs: [] }
}

/** The strings of a JSON array, or undefined when the text is none; then it is in shell form. */
function jsonItems(rest: LogicalText): readonly DockerWord[] | undefined {
  const text = rest.text.trim()
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined
  const offset = rest.text.indexOf('[')
  const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
  return value.map((item: string, index) => {
    const place = places[index]!
    return { text: item, range: rest.sourceRange({ start: offset + place.index + 1, end: offset + place.index + place[0].length - 1 }) }
  })
}

function splitWords(rest: LogicalText, escape: string): readonly DockerWord[] {
  const words: DockerWord[] = []
  const { text } = rest
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++
      continue
    }
    const start = at
    let word = ''
    let quote = ''
    for (; at < text.length && (quote !== '' || !/\s/.test(text[at]!)); at++) {
      const character = text[at]!
      if (character === escape && quote !== "'" && at + 1 < text.length) word += text[++at]!
      else if (quote === '' && (character === '"' || character === "'")) quote = character
      else if (character === quote) quote = ''
      else word += character
    }
    words.push({ text: word, range: rest.sourceRange({ start, end: at }) })
  }
  return words
}

/** Reads the bodies of the heredocs that an instruction opens; they start at `at`. Gives the offset behind them. */
function readHeredocs(text: string, at: number, instruction: Instruction, problems: DockerProblem[]): number {
  const target = instruction.deferred ?? instruction
  if (!takesHeredoc.has(target.keyword) || target.exec || !target.rest.text.includes('<<')) return at
  const heredocs = target.heredocs as Heredoc[]
  let next = at
  for (const found of target.rest.text.matchAll(/(?<![<\w])\d*<<(-?)(["']?)([A-Za-z_]\w*)\2(?=\s|$|[;&|>)])/g)) {
    const [, dash, quote, delimiter] = found
    const start = next
    let closed = false
    while (next < text.length) {
      const line = lineFrom(text, next)
      const content = text.slice(line.start, line.end)
      next = line.next
      if ((dash === '-' ? content.replace(/^\t+/, '') : content) !== delimiter) continue
      heredocs.push({ delimiter, expands: quote === '', range: { start, end: line.start } })
      closed = true
      break
    }
    if (!closed) {
      heredocs.push({ delimiter: delimiter!, expands: quote === '', range: { start, end: text.length } })
      problems.push({ message: `heredoc ${delimiter} is not closed`, range: instruction.range })
    }
  }
  return next
}
