import type { JsonValue } from '../../core/edit.ts'
import { resolvePlain, type YamlSchema } from './resolve.ts'

/** How a document is written, so that what is added looks as if it had always been there. */
export interface Style {
  readonly schema: YamlSchema
  /** JSON: everything in braces, brackets and double quotes. */
  readonly isJson: boolean
  /** How many spaces a mapping in a mapping is indented by; for JSON, what a level adds. */
  readonly step: string
  /** The same for the dashes of a sequence in a mapping: none, or as many as the step. */
  readonly sequenceStep: string
  readonly quote: "'" | '"'
  readonly lineBreak: string
}

type Mapping = { readonly [key: string]: JsonValue }

export function isSequence(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isMapping(value: JsonValue): value is Mapping {
  return typeof value === 'object' && value !== null && !isSequence(value)
}

/** Whether a value needs lines of its own in a block collection. */
export function isBlock(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** A value on one line, as it may stand in a flow collection; with `inFlow` false, as it may stand after a `key:`. */
export function printInline(value: JsonValue, style: Style, inFlow: boolean): string {
  if (style.isJson) return printSpaced(value)
  if (typeof value === 'string') return printString(value, style, inFlow)
  if (typeof value !== 'object' || value === null) return String(value)
  if (isSequence(value)) return `[${value.map((item) => printInline(item, style, true)).join(', ')}]`
  const entries = Object.entries(value).map(([key, held]) => `${printKey(key, style, true)}: ${printInline(held, style, true)}`)
  return `{${entries.join(', ')}}`
}

/** A value as it may stand in braces or brackets; JSON is spread over lines where the document does so. */
export function printJson(value: JsonValue, style: Style, indent: string): string {
  if (!style.isJson || style.step === '' || !isBlock(value)) return printInline(value, style, true)
  return JSON.stringify(value, null, style.step).replaceAll('\n', style.lineBreak + indent)
}

/** JSON on one line, with the blanks that people put in. */
function printSpaced(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isSequence(value)) return `[${value.map(printSpaced).join(', ')}]`
  const entries = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}: ${printSpaced(held)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A key as it is written: plain where that reads back as the same text. `<<` is quoted, or it would merge. */
export function printKey(key: string, style: Style, inFlow: boolean): string {
  if (style.isJson) return JSON.stringify(key)
  return key !== '<<' && isPlain(key, style.schema, inFlow) ? key : quoted(key, style.quote)
}

/**
 * The lines of a value in a block collection whose column is given by `indent`. The first line is without its indentation,
 * so that it can stand behind a dash.
 */
export function printBlock(value: JsonValue, style: Style, indent: string): string[] {
  if (!isBlock(value)) return [printInline(value, style, false)]
  const lines: string[] = []
  if (isSequence(value)) for (const item of value) lines.push(...printItem(item, style, indent))
  else for (const [key, held] of Object.entries(value as Mapping)) lines.push(...printEntry(key, held, style, indent))
  lines[0] = lines[0]!.slice(indent.length)
  return lines
}

/** The lines of `- item`. */
export function printItem(item: JsonValue, style: Style, indent: string): string[] {
  const [first, ...others] = printBlock(item, style, `${indent}  `)
  return [`${indent}- ${first}`, ...others]
}

/** The lines of `key: value`. */
export function printEntry(key: string, value: JsonValue, style: Style, indent: string): string[] {
  const name = `${indent}${printKey(key, style, false)}:`
  if (isBlock(value)) return [name, ...printUnderKey(value, style, indent)]
  const [first, ...others] = (typeof value === 'string' ? printLiteral(value, style, indent) : undefined) ?? [
    printInline(value, style, false),
  ]
  return [`${name} ${first}`, ...others]
}

/** The lines of a collection under a key whose column is given by `indent`. */
export function printUnderKey(value: JsonValue, style: Style, indent: string): string[] {
  const inner = indent + (isSequence(value) ? style.sequenceStep : style.step)
  const [first, ...others] = printBlock(value, style, inner)
  return [inner + first, ...others]
}

/** A text of several lines as a literal block under a key whose column is given by `indent`; undefined where it needs quotes. */
export function printLiteral(value: string, style: Style, indent: string): string[] | undefined {
  if (!/^\S[^]*\n/.test(value) || notLiteral.test(value)) return undefined
  const lines = value.replace(/\n$/, '').split('\n')
  return [value.endsWith('\n') ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + style.step + line))]
}

/** Blanks that nobody would see, several line breaks at the end, and units that YAML wants escaped. */
const notLiteral = /[^\t\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffc]|[ \t](?:\n|$)|\n\n$/

function printString(value: string, style: Style, inFlow: boolean): string {
  return isPlain(value, style.schema, inFlow) ? value : quoted(value, style.quote)
}

/** In single quotes where they are asked for and enough, else in double quotes. */
export function quoted(value: string, quote: "'" | '"'): string {
  if (quote === "'" && isPrintable(value)) return `'${value.replaceAll("'", "''")}'`
  return JSON.stringify(value).replaceAll(
    /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isPrintable(value: string): boolean {
  return !/[^\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffc]/.test(value)
}

/** Dates and base-60 numbers are strings to the API server, and to many other readers they are not. */
const otherwiseTyped = /^\d{4}-\d\d?-\d\d?|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$|^[=]$/

/** Whether a string may stand without quotes and be read back as the same string, by other YAML readers too. */
export function isPlain(value: string, schema: YamlSchema, inFlow: boolean): boolean {
  if (value === '' || !isPrintable(value) || /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^\s|\s$|:(?:\s|$)|\s#|^---|^\.\.\./.test(value))
    return false
  if (inFlow && /[,[\]{}]|^[-?:]/.test(value)) return false
  if (value.length > 1000 || otherwiseTyped.test(value)) return false
  return typeof resolvePlain(value, schema) === 'string' && typeof resolvePlain(value, 'kubernetes') === 'string'
}
